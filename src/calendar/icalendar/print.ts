/** Holidays as iCalendar text (RFC 5545), for whoever subscribes to them. */
import { generateIcsText } from "ts-ics"
import * as Canonical from "../../text/Canonical.ts"
import { type Instant, toISO } from "../../time/Instant.ts"
import { type Range, ranges } from "../Hours.ts"
import { DAY, dayOf, ofDay, toDay } from "../PlainDate.ts"
import type { Holiday } from "../Timetable.ts"
import { daysIn, length } from "../When.ts"

/**
 * `at`: when it is written. Hours are written without a zone, as the wall clock shows them wherever the calendar is. A holiday
 * keeps its UID as long as it stays the same.
 */
export const toICalendar = (holidays: ReadonlyArray<Holiday>, at: Instant): string =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//deskwright//holidays//EN",
    ...new Set(holidays.flatMap((one) => eventsOf(one, at))),
    "END:VCALENDAR"
  ]
    .flatMap((lines) => lines.split("\r\n"))
    .map((line) => `${folded(line)}\r\n`)
    .join("")

const eventsOf = (holiday: Holiday, at: Instant): ReadonlyArray<string> => {
  const day = firstDay(holiday)
  if (day === undefined) return []
  const uid = `${Canonical.version(holiday)}@deskwright`
  const event = (id: string, times: ReadonlyArray<string>): string =>
    ["BEGIN:VEVENT", `UID:${id}`, `DTSTAMP:${compact(toISO(at).slice(0, 19))}Z`, summary(holiday.name), ...times, "END:VEVENT"].join("\r\n")
  if (holiday.hours !== undefined)
    return ranges(holiday.hours).map((range, i) => event(`${i}-${uid}`, [...timed(day, range), ...inHours(holiday)]))
  const end = day + length(holiday)
  return [event(uid, [`DTSTART;VALUE=DATE:${compact(ofDay(day))}`, `DTEND;VALUE=DATE:${compact(ofDay(end))}`, ...ruleOf(holiday)])]
}

/** Whole days in a row are one event; the same hours on each of them are one that recurs. */
const inHours = (holiday: Holiday): ReadonlyArray<string> =>
  length(holiday) > 1 ? [`RRULE:FREQ=DAILY;COUNT=${length(holiday)}`] : ruleOf(holiday)

const ruleOf = (holiday: Holiday): ReadonlyArray<string> =>
  "on" in holiday
    ? []
    : "yearly" in holiday
      ? ["RRULE:FREQ=YEARLY"]
      : [`RRULE:FREQ=YEARLY;BYMONTH=${holiday.month};BYDAY=${holiday.nth}${holiday.day.slice(0, 2).toUpperCase()}`]

/** What has no beginning begins in 1970; a fifth Monday of February comes every 28 years. */
const firstDay = (holiday: Holiday): number | undefined => ("on" in holiday ? toDay(holiday.on) : daysIn(holiday, 0, dayOf(2010, 1, 1))[0])

const timed = (day: number, { from, to }: Range): ReadonlyArray<string> => {
  const time = (wall: number): string => compact(new Date(wall).toISOString().slice(0, 19))
  return [`DTSTART:${time(day * DAY + from)}`, `DTEND:${time(day * DAY + to)}`]
}

const compact = (text: string): string => text.replace(/[-:]/g, "")

const summary = (name: string): string => generateIcsText("SUMMARY", name.replace(/\r\n?/g, "\n")).trimEnd()

/** Lines of at most 75 bytes, never cut within a character. */
const folded = (line: string): string => {
  let text = ""
  let bytes = 0
  for (const character of line) {
    const code = character.codePointAt(0)!
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    if (bytes + size > 75) {
      text += "\r\n "
      bytes = 1
    }
    text += character
    bytes += size
  }
  return text
}
