/** The years of a calendar: which of them are alike, and when they are open. */
import type { Calendar } from "./Calendar.ts"
import { around } from "./Offsets.ts"
import { openIn } from "./openIn.ts"
import { DAY } from "./PlainDate.ts"
import * as Plan from "./Plan.ts"
import * as Spans from "./Spans.ts"
import { alike, kindOf, LAST, yearOf } from "./Year.ts"

export interface Yearly {
  /** Years with equal keys are open at the same times. */
  readonly keyOf: (year: number) => string
  /** Milliseconds since the start of the year. */
  readonly spansIn: (year: number) => Spans.Spans
}

export const of = (calendar: Calendar): Yearly =>
  "anyOf" in calendar
    ? joined(calendar.anyOf, Spans.or)
    : "allOf" in calendar
      ? joined(calendar.allOf, Spans.and)
      : ofPlan(Plan.of(calendar))

const joined = (calendars: ReadonlyArray<Calendar>, join: (a: Spans.Spans, b: Spans.Spans) => Spans.Spans): Yearly => {
  const parts = calendars.map(of)
  return {
    keyOf: (year) => parts.map((part) => part.keyOf(year)).join(" | "),
    spansIn: (year) => parts.map((part) => part.spansIn(year)).reduce(join)
  }
}

/** Without a dated rule a year is as its weekdays and its clock changes are: 14 kinds do for most of the 8,000 years to come. */
const ofPlan = (plan: Plan.Plan): Yearly => {
  const first = yearOf((plan.first - 4) * DAY)
  const last = yearOf((plan.last + 4) * DAY)
  const isClosed = (year: number): boolean => !plan.opens || year < first || year > last
  // Time ends with the last year, a millisecond early.
  const isOneOfAKind = (year: number): boolean => plan.dated.has(year) || year === LAST
  const keys = new Map<number, string>()
  const keyOf = (year: number): string => {
    const key = keys.get(year) ?? `${kindOf(year)} ${around(plan.zone, year).key}`
    keys.set(year, key)
    return key
  }
  return {
    keyOf: (year) => (isClosed(year) ? "closed" : isOneOfAKind(year) ? String(year) : keyOf(alike(year))),
    spansIn: (year) => (isClosed(year) ? Spans.none : openIn(plan, isOneOfAKind(year) ? year : alike(year)))
  }
}
