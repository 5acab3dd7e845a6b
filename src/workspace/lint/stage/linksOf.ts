/** Links that make a ticket's facts so. Where they lead does not matter: rules see the types alone. */
import type { Fact, Facts } from "../../../condition/Condition.ts"
import { type Edges, edgesOf } from "../../../ticket/Edges.ts"
import type { Link } from "../../../ticket/Link.ts"

export const linksOf = ({ linksTo, linksFrom }: Facts): { readonly edges?: Edges } => {
  const links = [...ends("to", linksTo), ...ends("from", linksFrom)]
  return links.length === 0 ? {} : { edges: { ...edgesOf({ id: "ticket" }), links } }
}

const ends = (side: Link["side"], types: Fact | undefined): ReadonlyArray<Link> =>
  Array.isArray(types) ? types.map((type: string, i) => ({ type, side, ticket: `other-${i}` })) : []
