import * as Schema from "effect/Schema"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { Id, Slug } from "../../src/text/Id.ts"

const isId = Schema.is(Id)
const isSlug = Schema.is(Slug)

describe("ids of records", () => {
  test.each(["a", "0198f0c2-7e1b-7cc4", "crm:7", "ada+x@example.org", "A.b_c", "a".repeat(128)])("%s", (id) => {
    expect(isId(id)).toBe(true)
  })
  test.each(["", "-a", ".a", "__proto__", "a b", "a/b", "a\n", "é", "a\u0000", "\\u0", "a".repeat(129)])("not %j", (id) => {
    expect(isId(id)).toBe(false)
  })
})

describe("ids of the workspace's words", () => {
  test.each(["open", "onHold", "wait_for-parts", "p1", "a".repeat(63)])("%s", (id) => {
    expect(isSlug(id)).toBe(true)
  })
  test.each(["", "1st", "_a", "-a", "__proto__", "a.b", "a b", "a:b", "é", "a\n", "\\u0", "a".repeat(64)])("not %j", (id) => {
    expect(isSlug(id)).toBe(false)
  })
})

describe("laws", () => {
  const strings = fc.oneof(
    fc.string({ unit: "binary", maxLength: 8 }),
    fc.string({ unit: fc.constantFrom("a", "Z", "0", "_", "-", ".", ":", "@", "+", "\\", '"', "$", "\n", " ", "é"), maxLength: 6 })
  )
  test("an id is printable ASCII, without quotes, backslashes and blanks: safe in JSON, SQL and URLs", () => {
    fc.assert(
      fc.property(strings, (text) => {
        if (isId(text)) expect(text).toMatch(/^[!-~]+$/)
        if (isId(text)) expect(text).not.toMatch(/["'\\`$%/<>]/)
        if (isId(text)) expect(JSON.stringify(text)).toBe(`"${text}"`)
        if (isSlug(text)) expect(isId(text)).toBe(true)
      })
    )
  })
  test("no slug is a name that every object has", () => {
    for (const name of ["__proto__", "__defineGetter__", "__lookupSetter__"]) expect(isSlug(name)).toBe(false)
  })

  /**
   * nodejs/node#63785: after one parse of an object whose key begins with a backslash, later parses give other keys a
   * wrong name. So strings of users are values, never keys; this shows that what the house writes survives.
   */
  test("a hostile key elsewhere in the process does not touch what is kept as `[{ field, value }]`", () => {
    const slug = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_-]{0,10}$/)
    const entries = fc.array(fc.record({ field: slug, value: fc.string({ unit: "grapheme" }) }))
    const hostile = ['{"\\\\u0":1}', '{"\\\\":1}', '{"\\\\u00e9t\\\\u00e9":1}', '{"\\u005cu0":1}']
    fc.assert(
      fc.property(entries, fc.constantFrom(...hostile), (kept, json) => {
        const stored = JSON.stringify(kept)
        JSON.parse(json)
        expect(JSON.parse(stored)).toEqual(kept)
        // With every character escaped, as other writers of JSON do.
        const escaped = stored.replace(/[^\u0000-\u007f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
        expect(JSON.parse(escaped)).toEqual(kept)
      })
    )
  })
})
