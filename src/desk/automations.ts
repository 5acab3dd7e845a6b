/** Automations whose time is over act, one after the other, in the commit in which somebody looks. */
import { advance, hasRun, nextDue, rested, type Timer } from "../automation/Timer.ts"
import { type Automation, versionOf } from "../automation/Automation.ts"
import { holds } from "../condition/Condition.ts"
import * as Ticket from "../ticket/index.ts"
import type { Instant } from "../time/Instant.ts"
import { does, type Draft } from "./Draft.ts"
import { factsOfDraft } from "./facts.ts"
import type { Desk } from "./handle.ts"
import type { Acting } from "./hindered.ts"
import { type Memory, isSpent } from "./Memory.ts"
import { ruled } from "./ruled.ts"

/** Each is asked once more: what one of them did may have ended the condition of the next. */
export const runDue = (desk: Desk, memory: Memory, draft: Draft, own: Acting): ReadonlyArray<Timer> => {
  let { timers } = memory
  if (Ticket.isRemoved(draft.ticket)) return timers
  const { automations } = desk.workspace.schedule
  const refused = isSpent(memory, own.now) ? "rules did too much to this ticket within an hour" : undefined
  let waiting = timers
  for (let timer = nextDue(waiting, own.now); timer !== undefined; timer = nextDue(waiting, own.now)) {
    const { automation: id } = timer
    waiting = waiting.filter(({ automation }) => automation !== id)
    const automation = automations.find((one) => one.id === id)!
    // Where its condition ended just now and this commit brings it back, its time is over still.
    if (!holds(automation.where, factsOfDraft(draft, desk))) continue
    timers = hasRun(timers, id)
    run(desk, automation, timer, draft, own, refused)
  }
  return timers
}

/** What waits for its time after a commit. A ticket that was merged waits for nothing; of one that lies aside all rests. */
export const waitingAfter = (
  desk: Pick<Desk, "workspace" | "promises">,
  timers: ReadonlyArray<Timer>,
  stand: Pick<Draft, "ticket" | "sla">,
  now: Instant
): ReadonlyArray<Timer> => {
  const { schedule } = desk.workspace
  const { ticket } = stand
  if (schedule.automations.length === 0 || ticket === undefined || Ticket.isMerged(ticket) || Ticket.isPurged(ticket)) return []
  return Ticket.isRemoved(ticket) ? timers : advance(schedule, timers, factsOfDraft(stand, desk), now)
}

/** The same of a commit in which the ticket may have been laid aside, or come back. */
export const timersAfter = (
  desk: Pick<Desk, "workspace" | "promises">,
  timers: ReadonlyArray<Timer>,
  before: Ticket.State,
  draft: Draft,
  now: Instant
): ReadonlyArray<Timer> => {
  const { aside, ticket } = draft
  const removed = Ticket.isRemoved(ticket) ? undefined : before?.removed
  const own = removed === undefined ? timers : rested(desk.workspace.schedule, timers, removed.at, now)
  return waitingAfter(desk, aside === undefined ? own : waitingAfter(desk, own, aside, now), draft, now)
}

const run = (desk: Desk, automation: Automation, { from, due }: Timer, draft: Draft, own: Acting, refused?: string): void => {
  const context = ruled(`automation ${versionOf(automation)}`, automation.id, own)
  const why = refused ?? does(draft, automation.then, context, desk.promises)?.message ?? null
  does(draft, [{ _tag: "RunAutomation", automation: automation.id, from, due: due!, refused: why }], context, desk.promises)
}
