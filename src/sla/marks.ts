/** The moments at which a clock's thresholds and deadlines are passed. They follow from facts alone: no tick makes them, or moves them. */
import type { Instant } from "../time/Instant.ts"
import { type Clock, markKey } from "./Clock.ts"
import { reached } from "./elapsed.ts"
import { amountOf, type Threshold } from "./Policy.ts"
import type { Promises } from "./Promises.ts"

export interface Mark {
  /** `null`: the deadline. */
  readonly threshold: string | null
  /** The place of the target that it belongs to. */
  readonly target: number
  readonly at: Instant
}

/**
 * Every mark that the clock comes to if nothing more happens to it, in the order of the targets. A mark is told once per
 * target; and under a new target only if that brought the clock back before it.
 */
export const marks = (clock: Clock, promises: Promises): ReadonlyArray<Mark> => [
  ...marksOf(clock, null, promises),
  ...thresholdsOf(clock, promises).flatMap((threshold) => marksOf(clock, threshold, promises))
]

/** The deadlines that a clock passes, one for each target that it fails. */
export const deadlines = (clock: Clock, promises: Promises): ReadonlyArray<Mark> => marksOf(clock, null, promises)

const marksOf = (clock: Clock, threshold: Threshold | null, promises: Promises): ReadonlyArray<Mark> => {
  const all: Array<Mark> = []
  let isPassed = false
  for (let n = 0; n < clock.targets.length; n++) {
    const { within, from } = clock.targets[n]!
    const wasPassed = isPassed
    const at = within === null ? undefined : reached(clock, threshold === null ? within : amountOf(threshold, within), n, promises)
    const next = clock.targets[n + 1]?.from
    isPassed = typeof at === "number" && (next === undefined || at < next)
    // Passed before, and still behind it when the new target came: that is the same failure.
    if (isPassed && typeof at === "number" && !(wasPassed && at <= from)) all.push({ threshold: threshold?.id ?? null, target: n, at })
  }
  return all
}

/** Whether the mark lies behind at `now`: a threshold from its instant on, a deadline at the first instant after it. */
export const isPassed = (mark: Mark, clock: Clock, now: Instant): boolean => {
  const end = clock.end === null || now < clock.end.at ? now : clock.end.at
  return mark.threshold === null ? mark.at < end : mark.at <= end
}

/** What is passed and was not told yet, the earliest first. */
export const untold = (clock: Clock, now: Instant, promises: Promises): ReadonlyArray<Mark> =>
  clock.targets.length === 0
    ? []
    : marks(clock, promises)
        .filter((mark) => isPassed(mark, clock, now) && !clock.told.includes(markKey(mark.threshold, mark.target)))
        .toSorted((a, b) => a.at - b.at)

/** When there is something to tell if nothing happens before; `null`: never, or nobody knows yet. */
export const wakeAt = (clock: Clock, promises: Promises): Instant | null => {
  let first: Instant | null = null
  for (const { threshold, target, at } of marks(clock, promises)) {
    if (clock.told.includes(markKey(threshold, target))) continue
    const when = (threshold === null ? at + 1 : at) as Instant
    if (first === null || when < first) first = when
  }
  return first
}

/** The thresholds of the policy that the clock's latest target comes from. */
const thresholdsOf = (clock: Clock, { policies }: Promises): ReadonlyArray<Threshold> => {
  const policy = clock.targets.at(-1)?.policy
  return policy == null ? [] : (policies.get(policy)?.policy.thresholds ?? [])
}
