/** A calendar as a table of prefix sums: how much time is open before any instant, year by year, found as far as somebody asks. */
import * as Canonical from "../text/Canonical.ts"
import type { Calendar } from "./Calendar.ts"
import * as Plan from "./Plan.ts"
import * as Shape from "./Shape.ts"
import * as Spans from "./Spans.ts"
import { FIRST, startOf, yearOf } from "./Year.ts"
import * as Yearly from "./Yearly.ts"

export interface Timeline {
  /** Years with equal keys have equal shapes. */
  readonly keyOf: (year: number) => string
  /** Milliseconds since the start of the year. */
  readonly spansIn: (year: number) => Spans.Spans
  readonly store: Map<string, Shape.Shape>
  /** Intervals in the store. */
  kept: number
  /** The years known so far are `first` to `first + shapes.length - 1`; a shape that had to make room is `undefined`. */
  first: number
  shapes: Array<Shape.Shape | undefined>
  /** `sums[i]`: open from the start of the first year ever asked to that of the year `first + i`; negative before. */
  sums: Array<number>
}

/** 24 bytes each: nobody's hours fill the memory. Office hours of four centuries fit in. */
const MOST_INTERVALS = 200_000
/** Of those known by content alone. */
const MOST_CALENDARS = 32

const byIdentity = new WeakMap<Calendar, Timeline>()
const byContent = new Map<string, Timeline>()

export const of = (calendar: Calendar): Timeline => byIdentity.get(calendar) ?? find(calendar)

/** Those who load their workspace with each request decode the same calendar again and again. */
const find = (calendar: Calendar): Timeline => {
  const content = Canonical.print(calendar)
  const timeline = byContent.get(content) ?? make(calendar)
  byContent.delete(content)
  byContent.set(content, timeline)
  if (byContent.size > MOST_CALENDARS) byContent.delete(byContent.keys().next().value!)
  byIdentity.set(calendar, timeline)
  return timeline
}

const make = (calendar: Calendar): Timeline => {
  const yearly =
    "anyOf" in calendar
      ? joined(calendar.anyOf, Spans.or)
      : "allOf" in calendar
        ? joined(calendar.allOf, Spans.and)
        : Yearly.of(Plan.of(calendar))
  return { ...yearly, store: new Map(), kept: 0, first: 0, shapes: [], sums: [0] }
}

const joined = (calendars: ReadonlyArray<Calendar>, join: (a: Spans.Spans, b: Spans.Spans) => Spans.Spans) => {
  const parts = calendars.map(of)
  return {
    keyOf: (year: number): string => parts.map((part) => shapeIn(part, year).id).join(),
    spansIn: (year: number): Spans.Spans => parts.map((part) => Shape.spansOf(shapeIn(part, year), 0, Infinity)).reduce(join)
  }
}

const shapeIn = (timeline: Timeline, year: number): Shape.Shape => {
  const key = timeline.keyOf(year)
  const known = timeline.store.get(key)
  if (known !== undefined) return known
  const shape = Shape.make(timeline.spansIn(year))
  timeline.kept += shape.to.length
  if (timeline.kept > MOST_INTERVALS) {
    timeline.store.clear()
    timeline.shapes.fill(undefined)
    timeline.kept = shape.to.length
  }
  timeline.store.set(key, shape)
  return shape
}

/** The shape of a year; the sums reach from the first year known to the end of this one at least. */
export const shapeAt = (timeline: Timeline, year: number): Shape.Shape => timeline.shapes[year - timeline.first] ?? reach(timeline, year)

const reach = (timeline: Timeline, year: number): Shape.Shape => {
  if (timeline.shapes.length === 0) timeline.first = year
  // More each time: every step back moves what is known already.
  if (year < timeline.first) reachBack(timeline, Math.max(FIRST, Math.min(year, timeline.first - (timeline.shapes.length >> 3))))
  const { shapes, sums, first } = timeline
  for (let next = first + shapes.length; next <= year; next++) {
    const shape = shapeIn(timeline, next)
    shapes.push(shape)
    sums.push(sums.at(-1)! + shape.total)
  }
  return (shapes[year - first] ??= shapeIn(timeline, year))
}

const reachBack = (timeline: Timeline, year: number): void => {
  const shapes: Array<Shape.Shape | undefined> = []
  const sums: Array<number> = []
  let sum = timeline.sums[0]!
  for (let next = timeline.first - 1; next >= year; next--) {
    const shape = shapeIn(timeline, next)
    sum -= shape.total
    shapes.push(shape)
    sums.push(sum)
  }
  timeline.shapes = [...shapes.toReversed(), ...timeline.shapes]
  timeline.sums = [...sums.toReversed(), ...timeline.sums]
  timeline.first = year
}

/** Open time before an instant, counted from the same arbitrary instant for the whole life of the timeline. */
export const openBefore = (timeline: Timeline, at: number): number => {
  const year = yearOf(at)
  const shape = shapeAt(timeline, year)
  return timeline.sums[year - timeline.first]! + Shape.openBefore(shape, at - startOf(year))
}
