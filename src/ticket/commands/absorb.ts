/** Absorb: another ticket joins this one, with its conversation and the tickets that joined it before. */
import * as Schema from "effect/Schema"
import { edgesOf, Member, withoutReturned } from "../Edges.ts"
import { minus, type Pieces, union } from "../Pieces.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"

/** The desk itself asks for it, with `MergeInto` on the other side. */
export class Absorb extends Schema.Opaque<Absorb>()(Schema.TaggedStruct("Absorb", Member.fields)) {}
export class Absorbed extends Schema.Opaque<Absorbed>()(Fact("Absorbed", Member.fields)) {}

export const absorb = command(Absorb, {
  closed: true,
  decide: (_, { merge, ticket, reference, pieces, carried }, context): Decision<Absorbed> =>
    happened<Absorbed>({ _tag: "Absorbed", ...stamp(context), merge, ticket, reference, pieces, carried }),
  events: [
    on(Absorbed, (state, { at, merge, ticket, reference, pieces, carried }) => {
      const edges = edgesOf(state)
      return {
        ...state,
        edges: {
          ...edges,
          members: [...edges.members.map(without(pieces)), { merge, ticket, reference, pieces, carried }],
          conversation: union(edges.conversation, pieces),
          away: withoutReturned(edges.away, pieces)
        },
        updatedAt: at
      }
    })
  ]
})

/** What went from one of them to another, and came back with that, is the other's: nobody takes along what somebody else does. */
const without =
  (pieces: Pieces) =>
  (member: Member): Member => ({ ...member, pieces: minus(member.pieces, pieces) })
