/** What a clock says at an instant: how much time is used, how much is left, until when, and whether the promise was kept. */
import type { Instant } from "../time/Instant.ts"
import type { Clock } from "./Clock.ts"
import type { Clocks } from "./Clocks.ts"
import { elapsed, reached, targetAt, UNKNOWN } from "./elapsed.ts"
import { deadlines, isPassed } from "./marks.ts"
import * as Measure from "./Measure.ts"
import type { Promises } from "./Promises.ts"

export interface Deadline {
  readonly metric: string
  /** Which of the metric's clocks on this ticket, from 1; 0: none has started. */
  readonly instance: number
  /** `waiting`: it has not started. */
  readonly status: "waiting" | "running" | "paused" | "met" | "cancelled" | "merged" | "removed"
  readonly startedAt: Instant | null
  readonly endedAt: Instant | null
  /** The policy that promised it, `gold@1f0c9d3a`; `null`: set by hand, or nothing is promised. */
  readonly policy: string | null
  /** Milliseconds, in the time that the target counts in. */
  readonly target: Measure.Measure
  /** Milliseconds used: 0 is a value, "it never started" is none. */
  readonly elapsed: Measure.Measure
  /** Milliseconds left; negative after the deadline. */
  readonly remaining: Measure.Measure
  /** Pending while the clock waits or is paused; not applicable where nothing is promised, or working hours end before. */
  readonly due: Measure.Measure<Instant>
  /** The deadline that was missed and still counts. */
  readonly breachedAt: Instant | null
  /** Deadlines that were missed under a promise which a later one replaced. */
  readonly superseded: ReadonlyArray<Instant>
}

/** The clocks of a ticket, in the order of its metrics, the date set by hand first. Of each metric the one that runs, or else the last. */
export const all = (clocks: Clocks, now: Instant, promises: Promises): ReadonlyArray<Deadline> => {
  const byHand = clocks.due?.machine.now ?? clocks.due?.machine.last ?? null
  const own = clocks.machines.map(({ metric, now: running, last }) => {
    const clock = running ?? last
    if (clock !== null) return at(clock, now, promises)
    const target = clocks.targets.find((one) => one.metric === metric)
    return waiting(metric, clocks.version, target?.within)
  })
  return byHand === null ? own : [at(byHand, now, promises), ...own]
}

export const at = (clock: Clock, now: Instant, promises: Promises): Deadline => {
  const n = targetAt(clock, now)
  const target = clock.targets[n]
  const within = target?.within ?? null
  const used = elapsed(clock, now, promises)
  const missed = deadlines(clock, promises).filter((mark) => isPassed(mark, clock, now))
  const last = missed.at(-1)
  // What was missed under an earlier target counts while the later ones are behind from their beginning too.
  const counts = last !== undefined && (last.target === n || used >= (within ?? Infinity)) ? last : undefined
  return {
    metric: clock.metric,
    instance: clock.instance,
    status: clock.end !== null && clock.end.at <= now ? clock.end.how : standing(clock, now) ? "running" : "paused",
    startedAt: clock.startedAt,
    endedAt: clock.end?.at ?? null,
    policy: target?.policy ?? null,
    target: within === null ? Measure.notApplicable : Measure.value(within),
    elapsed: Measure.value(used),
    remaining: within === null ? Measure.notApplicable : Measure.value(within - used),
    due: dueOf(clock, promises),
    breachedAt: counts?.at ?? null,
    superseded: missed.filter((mark) => mark !== counts).map((mark) => mark.at)
  }
}

/** Until when, as the clock stands. */
export const dueOf = (clock: Clock, promises: Promises): Measure.Measure<Instant> => {
  const n = clock.targets.length - 1
  const within = clock.targets[n]?.within ?? null
  if (within === null) return Measure.notApplicable
  const open = clock.end === null ? clock : { ...clock, end: null }
  const due = reached(open, within, n, promises)
  return due === undefined || due === "Never" ? Measure.notApplicable : due === UNKNOWN ? Measure.pending : Measure.value(due)
}

/** The deadline of the ticket: the date set by hand, or else the first of the clocks that run; `undefined`: there is none now. */
export const next = (clocks: Clocks, promises: Promises): Instant | undefined => {
  const byHand = clocks.due?.machine.now
  if (byHand != null) return Measure.valueOf(dueOf(byHand, promises))
  let first: Instant | undefined
  for (const { now } of clocks.machines) {
    const due = now === null ? undefined : Measure.valueOf(dueOf(now, promises))
    if (due !== undefined && (first === undefined || due < first)) first = due
  }
  return first
}

const standing = ({ stands }: Clock, now: Instant): boolean => stands.findLast((one) => one.from <= now)?.runs ?? stands[0]!.runs

const waiting = (metric: string, policy: string | null, within: number | null | undefined): Deadline => {
  const isPromised = within !== null && within !== undefined
  const unknown = isPromised ? Measure.pending : Measure.notApplicable
  return {
    metric,
    instance: 0,
    status: "waiting",
    startedAt: null,
    endedAt: null,
    policy: isPromised ? policy : null,
    target: isPromised ? Measure.value(within) : Measure.notApplicable,
    elapsed: unknown,
    remaining: unknown,
    due: unknown,
    breachedAt: null,
    superseded: []
  }
}
