/** The calls of webhooks that rules asked for in one commit. */
import type { Event } from "../../ticket/decider.ts"
import type { Ticket } from "../../ticket/Ticket.ts"
import * as Instant from "../../time/Instant.ts"
import type { Call } from "./Call.ts"

/** One for each webhook, whoever asked for it. It tells the whole commit, and the ticket as it is after it. */
export const calls = (ticket: Ticket, events: ReadonlyArray<Event>, depth: number): ReadonlyArray<Call> => {
  const asked = new Map<string, Extract<Event, { readonly _tag: "WebhookAsked" }>>()
  for (const event of events) if (event._tag === "WebhookAsked" && !asked.has(event.webhook)) asked.set(event.webhook, event)
  return [...asked.values()].map(({ id, webhook, at }) => ({
    id,
    webhook,
    depth,
    body: JSON.stringify({
      type: events.some(({ _tag }) => _tag === "Opened" || _tag === "Begun") ? "ticket.opened" : "ticket.changed",
      timestamp: Instant.toISO(at),
      data: { depth, ticket, events }
    })
  }))
}
