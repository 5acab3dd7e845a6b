/** A ticket, its clocks and what rules remember of it, from its events alone. */
import { advance, hasRun } from "../automation/Timer.ts"
import * as Clocks from "../sla/Clocks.ts"
import type * as Ticket from "../ticket/index.ts"
import { follow } from "./Draft.ts"
import { factsOfDraft } from "./facts.ts"
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
    stand = follow(stand, event, desk.promises)
    if (event._tag === "AutomationRan") timers = hasRun(timers, event.automation)
    const isLast = event.at !== events[i + 1]?.at
    if (isLast && schedule.automations.length > 0 && stand.ticket !== undefined)
      timers = advance(schedule, timers, factsOfDraft(stand, desk), event.at)
  }
  const owed = Memory.spend(Memory.initial.owed, events)
  return { ...stand, memory: { ...Memory.mailed(undefined, events), owed, schedule: schedule.version, timers } }
}
