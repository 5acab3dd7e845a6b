/** The days that a rule is for: one or several in a row, a day of every year, or a weekday of a month. */
import * as Schema from "effect/Schema"
import { DAY, dayOf, MonthDay, PlainDate, toDay, weekdayOf } from "./PlainDate.ts"

/** As in a date's `getUTCDay`. */
export const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const
export type Weekday = (typeof weekdays)[number]

/** Longer than a year is no holiday but the end of a calendar's validity. */
const LONGEST = 366

/** `until` is the last day. */
export const dated = { on: PlainDate, until: Schema.optionalKey(PlainDate) }
export const yearly = { yearly: MonthDay }
/** The second Monday of May, or from its end: -1 is the last. A fifth that a month has not is no day. */
export const nth = {
  nth: Schema.Literals([1, 2, 3, 4, 5, -1, -2, -3, -4, -5]),
  day: Schema.Literals(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
  month: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 12 }))
}

export type When =
  | { readonly on: string; readonly until?: string }
  | { readonly yearly: string }
  | { readonly nth: number; readonly day: Weekday; readonly month: number }

export const inOrder = Schema.makeFilter(({ on, until }: { readonly on: string; readonly until?: string }) =>
  until === undefined || until === on
    ? undefined
    : toDay(until) < toDay(on)
      ? { path: ["until"], issue: `a day on or after ${on}` }
      : toDay(until) - toDay(on) >= LONGEST
        ? { path: ["until"], issue: `at most ${LONGEST} days in all` }
        : undefined
)

/** How many days in a row. */
export const length = (when: When): number => ("on" in when && when.until !== undefined ? toDay(when.until) - toDay(when.on) + 1 : 1)

/** The days of a rule among the days `first` to `last`, both included; days are counted from 1970-01-01. */
export const daysIn = (when: When, first: number, last: number): ReadonlyArray<number> => {
  const days: Array<number> = []
  if ("on" in when) {
    const from = toDay(when.on)
    const to = when.until === undefined ? from : toDay(when.until)
    for (let day = Math.max(from, first); day <= Math.min(to, last); day++) days.push(day)
    return days
  }
  for (let year = yearOfDay(first); year <= yearOfDay(last); year++) {
    const day = "yearly" in when ? ofYear(when.yearly, year) : nthOf(when, year)
    if (day !== undefined && day >= first && day <= last) days.push(day)
  }
  return days
}

const yearOfDay = (day: number): number => new Date(day * DAY).getUTCFullYear()

const ofYear = (monthDay: string, year: number): number | undefined => {
  const [month, date] = monthDay.split("-").map(Number)
  const day = dayOf(year, month!, date!)
  return new Date(day * DAY).getUTCDate() === date ? day : undefined
}

const nthOf = ({ nth: place, day: name, month }: Extract<When, { readonly nth: number }>, year: number): number | undefined => {
  const weekday = weekdays.indexOf(name)
  const first = dayOf(year, month, 1)
  const last = dayOf(year, month + 1, 1) - 1
  const day =
    place > 0
      ? first + ((weekday - weekdayOf(first) + 7) % 7) + (place - 1) * 7
      : last - ((weekdayOf(last) - weekday + 7) % 7) + (place + 1) * 7
  return day >= first && day <= last ? day : undefined
}
