/** What one event closes, as holidays; or why it closes nothing. */
import { convertIcsText } from "ts-ics"
import * as Text from "../../text/Text.ts"
import { closedFrom } from "../closedFrom.ts"
import { DAY, dayOf, ofDay } from "../PlainDate.ts"
import type { Holiday } from "../Timetable.ts"
import { fromWall, wallAt } from "../Offsets.ts"
import { all, type Event, first as one } from "./Property.ts"
import { lengthOf } from "./Length.ts"
import * as Rule from "./Rule.ts"
import * as Time from "./Time.ts"
import { yearly } from "./yearly.ts"

export interface Reading {
  readonly zone: string
  /** First and last year. */
  readonly years: readonly [number, number]
  /** By their UID: single occurrences that events of their own speak of. */
  readonly moved: ReadonlyMap<string, ReadonlyArray<Time.Time>>
  /** How many more days may be looked at, and how many holidays may be found. */
  readonly left: { days: number; holidays: number }
}

/** Days. Longer is no holiday but the end of a calendar's validity. */
const LONGEST = 366
const MOST_DATES = 2000

export const textOf = (event: Event, name: string, most: number): string =>
  Text.cut(
    Text.clean(convertIcsText(undefined, { value: (one(event, name)?.value ?? "").slice(0, 4 * most) }))
      .replace(/\s+/g, " ")
      .trim(),
    most
  ).trim()

export const nameOf = (event: Event): string => textOf(event, "SUMMARY", 100) || "Closed"

const is = (event: Event, name: string, value: string): boolean => one(event, name)?.value.trim().toUpperCase() === value

export const isFree = (event: Event): boolean => is(event, "TRANSP", "TRANSPARENT")

/** The holidays, or the reason why there are none. */
export const closedBy = (event: Event, reading: Reading): ReadonlyArray<Holiday> | string => {
  if (is(event, "STATUS", "CANCELLED")) return "it is cancelled"
  const begin = one(event, "DTSTART")
  const starts = begin === undefined ? "it has no DTSTART" : Time.timesOf(begin)
  if (typeof starts === "string") return starts
  const start = starts[0]!
  if (isFree(event) && !start.isDay) return "it does not block the time"
  const length = lengthOf(event, start, reading.zone)
  if (typeof length === "string") return length
  if (length.days * DAY + length.milliseconds > LONGEST * DAY) return `it lasts longer than ${LONGEST} days`
  if (start.zone === null || start.zone === reading.zone)
    return recurring(
      event,
      { ...start, zone: reading.zone },
      reading,
      (wall) => wall + length.days * DAY + length.milliseconds,
      (wall) => wall
    )
  const own = start.zone
  return recurring(
    event,
    start,
    reading,
    (wall) => wallAt(reading.zone, fromWall(own, wall + length.days * DAY) + length.milliseconds),
    (wall) => wallAt(reading.zone, fromWall(own, wall))
  )
}

type Clock = (wall: number) => number

/** `beginOf` and `endOf`: on the calendar's clock, of what begins at a time on the event's own clock. */
const recurring = (event: Event, start: Time.Time, reading: Reading, endOf: Clock, beginOf: Clock): ReadonlyArray<Holiday> | string => {
  const name = nameOf(event)
  const closed = (wall: number): ReadonlyArray<Holiday> => closedFrom(name, beginOf(wall), endOf(wall))
  const rules = all(event, "RRULE")
  const except = datesIn(event, "EXDATE")
  const besides = datesIn(event, "RDATE")
  if (typeof except === "string") return except
  if (typeof besides === "string") return besides
  if (rules.length > 1 || one(event, "EXRULE") !== undefined) return "it has several rules"
  const [first, last] = reading.years
  const bounds = { first: dayOf(first, 1, 1), last: dayOf(last + 1, 1, 1) - 1 }
  const walls = [start.wall]
  if (rules.length === 1) {
    const rule = Rule.parse(rules[0]!.value)
    if (typeof rule === "string") return rule
    const gone = one(event, "RECURRENCE-ID") === undefined ? (reading.moved.get(uidOf(event)) ?? []) : []
    const forever =
      except.length + besides.length + gone.length === 0 && new Date(start.wall).getUTCFullYear() <= first
        ? yearly(rule, start.wall, closed(start.wall))
        : undefined
    if (forever !== undefined) return [forever]
    const found = wallsOf(rule, start, bounds, reading)
    if (typeof found === "string") return found
    walls.splice(0, 1, ...found)
    except.push(...gone)
  }
  const zone = start.zone!
  const out = new Set(except.map((time) => keyOf(Time.wallIn(zone, time), time.isDay)))
  walls.push(...besides.map((time) => Time.wallIn(zone, time)))
  const held = [...new Set(walls)].filter((wall) => !out.has(keyOf(wall, false)) && !out.has(keyOf(wall, true)))
  reading.left.holidays -= held.length
  if (reading.left.holidays < 0) return "there are too many days"
  const [from, to] = [ofDay(bounds.first), ofDay(bounds.last)]
  const holidays = held.flatMap(closed).filter((one) => "on" in one && (one.until ?? one.on) >= from && one.on <= to)
  return holidays.length === 0 ? "it closes nothing in these years" : holidays
}

export const uidOf = (event: Event): string => one(event, "UID")?.value.trim() ?? ""

/** An exception may name the day alone. */
const keyOf = (wall: number, isDay: boolean): string => (isDay ? `day ${Math.floor(wall / DAY)}` : String(wall))

const datesIn = (event: Event, name: string): Array<Time.Time> | string => {
  const found: Array<Time.Time> = []
  for (const property of all(event, name)) {
    const times = Time.timesOf(property)
    if (typeof times === "string") return times
    found.push(...times)
    if (found.length > MOST_DATES) return `it has more than ${MOST_DATES} dates`
  }
  return found
}

const wallsOf = (
  rule: Rule.Rule,
  start: Time.Time,
  bounds: { readonly first: number; readonly last: number },
  { left }: Reading
): ReadonlyArray<number> | string => {
  const until = rule.until === undefined ? undefined : Time.parse(rule.until, null)
  if (rule.until !== undefined && until === undefined) return "its rule ends when nobody can tell"
  const day = Math.floor(start.wall / DAY)
  const from = Rule.since(rule, day, bounds.first)
  left.days -= Math.max(0, bounds.last - from)
  if (left.days < 0) return "there are too many days to look at"
  const end =
    until === undefined
      ? Infinity
      : until.isDay
        ? until.wall + DAY - 1
        : start.isDay
          ? Math.floor(until.wall / DAY) * DAY
          : Time.wallIn(start.zone!, until)
  const time = start.wall - day * DAY
  return Rule.daysOf(rule, day, from, bounds.last + 1)
    .map((one) => one * DAY + time)
    .filter((wall) => wall <= end)
}
