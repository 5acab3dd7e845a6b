/** Unlink: a ticket has that to do with another no longer. */
import * as Schema from "effect/Schema"
import { edgesOf } from "../Edges.ts"
import { isSame } from "../Link.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"
import { Link } from "./link.ts"

const { _tag, ...end } = Link.fields

/** The desk itself asks for it, with the other end on the other ticket. */
export class Unlink extends Schema.Opaque<Unlink>()(Schema.TaggedStruct("Unlink", end)) {}
export class Unlinked extends Schema.Opaque<Unlinked>()(Fact("Unlinked", end)) {}

/** A type that the workspace knows no longer can still be taken away. */
export const unlink = command(Unlink, {
  closed: true,
  merged: true,
  decide: (ticket, { type, side, ticket: other, reference }, context): Decision<Unlinked> =>
    edgesOf(ticket).links.some((one) => isSame(one, { type, side, ticket: other }))
      ? happened<Unlinked>({ _tag: "Unlinked", ...stamp(context), type, side, ticket: other, reference })
      : nothing,
  events: [
    on(Unlinked, (ticket, { at, type, side, ticket: other }) => {
      const edges = edgesOf(ticket)
      const links = edges.links.filter((one) => !isSame(one, { type, side, ticket: other }))
      return { ...ticket, updatedAt: at, edges: { ...edges, links } }
    })
  ]
})
