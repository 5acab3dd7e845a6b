/** What is said in a ticket, wherever it was said: its messages, in the order of their time. */
import * as EmailAddress from "../people/EmailAddress.ts"
import type * as Actor from "../people/Actor.ts"
import type { Instant } from "../time/Instant.ts"
import { evolve, type Event } from "./decider.ts"
import type { Content, Visibility } from "./Message.ts"
import * as Pieces from "./Pieces.ts"
import type { RequesterRef, Ticket } from "./Ticket.ts"

/** All that happened to one ticket, from its first event on. */
export interface Strand {
  readonly stream: string
  readonly events: ReadonlyArray<Event>
}

export interface Message {
  readonly id: string
  /** The ticket that it was said in. Another may show it: see `Edges`. */
  readonly ticket: string
  readonly at: Instant
  readonly by: Actor.Actor
  readonly via: string
  readonly visibility: Visibility
  /** The requester reads it, and no participant does. Not there: whoever `visibility` says. */
  readonly to?: "requester"
  readonly content: Content
  /** The ticket that it was sent to, where that was part of `ticket` then. */
  readonly home: string | null
}

/** One event of a strand, and the ticket before and after it. */
export interface Step {
  readonly stream: string
  /** From 0. */
  readonly place: number
  readonly event: Event
  readonly before: Ticket | undefined
  readonly after: Ticket
}

/** In order of time; what happened at one instant in several strands, strand by strand. */
export const along = (strands: ReadonlyArray<Strand>): ReadonlyArray<Step> =>
  strands
    .flatMap(stepsOf)
    .toSorted((a, b) => a.event.at - b.event.at || (a.stream === b.stream ? a.place - b.place : a.stream < b.stream ? -1 : 1))

/** Whatever precedes its opening is no part of a ticket. */
const stepsOf = ({ stream, events }: Strand): ReadonlyArray<Step> => {
  let ticket: Ticket | undefined
  return events.flatMap((event, place) => {
    const before = ticket
    ticket = evolve(before, event)
    return ticket === undefined ? [] : [{ stream, place, event, before, after: ticket }]
  })
}

export const isSaid = (event: Event): event is Extract<Event, { readonly messageId: string }> => "messageId" in event

/** The messages among these pieces. `strands`: of every stream that they name. */
export const messages = (pieces: Pieces.Pieces, strands: ReadonlyArray<Strand>): ReadonlyArray<Message> =>
  along(strands).flatMap(({ stream, event }) =>
    isSaid(event) && Pieces.has(pieces, { stream, message: event.messageId }) ? [messageOf(stream, event)] : []
  )

const messageOf = (ticket: string, event: Extract<Event, { readonly messageId: string }>): Message => ({
  id: event.messageId,
  ticket,
  at: event.at,
  by: event.by,
  via: event.via,
  visibility: visibilityOf(event),
  ...(isAside(event) ? { to: "requester" as const } : {}),
  content: event.content,
  home: ("home" in event ? event.home : undefined) ?? null
})

/** Who reads what was said. */
export const visibilityOf = (said: Extract<Event, { readonly messageId: string }>): Visibility =>
  said._tag === "Opened" ? said.visibility : said._tag === "Replied" ? "public" : "internal"

/** Somebody outside the desk, by what tells them apart. */
export interface Reader {
  /** In the directory; `null`: nobody knows. */
  readonly id: string | null
  readonly addresses: ReadonlyArray<string>
}

export const readerOf = ({ id, email }: RequesterRef): Reader => ({ id, addresses: email === null ? [] : [email] })

export const isRequester = ({ id, addresses }: Reader, { requester }: Ticket): boolean =>
  requester.id === id || (requester.email !== null && isAmong(addresses, requester.email))

/** Whether somebody was in the conversation of a ticket, as it stood then. */
export const isParty = (reader: Reader, ticket: Ticket): boolean =>
  isRequester(reader, ticket) || ticket.participants.some(({ address }) => isAmong(reader.addresses, address))

/** It was said to the requester alone. */
export const isAside = (event: Event): boolean => event._tag === "Replied" && event.to === "requester"

/** Whether what happened is theirs to know of, as the ticket stood then. */
export const isFor = (reader: Reader, event: Event, after: Ticket): boolean =>
  isAside(event) ? isRequester(reader, after) : isParty(reader, after)

const isAmong = (addresses: ReadonlyArray<string>, address: string): boolean => addresses.some((one) => EmailAddress.equals(one, address))
