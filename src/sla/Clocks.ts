/** All clocks of a ticket: a fold over its events. A tick changes nothing in it but what was told. */
import * as Schema from "effect/Schema"
import type { Instant } from "../time/Instant.ts"
import { Promise as Promised, type PolicyApplied } from "../ticket/commands/applyPolicy.ts"
import type { Event, Ticket } from "../ticket/index.ts"
import { type Clock, markKey } from "./Clock.ts"
import * as ByHand from "./ByHand.ts"
import * as Machine from "./Machine.ts"
import { type Moment, momentOf } from "./Moment.ts"
import type { Pinned, Promises } from "./Promises.ts"

export class Clocks extends Schema.Opaque<Clocks>()(
  Schema.Struct({
    /** The version of the policy in force; `null`: none was ever. */
    version: Schema.NullOr(Schema.String),
    targets: Schema.Array(Promised),
    /** One for each metric of the policy. */
    machines: Schema.Array(Machine.Machine),
    /** The date set by hand. */
    due: Schema.NullOr(ByHand.ByHand)
  })
) {}

/** The clock of a metric that runs, or else its last; of `due` that of the date set by hand. */
export const clockOf = ({ machines, due }: Clocks, metric: string): Clock | undefined => {
  const machine = metric === ByHand.DUE ? due?.machine : machines.find((one) => one.metric === metric)
  return machine?.now ?? machine?.last ?? undefined
}

/** What happened, the latest first: a list that grows without being copied. */
type Past = { readonly latest: Moment; readonly before: Past } | null

/** `past`: what happened before any policy applied. Clocks start where they would have started, also for a late promise. */
export interface State {
  readonly past: Past
  readonly clocks: Clocks
}

export const initial: State = { past: null, clocks: { version: null, targets: [], machines: [], due: null } }

/** The clocks after an event; `before` and `after` are the ticket that it changed. `promises` knows every version that the event names. */
export const advance = (state: State, before: Ticket | undefined, event: Event, after: Ticket, promises: Promises): State => {
  switch (event._tag) {
    case "PolicyApplied":
      return applied(state, event, after, promises)
    case "DueSet":
      return { ...state, clocks: { ...state.clocks, due: ByHand.set(state.clocks.due, event, after) } }
    case "ThresholdReached":
      return { ...state, clocks: told(state.clocks, event.metric, markKey(event.threshold, event.promise)) }
    case "Breached":
      return { ...state, clocks: told(state.clocks, event.metric, markKey(null, event.promise)) }
    case "MergedInto":
      return { ...state, clocks: each(state.clocks, (machine) => Machine.freeze(machine, event.at, "merged")) }
    case "Unmerged":
      return { ...state, clocks: each(state.clocks, (machine) => Machine.thaw(machine, event.at, "merged")) }
    case "Removed":
      return { ...state, clocks: each(state.clocks, (machine) => Machine.freeze(machine, event.at, "removed")) }
    case "Restored":
      return { ...state, clocks: each(state.clocks, (machine) => Machine.thaw(machine, event.at, "removed")) }
    case "Moved": {
      const here = event.restarts === true ? { ...state, clocks: restarted(state.clocks, event.at) } : state
      return moved(here, momentOf(before, event, after)!, promises)
    }
    default: {
      const moment = momentOf(before, event, after)
      return moment === undefined ? state : moved(state, moment, promises)
    }
  }
}

const moved = ({ past, clocks }: State, moment: Moment, promises: Promises): State => {
  const due = clocks.due === null ? null : ByHand.step(clocks.due, moment)
  if (clocks.version === null) return { past: { latest: moment, before: past }, clocks: due === clocks.due ? clocks : { ...clocks, due } }
  const pinned = promises.policies.get(clocks.version)
  return pinned === undefined ? { past, clocks } : { past, clocks: { ...clocks, machines: stepAll(clocks, pinned, moment), due } }
}

const each = (clocks: Clocks, change: (machine: Machine.Machine) => Machine.Machine): Clocks => ({
  ...clocks,
  machines: clocks.machines.map(change),
  due: clocks.due === null ? null : ByHand.under(clocks.due, change(clocks.due.machine))
})

const stepAll = ({ machines, targets, version }: Clocks, { metrics }: Pinned, moment: Moment): ReadonlyArray<Machine.Machine> =>
  machines.map((machine, i) => Machine.step(machine, metrics[i]!, moment, promisedTo(machine.metric, targets, version)))

const promisedTo = (metric: string, targets: Clocks["targets"], version: string | null): Machine.Promised => {
  const target = targets.find((one) => one.metric === metric)
  return target === undefined ? undefined : { policy: version, within: target.within, calendar: target.calendar }
}

const applied = ({ past, clocks }: State, event: PolicyApplied, { statusCategory }: Ticket, promises: Promises): State => {
  const pinned = promises.policies.get(event.version)
  if (pinned === undefined) return { past, clocks }
  const began = clocks.version === null ? inOrder(past) : []
  const machines = pinned.metrics.map((metric) => {
    const running =
      clocks.machines.find((machine) => machine.metric === metric.id) ??
      began.reduce((machine, moment) => Machine.step(machine, metric, moment, undefined), Machine.make(metric))
    return running.now === null ? running : { ...running, now: retargeted(running.now, event, pinned) }
  })
  const due = clocks.due === null ? null : ByHand.giveWay(clocks.due, { at: event.at, category: statusCategory })
  return { past: null, clocks: { version: event.version, targets: event.targets, machines, due } }
}

const inOrder = (past: Past): ReadonlyArray<Moment> => {
  const moments: Array<Moment> = []
  for (let rest = past; rest !== null; rest = rest.before) moments.push(rest.latest)
  return moments.toReversed()
}

/** A clock that runs, under a new promise: as that promise's policy says. */
const retargeted = (clock: Clock, { at, version, targets }: PolicyApplied, { policy }: Pinned): Clock => {
  const promised = promisedTo(clock.metric, targets, version) ?? { policy: version, within: null, calendar: null }
  const last = clock.targets.at(-1)
  if (last === undefined) {
    const { startedAt } = clock
    return promised.within === null ? clock : { ...clock, targets: [{ from: startedAt, countsFrom: startedAt, ...promised }] }
  }
  if (last.within !== null && promised.within !== null && policy.onRetarget === "keepOld") return clock
  if (last.policy === version && last.within === promised.within && last.calendar === promised.calendar) return clock
  const countsFrom = policy.onRetarget === "restart" ? at : last.countsFrom
  return { ...clock, targets: [...clock.targets, { from: at, countsFrom, ...promised }] }
}

/** What is promised is promised anew. A date that somebody set by hand is a date. */
const restarted = (clocks: Clocks, at: Instant): Clocks => ({
  ...clocks,
  machines: clocks.machines.map((machine) => {
    const last = machine.now?.targets.at(-1)
    if (machine.now === null || last === undefined || last.within === null) return machine
    return { ...machine, now: { ...machine.now, targets: [...machine.now.targets, { ...last, from: at, countsFrom: at }] } }
  })
})

/** Whatever a clock passes is told while it runs: before anything that would end it. */
const told = (clocks: Clocks, metric: string, key: string): Clocks => {
  const tell = (machine: Machine.Machine): Machine.Machine =>
    machine.metric === metric && machine.now !== null ? { ...machine, now: { ...machine.now, told: [...machine.now.told, key] } } : machine
  const due = clocks.due === null ? null : { ...clocks.due, machine: tell(clocks.due.machine) }
  return { ...clocks, machines: clocks.machines.map(tell), due }
}
