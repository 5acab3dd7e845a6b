/** The laws of open time: it is a measure, `add` and `subtract` turn it round, and what people know of hours and holidays holds. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Calendar from "../../src/calendar/index.ts"
import * as Arbitrary from "../../src/testing/arbitraries.ts"
import * as Instant from "../../src/time/Instant.ts"
import { DAY, HOUR } from "./desks.ts"

const { between, add, subtract } = Calendar
const law = fc.assert
const span = fc.integer({ min: 0, max: 60 * DAY })
const never = (found: Instant.Instant | Calendar.Never): found is Calendar.Never => found === Calendar.Never

describe("open time between two instants", () => {
  test("is nothing from an instant to itself, and negative the other way round", () => {
    law(
      fc.property(Arbitrary.calendar, Arbitrary.moment, Arbitrary.moment, (calendar, x, y) => {
        expect(between(calendar, x, x)).toBe(0)
        expect(between(calendar, x, y) + between(calendar, y, x)).toBe(0)
      })
    )
  })
  test("adds up", () => {
    law(
      fc.property(Arbitrary.calendar, Arbitrary.moment, Arbitrary.moment, Arbitrary.moment, (calendar, x, y, z) => {
        expect(between(calendar, x, y) + between(calendar, y, z)).toBe(between(calendar, x, z))
      })
    )
  })
  test("is at most the time between them, and grows by what is open", () => {
    law(
      fc.property(Arbitrary.calendar, Arbitrary.moment, span, (calendar, x, more) => {
        const y = Instant.plus(x, more)
        const open = between(calendar, x, y)
        expect(open).toBeGreaterThanOrEqual(0)
        expect(open).toBeLessThanOrEqual(more)
        expect(between(calendar, x, Instant.plus(y, 1)) - open).toBe(Calendar.isOpen(calendar, y) ? 1 : 0)
      })
    )
  })
})

describe("an amount of open time later", () => {
  test("is where so much has been open, at the first such instant, while it is open or just closing", () => {
    law(
      fc.property(Arbitrary.calendar, Arbitrary.moment, fc.integer({ min: 1, max: 60 * DAY }), (calendar, x, amount) => {
        const y = add(calendar, x, amount)
        if (never(y)) return
        expect(between(calendar, x, y)).toBe(amount)
        expect(between(calendar, x, Instant.plus(y, -1))).toBe(amount - 1)
        expect(Calendar.isOpen(calendar, Instant.plus(y, -1))).toBe(true)
      })
    )
  })
  test("is the same in one step as in two", () => {
    law(
      fc.property(Arbitrary.calendar, Arbitrary.moment, span, span, (calendar, x, one, two) => {
        const half = add(calendar, x, one)
        expect(never(half) ? half : add(calendar, half, two)).toBe(add(calendar, x, one + two))
      })
    )
  })
  test("comes no sooner for a later start or a larger amount", () => {
    law(
      fc.property(Arbitrary.calendar, Arbitrary.moment, span, span, fc.nat(DAY), (calendar, x, amount, more, later) => {
        const rank = (found: Instant.Instant | Calendar.Never) => (never(found) ? Infinity : found)
        const y = rank(add(calendar, x, amount))
        expect(rank(add(calendar, x, amount + more))).toBeGreaterThanOrEqual(y)
        expect(rank(add(calendar, Instant.plus(x, later), amount))).toBeGreaterThanOrEqual(y)
      })
    )
  })
  test("is no later than the instant that is so much away, and that very instant unless it was closed before it", () => {
    law(
      fc.property(Arbitrary.calendar, Arbitrary.moment, span, (calendar, x, more) => {
        const y = Instant.plus(x, more)
        const back = add(calendar, x, between(calendar, x, y))
        expect(back).toBeLessThanOrEqual(y)
        expect(back === y).toBe(more === 0 || Calendar.isOpen(calendar, Instant.plus(y, -1)))
      })
    )
  })
  test("is nothing else than itself for no amount", () => {
    law(
      fc.property(Arbitrary.calendar, Arbitrary.moment, (calendar, x) => {
        expect([add(calendar, x, 0), subtract(calendar, x, 0)]).toEqual([x, x])
      })
    )
  })
  test("mirrors an amount of open time earlier", () => {
    law(
      fc.property(Arbitrary.calendar, Arbitrary.moment, fc.integer({ min: 1, max: 60 * DAY }), (calendar, y, amount) => {
        const x = subtract(calendar, y, amount)
        expect(add(calendar, y, -amount)).toBe(x)
        expect(subtract(calendar, y, -amount)).toBe(add(calendar, y, amount))
        if (never(x)) return
        expect(between(calendar, x, y)).toBe(amount)
        expect(Calendar.isOpen(calendar, x)).toBe(true)
      })
    )
  })
})

describe("what people know", () => {
  test("around the clock every hour counts, in every zone", () => {
    const allDay = {
      mon: ["00:00-24:00"],
      tue: ["00:00-24:00"],
      wed: ["00:00-24:00"],
      thu: ["00:00-24:00"],
      fri: ["00:00-24:00"],
      sat: ["00:00-24:00"],
      sun: ["00:00-24:00"]
    }
    law(
      fc.property(Arbitrary.timetable, Arbitrary.instant, Arbitrary.instant, ({ zone }, x, y) => {
        const calendar = { ...Calendar.always(), zone, hours: allDay }
        expect(between(calendar, x, y)).toBe(y - x)
        expect(Calendar.nextChange(calendar, x)).toBe(Calendar.Never)
      })
    )
  })
  test("two calendars are open as long together and at once as one after the other", () => {
    law(
      fc.property(Arbitrary.calendar, Arbitrary.calendar, Arbitrary.moment, Arbitrary.moment, (a, b, x, y) => {
        const both = between(Calendar.union(a, b), x, y) + between(Calendar.intersection(a, b), x, y)
        expect(both).toBe(between(a, x, y) + between(b, x, y))
      })
    )
  })
  test("a holiday opens nothing, and hours close nothing", () => {
    law(
      fc.property(
        Arbitrary.timetable,
        Arbitrary.holiday,
        Arbitrary.when,
        Arbitrary.hours,
        Arbitrary.moment,
        span,
        (calendar, holiday, when, open, x, more) => {
          const y = Instant.plus(x, more)
          const before = between(calendar, x, y)
          expect(between({ ...calendar, holidays: [...calendar.holidays, holiday] }, x, y)).toBeLessThanOrEqual(before)
          expect(between({ ...calendar, overrides: [...calendar.overrides, { ...when, open }] }, x, y)).toBeGreaterThanOrEqual(before)
        }
      )
    )
  })
  test("a promise is never due earlier for one holiday more", () => {
    law(
      fc.property(Arbitrary.timetable, Arbitrary.holiday, Arbitrary.moment, span, (calendar, holiday, x, amount) => {
        const due = add(calendar, x, amount)
        const later = add({ ...calendar, holidays: [...calendar.holidays, holiday] }, x, amount)
        expect(never(later) || (!never(due) && later >= due)).toBe(true)
      })
    )
  })
  test("without holidays and clock changes one week is like the next", () => {
    law(
      fc.property(Arbitrary.timetable, Arbitrary.moment, Arbitrary.moment, fc.integer({ min: -60, max: 60 }), ({ hours }, x, y, weeks) => {
        const calendar = { ...Calendar.always(), zone: "Etc/GMT-3", hours }
        expect(between(calendar, Instant.plus(x, weeks * 7 * DAY), Instant.plus(y, weeks * 7 * DAY))).toBe(between(calendar, x, y))
      })
    )
  })
  test("a zone five hours behind opens five hours later", () => {
    law(
      fc.property(Arbitrary.timetable, Arbitrary.moment, Arbitrary.moment, (calendar, x, y) => {
        const behind = between({ ...calendar, zone: "Etc/GMT+5" }, Instant.plus(x, 5 * HOUR), Instant.plus(y, 5 * HOUR))
        expect(behind).toBe(between({ ...calendar, zone: "UTC" }, x, y))
      })
    )
  })
  test("hours may be written in any order, twice, in pieces, and with nothing between them", () => {
    const rewritten = (hours: Calendar.Hours): Calendar.Hours =>
      [...hours, ...hours, "10:00-10:00", ...hours.flatMap(inPieces)].toReversed()
    const inPieces = (interval: string): ReadonlyArray<string> => {
      const [from, to] = interval.split("-") as [string, string]
      return from < "12:00" && to > "12:00" ? [`${from}-12:00`, `12:00-${to}`] : [interval]
    }
    law(
      fc.property(Arbitrary.timetable, Arbitrary.moment, Arbitrary.moment, (calendar, x, y) => {
        const hours = Object.fromEntries(Object.entries(calendar.hours).map(([day, some]) => [day, rewritten(some)]))
        expect(between({ ...calendar, hours }, x, y)).toBe(between(calendar, x, y))
      })
    )
  })
  test("29 February is a holiday in leap years, and counted once", () => {
    law(
      fc.property(fc.integer({ min: 1900, max: 2400 }), Arbitrary.zone, (year, zone) => {
        const leapDays = {
          id: "leap",
          name: "Leap days",
          zone,
          hours: {},
          holidays: [],
          overrides: [{ yearly: "02-29", open: ["09:00-17:00"] }]
        }
        const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCDate() === 29
        const [first, last] = [Instant.make(Date.UTC(year, 0, 1)), Instant.make(Date.UTC(year + 1, 0, 1))]
        expect(between(leapDays, first, last)).toBe(isLeap ? 8 * HOUR : 0)
        expect(between({ ...leapDays, holidays: [{ yearly: "02-29", name: "Leap day" }] }, first, last)).toBe(0)
      })
    )
  })
  test("a calendar that never opens says so, and soon", () => {
    const shut = (calendar: Calendar.Timetable): Calendar.Calendar => ({
      ...calendar,
      hours: {},
      overrides: calendar.overrides.filter((one) => "closed" in one)
    })
    law(
      fc.property(Arbitrary.timetable.map(shut), Arbitrary.instant, fc.integer({ min: 1 }), (calendar, x, amount) => {
        const found = [
          add(calendar, x, amount),
          subtract(calendar, x, amount),
          Calendar.nextOpen(calendar, x),
          Calendar.lastOpen(calendar, x)
        ]
        expect([...found, Calendar.nextChange(calendar, x), Calendar.previousChange(calendar, x)]).toEqual(Array(6).fill("Never"))
      })
    )
  })
})
