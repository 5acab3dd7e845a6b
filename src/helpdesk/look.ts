/** Looks at one ticket though nobody asked for anything: what its clocks and timers have to say is written down. */
import * as Actor from "../people/Actor.ts"
import type { House } from "./House.ts"
import { run } from "./run.ts"

/** How many facts followed; `undefined`: this ticket cannot be looked at, while others can. */
export const look = async (house: House, ticketId: string): Promise<number | undefined> => {
  try {
    const done = await run(house, { ticketId, commands: () => [], actor: Actor.system, via: "automatic" })
    return "keyHeld" in done ? 0 : done.events.length
  } catch (cause) {
    if (cause instanceof Error && "_tag" in cause && cause._tag !== "StorageError") return undefined
    throw cause
  }
}
