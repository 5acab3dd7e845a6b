/** A commit on a made-up ticket, with the real rules, commands and facts of a desk; only mail and clocks are left out. */
import * as Result from "effect/Result"
import { type Facts, holds } from "../../../condition/Condition.ts"
import { type Asker, type Question, settled } from "../../../condition/Variable.ts"
import * as Actor from "../../../people/Actor.ts"
import { choose } from "../../../sla/select.ts"
import * as Text from "../../../text/Text.ts"
import { type Command, decide, type Event, evolve } from "../../../ticket/decider.ts"
import type { Context } from "../../../ticket/rule.ts"
import type { Ticket } from "../../../ticket/Ticket.ts"
import { make, type Instant } from "../../../time/Instant.ts"
import { cascade } from "../../../trigger/cascade.ts"
import type { Ruleset } from "../../../trigger/Ruleset.ts"
import { factsOf } from "../../ticketFacts.ts"
import { hindrance, paceOf } from "../../transitions.ts"
import type { Workspace } from "../../Workspace.ts"
import { openAt } from "../space/moments.ts"
import type { Glimpse } from "../space/Glimpse.ts"
import { NOW } from "../space/values.ts"
import { ticketOf } from "./ticketOf.ts"

/** A commit in which the rules have not been asked yet. */
export interface Start {
  readonly ticket: Ticket
  readonly due: number | null
  /** `null`: it is opened. */
  readonly before: Facts | null
  /** The facts of the commit itself. */
  readonly commit: Facts
  readonly at: Instant
}

export interface Firing {
  readonly rule: string
  readonly events: ReadonlyArray<Event>
  /** Why nothing of it was done. */
  readonly refused: string | null
  /** Of the ticket, after it. */
  readonly facts: Facts
}

export interface Run {
  readonly firings: ReadonlyArray<Firing>
  readonly ticket: Ticket
  readonly facts: Facts
}

/** The rules that did something. */
export const actorsOf = ({ firings }: Run): ReadonlyArray<string> =>
  firings.filter(({ events }) => events.length > 0).map(({ rule }) => rule)

/** Where nothing is chosen, an agent wrote a note and changed nothing. */
export const startOf = ({ now, before, opens }: Glimpse, workspace: Workspace): Start => {
  const made = ticketOf(now, workspace)
  // The policy is never chosen freely: it is what the ticket, as it was, had been promised.
  const policy = opens === true ? null : (choose(workspace.slaPolicies, { ...factsOf(made, workspace), ...before })?.id ?? null)
  const ticket = { ...made, policy }
  const at = make(typeof now["commit.at"] === "number" ? now["commit.at"] : NOW)
  const due = typeof now["due"] === "number" ? now["due"] : null
  const facts = factsOf(ticket, workspace, due)
  const own = Object.fromEntries(Object.entries(now).filter(([field]) => field.startsWith("commit.")))
  return { ticket, due, before: opens === true ? null : { ...facts, ...before, policy }, commit: { ...noteAt(at, workspace), ...own }, at }
}

const noteAt = (at: Instant, workspace: Workspace): Facts => {
  const [agent] = workspace.agents.keys()
  return {
    "commit.at": at,
    "commit.calendars": openAt(workspace, at),
    "commit.opened": false,
    "commit.actor": agent === undefined ? Actor.system : Actor.agent(agent),
    "commit.by": agent === undefined ? "system" : "agent",
    "commit.via": "manual",
    "commit.events": ["Noted"],
    "commit.breached": [],
    "commit.approved": [],
    "commit.rejected": [],
    "commit.thresholds": [],
    "commit.mentioned": [],
    "commit.automations": [],
    "commit.text": "a note",
    "commit.said": ["internal"]
  }
}

const askerOf = ({ at, commit }: Start, { agents }: Workspace): Asker => {
  const actor = commit["commit.actor"] as Actor.Actor
  return { now: at, agent: Actor.isAgent(actor) ? (agents.get(Actor.idOf(actor)) ?? null) : null }
}

