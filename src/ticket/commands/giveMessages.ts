/** Give messages: some of what is said here becomes part of another conversation. It stays where it was said. */
import * as Schema from "effect/Schema"
import { Id } from "../../text/Id.ts"
import { edgesOf } from "../Edges.ts"
import { minus, Pieces } from "../Pieces.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"

const given = { to: Id, reference: Schema.String, pieces: Pieces }

/** The desk itself asks for it, with `TakeMessages` or `Begin` on the other side. */
export class GiveMessages extends Schema.Opaque<GiveMessages>()(Schema.TaggedStruct("GiveMessages", given)) {}
export class MessagesGiven extends Schema.Opaque<MessagesGiven>()(Fact("MessagesGiven", given)) {}

export const giveMessages = command(GiveMessages, {
  closed: true,
  decide: (_, { to, reference, pieces }, context): Decision<MessagesGiven> =>
    happened<MessagesGiven>({ _tag: "MessagesGiven", ...stamp(context), to, reference, pieces }),
  events: [
    on(MessagesGiven, (ticket, { at, to, pieces }) => {
      const edges = edgesOf(ticket)
      return {
        ...ticket,
        edges: { ...edges, conversation: minus(edges.conversation, pieces), away: [...edges.away, { to, pieces }] },
        updatedAt: at
      }
    })
  ]
})
