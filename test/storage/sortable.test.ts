import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Scalar } from "../../src/condition/Condition.ts"
import { comparePlaces, fromCursor, toCursor } from "../../src/storage/order.ts"
import { decode, encode, keyOf } from "../../src/storage/sortable.ts"
import * as Text from "../../src/text/Text.ts"

const text = fc.string({ unit: "binary" }).map(Text.clean)
const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger(), fc.integer({ min: -3, max: 3 }))
const scalar: fc.Arbitrary<Scalar> = fc.oneof(text, number, fc.boolean())

describe("scalars as text", () => {
  test("examples", () => {
    expect([true, false, 0, -0, 1, 3, -1, 0.5, "open", ""].map(encode)).toEqual([
      "b1",
      "b0",
      "n8",
      "n8",
      "nbff",
      "nc008",
      "n400fffffffffffff",
      "nbfe",
      "sopen",
      "s"
    ])
    expect(keyOf(["vip"])).toBe(null)
  })
  test("law: decoding gives back what was encoded", () => {
    fc.assert(fc.property(scalar, (value) => decode(encode(value)) === value))
  })
  test("law: numbers sort as numbers, text by code point, kinds apart", () => {
    const kinds = ["boolean", "number", "string"]
    fc.assert(
      fc.property(scalar, scalar, (a, b) => {
        const byKind = kinds.indexOf(typeof a) - kinds.indexOf(typeof b)
        const expected = byKind === 0 ? (typeof a === "string" ? Text.compare(a, b as string) : Number(a) - Number(b)) : byKind
        expect(Math.sign(Text.compare(encode(a), encode(b)))).toBe(Math.sign(expected) + 0)
      })
    )
  })
})

describe("places in an order", () => {
  const key = fc.option(scalar.map(encode), { nil: null })
  const place = fc.record({ keys: fc.tuple(key, key), stream: fc.constantFrom("a", "B", "é", "😀") })
  const order = fc.tuple(fc.boolean(), fc.boolean()).map((directions) => directions.map((descending) => ({ field: "status", descending })))

  test("law: a cursor leads back to its place", () => {
    fc.assert(
      fc.property(place, order, (one, by) => {
        expect(fromCursor(toCursor(one), by)).toEqual(one)
      })
    )
  })
  test("law: the order is total: turned round, transitive, and equal only to itself", () => {
    fc.assert(
      fc.property(place, place, place, order, (a, b, c, by) => {
        expect(Math.sign(comparePlaces(by, a, b)) + Math.sign(comparePlaces(by, b, a))).toBe(0)
        expect(comparePlaces(by, a, b) === 0).toBe(toCursor(a) === toCursor(b))
        if (comparePlaces(by, a, b) < 0 && comparePlaces(by, b, c) < 0) expect(comparePlaces(by, a, c)).toBeLessThan(0)
      })
    )
  })
})
