/** Which characters a place of a pattern takes. Asked of folded characters only. */
import { foldedFrom } from "./folding.ts"

/** First and last, both included. */
export type Range = readonly [first: number, last: number]

export interface CharSet {
  /** A byte for each of the first 128 characters, which are asked most. */
  readonly ascii: Uint8Array
  /** In order, apart from each other: first, last, first, last … */
  readonly bounds: ReadonlyArray<number>
}

const LAST = 0x10ffff

export const make = (ranges: ReadonlyArray<Range>, negated = false): CharSet => {
  const all = joined([...ranges, ...ranges.flatMap(([first, last]) => foldedFrom(first, last).map((point): Range => [point, point]))])
  const bounds = (negated ? others(all) : all).flat()
  return { ascii: Uint8Array.from({ length: 128 }, (_, point) => (isWithin(bounds, point) ? 1 : 0)), bounds }
}

export const has = ({ ascii, bounds }: CharSet, point: number): boolean => (point < 128 ? ascii[point] === 1 : isWithin(bounds, point))

const isWithin = (bounds: ReadonlyArray<number>, point: number): boolean => {
  let low = 0
  let high = bounds.length / 2
  while (low < high) {
    const middle = (low + high) >>> 1
    if (point > bounds[middle * 2 + 1]!) low = middle + 1
    else high = middle
  }
  return low < bounds.length / 2 && point >= bounds[low * 2]!
}

const joined = (ranges: ReadonlyArray<Range>): ReadonlyArray<Range> => {
  const found: Array<[number, number]> = []
  for (const [first, last] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const before = found.at(-1)
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last)
    else found.push([first, last])
  }
  return found
}

/** All that none of these has. */
export const others = (ranges: ReadonlyArray<Range>): ReadonlyArray<Range> => {
  const found: Array<Range> = []
  let next = 0
  for (const [first, last] of joined(ranges)) {
    if (first > next) found.push([next, first - 1])
    next = last + 1
  }
  return next > LAST ? found : [...found, [next, LAST]]
}

/** `\d`, `\w`, `\s` and `.` as in ECMA-262; `\w` has ſ and K, which are s and k in another case. */
export const digit: ReadonlyArray<Range> = [[48, 57]]
export const word: ReadonlyArray<Range> = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
  [0x17f, 0x17f],
  [0x212a, 0x212a]
]
export const space: ReadonlyArray<Range> = [
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff]
]
export const lineEnd: ReadonlyArray<Range> = [
  [10, 10],
  [13, 13],
  [0x2028, 0x2029]
]
