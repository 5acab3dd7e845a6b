/** When a timetable is open in a year: the hours of its days, less what is cut out of them, as instants. */
import type { Range } from "./Hours.ts"
import { around, instantOf } from "./Offsets.ts"
import { DAY, weekdayOf } from "./PlainDate.ts"
import type { Plan, Rule } from "./Plan.ts"
import * as Spans from "./Spans.ts"
import { daysIn } from "./When.ts"
import { startOf } from "./Year.ts"

/** Milliseconds since the start of the year. */
export const openIn = (plan: Plan, year: number): Spans.Spans => {
  const start = startOf(year)
  const length = startOf(year + 1) - start
  // An interval lasts up to two days, and the wall clock is up to 16 h away from UTC.
  const first = Math.max(Math.floor(start / DAY) - 3, plan.first - 1)
  const last = Math.min(Math.ceil((start + length) / DAY) + 1, plan.last)
  const hours = hoursOf(plan, first, last)
  const cuts = Spans.normal(plan.cuts.flatMap((cut) => walls(cut, first, last)))
  const valid = Spans.clip(Spans.minus(hours, cuts), plan.first * DAY, (plan.last + 1) * DAY)
  const offsets = around(plan.zone, year)
  return Spans.clip(
    Spans.map(valid, (wall) => instantOf(offsets, wall - start)),
    0,
    length
  )
}

/** The intervals of a rule on the wall clock that begin on the days `first` to `last`. */
export const walls = ({ when, ranges }: Rule, first: number, last: number): ReadonlyArray<number> =>
  daysIn(when, first, last).flatMap((day) => ofDay(day, ranges))

const ofDay = (day: number, ranges: ReadonlyArray<Range>): ReadonlyArray<number> =>
  ranges.flatMap(({ from, to }) => [day * DAY + from, day * DAY + to])

const hoursOf = ({ weekly, instead, besides }: Plan, first: number, last: number): Spans.Spans => {
  const replaced = new Map<number, ReadonlyArray<Range>>()
  for (const rule of instead) for (const day of daysIn(rule.when, first, last)) replaced.set(day, rule.ranges)
  const pairs: Array<number> = []
  for (let day = first; day <= last; day++) {
    for (const { from, to } of replaced.get(day) ?? weekly[weekdayOf(day)]!) pairs.push(day * DAY + from, day * DAY + to)
  }
  return Spans.or(Spans.normal(pairs), Spans.normal(besides.flatMap((rule) => walls(rule, first, last))))
}
