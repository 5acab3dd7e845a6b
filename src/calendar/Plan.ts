/** A timetable read once: its hours as milliseconds, its rules in the order in which they apply. */
import { DAY, toDay } from "./PlainDate.ts"
import { type Range, ranges, wholeDay } from "./Hours.ts"
import type { Holiday, Override, Timetable } from "./Timetable.ts"
import { type When, weekdays } from "./When.ts"
import { yearOf } from "./Year.ts"

export interface Rule {
  readonly when: When
  readonly ranges: ReadonlyArray<Range>
}
export interface Cut extends Rule {
  readonly reason: "holiday" | "closure"
  readonly name: string | undefined
}

export interface Plan {
  readonly zone: string
  /** Sunday first. */
  readonly weekly: ReadonlyArray<ReadonlyArray<Range>>
  /** In place of the weekly hours; the last that is for a day counts. */
  readonly instead: ReadonlyArray<Rule>
  readonly besides: ReadonlyArray<Rule>
  /** Holidays before closures: where both are, people say holiday. */
  readonly cuts: ReadonlyArray<Cut>
  /** First and last day of validity, counted from 1970-01-01. */
  readonly first: number
  readonly last: number
  /** Years that a dated rule touches: they are like no other. */
  readonly dated: ReadonlySet<number>
  readonly opens: boolean
}

const plans = new WeakMap<Timetable, Plan>()

export const of = (timetable: Timetable): Plan => {
  const plan = plans.get(timetable) ?? make(timetable)
  plans.set(timetable, plan)
  return plan
}

const make = ({ zone, hours, holidays, overrides, validFrom, validUntil }: Timetable): Plan => {
  const weekly = weekdays.map((day) => ranges(hours[day] ?? []))
  const instead = overrides.flatMap((one) => ("hours" in one ? [{ when: one, ranges: ranges(one.hours) }] : []))
  const besides = overrides.flatMap((one) => ("open" in one ? [{ when: one, ranges: ranges(one.open) }] : []))
  const first = validFrom === undefined ? -Infinity : toDay(validFrom)
  const last = validUntil === undefined ? Infinity : toDay(validUntil)
  return {
    zone,
    weekly,
    instead,
    besides,
    cuts: [...holidays.map(ofHoliday), ...overrides.flatMap(ofClosure)],
    first,
    last,
    dated: new Set([
      ...[first, last].filter(Number.isFinite).flatMap((day) => touched(day, day)),
      ...[...holidays, ...overrides].flatMap(datedYears)
    ]),
    opens: [...weekly, ...[...instead, ...besides].map((rule) => rule.ranges)].some((some) => some.length > 0)
  }
}

const ofHoliday = (one: Holiday): Cut => ({
  when: one,
  ranges: one.hours === undefined ? wholeDay : ranges(one.hours),
  reason: "holiday",
  name: one.name
})
const ofClosure = (one: Override): ReadonlyArray<Cut> =>
  "closed" in one ? [{ when: one, ranges: ranges(one.closed), reason: "closure", name: one.name }] : []

const datedYears = (when: When): ReadonlyArray<number> => ("on" in when ? touched(toDay(when.on), toDay(when.until ?? when.on)) : [])

/** A day is of no other year than its own in any zone, but for those at the turn. A year is the longest a rule lasts. */
const touched = (first: number, last: number): ReadonlyArray<number> => [
  yearOf((first - 4) * DAY),
  yearOf(first * DAY),
  yearOf(last * DAY),
  yearOf((last + 4) * DAY)
]
