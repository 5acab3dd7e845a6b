/** The clock of a due date that somebody set by hand: every hour counts, and it waits with the ticket unless it is pinned. */
import * as Schema from "effect/Schema"
import type { DueSet } from "../ticket/commands/setDue.ts"
import { isPausing } from "../ticket/Approvals.ts"
import { isDone, type Ticket } from "../ticket/Ticket.ts"
import * as Machine from "./Machine.ts"
import { type Metric, runsIn } from "./Metric.ts"
import type { Moment } from "./Moment.ts"

export class ByHand extends Schema.Opaque<ByHand>()(Schema.Struct({ pinned: Schema.Boolean, machine: Machine.Machine })) {}

/** The name under which it stands beside the metrics of a workspace, none of which may be called so. */
export const DUE = "due"

const metric: Metric = {
  id: DUE,
  name: "Due date",
  start: [],
  stop: [{ on: "entered", statuses: ["solved", "closed"] }],
  cancel: [],
  after: [],
  runs: ["new", "open"],
  anchor: "first",
  repeats: "never",
  onReopen: "resume"
}

export const set = (before: ByHand | null, { at, due }: DueSet, ticket: Ticket): ByHand | null => {
  const now = { at, category: ticket.statusCategory, slaEffect: ticket.slaEffect, isPaused: isPausing(ticket) }
  const ended = Machine.end(before?.machine ?? Machine.make(metric), now, "cancelled")
  if (due === null) return before === null ? null : { pinned: false, machine: ended }
  const within = due.at - at
  const instance = ended.count + 1
  const stands = [{ from: at, status: ticket.status, runs: due.pinned || runsIn(metric, now) }]
  const targets = [{ from: at, countsFrom: at, policy: null, within, calendar: null }]
  const clock = { metric: DUE, instance, startedAt: at, asked: false, stands, targets, end: null, told: [] }
  const machine = { ...ended, count: instance, now: clock }
  return { pinned: due.pinned, machine: isDone(ticket) ? Machine.end(machine, now, "met") : machine }
}

export const step = (due: ByHand, moment: Moment): ByHand => {
  const machine = Machine.step(due.machine, metric, moment, undefined)
  return machine === due.machine ? due : under(due, machine)
}

/** A pinned date stays where it is: no waiting moves it, nor the time in which the ticket was done or part of another. */
export const under = (due: ByHand, machine: Machine.Machine): ByHand => {
  const { now } = machine
  if (!due.pinned || now === null) return { ...due, machine }
  // Without a stand for every word that is said while it would wait.
  const stands = now.stands.filter(({ status }, i) => status !== now.stands[i - 1]?.status).map((one) => ({ ...one, runs: true }))
  return { ...due, machine: { ...machine, now: { ...now, stands } } }
}

/** A promise of the desk's own takes the place of a date that was not pinned. */
export const giveWay = (due: ByHand, now: Pick<Moment, "at" | "category">): ByHand =>
  due.pinned ? due : { ...due, machine: Machine.end(due.machine, now, "cancelled") }
