/** All that a person, or everybody of an organization, ever had to do with the desk, over all channels. */
import type { Findable } from "../condition/Condition.ts"
import * as Actor from "../people/Actor.ts"
import type { Identity } from "../people/Identity.ts"
import type { Requester } from "../people/Requester.ts"
import * as Ticket from "../ticket/index.ts"
import { RequesterMissing } from "./Failure.ts"
import type { House } from "./House.ts"
import { limited } from "./limited.ts"
import { history, ticketOf } from "./load.ts"
import { messagesOf } from "./splitting.ts"
import { agentOf } from "./views.ts"

/** A requester by id, or by any way to reach them; or an organization. */
export type Contact = { readonly requester: string } | { readonly identity: Identity } | { readonly organization: string }

export interface ContactTicket {
  readonly ticket: Ticket.Ticket
  /** Newest first, as many as were asked for; where the ticket was merged, with what was sent to it since. Notes too: it is for the desk. */
  readonly messages: ReadonlyArray<Ticket.Conversation.Message>
  /** How many there are in all. */
  readonly count: number
}

export interface ContactHistory {
  /** As the directory knows them; `null`: it does not, or not any more, or it is an organization that was asked for. */
  readonly requester: Requester | null
  /** The ticket that was touched last comes first. */
  readonly tickets: ReadonlyArray<ContactTicket>
  readonly next: string | null
}

export interface ContactPage {
  readonly as?: string | undefined
  /** Tickets on a page; 20 where none is given. */
  readonly limit?: number | undefined
  /** Messages of each; 50 where none is given. */
  readonly messages?: number | undefined
  /** `next` of the page before. */
  readonly after?: string | undefined
}

export const contactHistory = async (
  house: House,
  contact: Contact,
  { as, limit = 20, messages: most = 50, after }: ContactPage
): Promise<ContactHistory> => {
  // Refuses whoever is no agent of the desk.
  const own = as === undefined ? house : limited(house, agentOf(house, as as Actor.Actor))
  const requester = await whoIs(house, contact)
  const where = ofContact(contact, requester)
  // Of whom they see no ticket, they do not know that there is such a person.
  if (own !== house && (await own.storage.count(house.tenant, "ticket", [where]))[0] === 0) return nothingOf(contact)
  const { found, next } = await own.storage.find(house.tenant, {
    kind: "ticket",
    where,
    order: [{ field: "updatedAt", descending: true }],
    limit,
    ...(after === undefined ? {} : { after })
  })
  const tickets = await Promise.all(
    found.map(async (one): Promise<ContactTicket> => {
      const ticket = await ticketOf(house, one)
      const messages = [...(await messagesOf(house, ticket)), ...(await sentSince(house, ticket))].toSorted((a, b) => b.at - a.at)
      return { ticket, messages: messages.slice(0, most), count: messages.length }
    })
  )
  return { requester, tickets, next }
}

/** Whoever is not known by an id has tickets all the same; by an identity nobody can be found without the directory. */
const whoIs = async (house: House, contact: Contact): Promise<Requester | null> => {
  if ("organization" in contact) return null
  if ("requester" in contact) return (await house.directory.get(house.tenant, contact.requester)) ?? null
  const known = await house.directory.find(house.tenant, contact.identity)
  if (known === undefined) throw unknown()
  return known
}

const unknown = (): RequesterMissing => new RequesterMissing({ reason: "nobody has that identity" })

/** The answer for somebody who was never there. */
const nothingOf = (contact: Contact): ContactHistory => {
  if ("identity" in contact) throw unknown()
  return { requester: null, tickets: [], next: null }
}

const ofContact = (contact: Contact, requester: Requester | null): Findable =>
  "organization" in contact
    ? { field: "organization", op: "is", value: contact.organization }
    : { field: "requester", op: "is", value: "requester" in contact ? contact.requester : requester!.id }

/** What was said to a ticket that was merged lies in the one that answers for it, which may be somebody else's. */
const sentSince = async (house: House, { id, edges }: Ticket.Ticket): Promise<ReadonlyArray<Ticket.Conversation.Message>> => {
  const merged = edges?.mergedInto ?? null
  if (merged === null) return []
  const streams = [...new Set([merged.into, merged.survivor])]
  const strands = await Promise.all(streams.map(async (stream) => ({ stream, events: await history(house, stream) })))
  const all = streams.flatMap((stream) => Ticket.Pieces.whole(stream))
  return Ticket.Conversation.messages(all, strands).filter(({ home }) => home === id)
}
