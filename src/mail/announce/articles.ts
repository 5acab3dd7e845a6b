/** The articles that were asked for in one commit. */
import { sha256 } from "../../text/Sha256.ts"
import type { Event } from "../../ticket/decider.ts"
import type { Ticket } from "../../ticket/Ticket.ts"
import type { Article } from "./Article.ts"

export const articles = (tenant: string, ticket: Ticket, events: ReadonlyArray<Event>): ReadonlyArray<Article> =>
  events.flatMap((event) => {
    if (event._tag !== "Resolved" || !event.article) return []
    const { id, text, at, by } = event
    const { reference, subject, category, brand } = ticket
    const key = sha256(JSON.stringify([tenant, ticket.id, id]))
    return [{ key, resolution: id, ticketId: ticket.id, reference, subject, text, category, brand, at, by }]
  })
