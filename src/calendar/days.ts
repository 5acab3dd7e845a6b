/** Working days: those of the calendar's zone on which it is open at all. Of several calendars the first one's zone says when a day begins. */
import type { Instant } from "../time/Instant.ts"
import { type Calendar, timetables } from "./Calendar.ts"
import { between, Never } from "./count.ts"
import { fromWall, wallAt } from "./Offsets.ts"
import { lastOpen, nextOpen } from "./open.ts"
import { DAY, ofDay, type PlainDate, toDay } from "./PlainDate.ts"
import { END, START } from "./Year.ts"

export const isWorkingDay = (calendar: Calendar, date: PlainDate): boolean => isWorking(calendar, toDay(date))

/** Working days in `[from, to)`; negative if `to` is the earlier. */
export const workingDaysBetween = (calendar: Calendar, from: PlainDate, to: PlainDate): number => {
  if (from > to) return -workingDaysBetween(calendar, to, from)
  let count = 0
  for (let day = toDay(from) - 1; ; count++) {
    const next = step(calendar, day, 1)
    if (next === Never || next >= toDay(to)) return count
    day = next
  }
}

/** The n-th working day after a date, whether that is one or not; before it, if n is negative; itself for 0. `undefined`: there is none. */
export const plusWorkingDays = (calendar: Calendar, date: PlainDate, n: number): PlainDate | undefined => {
  const day = steps(calendar, toDay(date), n)
  return day === Never ? undefined : ofDay(day)
}

/**
 * The same time of the wall clock, so many working days later. Who starts while it is closed starts at the next opening, and what
 * would end while it is closed ends at the next one.
 */
export const addDays = (calendar: Calendar, at: Instant, n: number): Instant | Never => {
  if (n < 0) return subtractDays(calendar, at, -n)
  return shift(calendar, nextOpen(calendar, at), n, nextOpen)
}

/** The mirror image: who starts while it is closed starts at the last closing. */
export const subtractDays = (calendar: Calendar, at: Instant, n: number): Instant | Never => {
  if (n < 0) return addDays(calendar, at, -n)
  return shift(calendar, lastOpen(calendar, at), -n, lastOpen)
}

const shift = (calendar: Calendar, start: Instant | Never, n: number, settle: typeof nextOpen): Instant | Never => {
  if (start === Never || n === 0) return start
  const zone = zoneOf(calendar)
  const wall = wallAt(zone, start)
  const day = Math.floor(wall / DAY)
  const target = steps(calendar, day, n)
  return target === Never ? Never : settle(calendar, fromWall(zone, target * DAY + wall - day * DAY) as Instant)
}

const steps = (calendar: Calendar, from: number, n: number): number | Never => {
  let day = from
  for (let left = Math.abs(n); left > 0; left--) {
    const next = step(calendar, day, n > 0 ? 1 : -1)
    if (next === Never) return Never
    day = next
  }
  return day
}

/** The next working day after a day, or the last one before it. */
const step = (calendar: Calendar, day: number, direction: 1 | -1): number | Never => {
  const zone = zoneOf(calendar)
  const edge = fromWall(zone, (direction > 0 ? day + 1 : day) * DAY) as Instant
  const open = direction > 0 ? nextOpen(calendar, edge) : lastOpen(calendar, edge)
  if (open === Never || edge <= START || edge >= END) return Never
  // What closes at midnight was open the day before.
  return Math.floor(wallAt(zone, direction > 0 ? open : open - 1) / DAY)
}

const isWorking = (calendar: Calendar, day: number): boolean => {
  const zone = zoneOf(calendar)
  return between(calendar, fromWall(zone, day * DAY) as Instant, fromWall(zone, (day + 1) * DAY) as Instant) > 0
}

const zoneOf = (calendar: Calendar): string => timetables(calendar)[0]!.zone
