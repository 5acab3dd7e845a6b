/**
 * The rules of a desk, played over what happened to a ticket: what they would have done. Open loop: what people did stays
 * as it was, so does every state that a commit began with; only what rules did in it is left out, and done anew.
 */
import { hasRun, nextDue, type Timer } from "../automation/Timer.ts"
import type { Automation } from "../automation/Automation.ts"
import * as Actor from "../people/Actor.ts"
import * as Clocks from "../sla/Clocks.ts"
import type * as Ticket from "../ticket/index.ts"
import * as Instant from "../time/Instant.ts"
import type { Trace } from "../trigger/Trace.ts"
import { AUTOMATIC, automate } from "./automate.ts"
import { waitingAfter } from "./automations.ts"
import { isConsequence } from "./consequences.ts"
import { does, type Draft, follow } from "./Draft.ts"
import type { Desk } from "./handle.ts"
import type { Acting } from "./hindered.ts"
import * as Memory from "./Memory.ts"
import { ruled } from "./ruled.ts"

/** One commit of the past, or the moment at which an automation would have run. */
export interface Scene {
  readonly at: Instant.Instant
  /** What somebody did; nothing, where an automation runs. */
  readonly asked: ReadonlyArray<Ticket.Event>
  /** The automation that would have run; `null`: somebody asked for something. */
  readonly automation: string | null
  /** What became of every trigger; empty where nobody asked for anything. */
  readonly trace: Trace
  /** What rules would have done. */
  readonly events: ReadonlyArray<Ticket.Event>
  /** What rules did then. */
  readonly was: ReadonlyArray<Ticket.Event>
}

/** In order of time. `events`: all of one ticket. `until`: automations would have run up to then. */
export const rehearse = (desk: Desk, events: ReadonlyArray<Ticket.Event>, until: Instant.Instant): ReadonlyArray<Scene> => {
  const scenes: Array<Scene> = []
  const { schedule } = desk.workspace
  let draft: Draft = { ticket: undefined, sla: Clocks.initial, events: [] }
  let timers: ReadonlyArray<Timer> = []
  const wait = (to: Instant.Instant): void => {
    for (let timer = nextDue(timers, to); timer !== undefined; timer = nextDue(timers, to)) {
      timers = hasRun(timers, timer.automation)
      scenes.push(
        run(
          desk,
          schedule.automations.find(({ id }) => id === timer.automation)!,
          timer,
          draft
        )
      )
    }
  }
  for (const commit of commitsOf(events)) {
    const first = commit[0]!
    wait(first.at)
    const before = draft
    draft = after(desk, before, commit)
    const own = commit.filter((event) => !isOfDesk(event))
    const was = byRules(commit)
    if (own.length > 0) scenes.push({ ...played(desk, before, own), was })
    else if (was.length > 0) scenes.push({ at: first.at, asked: [], automation: null, trace: [], events: [], was })
    timers = waitingAfter(desk, timers, draft, first.at)
  }
  wait(until)
  return scenes.toSorted((a, b) => a.at - b.at)
}

/** What rules made, and what the desk told itself: it is done anew. What followed from another ticket is as if somebody had asked. */
const isOfDesk = (event: Ticket.Event): boolean =>
  Actor.isRule(event.by) || (event.by === "system" && event.via === AUTOMATIC && !isConsequence(event))

/** What happened at one instant counts as one commit. */
const commitsOf = (events: ReadonlyArray<Ticket.Event>): ReadonlyArray<ReadonlyArray<Ticket.Event>> => {
  const commits: Array<Array<Ticket.Event>> = []
  for (const event of events) {
    const last = commits.at(-1)
    if (last?.[0]?.at === event.at) last.push(event)
    else commits.push([event])
  }
  return commits
}

const after = ({ promises }: Desk, from: Draft, events: ReadonlyArray<Ticket.Event>): Draft => ({
  ...events.reduce<Pick<Draft, "ticket" | "sla">>((stand, event) => follow(stand, event, promises), from),
  events
})

const played = (desk: Desk, before: Draft, own: ReadonlyArray<Ticket.Event>): Omit<Scene, "was"> => {
  const { at, by, via } = own[0]!
  const draft = after(desk, before, own)
  const subject = { stream: "", version: 0, ticket: before.ticket, sla: before.sla, memory: Memory.initial }
  const told = automate(desk, subject, draft, { now: at, id: "rehearsal", actor: by, via }, 0)
  return { at, asked: own, automation: null, trace: told(), events: byRules(draft.events) }
}

const byRules = (events: ReadonlyArray<Ticket.Event>): ReadonlyArray<Ticket.Event> => events.filter(({ by }) => Actor.isRule(by))

/** Nothing of it stays: the next commit begins as it did. */
const run = ({ workspace, promises }: Desk, automation: Automation, { due }: Timer, from: Draft): Scene => {
  const draft: Draft = { ...from, events: [] }
  const own: Acting = { now: due!, id: "rehearsal", actor: "system", via: AUTOMATIC, vocabulary: workspace }
  const context = ruled(`automation ${automation.id}`, automation.id, own)
  does(draft, automation.then, context, promises)
  return { at: due!, asked: [], automation: automation.id, trace: [], events: draft.events, was: [] }
}
