/** Open time, stretch by stretch. */
import type { Instant } from "../time/Instant.ts"
import type { Calendar } from "./Calendar.ts"
import { lastUpTo } from "./Shape.ts"
import * as Timeline from "./Timeline.ts"
import { FIRST, LAST, startOf, yearOf } from "./Year.ts"

/** Half-open: open at `from`, no longer at `to`. */
export interface Segment {
  readonly from: Instant
  readonly to: Instant
}

/**
 * The open stretches after an instant, or before it, the nearest first; that of the instant itself begins (ends) there. Found as
 * they are asked for, to the end (start) of time. None touches the next.
 */
export const segments = (calendar: Calendar, at: Instant, direction: "forwards" | "backwards" = "forwards"): Iterable<Segment> =>
  joined(direction === "forwards" ? after(calendar, at) : before(calendar, at))

function* joined(pieces: Iterable<Segment>): Generator<Segment> {
  let held: Segment | undefined
  for (const next of pieces) {
    // Years end in the middle of the night, too.
    if (held !== undefined && held.to === next.from) held = { from: held.from, to: next.to }
    else if (held !== undefined && held.from === next.to) held = { from: next.from, to: held.to }
    else {
      if (held !== undefined) yield held
      held = next
    }
  }
  if (held !== undefined) yield held
}

function* after(calendar: Calendar, at: Instant): Generator<Segment> {
  const timeline = Timeline.of(calendar)
  for (let year = yearOf(at); year <= LAST; year++) {
    const { from, to } = Timeline.shapeAt(timeline, year)
    const start = startOf(year)
    for (let i = Math.max(0, lastUpTo(from, at - start)); i < to.length; i++) {
      if (start + to[i]! > at) yield { from: Math.max(at, start + from.values[i]!) as Instant, to: (start + to[i]!) as Instant }
    }
  }
}

function* before(calendar: Calendar, at: Instant): Generator<Segment> {
  const timeline = Timeline.of(calendar)
  for (let year = yearOf(at); year >= FIRST; year--) {
    const { from, to } = Timeline.shapeAt(timeline, year)
    const start = startOf(year)
    for (let i = lastUpTo(from, at - start); i >= 0; i--) {
      if (start + from.values[i]! < at) yield { from: (start + from.values[i]!) as Instant, to: Math.min(at, start + to[i]!) as Instant }
    }
  }
}
