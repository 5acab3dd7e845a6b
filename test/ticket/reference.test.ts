/** What people call a ticket by. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { id } from "../../src/testing/arbitraries.ts"
import { Reference } from "../../src/ticket/index.ts"

const draw = fc.nat(50)

describe("a reference", () => {
  test("is two groups of four, and stays what it was", () => {
    expect(Reference.of("t-1", 0)).toBe("7WQ0-QGJ7")
    expect(Reference.of("t-1", 1)).toBe("WGQ0-C5NS")
  })
  test("is read as people type it", () => {
    for (const typed of ["K7QM-4XW2", " k7qm-4xw2 ", "K7QM4XW2"]) expect(Reference.parse(typed)).toBe("K7QM-4XW2")
    expect(Reference.parse("oil1-0OIL")).toBe("0111-0011")
  })
  test.each(["", "K7QM-4XW", "K7QM-4XW22", "K7QM-4XWU", "K7QM--4XW2", "t-1", "＃K7QM4XW2"])("%j is none", (typed) => {
    expect(Reference.parse(typed)).toBeUndefined()
  })
})

describe("laws", () => {
  test("every reference has the shape, and reads back as itself in any case, with or without its dash", () => {
    fc.assert(
      fc.property(id, draw, (ticketId, n) => {
        const reference = Reference.of(ticketId, n)
        expect(reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
        expect(Reference.parse(reference.toLowerCase())).toBe(reference)
        expect(Reference.parse(reference.replace("-", ""))).toBe(reference)
      })
    )
  })
  test("reading is total and reads its own answers as they are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (typed) => {
        const reference = Reference.parse(typed)
        if (reference !== undefined) expect(Reference.parse(reference)).toBe(reference)
      })
    )
  })
  test("a hundred thousand tickets in a row share next to none: 40 bits let 0.005 pairs meet", () => {
    const seen = new Set(Array.from({ length: 100_000 }, (_, n) => Reference.of(`ticket-${n}`, 0)))
    expect(seen.size).toBeGreaterThanOrEqual(99_998)
  })
  test("the next draw gives another", () => {
    fc.assert(fc.property(id, draw, (ticketId, n) => Reference.of(ticketId, n) !== Reference.of(ticketId, n + 1)))
  })
})
