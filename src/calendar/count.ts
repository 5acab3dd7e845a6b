/** Open time as a distance: how much lies between two instants, and which instant lies so much away. */
import type { Instant } from "../time/Instant.ts"
import type { Calendar } from "./Calendar.ts"
import { lastUpTo } from "./Shape.ts"
import * as Timeline from "./Timeline.ts"
import { FIRST, LAST, startOf, yearOf } from "./Year.ts"

/** There is no such instant before the end of the year 9999, or after the start of the year 1. */
export const Never = "Never"
export type Never = typeof Never

/** Open milliseconds in `[from, to)`; negative if `to` is the earlier. */
export const between = (calendar: Calendar, from: Instant, to: Instant): number => {
  const timeline = Timeline.of(calendar)
  return Timeline.openBefore(timeline, to) - Timeline.openBefore(timeline, from)
}

/** The first instant with `amount` open milliseconds between `from` and it: `from` itself for 0, a closing instant at the end of a day's work. */
export const add = (calendar: Calendar, from: Instant, amount: number): Instant | Never => {
  if (amount <= 0) return amount < 0 ? subtract(calendar, from, -amount) : from
  const timeline = Timeline.of(calendar)
  const target = Timeline.openBefore(timeline, from) + amount
  while (timeline.sums.at(-1)! < target) {
    const year = timeline.first + timeline.shapes.length
    if (year > LAST) return Never
    Timeline.shapeAt(timeline, year)
  }
  const place = firstReaching(timeline.sums, yearOf(from) - timeline.first + 1, target) - 1
  return within(timeline, place, target, 1)
}

/** The mirror image: the last instant with `amount` open milliseconds between it and `from`, an opening instant at the start of a day's work. */
export const subtract = (calendar: Calendar, from: Instant, amount: number): Instant | Never => {
  if (amount <= 0) return amount < 0 ? add(calendar, from, -amount) : from
  const timeline = Timeline.of(calendar)
  const target = Timeline.openBefore(timeline, from) - amount
  while (timeline.sums[0]! > target) {
    const year = timeline.first - 1
    if (year < FIRST) return Never
    Timeline.shapeAt(timeline, year)
  }
  const place = firstReaching(timeline.sums, 1, target + 1) - 1
  return within(timeline, place, target, 0)
}

/** The first place from `low` on whose sum is at least `target`. */
const firstReaching = (sums: ReadonlyArray<number>, low: number, target: number): number => {
  let high = sums.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sums[middle]! < target) low = middle + 1
    else high = middle
  }
  return low
}

/** The instant in a known year before which `target` is open; of an interval's end and the next one's beginning the end with `less` 1. */
const within = (timeline: Timeline.Timeline, place: number, target: number, less: 0 | 1): Instant => {
  const year = timeline.first + place
  const { from, before } = Timeline.shapeAt(timeline, year)
  const rest = target - timeline.sums[place]!
  const i = lastUpTo(before, rest - less)
  return (startOf(year) + from.values[i]! + rest - before.values[i]!) as Instant
}
