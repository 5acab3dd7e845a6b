/** A stretch of the wall clock, as the holidays that close it: whole days together, parts of a day with their hours. */
import { DAY, ofDay } from "./PlainDate.ts"
import type { Holiday } from "./Timetable.ts"

/** `from` and `to`: milliseconds since 1970-01-01 on the wall clock; what is not after `from` closes nothing. */
export const closedFrom = (name: string, from: number, to: number): ReadonlyArray<Holiday> => {
  if (to <= from) return []
  const first = Math.floor(from / DAY)
  const last = Math.floor((to - 1) / DAY)
  const [begin, end] = [from - first * DAY, to - last * DAY]
  if (first === last && (begin > 0 || end < DAY)) return [{ name, on: ofDay(first), hours: [`${clock(begin)}-${clock(end)}`] }]
  const wholeFrom = begin > 0 ? first + 1 : first
  const wholeTo = end < DAY ? last - 1 : last
  return [
    ...(begin > 0 ? [{ name, on: ofDay(first), hours: [`${clock(begin)}-24:00`] }] : []),
    ...whole(name, wholeFrom, wholeTo),
    ...(end < DAY ? [{ name, on: ofDay(last), hours: [`00:00-${clock(end)}`] }] : [])
  ]
}

/** Years at most, as one holiday goes. */
const LONGEST = 366

const whole = (name: string, first: number, last: number): ReadonlyArray<Holiday> => {
  if (last < first) return []
  const until = Math.min(last, first + LONGEST - 1)
  const one = first === until ? { name, on: ofDay(first) } : { name, on: ofDay(first), until: ofDay(until) }
  return [one, ...whole(name, until + 1, last)]
}

/** `14:00`, with seconds where there are any; milliseconds are cut. */
const clock = (ms: number): string => {
  const two = (n: number): string => String(n).padStart(2, "0")
  const seconds = Math.floor(ms / 1000)
  const [hour, minute, second] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return `${two(hour)}:${two(minute)}${second === 0 ? "" : `:${two(second)}`}`
}
