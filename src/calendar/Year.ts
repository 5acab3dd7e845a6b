/** Years as pieces of the time line: 0001 to 9999, each from the first instant of January in UTC. */
import { DAY, dayOf, weekdayOf } from "./PlainDate.ts"

export const FIRST = 1
export const LAST = 9999

const starts = Float64Array.from({ length: LAST + 1 }, (_, i) => dayOf(FIRST + i, 1, 1) * DAY)
/** The last instant there is; nothing ends later. */
export const END = starts[LAST]! - 1
starts[LAST] = END
export const START = starts[0]!

/** The end of a year is the start of the next; that of 9999 is the end of time. */
export const startOf = (year: number): number => starts[year - FIRST]!

/** Instants beyond the ends belong to the first and the last year. */
export const yearOf = (at: number): number => {
  const guess = Math.floor(at / 31_556_952_000) + 1970
  const year = guess < FIRST ? FIRST : guess > LAST ? LAST : guess
  if (at < startOf(year)) return year > FIRST ? year - 1 : year
  return at >= startOf(year + 1) && year < LAST ? year + 1 : year
}

/** 0 to 13: years of one kind have the same weekdays on the same dates. */
export const kindOf = (year: number): number => {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return weekdayOf(startOf(year) / DAY) * 2 + (isLeap ? 1 : 0)
}

const alikeFrom = (first: number): ReadonlyArray<number> =>
  Array.from({ length: 14 }, (_, kind) => {
    let year = first
    while (kindOf(year) !== kind) year++
    return year
  })
/** Before the zones of the database began, and after the last of its exceptions. Both stretches know 40 years without a break. */
const early = alikeFrom(1750)
const late = alikeFrom(2101)

/** A year in which every zone does the same on the same days: no zone has exceptions before 1800 and after 2100. */
export const alike = (year: number): number => (year < 1800 ? early[kindOf(year)]! : year > 2100 ? late[kindOf(year)]! : year)
