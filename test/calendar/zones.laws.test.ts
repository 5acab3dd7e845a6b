/** Every zone there is, against clocks that are read minute by minute. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Calendar from "../../src/calendar/index.ts"
import { around, fromWall, wallAt } from "../../src/calendar/Offsets.ts"
import { alike, startOf } from "../../src/calendar/Year.ts"
import * as Arbitrary from "../../src/testing/arbitraries.ts"
import * as Instant from "../../src/time/Instant.ts"
import { DAY, HOUR } from "./desks.ts"
import { firstShowing, openMinutes, wallOf } from "./wallClock.ts"

const zones = Intl.supportedValuesOf("timeZone")
const anyZone = fc.constantFrom(...zones)
const minutes = fc.integer({ min: 0, max: 131 * 365 * 24 * 60 }).map((minute) => minute * 60_000)

/** The changes of a zone's clock between two years, by its own account. */
const changes = (zone: string, year: number): ReadonlyArray<number> =>
  around(zone, year)
    .at.slice(1)
    .map((at) => startOf(year) + at)

describe("a time on the wall clock", () => {
  test("is the instant at which the clock first shows it or more, in any zone from 1970 to 2100", () => {
    fc.assert(
      fc.property(anyZone, minutes, (zone, wall) => {
        expect(fromWall(zone, wall)).toBe(firstShowing(zone, wall))
      })
    )
  })
  test("is that too in the days around a change of the clock", () => {
    fc.assert(
      fc.property(
        anyZone,
        fc.integer({ min: 1970, max: 2099 }),
        fc.nat(8),
        fc.integer({ min: -180, max: 180 }),
        (zone, year, n, minute) => {
          const some = changes(zone, year)
          if (some.length === 0) return
          const wall = Math.round(wallOf(zone, some[n % some.length]!) / 60_000) * 60_000 + minute * 60_000
          expect(fromWall(zone, wall)).toBe(firstShowing(zone, wall))
        }
      )
    )
  })
  test("is what the clock shows at any instant", () => {
    fc.assert(
      fc.property(anyZone, fc.integer({ min: 0, max: 131 * 365 * 86_400 }), (zone, second) => {
        expect(wallAt(zone, second * 1000)).toBe(wallOf(zone, second * 1000))
      })
    )
  })
  test("moves on as time does, but for the hour that comes twice", () => {
    fc.assert(
      fc.property(anyZone, minutes, fc.nat(2 * DAY), (zone, wall, more) => {
        expect(fromWall(zone, wall + more)).toBeGreaterThanOrEqual(fromWall(zone, wall))
      })
    )
  })
})

describe("years", () => {
  test("after 2100 and before 1800 are like one in 40: no zone has exceptions there", () => {
    fc.assert(
      fc.property(
        anyZone,
        fc.oneof(fc.integer({ min: 2101, max: 2700 }), fc.integer({ min: 1500, max: 1799 })),
        fc.nat(366 * 24),
        (zone, year, hour) => {
          const at = startOf(year) + hour * HOUR
          expect(wallOf(zone, at) - at).toBe(wallOf(zone, startOf(alike(year)) + hour * HOUR) - (startOf(alike(year)) + hour * HOUR))
        }
      )
    )
  })
})

describe("open time", () => {
  test("of nine to five is eight hours on a day without a change of the clock, and what the minutes say on any other", () => {
    fc.assert(
      fc.property(anyZone, fc.integer({ min: 1970, max: 2099 }), fc.nat(8), fc.integer({ min: -1, max: 1 }), (zone, year, n, day) => {
        const some = changes(zone, year)
        const near = some.length === 0 ? startOf(year) : some[n % some.length]!
        const midnight = Math.floor(wallOf(zone, near) / DAY) * DAY + day * DAY
        const [from, to] = [firstShowing(zone, midnight), firstShowing(zone, midnight + DAY)]
        const nineToFive = (wall: number) => wall % DAY >= 9 * HOUR && wall % DAY < 17 * HOUR
        const calendar = { ...Calendar.always(), zone, hours: everyDay("09:00-17:00") }
        const open = Calendar.between(calendar, Instant.make(from), Instant.make(to))
        // Enderbury left out the last day of 1994: such a day has no hours at all.
        if (from < to && some.every((at) => at <= from || at >= to)) expect(open).toBe(8 * HOUR)
        else expect(open).toBe(secondsOpen(zone, from, to, nineToFive) * 1000)
      })
    )
  })
  test("of any timetable is what the minutes say", () => {
    fc.assert(
      fc.property(
        Arbitrary.timetable.map(withoutSeconds),
        Arbitrary.moment,
        fc.integer({ min: 1, max: 2 * 24 * 60 }),
        (calendar, moment, length) => {
          const from = Instant.make(Math.floor(moment / 60_000) * 60_000)
          const to = Instant.plus(from, length * 60_000)
          const expected = openMinutes(calendar.zone, from, to, (wall) => isOpenOnTheWall(calendar, wall))
          expect(Calendar.between(calendar, from, to)).toBe(expected * 60_000)
        }
      )
    )
  })
})

