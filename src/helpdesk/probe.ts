/** Asks beforehand whether a wish will be denied, so that no file is kept and no person is added for one that is. */
import * as Ticket from "../ticket/index.ts"
import type { House } from "./House.ts"
import { type Doer, handledPart, type Part } from "./together.ts"

/** Whatever else is wrong with the wish is told when it is done. @throws {Denied | NotAnAgent | TicketNotFound} */
export const probe = async (house: House, part: Part, doer: Doer): Promise<void> => {
  try {
    await handledPart(house, part, doer, "probe")
  } catch (cause) {
    if (cause instanceof Ticket.Denied || cause instanceof Ticket.NotAnAgent || cause instanceof Ticket.TicketNotFound) throw cause
  }
}
