/** Tickets as they hang together by links, one that was merged counting as the ticket that answers for it. */
import type * as Storage from "../storage/Storage.ts"
import * as Ticket from "../ticket/index.ts"
import { matters } from "../ticket/LinkType.ts"
import type { Neighbour } from "../ticket/Neighbour.ts"
import type { House } from "./House.ts"
import { ticketOf } from "./load.ts"

/** A link, with the record of the ticket at its other end: most who ask read its facts alone. */
export interface Known extends Neighbour {
  readonly found: Storage.Found
}

/** What a commit must know of what the ticket is linked with: nothing, where nothing follows from any of its links. */
export const neighboursFor = async (house: House, ticket: Ticket.State): Promise<ReadonlyArray<Neighbour>> => {
  if (ticket === undefined || (ticket.edges === undefined && ticket.followUpOf === null)) return []
  const isAsked = (type: string): boolean => {
    const known = house.workspace.links.get(type)
    return known !== undefined && matters(known)
  }
  const mayHave = Ticket.edgesOf(ticket).members.length > 0 || Ticket.linksOf(ticket).some(({ type }) => isAsked(type))
  return mayHave ? (await around(house, [ticket], isAsked)).get(ticket.id)! : []
}

/**
 * By ticket, all that it is linked with: by itself, or through tickets that were merged into it. Each once for the same
 * type and side; never itself. `kinds`: what lies aside is not there, unless it is asked for too.
 */
export const around = async (
  house: House,
  tickets: ReadonlyArray<Ticket.Ticket>,
  isAsked: (type: string) => boolean,
  kinds: ReadonlyArray<Storage.Kind> = ["ticket"]
): Promise<ReadonlyMap<string, ReadonlyArray<Known>>> => {
  const members = await linkedMembers(house, tickets)
  const ends = tickets.map((ticket) => {
    const merged = Ticket.mergedTickets(Ticket.edgesOf(ticket)).flatMap((id) => members.get(id) ?? [])
    return { ticket, links: [ticket, ...merged].flatMap(Ticket.linksOf).filter(({ type }) => isAsked(type)) }
  })
  const others = await byId(
    house,
    ends.flatMap(({ links }) => links.map((link) => link.ticket)),
    kinds
  )
  const survivors = await byId(
    house,
    [...others.values()].flatMap((other) => survivorOf(other) ?? []),
    kinds
  )
  const living = (id: string): Storage.Found | undefined => {
    const other = others.get(id)
    const survivor = other === undefined ? undefined : survivorOf(other)
    return survivor === undefined ? other : survivors.get(survivor)
  }
  return new Map(ends.map(({ ticket, links }) => [ticket.id, resolved(ticket, links, living)]))
}

const resolved = (
  ticket: Ticket.Ticket,
  links: ReadonlyArray<Ticket.LinkEnd>,
  living: (id: string) => Storage.Found | undefined
): ReadonlyArray<Known> => {
  const itself = new Set([ticket.id, ticket.edges?.mergedInto?.survivor])
  const seen = new Set<string>()
  return links.flatMap(({ type, side, ticket: id }) => {
    const found = living(id)
    if (found === undefined || itself.has(found.stream) || seen.size === seen.add(`${type} ${side} ${found.stream}`).size) return []
    const { reference, statusCategory } = found.document.facts
    return [{ type, side, ticket: found.stream, reference: String(reference), statusCategory: statusCategory as Category, found }]
  })
}
type Category = Neighbour["statusCategory"]

const survivorOf = ({ document }: Storage.Found): string | undefined => {
  const { mergedInto } = document.facts
  return typeof mergedInto === "string" ? mergedInto : undefined
}

/** Of the tickets that were merged into these, those that have links at all. */
const linkedMembers = async (house: House, tickets: ReadonlyArray<Ticket.Ticket>): Promise<ReadonlyMap<string, Ticket.Ticket>> => {
  const ids = tickets.flatMap((ticket) => Ticket.mergedTickets(Ticket.edgesOf(ticket)))
  const found = await byId(house, ids, allKinds, {
    any: [
      { field: "linksTo", op: "isSet", value: true },
      { field: "linksFrom", op: "isSet", value: true }
    ]
  })
  return new Map(await Promise.all([...found].map(async ([id, record]) => [id, await ticketOf(house, record)] as const)))
}

/** What there is of tickets: in their place, and aside. */
export const allKinds: ReadonlyArray<Storage.Kind> = ["ticket", "removed"]

/** As many as a store is asked for at once. */
const PAGE = 500

/** In their place or aside, by what kinds are asked for. */
export const byId = async (
  house: House,
  ids: ReadonlyArray<string>,
  kinds: ReadonlyArray<Storage.Kind>,
  where?: NonNullable<Storage.Query["where"]>
): Promise<ReadonlyMap<string, Storage.Found>> => {
  const found = new Map<string, Storage.Found>()
  const distinct = [...new Set(ids)]
  for (let at = 0; at < distinct.length; at += PAGE) {
    const streams = distinct.slice(at, at + PAGE)
    for (const kind of kinds) {
      const asked = { kind, streams, order: [], limit: PAGE } as const
      const page = await house.storage.find(house.tenant, where === undefined ? asked : { ...asked, where })
      for (const record of page.found) found.set(record.stream, record)
    }
  }
  return found
}
