/** One end of a link between two tickets. */
import * as Schema from "effect/Schema"
import { Id, Slug } from "../text/Id.ts"
import type { Edges } from "./Edges.ts"
import { FOLLOW_UP } from "./LinkType.ts"

export class Link extends Schema.Opaque<Link>()(
  Schema.Struct({
    type: Slug,
    /** `to`: this ticket has the type's name towards the other; `from`: its inverse. Always `to`, where these are the same. */
    side: Schema.Literals(["to", "from"]),
    ticket: Id
  })
) {}

export const isSame = (one: Link, other: Link): boolean => one.type === other.type && one.side === other.side && one.ticket === other.ticket

/** Those that were made by hand, then those to follow-ups, which the desk makes by itself. */
export const linksOf = ({ edges, followUpOf }: { readonly edges?: Edges; readonly followUpOf: string | null }): ReadonlyArray<Link> => {
  const former: ReadonlyArray<Link> = followUpOf === null ? [] : [{ type: FOLLOW_UP, side: "to", ticket: followUpOf }]
  if (edges === undefined) return former
  return [...edges.links, ...former, ...edges.followUps.map((ticket): Link => ({ type: FOLLOW_UP, side: "from", ticket }))]
}
