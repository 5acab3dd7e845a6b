/** For ever a day of every year, or a weekday of a month: our own calendars say that too. */
import { DAY, ofDay } from "../PlainDate.ts"
import type { Holiday } from "../Timetable.ts"
import { weekdays } from "../When.ts"
import type { Rule } from "./Rule.ts"

/** `closed`: what it closes where it begins. `undefined`: it is no such rule. */
export const yearly = (
  { every, interval, count, until, months, dates, weekdays: named, places }: Rule,
  start: number,
  closed: ReadonlyArray<Holiday>
): Holiday | undefined => {
  const [holiday, ...others] = closed
  if (every !== "YEARLY" || interval !== 1 || count !== undefined || until !== undefined || places.length > 0) return undefined
  if (holiday === undefined || others.length > 0 || !("on" in holiday) || holiday.until !== undefined) return undefined
  const { on, ...rest } = holiday
  if (on !== ofDay(Math.floor(start / DAY))) return undefined
  const [, month, date] = on.split("-").map(Number)
  const isSame = (list: ReadonlyArray<number>, value: number): boolean => list.length === 0 || (list.length === 1 && list[0] === value)
  if (named.length === 0 && isSame(months, month!) && isSame(dates, date!) && (dates.length === 0 || months.length === 1))
    return { ...rest, yearly: on.slice(5) }
  const [day] = named
  if (day === undefined || named.length > 1 || months.length !== 1 || dates.length > 0 || day.nth === 0 || Math.abs(day.nth) > 5)
    return undefined
  return { ...rest, nth: day.nth, day: weekdays[day.weekday]!, month: months[0]! }
}
