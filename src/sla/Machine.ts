/** What one metric does on one ticket: it waits, runs a clock, and remembers the last one that ended. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Status from "../ticket/Status.ts"
import type { Instant } from "../time/Instant.ts"
import { Clock, type Target } from "./Clock.ts"
import { matches, type Metric, runsIn } from "./Metric.ts"
import { isAsking, isReopening, type Moment } from "./Moment.ts"

export class Machine extends Schema.Opaque<Machine>()(
  Schema.Struct({
    metric: Slug,
    /** What must come first has come. */
    armed: Schema.Boolean,
    /** How many clocks there were. */
    count: Schema.Int,
    now: Schema.NullOr(Clock),
    last: Schema.NullOr(Clock),
    /** While the ticket is merged or lies aside: the last one before that which this ended. */
    kept: Schema.optionalKey(Clock)
  })
) {}

/** What is promised to a clock that starts now. */
export type Promised = Pick<Target, "policy" | "within" | "calendar"> | undefined

export const make = (metric: Metric): Machine => ({ metric: metric.id, armed: metric.after.length === 0, count: 0, now: null, last: null })

/** The machine after a moment. Within one moment a promise is kept, or made moot, before the next one starts. */
export const step = (machine: Machine, metric: Metric, moment: Moment, promised: Promised): Machine => {
  const armed = machine.armed || matches(metric.after, moment)
  const ended = finish(armed === machine.armed ? machine : { ...machine, armed }, metric, moment)
  const next = begin(ended, metric, moment, promised, machine.now !== null && ended.now === null)
  return next.now !== null && next.now === machine.now ? { ...next, now: stand(next.now, metric, moment) } : next
}

const finish = (machine: Machine, metric: Metric, moment: Moment): Machine => {
  if (machine.now === null) return machine
  if (matches(metric.stop, moment)) return end(machine, moment, "met")
  return matches(metric.cancel, moment) ? end(machine, moment, "cancelled") : machine
}

const begin = (machine: Machine, metric: Metric, moment: Moment, promised: Promised, hasJustEnded: boolean): Machine => {
  const { armed, count, now, last } = machine
  if (armed && matches(metric.start, moment)) {
    const mayRepeat = metric.repeats === "onStop" || (metric.repeats === "afterStop" && !hasJustEnded)
    if (now === null && (count === 0 || mayRepeat)) return start(machine, metric, moment, promised)
    const isAnew = metric.anchor === "last" || (metric.anchor === "oldestUnanswered" && now?.asked === false && isAsking(moment))
    if (now !== null && isAnew) return start(end(machine, moment, "cancelled"), metric, moment, promised)
  }
  if (now !== null || last?.end?.done !== true || !isReopening(moment)) return machine
  if (metric.onReopen === "restart") return start(machine, metric, moment, promised)
  return metric.onReopen === "resume" ? resume(machine, last, metric, moment) : machine
}

const start = (machine: Machine, metric: Metric, moment: Moment, promised: Promised): Machine => {
  const { at, status } = moment
  const now: Clock = {
    metric: metric.id,
    instance: machine.count + 1,
    startedAt: at,
    asked: isAsking(moment),
    stands: [{ from: at, status, runs: runsIn(metric, moment) }],
    targets: promised === undefined ? [] : [{ from: at, countsFrom: at, ...promised }],
    end: null,
    told: []
  }
  const started = { ...machine, count: machine.count + 1, now }
  // A ticket that is entered when all is done already: kept, in no time.
  return moment.opened && matches(metric.stop, moment) ? end(started, moment, "met") : started
}

export const end = (machine: Machine, { at, category }: Pick<Moment, "at" | "category">, how: "met" | "cancelled"): Machine =>
  machine.now === null ? machine : { ...machine, now: null, last: { ...machine.now, end: { at, how, done: Status.isDone(category) } } }

/** Its ticket was merged into another, or laid aside: the clock ends there, unless the ticket comes back. */
export const freeze = (machine: Machine, at: Instant, how: "merged" | "removed"): Machine => {
  const { now, last } = machine
  if (now === null) return machine
  const ended: Clock = { ...now, end: { at, how, done: false } }
  return { ...machine, now: null, last: ended, ...(last === null ? {} : { kept: last }) }
}

/** The ticket is back: what that ended goes on, without the time between. */
export const thaw = (frozen: Machine, at: Instant, how: "merged" | "removed"): Machine => {
  const { kept, ...machine } = frozen
  const { last } = machine
  if (last === null || last.end?.how !== how) return frozen
  const { status, runs } = last.stands.at(-1)!
  const gap =
    at === last.end.at
      ? []
      : [
          { from: last.end.at, status, runs: false },
          { from: at, status, runs }
        ]
  return { ...machine, now: { ...last, end: null, stands: [...last.stands, ...gap] }, last: kept ?? null }
}

/** The time between does not count. */
const resume = (machine: Machine, last: Clock, metric: Metric, moment: Moment): Machine => {
  const since = { from: last.end!.at, status: moment.left!.status, runs: false }
  const now = { from: moment.at, status: moment.status, runs: runsIn(metric, moment) }
  return { ...machine, now: { ...last, end: null, stands: [...last.stands, since, now] }, last: null }
}

const stand = (clock: Clock, metric: Metric, moment: Moment): Clock => {
  const { status } = moment
  const runs = runsIn(metric, moment)
  const last = clock.stands.at(-1)!
  if (last.status === status && last.runs === runs) return clock
  return { ...clock, stands: [...clock.stands, { from: moment.at, status, runs }] }
}
