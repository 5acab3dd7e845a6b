import * as Schema from "effect/Schema"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Instant from "../../src/time/Instant.ts"

const is = Schema.is(Instant.Instant)
const first = Date.parse("0001-01-01T00:00:00.000Z")
const last = Date.parse("9999-12-31T23:59:59.999Z")

describe("an instant", () => {
  test("from the first moment of year 1 to the last of year 9999", () => {
    expect([is(first), is(first - 1)]).toEqual([true, false])
    expect([is(last), is(last + 1)]).toEqual([true, false])
  })
  test.each([0.5, NaN, Infinity, "2026-01-05", null, 2 ** 53])("%j is none", (value) => {
    expect(is(value)).toBe(false)
  })
  test("reads and prints like a date", () => {
    const monday = Instant.make(Date.UTC(2026, 0, 5, 9))
    expect(Instant.toISO(monday)).toBe("2026-01-05T09:00:00.000Z")
    expect(Instant.fromDate(Instant.toDate(monday))).toBe(monday)
    expect(Instant.plus(monday, -1)).toBe(monday - 1)
    expect(Instant.max(monday, Instant.plus(monday, 1))).toBe(monday + 1)
  })
  test("law: within its bounds it prints with four digits of year, in the order of time", () => {
    const instants = fc.integer({ min: first, max: last }).map(Instant.make)
    fc.assert(
      fc.property(instants, instants, (a, b) => {
        expect(Date.parse(Instant.toISO(a))).toBe(a)
        expect(Instant.toISO(a)).toHaveLength(24)
        expect(Math.sign(a - b)).toBe(Instant.toISO(a) < Instant.toISO(b) ? -1 : Instant.toISO(a) > Instant.toISO(b) ? 1 : 0)
      })
    )
  })
})
