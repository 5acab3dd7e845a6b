/** Link: say how a ticket stands to another. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { edgesOf } from "../Edges.ts"
import { limits } from "../limits.ts"
import { isSame, Link as End } from "../Link.ts"
import { FOLLOW_UP, leads, type LinkType, wordsOf } from "../LinkType.ts"
import { LinkReserved, type Refusal, SameTicket, TicketClosed, TooMany, unknownWord } from "../Refusal.ts"
import { isClosed, type Ticket } from "../Ticket.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

const end = {
  ...End.fields,
  /** Of the other ticket. */
  reference: Schema.String
}

/** The desk itself asks for it, with the other end on the other ticket. */
export class Link extends Schema.Opaque<Link>()(Schema.TaggedStruct("Link", end)) {}
export class Linked extends Schema.Opaque<Linked>()(Fact("Linked", end)) {}

export const link = command(Link, {
  closed: true,
  decide: (ticket, { type, side, ticket: other, reference }, context): Decision<Linked> => {
    const { links } = context.vocabulary
    const known = links.get(type)
    if (known === undefined) return Result.fail(unknownWord("link", type, links)!)
    const own = { type, side, ticket: other }
    if (edgesOf(ticket).links.some((one) => isSame(one, own))) return nothing
    const no = objection(ticket, own, known)
    return no === undefined ? happened<Linked>({ _tag: "Linked", ...stamp(context), ...own, reference }) : Result.fail(no)
  },
  events: [
    on(Linked, (ticket, { at, type, side, ticket: other }) => {
      const edges = edgesOf(ticket)
      return { ...ticket, updatedAt: at, edges: { ...edges, links: [...edges.links, { type, side, ticket: other }] } }
    })
  ]
})

const objection = (ticket: Ticket, own: End, type: LinkType): Refusal | undefined => {
  if (own.ticket === ticket.id) return new SameTicket({ ticketId: ticket.id })
  if (type.id === FOLLOW_UP) return new LinkReserved({ type: type.id })
  // It says that it waited for all that it leads.
  if (isClosed(ticket) && type.onClose === "block" && leads(type, own)) return new TicketClosed({ ticketId: ticket.id, command: "Link" })
  const { links } = edgesOf(ticket)
  if (links.length >= limits.links) return new TooMany({ what: "links", limit: limits.links })
  const most = own.side === "to" ? type.maxTargets : type.maxSources
  const alike = links.filter((one) => one.type === type.id && one.side === own.side).length
  return most === null || alike < most ? undefined : new TooMany({ what: `links "${wordsOf(type, own)}"`, limit: most })
}
