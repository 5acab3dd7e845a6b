/** The wall clock of a zone in and around one year, and the rule by which a time on it is an instant. */
import { DAY } from "./PlainDate.ts"
import { alike, startOf, yearOf } from "./Year.ts"
import * as Zone from "./Zone.ts"

/** From `at[i]` on the wall clock is `offset[i]` ahead of UTC. Milliseconds since the start of the year; `at[0]` is −∞. */
export interface Offsets {
  readonly at: ReadonlyArray<number>
  readonly offset: ReadonlyArray<number>
  /** Equal in years that are alike. */
  readonly key: string
}

/** Beyond the year's ends: an interval may begin two days before, and offsets are up to 16 h. */
const MARGIN = 4 * DAY
/** No zone of the database has changed its clock twice within 6.9 days since 1800 (Recife 2000, Gaza 2040). */
const STEP = 6 * DAY

const known = new Map<string, Map<number, Offsets>>()

export const around = (zone: Zone.Zone, year: number): Offsets => {
  const key = zone.toLowerCase()
  const years = known.get(key) ?? new Map<number, Offsets>()
  known.set(key, years)
  const same = alike(year)
  const offsets = years.get(same) ?? find(zone, same)
  years.set(same, offsets)
  return offsets
}

const find = (zone: Zone.Zone, year: number): Offsets => {
  const start = startOf(year)
  const end = startOf(year + 1) + MARGIN
  const at: Array<number> = [-Infinity]
  const offset = [Zone.offsetAt(zone, start - MARGIN)]
  for (let from = start - MARGIN; from < end; from += STEP) {
    const to = Math.min(from + STEP, end)
    const next = Zone.offsetAt(zone, to)
    if (next === offset.at(-1)) continue
    at.push(change(zone, from, to, next) - start)
    offset.push(next)
  }
  return { at, offset, key: at.map((from, i) => `${from}:${offset[i]}`).join(" ") }
}

/** The first whole second at which the offset is `next`; clocks change at whole seconds. */
const change = (zone: Zone.Zone, before: number, after: number, next: number): number => {
  let low = before / 1000
  let high = after / 1000
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (Zone.offsetAt(zone, middle * 1000) === next) high = middle
    else low = middle
  }
  return high * 1000
}

/**
 * The instant of a time on the wall clock. A time that the clock skips is the end of the gap, one that it shows twice is the
 * earlier instant: that is the first stretch of equal offset that ends after it. Later times are never earlier instants.
 */
export const instantOf = ({ at, offset }: Offsets, wall: number): number => {
  let i = 0
  while (i + 1 < at.length && wall - offset[i]! >= at[i + 1]!) i++
  return Math.max(at[i]!, wall - offset[i]!)
}

/** What the wall clock shows, as milliseconds since 1970-01-01 on it. */
export const wallAt = (zone: Zone.Zone, instant: number): number => {
  const year = yearOf(instant)
  const { at, offset } = around(zone, year)
  let i = at.length - 1
  while (at[i]! > instant - startOf(year)) i--
  return instant + offset[i]!
}

/** The instant at which the wall clock shows so many milliseconds since 1970-01-01. */
export const fromWall = (zone: Zone.Zone, wall: number): number => {
  const year = yearOf(wall)
  return startOf(year) + instantOf(around(zone, year), wall - startOf(year))
}
