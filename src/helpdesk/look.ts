/** Looks at one ticket though nobody asked for anything: what its clocks and timers have to say is written down. */
import * as Actor from "../people/Actor.ts"
import * as Ticket from "../ticket/index.ts"
import { isOfOneTicket } from "./Failure.ts"
import type { House } from "./House.ts"
import { run } from "./run.ts"

/** How many facts followed; `undefined`: this ticket cannot be looked at, while others can. */
export const look = async (house: House, ticketId: string): Promise<number | undefined> => {
  try {
    const done = await run(house, { ticketId, commands: () => [], actor: Actor.system, via: "automatic" })
    if ("keyHeld" in done) return 0
    return done.events.length + (isDue(done.ticket, house.now()) ? await (await import("./purging.ts")).purgeDue(house, ticketId) : 0)
  } catch (cause) {
    // It may be something else that wants to be looked at.
    if (cause instanceof Ticket.TicketNotFound) return (await import("./quarantine.ts")).expire(house, ticketId)
    if (isOfOneTicket(cause)) return undefined
    throw cause
  }
}

const isDue = (ticket: Ticket.Ticket, now: number): boolean => {
  const at = Ticket.Removal.wakeAt(ticket)
  return at !== null && at <= now
}
