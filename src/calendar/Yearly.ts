/** The years of a timetable: which of them are alike, and when they are open. */
import { around } from "./Offsets.ts"
import { openIn } from "./openIn.ts"
import { DAY } from "./PlainDate.ts"
import type { Plan } from "./Plan.ts"
import * as Spans from "./Spans.ts"
import { alike, kindOf, LAST, yearOf } from "./Year.ts"

interface Yearly {
  readonly keyOf: (year: number) => string
  readonly spansIn: (year: number) => Spans.Spans
}

/** Without a dated rule a year is as its weekdays and its clock changes are: 14 kinds do for most of the 8,000 years to come. */
export const of = (plan: Plan): Yearly => {
  const first = yearOf((plan.first - 4) * DAY)
  const last = yearOf((plan.last + 4) * DAY)
  const isClosed = (year: number): boolean => !plan.opens || year < first || year > last
  // Time ends with the last year, a millisecond early.
  const isOneOfAKind = (year: number): boolean => plan.dated.has(year) || year === LAST
  const keys = new Map<number, string>()
  const keyOf = (year: number): string => {
    const key = keys.get(year) ?? `${kindOf(year)}/${around(plan.zone, year).key}`
    keys.set(year, key)
    return key
  }
  return {
    keyOf: (year) => (isClosed(year) ? "closed" : isOneOfAKind(year) ? String(year) : keyOf(alike(year))),
    spansIn: (year) => (isClosed(year) ? Spans.none : openIn(plan, isOneOfAKind(year) ? year : alike(year)))
  }
}
