/** What was asked in one commit to be taken out of the store for good. */
import type { Actor } from "../../people/Actor.ts"
import * as Canonical from "../../text/Canonical.ts"
import type { Event } from "../../ticket/decider.ts"
import type { Ticket } from "../../ticket/Ticket.ts"

/** `purged`: what nothing shows any more; otherwise all that the ticket says of people. */
export interface Erasing {
  readonly id: string
  readonly ticketId: string
  readonly by: Actor
  readonly why: string
  readonly purged: boolean
}

export const erasures = (ticket: Ticket, events: ReadonlyArray<Event>): ReadonlyArray<Erasing> =>
  events.flatMap((event): ReadonlyArray<Erasing> => {
    const { by, cause = "" } = event
    if (event._tag === "ErasureAsked") return [{ id: event.id, ticketId: ticket.id, by, why: cause, purged: false }]
    if (event._tag !== "Purged" && event._tag !== "MessagesPurged") return []
    const of = event._tag === "Purged" ? ticket.id : event.of
    return [{ id: Canonical.version([ticket.id, "purged", of]), ticketId: ticket.id, by, why: WHY, purged: true }]
  })

export const isErasing = ({ _tag }: Pick<Event, "_tag">): boolean =>
  _tag === "ErasureAsked" || _tag === "Purged" || _tag === "MessagesPurged"

export const WHY = "purged"
