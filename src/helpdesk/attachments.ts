/** The files of a ticket, wherever they were said, for the desk or for the customer. */
import * as Ticket from "../ticket/index.ts"
import type { House } from "./House.ts"
import { existing, history, strandOf, streamOf } from "./load.ts"

/** @throws {TicketNotFound} */
export const attachments = async (house: House, ticketId: string, as: "agent" | "customer"): Promise<ReadonlyArray<Ticket.Filed>> => {
  const { ticket } = await existing(house, await streamOf(house, ticketId))
  const edges = Ticket.edgesOf(ticket)
  const others = new Set([...edges.conversation.map(({ stream }) => stream), ...Ticket.mergedTickets(edges)])
  others.delete(ticket.id)
  const elsewhere = await Promise.all([...others].map(async (stream) => ({ stream, events: await strandOf(house, stream) })))
  const strands = [{ stream: ticket.id, events: await history(house, ticket.id) }, ...elsewhere]
  const reader = as === "agent" ? undefined : Ticket.Conversation.readerOf(ticket.requester)
  return Ticket.filesOf(ticket, strands, house.workspace, reader)
}
