/** How one command of a ticket is written down. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { CommandRule, EventRule } from "../decider/Decider.ts"
import * as Actor from "../people/Actor.ts"
import { Slug } from "../text/Id.ts"
import * as Instant from "../time/Instant.ts"
import type { Neighbour } from "./Neighbour.ts"
import { NotAnAgent, type Refusal, TicketClosed, TicketMerged, TicketNotFound, TicketRemoved } from "./Refusal.ts"
import { isClosed, type Ticket } from "./Ticket.ts"
import type { Vocabulary } from "./Vocabulary.ts"

export type State = Ticket | undefined

/** Everything that a decision may know besides the ticket: no clock, no luck, no lookup happens inside. */
export interface Context {
  readonly now: Instant.Instant
  /** The id of this command. What the command makes (a ticket, a message) is named after it, so a repeated command makes the same. */
  readonly id: string
  readonly actor: Actor.Actor
  /** The channel that it came by. */
  readonly via: string
  readonly vocabulary: Vocabulary
  /** The agent who is the manager of the ticket's requester, looked up where an approval may ask them. */
  readonly manager?: string | null
  /** Who asked for the commit in which a trigger speaks. */
  readonly behind?: Actor.Actor
  /** What the ticket is linked with, looked up where anything may follow from that. */
  readonly neighbours?: ReadonlyArray<Neighbour>
  /** The channels that this desk has outlets for; none, where it is left out. */
  readonly outlets?: { readonly has: (channel: string) => boolean }
  /** What made the desk ask, where nobody did: `trigger greet@1f0c9d3a`. */
  readonly cause?: string
}

/** What every fact says: when, who, by which channel, and what it was done for. */
const envelope = { at: Instant.Instant, by: Actor.Actor, via: Slug, cause: Schema.optionalKey(Schema.String) }

/** The schema of a fact: its own fields beside the envelope. */
export const Fact = <const Tag extends string, const Fields extends Schema.Struct.Fields>(tag: Tag, fields: Fields) =>
  Schema.TaggedStruct(tag, { ...envelope, ...fields })

export const stamp = ({
  now,
  actor,
  via,
  cause
}: Context): { readonly at: Instant.Instant; readonly by: Actor.Actor; readonly via: string; readonly cause?: string } =>
  cause === undefined ? { at: now, by: actor, via } : { at: now, by: actor, via, cause }

/** What a rule answers: the facts that follow, or why not. */
export type Decision<E> = Result.Result<ReadonlyArray<E>, Refusal>

interface Rule<S extends Schema.Top, E, Owns extends Schema.Top> {
  readonly decide: (ticket: Ticket, command: S["Type"], context: Context) => Decision<E>
  readonly events: ReadonlyArray<EventRule<State, Owns>>
  /** People outside the desk may ask it too. */
  readonly outside?: true
  /** A closed ticket takes it too. */
  readonly closed?: true
  /** So does one that was merged into another. */
  readonly merged?: true
  /** And one that lies aside. */
  readonly removed?: true
}

/** A command for a ticket that is in its place and not closed, from somebody of the desk, unless the rule says otherwise. */
export const command = <S extends Schema.Top, E, Owns extends Schema.Top = never>(
  schema: S,
  rule: Rule<S, E, Owns>
): CommandRule<State, S, E, Refusal, Context, Owns> => ({
  schema,
  events: rule.events,
  decide: (state, wish, context) =>
    state === undefined
      ? Result.fail(new TicketNotFound({ ticketId: "(none)" }))
      : rule.outside === undefined && Actor.isOutside(context.actor)
        ? Result.fail(new NotAnAgent({ actor: context.actor, command: tagOf(wish) }))
        : rule.removed === undefined && state.removed !== undefined
          ? Result.fail(new TicketRemoved({ ticketId: state.id, as: state.removed.as, command: tagOf(wish) }))
          : rule.merged === undefined && state.edges?.mergedInto != null
            ? Result.fail(new TicketMerged({ ticketId: state.id, survivor: state.edges.mergedInto.survivor, command: tagOf(wish) }))
            : rule.closed === undefined && isClosed(state)
              ? Result.fail(new TicketClosed({ ticketId: state.id, command: tagOf(wish) }))
              : rule.decide(state, wish, context)
})

const tagOf = (wish: unknown): string => (wish as { readonly _tag: string })._tag

/** What a fact changes; it sets `updatedAt` itself. */
export const on = <S extends Schema.Top>(schema: S, evolve: (ticket: Ticket, event: S["Type"]) => Ticket): EventRule<State, S> => ({
  schema,
  evolve: (state, event) => (state === undefined ? state : evolve(state, event))
})

export const nothing: Result.Result<ReadonlyArray<never>> = Result.succeed([])
export const happened = <E>(event: E): Result.Result<ReadonlyArray<E>> => Result.succeed([event])