/** Whether the rule's condition is met by these facts, within the commit that began so. */
export const meets = (where: Question, facts: Facts, start: Start, workspace: Workspace): boolean =>
  holds(settled(where, askerOf(start, workspace)), facts, start.before)

/** Nobody but an agent wrote a note, and the ticket is as it was. */
export const noted = (ticket: Ticket, at: Instant, workspace: Workspace): Start => ({
  ticket,
  due: null,
  before: factsOf(ticket, workspace),
  commit: noteAt(at, workspace),
  at
})

/** All that rules can ask then. */
export const factsOfStart = ({ ticket, due, commit }: Start, workspace: Workspace): Facts => ({
  ...factsOf(ticket, workspace, due),
  "requester.name": Text.fold(ticket.requester.name),
  "requester.email": ticket.requester.email === null ? null : Text.fold(ticket.requester.email),
  ...commit
})

export const run = (start: Start, rules: Ruleset, workspace: Workspace): Run => {
  let { ticket } = start
  let events = start.commit["commit.events"] as ReadonlyArray<string>
  const firings: Array<Firing> = []
  let known: Facts | undefined
  const facts = (): Facts => (known ??= { ...factsOfStart({ ...start, ticket }, workspace), "commit.events": events })
  cascade(workspace.triggerStrategy, rules, {
    facts,
    before: start.before,
    asker: askerOf(start, workspace),
    forbidden: null,
    perform: ({ id, then }) => {
      const done = perform(ticket, then, id, start.at, workspace)
      if (typeof done !== "string" && done.events.length > 0) {
        ticket = done.ticket
        events = [...new Set([...events, ...done.events.map(({ _tag }) => _tag)])]
        known = undefined
      }
      const happened = typeof done === "string" ? [] : done.events
      firings.push({ rule: id, events: happened, refused: typeof done === "string" ? done : null, facts: facts() })
      return typeof done === "string" ? done : happened.length
    },
    settle: () => {
      if (workspace.slaPolicies.length === 0) return
      const policy = choose(workspace.slaPolicies, factsOf(ticket, workspace))?.id ?? null
      if (policy === ticket.policy) return
      ticket = { ...ticket, policy }
      known = undefined
    }
  })
  return { firings, ticket, facts: facts() }
}

const asRule = (rule: string, events: ReadonlyArray<Event>): Facts => ({
  "commit.actor": `rule:${rule}`,
  "commit.by": "rule",
  "commit.via": "automatic",
  "commit.events": [...new Set(events.map(({ _tag }) => _tag))]
})

/** What the rule makes of the ticket; a text: why it may not. */
export const perform = (
  from: Ticket,
  commands: ReadonlyArray<Command>,
  rule: string,
  at: Instant,
  workspace: Workspace
): { readonly ticket: Ticket; readonly events: ReadonlyArray<Event> } | string => {
  // Who manages whom no workspace says; somebody does.
  const [manager = null] = workspace.agents.keys()
  const context: Context = { now: at, id: `by-${rule}`, actor: `rule:${rule}`, via: "automatic", vocabulary: workspace, manager }
  const events: Array<Event> = []
  let ticket = from
  for (const command of commands) {
    const decided = decide(ticket, command, context)
    if (Result.isFailure(decided)) return decided.failure.message
    for (const event of decided.success) {
      const pace = paceOf(ticket, event, workspace)
      const facts = (): Facts => ({ ...factsOf(pace!.ticket, workspace), ...noteAt(at, workspace), ...asRule(rule, [...events, event]) })
      const no = pace === undefined ? undefined : hindrance(pace, facts, { now: at, agent: null }, workspace)
      if (no !== undefined) return no.message
      ticket = evolve(ticket, event)!
      events.push(event)
    }
  }
  return { ticket, events }
}
