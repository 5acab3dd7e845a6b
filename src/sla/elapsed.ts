/** How much time a clock has used, and when it will have used so much: by its stands, its targets and their calendars. */
import type { Calendar } from "../calendar/Calendar.ts"
import * as Count from "../calendar/count.ts"
import type { Instant } from "../time/Instant.ts"
import type { Clock } from "./Clock.ts"
import type { Promises } from "./Promises.ts"

/** A stretch in which time counts; `to` `undefined`: it goes on. `target`: the place of the one that is valid in it. */
export interface Stretch {
  readonly from: Instant
  readonly to: Instant | undefined
  readonly target: number
}

/** Milliseconds used up to `at`, each in the hours that were valid then. Constant while the clock is paused and after its end. */
export const elapsed = (clock: Clock, at: Instant, promises: Promises): number => {
  let used = 0
  for (const { from, to, target } of stretches(clock, targetAt(clock, at))) {
    if (from >= at) break
    used += between(hoursOf(clock, target, promises), from, to === undefined || to > at ? at : to)
  }
  return used
}

/** While a clock is paused nobody knows when the rest of its time will be used up. */
export const UNKNOWN = "Unknown"

/**
 * The first instant at which `amount` milliseconds are used up while target number `n` is valid; `Never` if the working
 * hours end before; `undefined` if it did not come to that before the next target, or before the end.
 */
export const reached = (
  clock: Clock,
  amount: number,
  n: number,
  promises: Promises
): Instant | Count.Never | typeof UNKNOWN | undefined => {
  let used = 0
  let begun = false
  for (const { from, to, target } of stretches(clock, n)) {
    // A shorter target may be used up before it is promised: then it is so from its first moment.
    if (target === n && !begun && used >= amount) return beginOf(clock, n)
    begun ||= target === n
    const hours = hoursOf(clock, target, promises)
    if (to === undefined) return add(hours, from, amount - used)
    const more = between(hours, from, to)
    if (target === n && used + more >= amount) return add(hours, from, amount - used)
    used += more
  }
  if (used >= amount) return beginOf(clock, n)
  return n === clock.targets.length - 1 && clock.end === null ? UNKNOWN : undefined
}

/** Where the clock runs from the instant that target `n` counts from, until that target gives way; cut where targets change. */
export const stretches = ({ stands, targets, startedAt, end }: Clock, n: number): ReadonlyArray<Stretch> => {
  const counts = targets[n]?.countsFrom ?? startedAt
  const over = targets[n + 1]?.from ?? end?.at
  const all: Array<Stretch> = []
  for (let i = 0; i < stands.length; i++) {
    const { from, runs } = stands[i]!
    if (!runs) continue
    const left = least(stands[i + 1]?.from, over)
    for (let k = 0; k <= n || k === 0; k++) {
      const begin = most(most(from, counts), k === 0 ? from : targets[k]!.from)
      const to = k < n ? least(left, targets[k + 1]!.from) : left
      if (to === undefined || begin < to) all.push({ from: begin, to, target: k })
    }
  }
  return all
}

/** The place of the target that is valid at an instant; 0 before the first. */
export const targetAt = ({ targets }: Clock, at: Instant): number => {
  let n = targets.length - 1
  while (n > 0 && targets[n]!.from > at) n--
  return Math.max(0, n)
}

export const beginOf = ({ targets, startedAt }: Clock, n: number): Instant => (n === 0 ? startedAt : targets[n]!.from)

/** The calendar by which the time of a target counts; `null`: every hour does. */
export const hoursOf = ({ targets }: Clock, n: number, { calendars, policies }: Promises): Calendar | null => {
  const last = targets.at(-1)
  const change = last?.policy == null ? "piecewise" : policies.get(last.policy)?.policy.onScheduleChange
  const calendar = (change === "retroactive" ? last : targets[n])?.calendar
  return calendar == null ? null : (calendars.get(calendar) ?? null)
}

const between = (hours: Calendar | null, from: Instant, to: Instant): number =>
  hours === null ? to - from : Count.between(hours, from, to)
const add = (hours: Calendar | null, from: Instant, amount: number): Instant | Count.Never =>
  hours === null ? ((from + Math.max(0, amount)) as Instant) : Count.add(hours, from, Math.max(0, amount))

const least = (a: Instant | undefined, b: Instant | undefined): Instant | undefined =>
  a === undefined ? b : b === undefined || a < b ? a : b
const most = (a: Instant, b: Instant): Instant => (a > b ? a : b)
