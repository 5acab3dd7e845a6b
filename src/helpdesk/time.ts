/** Time that was spent, by conversation: what was spent on a message counts wherever that is shown, all else with its ticket. */
import * as Ticket from "../ticket/index.ts"
import * as TimeEntry from "../ticket/TimeEntry.ts"
import { parts } from "./activities.ts"
import type { House } from "./House.ts"
import { existing, streamOf } from "./load.ts"
import type { Lying } from "./Work.ts"

/** @throws {TicketNotFound} */
export const timeEntries = async (house: House, ticketId: string) => {
  const { ticket } = await existing(house, await streamOf(house, ticketId))
  const entries = await entriesOf(house, ticket)
  return { ...TimeEntry.total(entries), entries }
}

/** The ticket in which an entry lies; the one that was asked, where its conversation has none such. */
export const entryHolder = async (house: House, ticket: Ticket.Ticket, id: string): Promise<string> =>
  (await entriesOf(house, ticket)).find((entry) => entry.id === id)?.ticket ?? ticket.id

const entriesOf = async (house: House, ticket: Ticket.Ticket): Promise<ReadonlyArray<Lying<TimeEntry.TimeEntry>>> => {
  const own = await parts(house, ticket)
  const { conversation } = Ticket.edgesOf(ticket)
  const others = conversation.map(({ stream }) => stream).filter((stream) => own.every(({ id }) => id !== stream))
  const all = [...own, ...(await Promise.all(others.map(async (stream) => (await existing(house, stream)).ticket)))]
  return all.flatMap(({ id, time = [] }) =>
    time
      .filter(({ message }) =>
        message === null ? own.some((part) => part.id === id) : Ticket.Pieces.has(conversation, { stream: id, message })
      )
      .map((entry) => ({ ...entry, ticket: id }))
  )
}
