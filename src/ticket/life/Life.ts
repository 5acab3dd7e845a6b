/** What of a ticket's life a picture shows: stretches in a status and with somebody, messages by side, and turning points. */
import * as Actor from "../../people/Actor.ts"
import { type Instant, max } from "../../time/Instant.ts"
import * as Conversation from "../Conversation.ts"
import type { Event } from "../decider.ts"
import { edgesOf } from "../Edges.ts"
import type * as Status from "../Status.ts"
import type { Ticket } from "../Ticket.ts"
import * as names from "../timeline/names.ts"
import { told } from "../timeline/told.ts"
import type { Vocabulary } from "../Vocabulary.ts"

/** `[from, to)`, `name` as the desk says it. */
export interface Stretch {
  readonly from: Instant
  readonly to: Instant
  readonly name: string
  /** Of a status; of somebody in charge there is none. */
  readonly category: Status.Category | null
}

export type Side = "requester" | "agent" | "note"
export type Turn = "merge" | "split" | "approval" | "breach"

export interface Point<Kind> {
  readonly at: Instant
  readonly kind: Kind
  readonly words: string
}

/** Where a promise ends. */
export interface DeadlineMark {
  readonly name: string
  readonly at: Instant
  readonly isMissed: boolean
}

export interface Life {
  readonly ticket: Ticket
  readonly from: Instant
  readonly to: Instant
  readonly statuses: ReadonlyArray<Stretch>
  readonly holders: ReadonlyArray<Stretch>
  readonly messages: ReadonlyArray<Point<Side>>
  readonly turns: ReadonlyArray<Point<Turn>>
}

/** `until`: it is looked at then; with its last event, where that is later. `undefined`: there is no such ticket. */
export const lifeOf = (
  vocabulary: Vocabulary,
  events: ReadonlyArray<Event>,
  others: ReadonlyArray<Conversation.Strand>,
  until: Instant
): Life | undefined => {
  const steps = Conversation.along([{ stream: "", events }])
  const ticket = steps.at(-1)?.after
  if (ticket === undefined) return undefined
  const { conversation } = edgesOf(ticket)
  const messages = Conversation.messages(conversation, [{ stream: ticket.id, events }, ...others]).map(
    ({ at, by, visibility }): Point<Side> => ({ at, kind: sideOf(by, visibility), words: names.actor(vocabulary, ticket, by) })
  )
  const to = max(until, ticket.updatedAt)
  const opened = steps[0]!.event.at
  return {
    ticket,
    from: messages.reduce((first, { at }) => (at < first ? at : first), opened),
    to,
    statuses: stretches(steps, to, ({ status, statusCategory }) => ({
      name: names.status(vocabulary, status) ?? status,
      category: statusCategory
    })),
    holders: stretches(steps, to, (one) => ({ name: holderOf(vocabulary, one), category: null })).filter(({ name }) => name !== ""),
    messages,
    turns: steps.flatMap(({ event, before }) => {
      const kind = turnOf(event)
      if (kind === undefined) return []
      return [{ at: event._tag === "Breached" ? event.reachedAt : event.at, kind, words: told(vocabulary, before, event).what }]
    })
  }
}

/** Notes are for the desk, whoever wrote them. */
export const sideOf = (by: Actor.Actor, visibility: Conversation.Message["visibility"]): Side =>
  visibility === "internal" ? "note" : Actor.isOutside(by) ? "requester" : "agent"

const stretches = (
  steps: ReadonlyArray<Conversation.Step>,
  to: Instant,
  read: (ticket: Ticket) => Pick<Stretch, "name" | "category">
): ReadonlyArray<Stretch> => {
  const found: Array<Stretch> = []
  for (const { event, after } of steps) {
    const is = read(after)
    const last = found.at(-1)
    if (last?.name === is.name && last.category === is.category) continue
    if (last !== undefined) found[found.length - 1] = { ...last, to: event.at }
    found.push({ from: event.at, to, ...is })
  }
  return found
}

const holderOf = (vocabulary: Vocabulary, { assignee, team }: Ticket): string =>
  [names.agent(vocabulary, assignee), names.team(vocabulary, team)].filter((name) => name !== null).join(", ")

const turnOf = (event: Event): Turn | undefined => {
  switch (event._tag) {
    case "Absorbed":
    case "MergedInto":
    case "Released":
    case "Unmerged":
      return "merge"
    case "MessagesGiven":
    case "MessagesTaken":
      return "split"
    case "Begun":
      return event.splitFrom === null ? undefined : "split"
    case "ApprovalRequested":
    case "Voted":
    case "ApprovalWithdrawn":
    case "ApprovalInvalidated":
    case "ApprovalEscalated":
    case "ApprovalExpired":
      return "approval"
    case "Breached":
      return "breach"
    default:
      return undefined
  }
}
