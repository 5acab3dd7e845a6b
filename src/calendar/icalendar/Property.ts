/** The lines of iCalendar text (RFC 5545 §3.1): unfolded, taken apart, and put to the events they belong to. One pass, whatever the text is. */
import * as Result from "effect/Result"

export interface Property {
  /** In capitals: `DTSTART`. */
  readonly name: string
  /** Behind the name, with its parameters in front of the colon. */
  readonly parameters: string
  readonly value: string
}
export type Event = ReadonlyArray<Property>

/** What says when something is closed. All else is left where it is. */
const wanted: ReadonlySet<string> = new Set(
  "UID SUMMARY DESCRIPTION CATEGORIES STATUS TRANSP DTSTART DTEND DURATION RRULE EXRULE RDATE EXDATE RECURRENCE-ID".split(" ")
)
/** Components within components; a calendar has three levels. */
const DEEPEST = 8

/** The events of all calendars in the text, or what is wrong with it: half a calendar must not pass for a whole one. */
export const eventsIn = (text: string, most: number): Result.Result<ReadonlyArray<Event>, string> => {
  const open: Array<string> = []
  const events: Array<Array<Property>> = []
  let calendars = 0
  for (const line of unfolded(text)) {
    const property = parse(line)
    if (property === undefined) continue
    const { name, value } = property
    if (name === "BEGIN") {
      const component = value.trim().toUpperCase()
      if (open.length === 0 && component === "VCALENDAR") calendars++
      open.push(component)
      if (open.length > DEEPEST) return Result.fail(`components in more than ${DEEPEST} levels`)
      if (isEvent(open)) events.push([])
      if (events.length > most) return Result.fail(`more than ${most} events`)
    } else if (name === "END") {
      const last = open.pop()
      if (last !== value.trim().toUpperCase())
        return Result.fail(last === undefined ? "something ends that never began" : `${last} does not end`)
    } else if (isEvent(open) && wanted.has(name)) events.at(-1)!.push(property)
  }
  if (calendars === 0) return Result.fail("there is no BEGIN:VCALENDAR")
  return open.length > 0 ? Result.fail(`${open.at(-1)} does not end`) : Result.succeed(events)
}

const isEvent = (open: ReadonlyArray<string>): boolean => open.length === 2 && open[0] === "VCALENDAR" && open[1] === "VEVENT"

const unfolded = (text: string): ReadonlyArray<string> => text.replace(/(?:\r\n?|\n)[ \t]/g, "").split(/\r\n?|\n/)

const parse = (line: string): Property | undefined => {
  let isQuoted = false
  for (let i = 0; i < line.length; i++) {
    if (line[i] === '"') isQuoted = !isQuoted
    if (line[i] !== ":" || isQuoted) continue
    const head = line.slice(0, i)
    const name = /^[^;]*/.exec(head)![0]
    return { name: name.trim().toUpperCase(), parameters: head.slice(name.length), value: line.slice(i + 1) }
  }
  return undefined
}

/** `parameterOf(property, "TZID")`; without its quotes. */
export const parameterOf = ({ parameters }: Property, name: string): string | undefined => {
  for (const [, key, quoted, plain] of parameters.matchAll(/;([^=;"]*)=(?:"([^"]*)"|([^;"]*))/g)) {
    if (key!.toUpperCase() === name) return quoted ?? plain
  }
  return undefined
}

export const first = (event: Event, name: string): Property | undefined => event.find((one) => one.name === name)
export const all = (event: Event, name: string): ReadonlyArray<Property> => event.filter((one) => one.name === name)
