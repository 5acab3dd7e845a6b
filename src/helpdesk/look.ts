/** Looks at one ticket though nobody asked for anything: what its clocks and timers have to say is written down. */
import * as Actor from "../people/Actor.ts"
import { isOfOneTicket } from "./Failure.ts"
import type { House } from "./House.ts"
import { run } from "./run.ts"

/** How many facts followed; `undefined`: this ticket cannot be looked at, while others can. */
export const look = async (house: House, ticketId: string): Promise<number | undefined> => {
  try {
    const done = await run(house, { ticketId, commands: () => [], actor: Actor.system, via: "automatic" })
    return "keyHeld" in done ? 0 : done.events.length
  } catch (cause) {
    if (isOfOneTicket(cause)) return undefined
    throw cause
  }
}
