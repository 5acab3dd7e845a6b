/** Redirect: the ticket that a merged one went into went on itself, or came back; so another answers for it. */
import * as Schema from "effect/Schema"
import { Id } from "../../text/Id.ts"
import { edgesOf } from "../Edges.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

/** The desk itself asks for it. */
export class Redirect extends Schema.Opaque<Redirect>()(Schema.TaggedStruct("Redirect", { survivor: Id })) {}
export class Redirected extends Schema.Opaque<Redirected>()(Fact("Redirected", { survivor: Id })) {}

export const redirect = command(Redirect, {
  closed: true,
  merged: true,
  decide: (ticket, { survivor }, context): Decision<Redirected> =>
    (edgesOf(ticket).mergedInto?.survivor ?? survivor) === survivor
      ? nothing
      : happened<Redirected>({ _tag: "Redirected", ...stamp(context), survivor }),
  events: [
    on(Redirected, (ticket, { at, survivor }) => {
      const edges = edgesOf(ticket)
      return edges.mergedInto === null
        ? ticket
        : { ...ticket, edges: { ...edges, mergedInto: { ...edges.mergedInto, survivor } }, updatedAt: at }
    })
  ]
})
