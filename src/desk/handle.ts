/**
 * The whole desk as one pure function: what was asked of a ticket becomes what is to be committed, or a refusal.
 * A dry run is this same function without the commit.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { announce } from "../mail/announce.ts"
import * as Actor from "../people/Actor.ts"
import type { Signer } from "../mail/Ports.ts"
import type * as Storage from "../storage/Storage.ts"
import * as Ticket from "../ticket/index.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import { factsOf } from "./facts.ts"
import { wordsOf } from "./words.ts"

/** The ticket speaks of things that this workspace does not have: it was made under another definition. */
export class WrongWorkspace extends Schema.TaggedError<WrongWorkspace>()("WrongWorkspace", {
  ticketId: Schema.String,
  workspace: Schema.String,
  problems: Schema.Array(Schema.String)
}) {
  override readonly message = `ticket ${this.ticketId} does not belong to workspace "${this.workspace}": ${this.problems.join("; ")}`
}

export type Refusal = Ticket.Refusal | WrongWorkspace

/** A ticket as the store has it; `version` 0 and no ticket before it is opened. */
export interface Subject {
  readonly stream: string
  readonly version: number
  readonly ticket: Ticket.Ticket | undefined
}

export interface Desk {
  readonly workspace: Workspace
  readonly tenant: string
  /** `undefined`: this desk writes no mail. */
  readonly signer: Signer | undefined
}

export interface Outcome {
  readonly events: ReadonlyArray<Ticket.Event>
  readonly ticket: Ticket.Ticket
  readonly write: Storage.StreamWrite
  readonly keys: ReadonlyArray<Storage.Key>
  readonly effects: ReadonlyArray<Storage.Effect>
}

/** Several commands are one wish: all are granted and committed together, or none. No events: nothing to commit. */
export const handle = (
  desk: Desk,
  subject: Subject,
  commands: ReadonlyArray<Ticket.Command>,
  context: Omit<Ticket.Context, "vocabulary">
): Result.Result<Outcome, Refusal> => {
  const { workspace } = desk
  if (subject.ticket !== undefined) {
    const wrong = foreign(subject.ticket, workspace)
    if (wrong !== undefined) return Result.fail(wrong)
  }
  const stranger = unknownActor(context, workspace)
  if (stranger !== undefined) return Result.fail(stranger)
  const full: Ticket.Context = { ...context, vocabulary: workspace }
  let state: Ticket.State = subject.ticket
  const events: Array<Ticket.Event> = []
  for (const command of commands) {
    const decided = Ticket.decide(state, command, full)
    if (Result.isFailure(decided)) return Result.fail(decided.failure)
    for (const event of decided.success) {
      state = Ticket.evolve(state, event)
      events.push(event)
    }
  }
  if (state === undefined) return Result.fail(new Ticket.TicketNotFound({ ticketId: subject.stream }))
  const effects =
    desk.signer === undefined || events.length === 0
      ? none
      : announce({ ...desk, signer: desk.signer, before: subject.ticket, after: state, events })
  return Result.succeed({
    events,
    ticket: state,
    write: {
      stream: subject.stream,
      expected: subject.version,
      events: json(events),
      document: documentOf(state, workspace),
      words: wordsOf(events)
    },
    keys: ownKeys(events, subject.stream),
    effects
  })
}

const none: ReadonlyArray<Storage.Effect> = []

/** The ticket as stores keep it beside its events: a cache, which rebuilding gives again. */
export const documentOf = (ticket: Ticket.Ticket, workspace: Workspace): Storage.Document => ({
  kind: "ticket",
  body: json(ticket),
  facts: factsOf(ticket, workspace),
  wakeAt: ticket.wakeAt
})

/** Every value of the domain is plain JSON; TypeScript wants to hear it of named types. */
const json = (value: object): never => value as never

/** The key by which a reference leads to its ticket. */
export const referenceKey = (reference: string): string => `reference:${reference}`

const ownKeys = (events: ReadonlyArray<Ticket.Event>, stream: string): ReadonlyArray<Storage.Key> =>
  events[0]?._tag === "Opened" ? [{ key: referenceKey(events[0].reference), stream, exclusive: true }] : []

/** Whoever speaks as an agent is one of the workspace's, and came by a channel that it has. */
const unknownActor = (
  { actor, via }: Pick<Ticket.Context, "actor" | "via">,
  { agents, channels }: Workspace
): Ticket.UnknownWord | undefined => {
  if (Actor.isAgent(actor) && !agents.has(Actor.idOf(actor)))
    return new Ticket.UnknownWord({ what: "agent", word: Actor.idOf(actor), known: [...agents.keys()] })
  return channels.has(via) ? undefined : new Ticket.UnknownWord({ what: "channel", word: via, known: [...channels.keys()] })
}

const foreign = (ticket: Ticket.Ticket, workspace: Workspace): WrongWorkspace | undefined => {
  if (workspace.statuses.has(ticket.status) && workspace.departments.has(ticket.department) && workspace.brands.has(ticket.brand))
    return undefined
  const problems = [
    !workspace.statuses.has(ticket.status) && `no status "${ticket.status}"`,
    !workspace.departments.has(ticket.department) && `no department "${ticket.department}"`,
    !workspace.brands.has(ticket.brand) && `no brand "${ticket.brand}"`
  ].filter((problem) => problem !== false)
  return new WrongWorkspace({ ticketId: ticket.id, workspace: workspace.name, problems })
}
