/** The open time of one year, ready to be counted. Years that look alike share one shape. */
import type { Spans } from "./Spans.ts"

/** Milliseconds since the start of the year: interval `i` is `[from[i], to[i])`, and `before[i]` is open before it. */
export interface Shape {
  readonly from: Column
  readonly to: Float64Array
  readonly before: Column
  readonly total: number
}

/** Ascending numbers below a year, and how many of them are below each multiple of 2²⁵ ms (9.3 h): a search looks at a handful. */
interface Column {
  readonly values: Float64Array
  readonly rungs: Uint32Array
}
const RUNG = 2 ** 25
const RUNGS = Math.ceil((366 * 86_400_000) / RUNG)

export const make = (spans: Spans): Shape => {
  const count = spans.length / 2
  const from = new Float64Array(count)
  const to = new Float64Array(count)
  const before = new Float64Array(count)
  let total = 0
  for (let i = 0; i < count; i++) {
    from[i] = spans[2 * i]!
    to[i] = spans[2 * i + 1]!
    before[i] = total
    total += to[i]! - from[i]!
  }
  return { from: column(from), to, before: column(before), total }
}

const column = (values: Float64Array): Column => {
  const rungs = new Uint32Array(RUNGS + 1)
  for (let rung = 0, i = 0; rung <= RUNGS; rung++) {
    while (i < values.length && values[i]! < rung * RUNG) i++
    rungs[rung] = i
  }
  return { values, rungs }
}

export const bytes = ({ to }: Shape): number => 3 * to.byteLength + 2 * 4 * (RUNGS + 1)

/** The place of the last number that is at most `value`; -1: all are greater. */
export const lastUpTo = ({ values, rungs }: Column, value: number): number => {
  const rung = value < 0 ? 0 : Math.floor(value / RUNG)
  if (rung >= RUNGS) return values.length - 1
  let low = rungs[rung]!
  let high = rungs[rung + 1]!
  while (low < high) {
    const middle = (low + high) >>> 1
    if (values[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** How much of the shape is open before `at`. */
export const openBefore = ({ from, to, before }: Shape, at: number): number => {
  const i = lastUpTo(from, at)
  if (i < 0) return 0
  const end = to[i]!
  return before.values[i]! + (at < end ? at : end) - from.values[i]!
}

/** What is open between two moments of the year. */
export const spansOf = ({ from: { values, rungs }, to }: Shape, first: number, last: number): Spans => {
  const spans: Array<number> = []
  const start = Math.max(0, rungs[Math.min(RUNGS, Math.floor(first / RUNG))]! - 1)
  for (let i = start; i < values.length && values[i]! < last; i++) {
    if (to[i]! > first) spans.push(Math.max(first, values[i]!), Math.min(last, to[i]!))
  }
  return spans
}
