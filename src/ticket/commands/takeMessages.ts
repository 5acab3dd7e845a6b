/** Take messages: some of what was said elsewhere becomes part of this conversation. */
import * as Schema from "effect/Schema"
import { Id } from "../../text/Id.ts"
import { edgesOf, withoutReturned } from "../Edges.ts"
import { Pieces, union } from "../Pieces.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"

const taken = { from: Id, reference: Schema.String, pieces: Pieces }

/** The desk itself asks for it, with `GiveMessages` on the other side. */
export class TakeMessages extends Schema.Opaque<TakeMessages>()(Schema.TaggedStruct("TakeMessages", taken)) {}
export class MessagesTaken extends Schema.Opaque<MessagesTaken>()(Fact("MessagesTaken", taken)) {}

export const takeMessages = command(TakeMessages, {
  decide: (_, { from, reference, pieces }, context): Decision<MessagesTaken> =>
    happened<MessagesTaken>({ _tag: "MessagesTaken", ...stamp(context), from, reference, pieces }),
  events: [
    on(MessagesTaken, (ticket, { at, pieces }) => {
      const edges = edgesOf(ticket)
      return {
        ...ticket,
        edges: { ...edges, conversation: union(edges.conversation, pieces), away: withoutReturned(edges.away, pieces) },
        updatedAt: at
      }
    })
  ]
})