const everyDay = (hours: string): Calendar.Timetable["hours"] => ({
  mon: [hours],
  tue: [hours],
  wed: [hours],
  thu: [hours],
  fri: [hours],
  sat: [hours],
  sun: [hours]
})

/** Clocks were changed at odd seconds once; a day has few minutes in which that matters. */
const secondsOpen = (zone: string, from: number, to: number, isOpen: (wall: number) => boolean): number => {
  let count = 0
  for (let at = from; at < to; at += 60_000) {
    const first = wallOf(zone, at)
    const last = wallOf(zone, Math.min(at + 60_000, to) - 1000)
    if (last === first + 59_000 && isOpen(first) === isOpen(last)) count += isOpen(first) ? 60 : 0
    else for (let second = at; second < Math.min(at + 60_000, to); second += 1000) if (isOpen(wallOf(zone, second))) count++
  }
  return count
}

const withoutSeconds = (calendar: Calendar.Timetable): Calendar.Timetable =>
  JSON.parse(JSON.stringify(calendar).replace(/(\d\d:\d\d):\d\d(?=[-"])/g, "$1")) as Calendar.Timetable

/** Straight from the meaning of the words, day by day. */
const isOpenOnTheWall = ({ hours, holidays, overrides, validFrom = "0", validUntil = "9" }: Calendar.Timetable, wall: number): boolean => {
  const today = dateOf(wall)
  const yesterday = dateOf(wall - DAY)
  const minute = (wall % DAY) / 60_000
  const covers = (some: Calendar.Hours) => some.some((one) => has(one, minute)) // begun today
  const overlaps = (some: Calendar.Hours) => some.some((one) => has(one, minute + 24 * 60)) // begun yesterday
  const anyOf = (day: string, pick: (rule: Calendar.Override) => Calendar.Hours | undefined) =>
    overrides.filter((rule) => isFor(rule, day)).flatMap((rule) => pick(rule) ?? [])
  const opened = (day: string): Calendar.Hours => {
    const instead = overrides.findLast((rule) => "hours" in rule && isFor(rule, day))
    const regular = instead !== undefined && "hours" in instead ? instead.hours : (hours[weekday(day)] ?? [])
    return [...regular, ...anyOf(day, (rule) => ("open" in rule ? rule.open : undefined))]
  }
  const shut = (day: string): Calendar.Hours => [
    ...anyOf(day, (rule) => ("closed" in rule ? rule.closed : undefined)),
    ...holidays.filter((rule) => isFor(rule, day)).flatMap((rule) => rule.hours ?? ["00:00-24:00"])
  ]
  if (today < validFrom || today > validUntil) return false
  if (covers(shut(today)) || overlaps(shut(yesterday))) return false
  return covers(opened(today)) || overlaps(opened(yesterday))
}

const dateOf = (wall: number): string => new Date(wall).toISOString().slice(0, 10)
const weekday = (date: string) => (["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const)[new Date(date).getUTCDay()]!
const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
const has = (interval: string, minute: number): boolean => {
  const [from, to] = interval.split("-").map(minuteOf) as [number, number]
  return from === to ? false : minute >= from && minute < (to > from ? to : to + 24 * 60)
}
const isFor = (when: Calendar.When, date: string): boolean => {
  if ("on" in when) return date >= when.on && date <= (when.until ?? when.on)
  if ("yearly" in when) return date.slice(5) === when.yearly
  if (weekday(date) !== when.day || Number(date.slice(5, 7)) !== when.month) return false
  const day = Number(date.slice(8))
  const length = new Date(Date.UTC(Number(date.slice(0, 4)), when.month, 0)).getUTCDate()
  return when.nth > 0 ? Math.ceil(day / 7) === when.nth : Math.ceil((length - day + 1) / 7) === -when.nth
}
