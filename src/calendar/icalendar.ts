/**
 * Holidays from and to iCalendar text (RFC 5545), by the package `ts-ics` (an optional peer). What comes in is plain data, with
 * what was left out beside it: look at both before a feed moves your deadlines.
 */
import * as Schema from "effect/Schema"
import { convertIcsCalendar, extendByRecurrenceRule, generateIcsCalendar, type IcsEvent, type IcsRecurrenceRule, weekDays } from "ts-ics"
import * as Text from "../text/Text.ts"
import { closedFrom } from "./closedFrom.ts"
import { fromWall, wallAt } from "./Offsets.ts"
import { DAY, ofDay, toDay } from "./PlainDate.ts"
import type { Holiday } from "./Timetable.ts"
import { weekdays } from "./When.ts"
import * as Zone from "./Zone.ts"

export class ICalendarInvalid extends Schema.TaggedError<ICalendarInvalid>()("ICalendarInvalid", { problem: Schema.String }) {
  override readonly message = `no iCalendar: ${this.problem}`
}

export interface Reading {
  /** In which timed events are read: that of the calendar which they are for. */
  readonly zone: string
  /** First and last year: what recurs otherwise than yearly is written out for these. */
  readonly years: readonly [number, number]
}

export interface Read {
  readonly holidays: ReadonlyArray<Holiday>
  /** Events that close nothing, each with its reason. */
  readonly skipped: ReadonlyArray<{ readonly name: string; readonly reason: string }>
}

/** Characters, and events: more than a feed of holidays has. */
const LONGEST = 500_000
const MOST_EVENTS = 5000
const MOST_RULES = 500
const MOST_YEARS = 20

/** @throws {ICalendarInvalid} for text that is none, or too much of it. A single event that cannot be used is skipped. */
export const fromICalendar = (text: string, { zone, years: [first, last] }: Reading): Read => {
  if (text.length > LONGEST) throw new ICalendarInvalid({ problem: `at most ${LONGEST} characters, got ${text.length}` })
  if (!Schema.is(Zone.Zone)(zone)) throw new ICalendarInvalid({ problem: `there is no zone "${String(zone)}"` })
  if (!(Number.isInteger(first) && Number.isInteger(last) && first >= 1970 && last <= 2200 && first <= last && last - first < MOST_YEARS))
    throw new ICalendarInvalid({ problem: `the years ${first} to ${last}: at most ${MOST_YEARS}, from 1970 to 2200` })
  // Components that do not end where they should are looked for again and again: counted before anybody looks.
  const [begins, ends] = [/^BEGIN:/gim, /^END:/gim].map((mark) => text.match(mark)?.length ?? 0)
  if (begins !== ends || begins! > MOST_EVENTS * 2)
    throw new ICalendarInvalid({ problem: `${begins} components begin and ${ends} end; expected as many, at most ${MOST_EVENTS * 2}` })
  const events = parsed(text)
  if (events.length > MOST_EVENTS) throw new ICalendarInvalid({ problem: `at most ${MOST_EVENTS} events, got ${events.length}` })
  if (events.filter(({ recurrenceRule }) => recurrenceRule !== undefined).length > MOST_RULES)
    throw new ICalendarInvalid({ problem: `at most ${MOST_RULES} events that recur` })
  const holidays: Array<Holiday> = []
  const skipped: Array<Read["skipped"][number]> = []
  for (const event of events) {
    const name = nameOf(event)
    const closed = attempt(() => closedBy(event, name, zone, first, last))
    if (typeof closed === "string") skipped.push({ name, reason: closed })
    else holidays.push(...closed)
  }
  return { holidays, skipped }
}

const attempt = <A>(run: () => A | string): A | string => {
  try {
    return run()
  } catch {
    return "it cannot be read"
  }
}

const parsed = (text: string): ReadonlyArray<IcsEvent> => {
  const calendar = attempt(() =>
    /^BEGIN:VCALENDAR/im.test(text) ? convertIcsCalendar(undefined, text) : "it does not begin with BEGIN:VCALENDAR"
  )
  if (typeof calendar === "string") throw new ICalendarInvalid({ problem: calendar })
  return calendar.events ?? []
}

const nameOf = ({ summary }: IcsEvent): string => {
  const name = Text.cut(Text.clean(summary ?? "").trim(), 100).trim()
  return name === "" ? "Closed" : name
}

const closedBy = (event: IcsEvent, name: string, zone: string, first: number, last: number): ReadonlyArray<Holiday> | string => {
  if (event.status === "CANCELLED") return "it is cancelled"
  const isDay = event.start.type === "DATE"
  if (event.timeTransparent === "TRANSPARENT" && !isDay) return "it does not block the time"
  const { base, wallOf } = clockOf(event, isDay, zone)
  const length = lengthOf(event, isDay)
  if (Number.isNaN(base) || Number.isNaN(length)) return "it has no date"
  if (length <= 0) return "it ends before it begins"
  if (length > LONGEST_EVENT) return "it lasts longer than ten years"
  const closed = (at: number): ReadonlyArray<Holiday> => closedFrom(name, wallOf(at), wallOf(at + length))
  const { recurrenceRule: rule, exceptionDates = [] } = event
  if (rule === undefined) return within(closed(base), first, last)
  const plain = isDay && length === DAY && exceptionDates.length === 0 ? yearlyOf(rule, name, base) : undefined
  if (plain !== undefined) return [plain]
  if (!often.has(rule.frequency)) return `it recurs ${rule.frequency.toLowerCase()}`
  const end = Date.UTC(last + 1, 0, 1)
  if (!isSane(rule)) return "its rule makes no sense"
  // The rule is followed from its beginning, day by day if need be.
  if (end - base > MOST_DAYS * DAY) return `it began more than ${Math.floor(MOST_DAYS / 365)} years before`
  if (base >= end) return []
  const except = new Set(exceptionDates.map(({ date, local }) => (local?.date ?? date).getTime()))
  const dates = extendByRecurrenceRule(rule, { start: new Date(base), end: new Date(end) }).map((date) => date.getTime())
  return within(
    dates.filter((at) => !except.has(at)).flatMap((at) => closed(at)),
    first,
    last
  )
}

