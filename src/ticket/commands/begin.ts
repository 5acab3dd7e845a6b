/** Begin: a ticket comes to be of what was said elsewhere: split from another, or made for several that are merged. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { CommandRule } from "../../decider/Decider.ts"
import { Line } from "../../channel/Line.ts"
import { Id, Slug } from "../../text/Id.ts"
import { Instant } from "../../time/Instant.ts"
import { edgesOf } from "../Edges.ts"
import { limits } from "../limits.ts"
import { Pieces, union } from "../Pieces.ts"
import { AlreadyOpen, NotAnAgent, type Refusal } from "../Refusal.ts"
import { type Context, Fact, happened, stamp, type State } from "../rule.ts"
import * as Actor from "../../people/Actor.ts"
import { born, choicesOf, chosen, wished } from "./open.ts"

const origin = {
  /** The channel that its first message came by. */
  channel: Slug,
  /** Where answers by that channel go. */
  line: Schema.optionalKey(Line),
  /** From when on it counts as open: the instant of its first message, or of this. */
  since: Instant,
  /** When a party outside the desk wrote last, and when an agent answered. */
  askedAt: Schema.NullOr(Instant),
  answeredAt: Schema.NullOr(Instant),
  /** Message-IDs that an answer refers to. */
  thread: Schema.Array(Schema.String).check(Schema.isMaxLength(limits.thread)),
  /** What it begins with. */
  pieces: Pieces,
  splitFrom: Schema.NullOr(Schema.Struct({ ticket: Id, reference: Schema.String }))
}

/** The desk itself asks for it, with what is given up elsewhere in the same commit. `since` `null`: now. */
export class Begin extends Schema.Opaque<Begin>()(Schema.TaggedStruct("Begin", { ...wished, ...origin, since: Schema.NullOr(Instant) })) {}
export class Begun extends Schema.Opaque<Begun>()(Fact("Begun", { ...chosen, ...origin })) {}

export const begin: CommandRule<State, typeof Begin, Begun, Refusal, Context, typeof Begun> = {
  schema: Begin,
  decide: (state, wish, context) => {
    if (state !== undefined) return Result.fail(new AlreadyOpen({ ticketId: state.id }))
    if (Actor.isOutside(context.actor)) return Result.fail(new NotAnAgent({ actor: context.actor, command: "Begin" }))
    const choices = choicesOf(wish, context)
    if (Result.isFailure(choices)) return Result.fail(choices.failure)
    const { channel, line, since, askedAt, answeredAt, thread, pieces, splitFrom } = wish
    return happened<Begun>({
      _tag: "Begun",
      ...stamp(context),
      ...choices.success,
      channel,
      ...reached(line),
      since: since ?? context.now,
      askedAt,
      answeredAt,
      thread,
      pieces,
      splitFrom
    })
  },
  events: [
    {
      schema: Begun,
      evolve: (_, { pieces, splitFrom, channel, line, since, askedAt, answeredAt, thread, ...fact }) => {
        const ticket = born(fact)
        const edges = edgesOf(ticket)
        return {
          ...ticket,
          channel,
          ...reached(line),
          openedAt: since,
          askedAt,
          answeredAt,
          thread,
          edges: { ...edges, splitFrom: splitFrom?.ticket ?? null, conversation: union(edges.conversation, pieces) }
        }
      }
    }
  ]
}

const reached = (line: Line | undefined): { readonly line?: Line } => (line === undefined ? {} : { line })
