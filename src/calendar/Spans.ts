/** Sets of instants as a flat list of half-open intervals: from, to, from, to …, in order, apart from each other, none empty. */

export type Spans = ReadonlyArray<number>

export const none: Spans = []

/** Any intervals, in any order, as a set. */
export const normal = (pairs: ReadonlyArray<number>): Spans => {
  const sorted = isSorted(pairs) ? pairs : inOrder(pairs)
  const spans: Array<number> = []
  for (let i = 0; i < sorted.length; i += 2) {
    const from = sorted[i]!
    const to = sorted[i + 1]!
    const last = spans.length - 1
    if (from >= to) continue
    if (last < 0 || from > spans[last]!) spans.push(from, to)
    else if (to > spans[last]!) spans[last] = to
  }
  return spans
}

const isSorted = (pairs: ReadonlyArray<number>): boolean => {
  for (let i = 2; i < pairs.length; i += 2) if (pairs[i]! < pairs[i - 2]!) return false
  return true
}

const inOrder = (pairs: ReadonlyArray<number>): ReadonlyArray<number> =>
  Array.from({ length: pairs.length / 2 }, (_, i) => [pairs[2 * i]!, pairs[2 * i + 1]!])
    .sort(([a], [b]) => a! - b!)
    .flat()

export const and = (a: Spans, b: Spans): Spans => {
  const spans: Array<number> = []
  for (let i = 0, k = 0; i < a.length && k < b.length;) {
    const from = Math.max(a[i]!, b[k]!)
    const to = Math.min(a[i + 1]!, b[k + 1]!)
    if (from < to) spans.push(from, to)
    if (a[i + 1]! < b[k + 1]!) i += 2
    else k += 2
  }
  return spans
}

/** All the time that is not in it. */
const not = (spans: Spans): Spans => {
  const isFromEver = spans[0] === -Infinity
  const isForEver = spans.at(-1) === Infinity
  return [
    ...(isFromEver ? [] : [-Infinity]),
    ...spans.slice(isFromEver ? 1 : 0, isForEver ? -1 : undefined),
    ...(isForEver ? [] : [Infinity])
  ]
}

export const minus = (a: Spans, b: Spans): Spans => (a.length === 0 || b.length === 0 ? a : and(a, not(b)))

export const or = (a: Spans, b: Spans): Spans => (a.length === 0 ? b : b.length === 0 ? a : not(and(not(a), not(b))))

export const clip = (spans: Spans, from: number, to: number): Spans => and(spans, [from, to])

/** Moves every edge; `move` never puts a later edge before an earlier one. */
export const map = (spans: Spans, move: (edge: number) => number): Spans => normal(spans.map(move))
