/** A ticket, its clocks and what rules remember of it, from its events alone. */
import { hasRun, rested } from "../automation/Timer.ts"
import * as Clocks from "../sla/Clocks.ts"
import * as Ticket from "../ticket/index.ts"
import { waitingAfter } from "./automations.ts"
import { follow } from "./Draft.ts"
import type { Desk, Subject } from "./handle.ts"
import * as Memory from "./Memory.ts"

/**
 * Automations are timed by the workspace of today, whatever it was then: one that is new finds the tickets that it is
 * for already waiting. What happened at one instant counts as one commit.
 */
export const replay = (
  desk: Pick<Desk, "workspace" | "promises">,
  events: ReadonlyArray<Ticket.Event>
): Pick<Subject, "ticket" | "sla" | "memory"> => {
  const { schedule } = desk.workspace
  let stand: Pick<Subject, "ticket" | "sla"> = { ticket: undefined, sla: Clocks.initial }
  let { timers } = Memory.initial
  for (const [i, event] of events.entries()) {
    const before = stand
    stand = follow(before, event, desk.promises)
    if (event._tag === "AutomationRan") timers = hasRun(timers, event.automation)
    if (event._tag === "Removed") timers = waitingAfter(desk, timers, before, event.at)
    if (event._tag === "Restored") timers = rested(schedule, timers, before.ticket!.removed!.at, event.at)
    // A merge ends its commit, and what waits; also where the ticket is back at the same instant.
    if (event.at !== events[i + 1]?.at || event._tag === "MergedInto") timers = waitingAfter(desk, timers, stand, event.at)
  }
  const owed = Memory.spend(Memory.initial.owed, events)
  return {
    ...stand,
    memory: { ...(Ticket.isPurged(stand.ticket) ? {} : Memory.mailed(undefined, events)), owed, schedule: schedule.version, timers }
  }
}
