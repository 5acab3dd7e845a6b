/** Why time does not count: every stretch between two instants, open or closed, and what closed it. */
import type { Instant } from "../time/Instant.ts"
import { type Calendar, timetables } from "./Calendar.ts"
import { around, instantOf } from "./Offsets.ts"
import { walls } from "./openIn.ts"
import { DAY } from "./PlainDate.ts"
import * as Plan from "./Plan.ts"
import * as Shape from "./Shape.ts"
import * as Spans from "./Spans.ts"
import * as Timeline from "./Timeline.ts"
import type { Timetable } from "./Timetable.ts"
import { startOf, yearOf } from "./Year.ts"

/**
 * Closed on a holiday (the whole day of the wall clock, night and all, unless the holiday has hours), by an override, because the
 * calendar is not valid then, or simply outside working hours. The first of these that is true is told.
 */
export interface Reason {
  readonly reason: "invalid" | "holiday" | "closure" | "hours"
  /** Of the holiday; of the closure, if it has one. */
  readonly name?: string
}

export type Stretch = { readonly from: Instant; readonly to: Instant } & ({ readonly open: true } | ({ readonly open: false } & Reason))

/** Consecutive, without gaps, from `from` to `to`; nothing if `to` is not later. Those that are open sum to `between`. */
export const explain = (calendar: Calendar, from: Instant, to: Instant): Iterable<Stretch> => (from < to ? joined(calendar, from, to) : [])

/** What keeps it closed at an instant; `undefined`: it is open. */
export const closedBecause = (calendar: Calendar, at: Instant): Reason | undefined => {
  const [here] = explain(calendar, at, (at + 1) as Instant)
  if (here === undefined || here.open) return undefined
  return here.name === undefined ? { reason: here.reason } : { reason: here.reason, name: here.name }
}

function* joined(calendar: Calendar, from: Instant, to: Instant): Generator<Stretch> {
  let held: Stretch | undefined
  const last = yearOf(to - 1)
  for (let year = yearOf(from); year <= last; year++) {
    const start = startOf(year)
    for (const next of inYear(calendar, year, Math.max(from, start) - start, Math.min(to, startOf(year + 1)) - start)) {
      const isMore: boolean = held !== undefined && isSame(held, next)
      if (held !== undefined && !isMore) yield held
      held = held !== undefined && isMore ? until(held, next.to) : next
    }
  }
  if (held !== undefined) yield held
}

const until = (stretch: Stretch, to: Instant): Stretch => ({ ...stretch, to })
const isSame = (a: Stretch, b: Stretch): boolean => (a.open ? b.open : !b.open && a.reason === b.reason && a.name === b.name)

interface Layer extends Reason {
  readonly spans: Spans.Spans
}

/** Painted over each other: what is open first, then each reason over what is still bare. All in milliseconds since the start of the year. */
const inYear = (calendar: Calendar, year: number, from: number, to: number): ReadonlyArray<Stretch> => {
  const open = Shape.spansOf(Timeline.shapeAt(Timeline.of(calendar), year), from, to)
  const painted = stretches(open, year, { open: true })
  let bare = Spans.minus([from, to], open)
  for (const { spans, ...reason } of layers(calendar, year, from, to)) {
    painted.push(...stretches(Spans.and(bare, spans), year, { open: false, ...reason }))
    bare = Spans.minus(bare, spans)
  }
  return [...painted, ...stretches(bare, year, { open: false, reason: "hours" })].sort((a, b) => a.from - b.from)
}

const stretches = (
  spans: Spans.Spans,
  year: number,
  what: { readonly open: true } | ({ readonly open: false } & Reason)
): Array<Stretch> => {
  const start = startOf(year)
  const found: Array<Stretch> = []
  for (let i = 0; i < spans.length; i += 2)
    found.push({ from: (start + spans[i]!) as Instant, to: (start + spans[i + 1]!) as Instant, ...what })
  return found
}

/** Of several calendars all but the invalid ones have a say: that one is over is no reason while another is not. */
const layers = (calendar: Calendar, year: number, from: number, to: number): ReadonlyArray<Layer> => {
  const all = timetables(calendar).map((one) => ofTimetable(one, year, from, to))
  const invalid = all.map(([first]) => first!.spans).reduce("allOf" in calendar ? Spans.or : Spans.and)
  return [{ reason: "invalid", spans: invalid }, ...all.flatMap(([, ...others]) => others)]
}

const ofTimetable = (timetable: Timetable, year: number, from: number, to: number): ReadonlyArray<Layer> => {
  const plan = Plan.of(timetable)
  const start = startOf(year)
  const offsets = around(plan.zone, year)
  const instants = (wall: ReadonlyArray<number>) =>
    Spans.clip(
      Spans.map(Spans.normal(wall), (edge) => instantOf(offsets, edge - start)),
      from,
      to
    )
  const invalid = Spans.minus([from, to], instants([plan.first * DAY, (plan.last + 1) * DAY]))
  // A closure may begin two days before, and the wall clock is up to 16 h away from UTC.
  const first = Math.floor((start + from) / DAY) - 3
  const last = Math.ceil((start + to) / DAY) + 1
  const cuts = plan.cuts.map(({ reason, name, ...rule }) => {
    const spans = Spans.minus(instants(walls(rule, first, last)), invalid)
    return name === undefined ? { reason, spans } : { reason, name, spans }
  })
  return [{ reason: "invalid", spans: invalid }, ...cuts.filter(({ spans }) => spans.length > 0)]
}
