/** Unmerge: a ticket that had joined another comes back to a life of its own, as it stood. */
import * as Schema from "effect/Schema"
import { Id } from "../../text/Id.ts"
import { Away, edgesOf } from "../Edges.ts"
import { Pieces } from "../Pieces.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

const back = {
  merge: Id,
  /** Of the ticket that it was part of. */
  reference: Schema.String,
  /** What it shows from now on. */
  conversation: Pieces,
  /** Messages of its own that went on to other tickets meanwhile. */
  away: Schema.Array(Away)
}

/** The desk itself asks for it, with `Release` on the other side. */
export class Unmerge extends Schema.Opaque<Unmerge>()(Schema.TaggedStruct("Unmerge", back)) {}
export class Unmerged extends Schema.Opaque<Unmerged>()(Fact("Unmerged", back)) {}

export const unmerge = command(Unmerge, {
  closed: true,
  merged: true,
  decide: (ticket, { merge, reference, conversation, away }, context): Decision<Unmerged> =>
    edgesOf(ticket).mergedInto?.merge === merge
      ? happened<Unmerged>({ _tag: "Unmerged", ...stamp(context), merge, reference, conversation, away })
      : nothing,
  events: [
    on(Unmerged, (ticket, { at, conversation, away }) => {
      const { mergedInto, ...edges } = edgesOf(ticket)
      return { ...ticket, ...mergedInto?.was, updatedAt: at, edges: { ...edges, mergedInto: null, conversation, away } }
    })
  ]
})
