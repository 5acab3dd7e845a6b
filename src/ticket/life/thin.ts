/** Fewer things to draw, where more happened than a picture has room for. */
import type { Instant } from "../../time/Instant.ts"
import type { Point, Stretch } from "./Life.ts"

/** What happened close together, as one. */
export interface Cluster<Kind> {
  readonly kind: Kind
  readonly from: Instant
  readonly to: Instant
  readonly count: number
  /** Of the first. */
  readonly words: string
}

/** At most one of each kind in each `span` of milliseconds. */
export const clusters = <Kind>(points: ReadonlyArray<Point<Kind>>, span: number): ReadonlyArray<Cluster<Kind>> => {
  const found = new Map<string, Cluster<Kind>>()
  for (const { at, kind, words } of points.toSorted((a, b) => a.at - b.at)) {
    const key = `${String(kind)} ${Math.floor(at / span)}`
    const one = found.get(key)
    found.set(key, one === undefined ? { kind, from: at, to: at, count: 1, words } : { ...one, to: at, count: one.count + 1 })
  }
  return [...found.values()]
}

/** A stretch, or several short ones as the longest of them. */
export interface Band extends Stretch {
  readonly count: number
}

/** Stretches shorter than `span` are taken together until they are as long, or a gap or a longer one comes. */
export const bands = (stretches: ReadonlyArray<Stretch>, span: number): ReadonlyArray<Band> => {
  const found: Array<Band> = []
  let longest = 0
  for (const one of stretches) {
    const length = one.to - one.from
    const last = found.at(-1)
    if (last === undefined || length >= span || last.to !== one.from || last.to - last.from >= span) {
      found.push({ ...one, count: 1 })
      longest = length
      continue
    }
    const shown = length > longest ? one : last
    found[found.length - 1] = { ...shown, from: last.from, to: one.to, count: last.count + 1 }
    longest = Math.max(longest, length)
  }
  return found
}