/** Rules that the package would follow for ever (an interval below 1), or that no closing day has. */
const isSane = ({ interval = 1, count = 1, byHour, byMinute, bySecond, ...rest }: IcsRecurrenceRule): boolean =>
  Number.isInteger(interval) &&
  interval >= 1 &&
  Number.isInteger(count) &&
  count >= 1 &&
  byHour === undefined &&
  byMinute === undefined &&
  bySecond === undefined &&
  Object.values(rest).every((list) => !Array.isArray(list) || list.length <= 31)

const LONGEST_EVENT = 3660 * DAY
const MOST_DAYS = 50 * 365

/** An event recurs by the clock of its own zone, whatever that clock does in between; `wallOf` reads that clock on the calendar's. */
const clockOf = ({ start }: IcsEvent, isDay: boolean, zone: string) => {
  const own = start.local?.timezone
  if (isDay) return { base: start.date.getTime(), wallOf: (at: number) => at }
  if (start.local === undefined || own === undefined || !Schema.is(Zone.Zone)(own))
    return { base: start.date.getTime(), wallOf: (at: number) => wallAt(zone, at) }
  return { base: start.local.date.getTime(), wallOf: (at: number) => wallAt(zone, fromWall(own, at)) }
}

const often: ReadonlySet<string> = new Set(["YEARLY", "MONTHLY", "WEEKLY", "DAILY"])

const within = (holidays: ReadonlyArray<Holiday>, first: number, last: number): ReadonlyArray<Holiday> =>
  holidays.filter((one) => {
    if (!("on" in one)) return true
    return Number((one.until ?? one.on).slice(0, 4)) >= first && Number(one.on.slice(0, 4)) <= last
  })

/** RFC 5545 §3.6.1: without an end a day lasts a day, and a moment no time. */
const lengthOf = ({ start, end, duration }: IcsEvent, isDay: boolean): number => {
  if (end !== undefined && end !== null) return end.date.getTime() - start.date.getTime()
  if (duration === undefined || duration === null) return isDay ? DAY : 0
  const { weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = duration
  return weeks * 7 * DAY + days * DAY + hours * 3_600_000 + minutes * 60_000 + seconds * 1000
}

/** A day of every year, or a weekday of a month, for ever: our own calendars say that too. */
const yearlyOf = (rule: IcsRecurrenceRule, name: string, start: number): Holiday | undefined => {
  const { frequency, until, count, interval = 1, byDay = [], byMonth = [], byMonthday, byYearday, byWeekNo, bySetPos } = rule
  const isPlain = frequency === "YEARLY" && interval === 1 && until === undefined && count === undefined
  if (!isPlain || byMonthday !== undefined || byYearday !== undefined || byWeekNo !== undefined || bySetPos !== undefined) return undefined
  if (byDay.length === 0 && byMonth.length === 0) return { name, yearly: ofDay(start / DAY).slice(5) }
  const [one, ...others] = byDay
  const [month, ...months] = byMonth
  const nth = one?.occurrence
  if (one === undefined || others.length > 0 || month === undefined || months.length > 0 || nth === undefined) return undefined
  if (nth === 0 || Math.abs(nth) > 5 || month < 0 || month > 11) return undefined
  return { name, nth, day: weekdays[weekDays.indexOf(one.day)]!, month: month + 1 }
}

/** Holidays as iCalendar text. Only whole days can be said in it without a zone; the others come back as `skipped`. */
export const toICalendar = (
  holidays: ReadonlyArray<Holiday>,
  year: number
): { readonly text: string; readonly skipped: ReadonlyArray<Holiday> } => {
  const whole = holidays.filter(({ hours }) => hours === undefined)
  const stamp = { date: new Date(0), type: "DATE-TIME" as const }
  const events = whole.map((one, i): IcsEvent => {
    const [first, last, rule] = placed(one, year)
    const day = (n: number) => ({ date: new Date(n * DAY), type: "DATE" as const })
    const event = { uid: `holiday-${i + 1}@deskwright`, stamp, summary: one.name, start: day(first), end: day(last + 1) }
    return rule === undefined ? event : { ...event, recurrenceRule: rule }
  })
  return {
    text: generateIcsCalendar({ version: "2.0", prodId: "-//deskwright//holidays//EN", events }),
    skipped: holidays.filter(({ hours }) => hours !== undefined)
  }
}

/** Where a recurring holiday begins is of no account: the first day of a leap year's month will do, if it is named by its rule. */
const placed = (one: Holiday, year: number): readonly [number, number, IcsRecurrenceRule?] => {
  if ("on" in one) return [toDay(one.on), toDay(one.until ?? one.on)]
  if ("yearly" in one) {
    const leap = one.yearly === "02-29" ? year - (year % 4) : year
    const day = toDay(`${String(leap).padStart(4, "0")}-${one.yearly}`)
    return [day, day, { frequency: "YEARLY" }]
  }
  const day = toDay(`${String(year).padStart(4, "0")}-${String(one.month).padStart(2, "0")}-01`)
  const byDay = [{ day: weekDays[weekdays.indexOf(one.day)]!, occurrence: one.nth }]
  return [day, day, { frequency: "YEARLY", byMonth: [one.month - 1], byDay }]
}
