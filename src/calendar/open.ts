/** Whether it is open at an instant, and when that changes next. */
import type { Instant } from "../time/Instant.ts"
import type { Calendar } from "./Calendar.ts"
import { add, Never, subtract } from "./count.ts"
import { segments, type Segment } from "./segments.ts"
import { lastUpTo } from "./Shape.ts"
import * as Timeline from "./Timeline.ts"
import { END, START, startOf, yearOf } from "./Year.ts"

export const isOpen = (calendar: Calendar, at: Instant): boolean => {
  const year = yearOf(at)
  const { from, to } = Timeline.shapeAt(Timeline.of(calendar), year)
  const i = lastUpTo(from, at - startOf(year))
  return i >= 0 && at - startOf(year) < to[i]!
}

/** The instant itself while it is open, else the next opening. */
export const nextOpen = (calendar: Calendar, at: Instant): Instant | Never => shifted(add(calendar, at, 1), -1)

/** The instant itself while it is open or just closing, else the last closing before it: where work left off. */
export const lastOpen = (calendar: Calendar, at: Instant): Instant | Never => shifted(subtract(calendar, at, 1), 1)

/** The next instant after this one at which it opens or closes. */
export const nextChange = (calendar: Calendar, at: Instant): Instant | Never => {
  const next = first(calendar, at, "forwards")
  const change = next === undefined ? END : next.from > at ? next.from : next.to
  return change < END ? (change as Instant) : Never
}

/** The last instant before this one at which it opened or closed. */
export const previousChange = (calendar: Calendar, at: Instant): Instant | Never => {
  const last = first(calendar, at, "backwards")
  const change = last === undefined ? START : last.to < at ? last.to : last.from
  return change > START ? (change as Instant) : Never
}

const shifted = (at: Instant | Never, by: number): Instant | Never => (at === Never ? at : ((at + by) as Instant))

const first = (calendar: Calendar, at: Instant, direction: "forwards" | "backwards"): Segment | undefined => {
  const [nearest] = segments(calendar, at, direction)
  return nearest
}
