/** A calendar as a table of prefix sums: how much time is open before any instant, year by year, found as far as somebody asks. */
import * as Canonical from "../text/Canonical.ts"
import type { Calendar } from "./Calendar.ts"
import * as Shape from "./Shape.ts"
import { FIRST, startOf, yearOf } from "./Year.ts"
import * as Yearly from "./Yearly.ts"

export interface Timeline {
  readonly yearly: Yearly.Yearly
  /** By the key of their years. */
  readonly store: Map<string, Shape.Shape>
  /** What the shapes in the store take. */
  bytes: number
  /** The years known so far are `first` to `first + shapes.length - 1`. */
  first: number
  /** `sums[i]`: open from the start of the first year ever asked to that of the year `first + i`; negative before. */
  sums: Array<number>
  /** Those that were used since the store was emptied. */
  shapes: Array<Shape.Shape | undefined>
}

/** Two centuries of office hours with a lunch break. Nobody's hours fill the memory. */
const MOST_BYTES = 5_000_000
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

const make = (calendar: Calendar): Timeline => ({
  yearly: Yearly.of(calendar),
  store: new Map(),
  bytes: 0,
  first: 0,
  sums: [0],
  shapes: []
})

/** The shape of a year; the sums reach to both its ends. */
export const shapeAt = (timeline: Timeline, year: number): Shape.Shape => timeline.shapes[year - timeline.first] ?? reach(timeline, year)

const reach = (timeline: Timeline, year: number): Shape.Shape => {
  if (timeline.shapes.length === 0) timeline.first = year
  // More each time: every step back moves what is known already.
  if (year < timeline.first) reachBack(timeline, Math.max(FIRST, Math.min(year, timeline.first - (timeline.shapes.length >> 3))))
  const { sums, shapes, first } = timeline
  for (let next = first + shapes.length; next <= year; next++) {
    sums.push(sums.at(-1)! + shapeIn(timeline, next).total)
    shapes.push(undefined)
  }
  const shape = shapeIn(timeline, year)
  shapes[year - first] = shape
  return shape
}

const reachBack = (timeline: Timeline, year: number): void => {
  const sums = [timeline.sums[0]!]
  for (let next = timeline.first - 1; next >= year; next--) sums.push(sums.at(-1)! - shapeIn(timeline, next).total)
  timeline.sums = [...sums.toReversed(), ...timeline.sums.slice(1)]
  timeline.shapes = [...Array<undefined>(timeline.first - year).fill(undefined), ...timeline.shapes]
  timeline.first = year
}

const shapeIn = (timeline: Timeline, year: number): Shape.Shape => {
  const key = timeline.yearly.keyOf(year)
  const known = timeline.store.get(key)
  if (known !== undefined) return known
  const shape = Shape.make(timeline.yearly.spansIn(year))
  timeline.bytes += Shape.bytes(shape)
  if (timeline.bytes > MOST_BYTES) {
    timeline.store.clear()
    timeline.shapes.fill(undefined)
    timeline.bytes = Shape.bytes(shape)
  }
  timeline.store.set(key, shape)
  return shape
}

/** Open time before an instant, counted from the same arbitrary instant for the whole life of the timeline. */
export const openBefore = (timeline: Timeline, at: number): number => {
  const year = yearOf(at)
  const shape = shapeAt(timeline, year)
  return timeline.sums[year - timeline.first]! + Shape.openBefore(shape, at - startOf(year))
}
