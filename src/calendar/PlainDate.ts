/** A day as people write it, without hours and without a zone: `2026-12-24`. */
import * as Schema from "effect/Schema"

/** Milliseconds of a day on the wall clock. */
export const DAY = 86_400_000

const isReal = (text: string): boolean => {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text.startsWith("0000")) return false
  const at = Date.parse(text)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** Year 0001 to 9999; 31 February is none. */
export const PlainDate = Schema.String.check(
  Schema.makeFilter((text: string) => (isReal(text) ? undefined : "a day of the calendar like 2026-12-24"))
)
export type PlainDate = typeof PlainDate.Type

/** `12-25`; 02-29 is a day too, of leap years. */
export const MonthDay = Schema.String.check(
  Schema.makeFilter((text: string) => (isReal(`2000-${text}`) ? undefined : "a day of the year like 12-25"))
)

/** Days since 1970-01-01. Text of this form is UTC (ECMA-262 §21.4.3.2). */
export const toDay = (date: PlainDate): number => Date.parse(date) / DAY
export const ofDay = (day: number): PlainDate => new Date(day * DAY).toISOString().slice(0, 10)
/** Of any year: `Date.UTC` takes the years 0 to 99 for 1900 to 1999. */
export const dayOf = (year: number, month: number, date: number): number => new Date(0).setUTCFullYear(year, month - 1, date) / DAY
/** 0 is Sunday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7
