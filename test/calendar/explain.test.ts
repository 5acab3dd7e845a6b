/** What keeps a desk closed, stretch by stretch, and the stretches in which it is open. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Calendar from "../../src/calendar/index.ts"
import * as Arbitrary from "../../src/testing/arbitraries.ts"
import * as Instant from "../../src/time/Instant.ts"
import { at, calendar, daily, DAY, iso, office } from "./desks.ts"

const told = (desk: Calendar.Calendar, from: string, to: string): ReadonlyArray<string> =>
  [...Calendar.explain(desk, at(from), at(to))].map(
    (stretch) =>
      `${iso(stretch.from)} ${stretch.open ? "open" : stretch.name === undefined ? stretch.reason : `${stretch.reason} ${stretch.name}`}`
  )
const takes = <T>(some: Iterable<T>, count: number): ReadonlyArray<T> => {
  const found: Array<T> = []
  for (const one of some) if (found.push(one) >= count) break
  return found
}

describe("a ledger of three days", () => {
  test("names the holiday, whose day is the clock's whole day, night and all", () => {
    const desk = office("Europe/Paris", { holidays: [{ yearly: "07-14", name: "Fête nationale" }] })
    expect(told(desk, "2026-07-13 12:00", "2026-07-15 12:00")).toEqual([
      "2026-07-13 12:00 open",
      "2026-07-13 15:00 hours",
      "2026-07-13 22:00 holiday Fête nationale",
      "2026-07-14 22:00 hours",
      "2026-07-15 07:00 open"
    ])
  })
  test("tells a closure with its name or without, and the end of the calendar", () => {
    const desk = office("UTC", {
      validUntil: "2026-11-24",
      overrides: [
        { on: "2026-11-23", closed: ["10:00-11:00"], name: "Fire drill" },
        { on: "2026-11-23", closed: ["12:00-13:00"] }
      ]
    })
    expect(told(desk, "2026-11-23 09:30", "2026-11-25 12:00")).toEqual([
      "2026-11-23 09:30 open",
      "2026-11-23 10:00 closure Fire drill",
      "2026-11-23 11:00 open",
      "2026-11-23 12:00 closure",
      "2026-11-23 13:00 open",
      "2026-11-23 17:00 hours",
      "2026-11-24 09:00 open",
      "2026-11-24 17:00 hours",
      "2026-11-25 00:00 invalid"
    ])
  })
  test("says holiday where a closure is too, and closure where an override left no hours", () => {
    const desk = office("UTC", {
      holidays: [{ on: "2026-11-23", name: "Founders' day" }],
      overrides: [
        { on: "2026-11-23", closed: ["09:00-12:00"], name: "Move" },
        { on: "2026-11-24", closed: ["00:00-24:00"], name: "Move" }
      ]
    })
    expect(["2026-11-23 10:00", "2026-11-24 10:00", "2026-11-25 10:00"].map((time) => Calendar.closedBecause(desk, at(time)))).toEqual([
      { reason: "holiday", name: "Founders' day" },
      { reason: "closure", name: "Move" },
      undefined
    ])
  })
  test("goes over the turn of the year without a seam", () => {
    expect(told(office("UTC"), "2026-12-31 18:00", "2027-01-01 10:00")).toEqual(["2026-12-31 18:00 hours", "2027-01-01 09:00 open"])
  })
  test("of two desks tells a holiday of either, and that one is over only where the other is too", () => {
    const old = office("UTC", { validUntil: "2025-12-31", holidays: [{ on: "2026-11-24", name: "Of yore" }] })
    const present = office("UTC", { validFrom: "2026-01-01", holidays: [{ on: "2026-11-23", name: "Founders' day" }] })
    expect(told(Calendar.union(old, present), "2026-11-22 12:00", "2026-11-24 09:00")).toEqual([
      "2026-11-22 12:00 hours",
      "2026-11-23 00:00 holiday Founders' day",
      "2026-11-24 00:00 hours"
    ])
    expect(told(Calendar.intersection(old, present), "2026-11-22 12:00", "2026-11-22 13:00")).toEqual(["2026-11-22 12:00 invalid"])
  })
  test("says nothing of no time", () => {
    expect(told(office("UTC"), "2026-11-23 12:00", "2026-11-23 12:00")).toEqual([])
    expect(told(office("UTC"), "2026-11-23 12:00", "2026-11-22 12:00")).toEqual([])
  })
})

describe("open stretches", () => {
  const desk = calendar({ hours: { mon: ["09:00-12:00", "13:00-17:00"], tue: ["09:00-17:00"] } })
  const shown = (from: string, direction: "forwards" | "backwards", count: number) =>
    takes(Calendar.segments(desk, at(from), direction), count).map((one) => `${iso(one.from)} – ${iso(one.to).slice(11)}`)
  test("after an instant the first begins there, if that is open", () => {
    expect(shown("2026-11-23 10:00", "forwards", 3)).toEqual([
      "2026-11-23 10:00 – 12:00",
      "2026-11-23 13:00 – 17:00",
      "2026-11-24 09:00 – 17:00"
    ])
  })
  test("before an instant the nearest comes first, and ends there", () => {
    expect(shown("2026-11-24 10:00", "backwards", 3)).toEqual([
      "2026-11-24 09:00 – 10:00",
      "2026-11-23 13:00 – 17:00",
      "2026-11-23 09:00 – 12:00"
    ])
  })
  test("nights and years that touch are one", () => {
    const open = calendar({
      zone: "Asia/Kathmandu",
      hours: daily(["00:00-12:00", "12:00-24:00"]),
      validFrom: "2026-01-01",
      validUntil: "2028-12-31"
    })
    expect(takes(Calendar.segments(open, at("2020-01-01 00:00")), 9).map(({ from, to }) => (to - from) / DAY)).toEqual([3 * 365 + 1])
    expect(takes(Calendar.segments(open, at("2040-01-01 00:00"), "backwards"), 9).map(({ from, to }) => (to - from) / DAY)).toEqual([
      3 * 365 + 1
    ])
  })
})

describe("laws", () => {
  const span = fc.integer({ min: 1, max: 30 * DAY })
  test("a ledger has no gap, no overlap and no two alike next to each other; what is open in it sums to the open time", () => {
    fc.assert(
      fc.property(Arbitrary.calendar, Arbitrary.moment, span, (desk, from, length) => {
        const to = Instant.plus(from, length)
        const ledger = [...Calendar.explain(desk, from, to)]
        expect([ledger[0]!.from, ledger.at(-1)!.to]).toEqual([from, to])
        for (const [i, next] of ledger.slice(1).entries()) {
          const last = ledger[i]!
          expect(next.from).toBe(last.to)
          expect({ ...next, from: 0, to: 0 }).not.toEqual({ ...last, from: 0, to: 0 })
        }
        expect(ledger.every((stretch) => stretch.from < stretch.to)).toBe(true)
        const open = ledger.filter((stretch) => stretch.open).reduce((sum, stretch) => sum + stretch.to - stretch.from, 0)
        expect(open).toBe(Calendar.between(desk, from, to))
      })
    )
  })
  test("the open stretches are those of the ledger, forwards and backwards, and each edge is a change", () => {
    fc.assert(
      fc.property(Arbitrary.calendar, Arbitrary.moment, span, (desk, from, length) => {
        const to = Instant.plus(from, length)
        const open = [...Calendar.explain(desk, from, to)].filter((stretch) => stretch.open).map((stretch) => [stretch.from, stretch.to])
        const forwards: Array<ReadonlyArray<number>> = []
        for (const one of Calendar.segments(desk, from)) {
          if (one.from >= to) break
          forwards.push([one.from, Math.min(one.to, to)])
        }
        const backwards: Array<ReadonlyArray<number>> = []
        for (const one of Calendar.segments(desk, to, "backwards")) {
          if (one.to <= from) break
          backwards.unshift([Math.max(one.from, from), one.to])
        }
        expect(forwards).toEqual(open)
        expect(backwards).toEqual(open)
        const edges = open.flat().filter((edge) => edge > from && edge < to)
        const changes: Array<number> = []
        for (let at = Calendar.nextChange(desk, from); at !== "Never" && at < to; at = Calendar.nextChange(desk, at)) changes.push(at)
        expect(changes).toEqual(edges)
        const back: Array<number> = []
        for (let at = Calendar.previousChange(desk, to); at !== "Never" && at > from; at = Calendar.previousChange(desk, at))
          back.unshift(at)
        expect(back).toEqual(edges)
      }),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 10) }
    )
  })
  test("there is a reason exactly while it is closed, and the next opening is the first open instant", () => {
    fc.assert(
      fc.property(Arbitrary.calendar, Arbitrary.moment, (desk, now) => {
        expect(Calendar.closedBecause(desk, now) === undefined).toBe(Calendar.isOpen(desk, now))
        const next = Calendar.nextOpen(desk, now)
        if (next !== "Never") {
          expect(Calendar.isOpen(desk, next)).toBe(true)
          expect(Calendar.between(desk, now, next)).toBe(0)
        }
        const left = Calendar.lastOpen(desk, now)
        if (left !== "Never") {
          expect(Calendar.isOpen(desk, Instant.plus(left, -1))).toBe(true)
          expect(Calendar.between(desk, left, now)).toBe(0)
        }
      })
    )
  })
})
