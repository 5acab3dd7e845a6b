/** Release: a ticket that had joined this one leaves it again, and takes its messages along. */
import * as Schema from "effect/Schema"
import { Id } from "../../text/Id.ts"
import { edgesOf } from "../Edges.ts"
import { minus, Pieces } from "../Pieces.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"

const left = {
  merge: Id,
  ticket: Id,
  reference: Schema.String,
  /** What goes with it: all that it brought and is still here, and what came in between and is its own. */
  pieces: Pieces
}

/** The desk itself asks for it, with `Unmerge` on the other side. */
export class Release extends Schema.Opaque<Release>()(Schema.TaggedStruct("Release", left)) {}
export class Released extends Schema.Opaque<Released>()(Fact("Released", left)) {}

export const release = command(Release, {
  closed: true,
  decide: (_, { merge, ticket, reference, pieces }, context): Decision<Released> =>
    happened<Released>({ _tag: "Released", ...stamp(context), merge, ticket, reference, pieces }),
  events: [
    on(Released, (state, { at, ticket, pieces }) => {
      const edges = edgesOf(state)
      // What was said in it leads to it by itself.
      const others = pieces.filter(({ stream }) => stream !== ticket)
      return {
        ...state,
        edges: {
          ...edges,
          members: edges.members.filter((member) => member.ticket !== ticket),
          conversation: minus(edges.conversation, pieces),
          away: others.length === 0 ? edges.away : [...edges.away, { to: ticket, pieces: others }]
        },
        updatedAt: at
      }
    })
  ]
})
