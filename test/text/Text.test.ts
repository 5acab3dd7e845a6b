import * as Schema from "effect/Schema"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Text from "../../src/text/Text.ts"

/** Any string, with the units that break things among them. */
const troubled = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom("\u0000", "\ud800", "\udc00", "e", "\u0301", "\u1100", "\u1161", "\u212b", "\u{1f600}", "a", "\u2028")
  })
)
const clean = troubled.map(Text.clean)

describe("text from outside", () => {
  test("two spellings of é become one; NUL and half characters become U+FFFD", () => {
    expect(Text.clean("Cafe\u0301")).toBe("Caf\u00e9")
    expect(Text.clean("a\u0000b\ud800c")).toBe("a\ufffdb\ufffdc")
    expect(Text.clean("plain ASCII\r\n")).toBe("plain ASCII\r\n")
  })
  test("a crowd of marks is parted, so that a hostile text costs no more than another of its length", () => {
    const crowded = "a" + "\u0300\u0316".repeat(200_000)
    const text = Text.clean(crowded)
    expect(Text.isClean(text)).toBe(true)
    expect(text.replaceAll("\u034F", "").length).toBeGreaterThan(399_990)
    expect(Text.isClean("a" + "\u0316".repeat(30))).toBe(true)
    expect(Text.isClean("a" + "\u0316".repeat(31))).toBe(false)
  })
  test("law: marks in any number and order become clean text", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "\u0300", "\u0316", "\u0344", "\u034F", "\u0f73", "\u1161", "\u1100"), { maxLength: 200 }),
        (marks) => {
          const text = Text.clean(marks.join(""))
          expect(Text.isClean(text)).toBe(true)
          expect(Text.clean(text)).toBe(text)
        }
      )
    )
  })
  test("law: clean text is well-formed, without NUL, in normal form C, and stays as it is", () => {
    fc.assert(
      fc.property(troubled, (raw) => {
        const text = Text.clean(raw)
        expect(text.isWellFormed()).toBe(true)
        expect(text).not.toContain("\u0000")
        expect(text.normalize("NFC")).toBe(text)
        expect(Text.isClean(text)).toBe(true)
        expect(Text.clean(text)).toBe(text)
      })
    )
  })
  test("law: only text that is not clean is changed, and UTF-8 gives it back", () => {
    fc.assert(
      fc.property(troubled, (raw) => {
        expect(Text.isClean(raw)).toBe(Text.clean(raw) === raw)
        expect(new TextDecoder().decode(new TextEncoder().encode(Text.clean(raw)))).toBe(Text.clean(raw).replace(/^\ufeff/, ""))
      })
    )
  })
})

describe("bounds", () => {
  const upTo = Schema.is(Text.upTo(3))
  const filled = Schema.is(Text.filled(3))
  test("counted in UTF-16 code units", () => {
    expect([upTo("abc"), upTo("abcd"), upTo("a😀"), upTo("ab😀")]).toEqual([true, false, true, false])
  })
  test("only clean text passes; filled text says something", () => {
    expect([upTo("e\u0301"), upTo("\u0000"), upTo("\ud800")]).toEqual([false, false, false])
    expect([upTo(""), filled(""), filled(" \n "), filled("x")]).toEqual([true, false, false, true])
    expect(filled("abcd")).toBe(false)
  })
})

describe("cutting", () => {
  test("never through a pair", () => {
    expect(Text.cut("a😀b", 2)).toBe("a")
    expect(Text.cut("a😀b", 3)).toBe("a😀")
    expect(Text.cut("a😀b", 0)).toBe("")
    expect(Text.cut("a😀b", 9)).toBe("a😀b")
  })
  test("a half that stands elsewhere costs nothing", () => {
    expect(Text.cut("\ud800abc", 3)).toBe("\ud800ab")
  })
  test("law: a prefix, as long as it may be, clean if the text was", () => {
    fc.assert(
      fc.property(clean, fc.nat({ max: 40 }), (text, max) => {
        const head = Text.cut(text, max)
        expect(text.startsWith(head)).toBe(true)
        expect(head.length <= max && head.length >= Math.min(text.length, max) - 1).toBe(true)
        expect(Text.isClean(head)).toBe(true)
        expect(Text.cut(head, max)).toBe(head)
      })
    )
  })
})

describe("order", () => {
  test("by code point, where UTF-16 would put emoji before the last of the plane", () => {
    expect(Text.compare("\uffee", "😀")).toBeLessThan(0)
    expect(["😀", "\uffee"].toSorted()).toEqual(["😀", "\uffee"])
    expect(["b", "a", "aa", ""].toSorted(Text.compare)).toEqual(["", "a", "aa", "b"])
  })
  test("law: the order of the UTF-8 bytes, as every store's binary collation has it", () => {
    const unit = fc.constantFrom(
      "a",
      "b",
      "\u00e9",
      "\u07ff",
      "\u0800",
      "\ud7ff",
      "\ue000",
      "\ufffd",
      "\uffee",
      "\u{10000}",
      "\u{1f600}",
      "\u{1f601}",
      "\u{10ffff}"
    )
    const texts = fc.oneof(clean, fc.string({ unit, maxLength: 4 }))
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(Math.sign(Text.compare(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
        expect(Math.sign(Text.compare(b, a))).toBe(-Math.sign(Text.compare(a, b)) + 0)
      })
    )
  })
})

describe("folding", () => {
  test("what `contains` means for text", () => {
    expect(Text.fold("ÉTÉ")).toBe(Text.fold("été"))
    expect(Text.fold("Straße")).not.toBe(Text.fold("Strasse"))
  })
  test("law: folded text is clean and folds to itself", () => {
    fc.assert(
      fc.property(clean, (text) => {
        const folded = Text.fold(text)
        expect(Text.fold(folded)).toBe(folded)
        expect(Text.isClean(folded)).toBe(true)
      })
    )
  })
})

describe("cleaning a whole JSON value", () => {
  test("strings at any depth, and minus zero; keys and the rest as they are", () => {
    expect(Text.cleanDeep({ a: ["e\u0301", { "b\u0000": "\ud800" }], n: -0, t: true, z: null })).toEqual({
      a: ["\u00e9", { "b\u0000": "\ufffd" }],
      n: 0,
      t: true,
      z: null
    })
    expect(Object.is(Text.cleanDeep(-0), 0)).toBe(true)
  })
  test("a key that names the prototype stays a key, and harms nobody", () => {
    const hostile: unknown = JSON.parse(`{"__proto__":{"polluted":"e\u0301"},"constructor":{"prototype":{"polluted":1}}}`)
    const copy = Text.cleanDeep(hostile) as object
    expect(Object.keys(copy)).toEqual(["__proto__", "constructor"])
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    expect(JSON.stringify(copy)).toBe(`{"__proto__":{"polluted":"\u00e9"},"constructor":{"prototype":{"polluted":1}}}`)
  })
  test("law: it is idempotent, leaves clean values as they are and the input untouched", () => {
    const keys = fc.oneof(fc.constantFrom("__proto__", "constructor", "a", "b"), fc.string())
    const json = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        troubled,
        fc.jsonValue(),
        fc.array(tie("value")),
        fc.dictionary(keys, tie("value"), { noNullPrototype: true })
      )
    })).value
    fc.assert(
      fc.property(json, (value) => {
        const before = structuredClone(value)
        const once = Text.cleanDeep(value)
        expect(value).toEqual(before)
        expect(Text.cleanDeep(once)).toEqual(once)
        expect(JSON.stringify(once).isWellFormed()).toBe(true)
      })
    )
  })
})
