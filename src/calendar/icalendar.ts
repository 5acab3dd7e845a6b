/**
 * Holidays from iCalendar text (RFC 5545) and back, with the grammar of the package `ts-ics` (an optional peer). What comes in is
 * plain data: feeds are full of days on which nothing is closed, so look at it, and filter it, before it moves your deadlines.
 */
import * as Schema from "effect/Schema"
import type { Holiday } from "./Timetable.ts"
import { closedBy, isFree, nameOf, type Reading, textOf, uidOf } from "./icalendar/closedBy.ts"
import { eventsIn, first, parameterOf, type Event } from "./icalendar/Property.ts"
import * as Time from "./icalendar/Time.ts"
import { Zone } from "./Zone.ts"

export { toICalendar } from "./icalendar/print.ts"

export class ICalendarInvalid extends Schema.TaggedError<ICalendarInvalid>()("ICalendarInvalid", { problem: Schema.String }) {
  override readonly message = `no iCalendar: ${this.problem}`
}

export interface Closing {
  readonly name: string
  /** As the feed has it, at most 500 characters. Google's feeds say here what is a public holiday and what only an observance. */
  readonly description: string
  /** It does not block the time (`TRANSP`): so do holiday feeds mark all their days, and people the days on which they work. */
  readonly free: boolean
  readonly holidays: ReadonlyArray<Holiday>
}

export interface Read {
  /** All of them. */
  readonly holidays: ReadonlyArray<Holiday>
  /** The same, event by event, with what there is to tell them apart by. */
  readonly events: ReadonlyArray<Closing>
  /** Events that close nothing, each with its reason. */
  readonly skipped: ReadonlyArray<{ readonly name: string; readonly reason: string }>
}

/** Characters, events, and years: more than a feed of holidays has. */
const LONGEST = 2_000_000
const MOST_EVENTS = 5000
const MOST_YEARS = 50
/** In all: days that rules are asked about, and holidays. */
const PATIENCE = 1_000_000
const MOST_HOLIDAYS = 20_000

/**
 * `zone`: in which hours are read, that of the calendar which they are for. `years`, the first and the last: only what is in
 * them is read; what recurs for ever on a day of the year, or on a weekday of a month, stays a rule.
 * @throws {ICalendarInvalid} for text that is none, or too much of it. A single event that cannot be used is skipped.
 */
export const fromICalendar = (text: string, { zone, years }: Pick<Reading, "zone" | "years">): Read => {
  const [begin, end] = years
  if (text.length > LONGEST) throw new ICalendarInvalid({ problem: `at most ${LONGEST} characters, got ${text.length}` })
  if (!Schema.is(Zone)(zone)) throw new ICalendarInvalid({ problem: `there is no zone "${String(zone)}"` })
  if (!(Number.isInteger(begin) && Number.isInteger(end) && 1 <= begin && begin <= end && end <= 9998 && end - begin < MOST_YEARS))
    throw new ICalendarInvalid({ problem: `the years ${begin} to ${end}: at most ${MOST_YEARS}, the first one first` })
  const found = eventsIn(text, MOST_EVENTS)
  if (found._tag === "Failure") throw new ICalendarInvalid({ problem: found.failure })
  const reading: Reading = { zone, years, moved: movedIn(found.success), left: { days: PATIENCE, holidays: MOST_HOLIDAYS } }
  const events: Array<Closing> = []
  const skipped: Array<Read["skipped"][number]> = []
  for (const event of found.success) {
    const name = nameOf(event)
    const holidays = isOfLater(event) ? "it changes a rule from a day on" : closedBy(event, reading)
    if (typeof holidays === "string") skipped.push({ name, reason: holidays })
    else events.push({ name, description: textOf(event, "DESCRIPTION", 500), free: isFree(event), holidays })
  }
  return { holidays: events.flatMap((event) => event.holidays), events, skipped }
}

/** One occurrence of what recurs may be told anew, elsewhere or cancelled (RFC 5545 §3.8.4.4). */
const movedIn = (events: ReadonlyArray<Event>): Reading["moved"] => {
  const moved = new Map<string, Array<Time.Time>>()
  for (const event of events) {
    const which = first(event, "RECURRENCE-ID")
    const times = which === undefined || isOfLater(event) ? "none" : Time.timesOf(which)
    if (typeof times !== "string") moved.set(uidOf(event), [...(moved.get(uidOf(event)) ?? []), ...times])
  }
  return moved
}

const isOfLater = (event: Event): boolean => {
  const which = first(event, "RECURRENCE-ID")
  return which !== undefined && parameterOf(which, "RANGE") !== undefined
}
