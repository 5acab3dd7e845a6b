/** Where a ticket may go, as the store has it now. */
import { type Way, ways } from "../desk/ways.ts"
import * as Instant from "../time/Instant.ts"
import type { House } from "./House.ts"
import { existing, streamOf } from "./load.ts"
import { neighboursFor } from "./neighbours.ts"
import type { Doer } from "./perform.ts"

/** @throws {TicketNotFound} */
export const waysOf = async (house: House, ticketId: string, { actor, via }: Doer): Promise<ReadonlyArray<Way>> => {
  const subject = await existing(house, await streamOf(house, ticketId))
  const neighbours = await neighboursFor(house, subject.ticket)
  const now = Instant.max(Instant.make(house.now()), subject.ticket.updatedAt)
  return ways(house, subject, { now, id: "ways", actor, via, vocabulary: house.workspace, neighbours })
}
