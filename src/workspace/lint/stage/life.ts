/** The life of a ticket that people leave alone: automations run when their time is over, and triggers answer them. */
import { advance, hasRun, nextDue, type Timer, wakeAt } from "../../../automation/Timer.ts"
import { type Facts, holds } from "../../../condition/Condition.ts"
import type { Ticket } from "../../../ticket/Ticket.ts"
import { type Instant, max } from "../../../time/Instant.ts"
import { factsOf } from "../../ticketFacts.ts"
import type { Workspace } from "../../Workspace.ts"
import { openAt } from "../space/moments.ts"
import { actorsOf, noted, perform, run } from "./commit.ts"

export interface Life {
  readonly ticket: Ticket
  readonly timers: ReadonlyArray<Timer>
  readonly at: Instant
}

/** What happened next. */
export interface Step {
  readonly life: Life
  /** The rules that acted. */
  readonly fired: ReadonlyArray<string>
}

export const begin = (ticket: Ticket, at: Instant, workspace: Workspace): Life => ({
  ticket,
  timers: advance(workspace.schedule, [], factsOf(ticket, workspace), at),
  at
})

/** When the next automation's time is over; `undefined`: nothing will happen any more. */
export const tick = ({ ticket: before, timers: waiting, at: last }: Life, workspace: Workspace): Step | undefined => {
  const { schedule, rules } = workspace
  const wake = wakeAt(waiting)
  if (wake === null) return undefined
  const at = max(wake, last)
  let ticket = before
  let timers = waiting
  const events: Array<string> = []
  const ran: Array<string> = []
  for (let timer = nextDue(timers, at); timer !== undefined; timer = nextDue(timers, at)) {
    const { automation: id } = timer
    timers = hasRun(timers, id)
    const automation = schedule.automations.find((one) => one.id === id)!
    if (!holds(automation.where, factsOf(ticket, workspace))) continue
    const done = perform(ticket, automation.then, id, at, workspace)
    if (typeof done !== "string") {
      ticket = done.ticket
      events.push(...done.events.map(({ _tag }) => _tag))
    }
    events.push("AutomationRan")
    ran.push(id)
  }
  const start = {
    ...noted(ticket, at, workspace),
    before: factsOf(before, workspace),
    commit: { ...ofTick(at, workspace), "commit.events": [...new Set(events)], "commit.automations": ran }
  }
  const answered = ran.length === 0 ? undefined : run(start, rules, workspace)
  const now = answered?.ticket ?? ticket
  return {
    life: { ticket: now, timers: advance(schedule, timers, factsOf(now, workspace), at), at },
    fired: [...ran, ...(answered === undefined ? [] : actorsOf(answered))]
  }
}

const ofTick = (at: Instant, workspace: Workspace): Facts => ({
  "commit.at": at,
  "commit.calendars": openAt(workspace, at),
  "commit.opened": false,
  "commit.actor": "system",
  "commit.by": "system",
  "commit.via": "automatic",
  "commit.breached": [],
  "commit.thresholds": [],
  "commit.mentioned": [],
  "commit.text": null,
  "commit.said": []
})

/** The ticket but for what every commit moves on. */
export const standing = (ticket: Ticket, workspace: Workspace): string =>
  JSON.stringify(
    Object.entries(factsOf(ticket, workspace)).filter(([field]) => !field.endsWith("At") && field !== "messages" && field !== "reopened")
  )
