/** Business time cases: opening hours, holidays and breaks, and what other libraries make of them. */
import * as Result from "effect/Result"
import * as Calendar from "../../src/calendar/index.ts"
import * as Instant from "../../src/time/Instant.ts"
import { type Case, differ, type Difference, each } from "./Case.ts"

type Pairs = ReadonlyArray<readonly [string, string]>
type ByDate = Readonly<Record<string, Pairs>>

interface Asked {
  readonly op: string
  readonly timeZone: string
  readonly weekly: ByDate
  readonly holidays?: ReadonlyArray<string>
  readonly overrides?: ByDate
  readonly breaks?: ByDate
  readonly start: string
  readonly end: string
  readonly startDate: string
  readonly endDate: string
  readonly amountSeconds: number
  readonly amountDays: number
  readonly take: number
  readonly clampNegative?: boolean
  readonly expected: unknown
  readonly acceptAlso?: ReadonlyArray<unknown>
}

const HOUR = 3_600_000
const hours = (pairs: Pairs): ReadonlyArray<string> => pairs.map(([from, to]) => `${from}-${to}`)
const instant = (iso: string): Instant.Instant => Instant.make(Date.parse(iso))

const calendarOf = ({ timeZone, weekly, holidays = [], overrides = {}, breaks = {} }: Asked): Calendar.Calendar =>
  Result.getOrThrow(
    Calendar.make({
      id: "theirs",
      zone: timeZone,
      hours: Object.fromEntries(Object.entries(weekly).map(([day, pairs]) => [day, hours(pairs)])),
      holidays: holidays.map((day) => (day.startsWith("*-") ? { yearly: day.slice(2), name: day } : { on: day, name: day })),
      overrides: [
        ...Object.entries(overrides).map(([on, pairs]) => ({ on, hours: hours(pairs) })),
        ...Object.entries(breaks).map(([on, pairs]) => ({ on, closed: hours(pairs) }))
      ]
    })
  )

const dayAfter = (date: string): string => new Date(Date.parse(date) + 24 * HOUR).toISOString().slice(0, 10)

/** What they call adding nothing, we call the next opening, or where work left off. */
const answers: Readonly<Record<string, (calendar: Calendar.Calendar, asked: Asked) => unknown>> = {
  add: (calendar, { start, amountSeconds }) =>
    amountSeconds === 0
      ? Calendar.nextOpen(calendar, instant(start))
      : Calendar.add(calendar, instant(start), Math.round(amountSeconds * 1000)),
  subtract: (calendar, { start, amountSeconds }) =>
    amountSeconds === 0
      ? Calendar.lastOpen(calendar, instant(start))
      : Calendar.subtract(calendar, instant(start), Math.round(amountSeconds * 1000)),
  between: (calendar, { start, end, clampNegative = false }) => {
    const open = Calendar.between(calendar, instant(start), instant(end)) / 1000
    return clampNegative ? Math.max(0, open) : open
  },
  betweenWholeHours: (calendar, { start, end }) => Math.trunc(Calendar.between(calendar, instant(start), instant(end)) / HOUR) + 0,
  isOpen: (calendar, { start }) => Calendar.isOpen(calendar, instant(start)),
  isHoliday: (calendar, { start }) => Calendar.closedBecause(calendar, instant(start))?.reason === "holiday",
  onBreak: (calendar, { start }) => Calendar.closedBecause(calendar, instant(start))?.reason === "closure",
  periodsAfter: (calendar, { start, take }) => taken(Calendar.segments(calendar, instant(start)), take),
  periodsBefore: (calendar, { start, take }) => taken(Calendar.segments(calendar, instant(start), "backwards"), take),
  nextTransition: (calendar, { start }) => Calendar.nextChange(calendar, instant(start)),
  prevTransition: (calendar, { start }) => Calendar.previousChange(calendar, instant(start)),
  nextOpen: (calendar, { start }) => Calendar.nextOpen(calendar, instant(start)),
  nextClose: (calendar, { start }) => taken(Calendar.segments(calendar, instant(start)), 1)[0]?.[1],
  prevOpen: (calendar, { start }) => taken(Calendar.segments(calendar, instant(start), "backwards"), 1)[0]?.[0],
  prevClose: (calendar, { start }) => Calendar.lastOpen(calendar, instant(start)),
  addDays: (calendar, { start, amountDays }) => Calendar.addDays(calendar, instant(start), amountDays),
  subtractDays: (calendar, { start, amountDays }) => Calendar.subtractDays(calendar, instant(start), amountDays),
  addDaysDate: (calendar, { startDate, amountDays }) => Calendar.plusWorkingDays(calendar, startDate, amountDays),
  subtractDaysDate: (calendar, { startDate, amountDays }) => Calendar.plusWorkingDays(calendar, startDate, -amountDays),
  isWorkingDate: (calendar, { startDate }) => Calendar.isWorkingDay(calendar, startDate),
  workingDaysBetween: (calendar, { startDate, endDate }) => Calendar.workingDaysBetween(calendar, startDate, endDate),
  workingDaysInclusive: (calendar, { startDate, endDate }) => Calendar.workingDaysBetween(calendar, startDate, dayAfter(endDate))
}

const taken = (segments: Iterable<Calendar.Segment>, count: number): ReadonlyArray<readonly [number, number]> => {
  const found: Array<readonly [number, number]> = []
  for (const { from, to } of segments) if (found.push([from, to]) >= count) break
  return found
}

/** Instants as numbers, however they are written. */
const plain = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(plain) : typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : value

const judge = (one: Case): Difference | undefined => {
  const asked = one as unknown as Asked
  const answer = answers[asked.op]
  if (answer === undefined) return differ("op", asked.op, "no such question here")
  const actual = JSON.stringify(answer(calendarOf(asked), asked))
  const accepted = [asked.expected, ...(asked.acceptAlso ?? [])].map((value) => JSON.stringify(plain(value)))
  return accepted.includes(actual) ? undefined : differ(asked.op, plain(asked.expected), actual)
}

export const run = each(judge)
