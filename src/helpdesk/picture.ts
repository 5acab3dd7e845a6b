/** A picture of one ticket's life, with its deadlines, for the desk. */
import * as Deadline from "../sla/Deadline.ts"
import * as Measure from "../sla/Measure.ts"
import * as Ticket from "../ticket/index.ts"
import * as Instant from "../time/Instant.ts"
import type { House } from "./House.ts"
import { existing, history, strandsOf, streamOf } from "./load.ts"

export const drawLife = async (house: House, ticketId: string, zone: string | undefined): Promise<string> => {
  const { ticket, sla } = await existing(house, await streamOf(house, ticketId))
  const [events, others] = await Promise.all([history(house, ticket.id), strandsOf(house, ticket)])
  const now = Instant.make(house.now())
  const deadlines = Deadline.all(sla.clocks, now, house.promises).flatMap(({ metric, instance, due, breachedAt }) => {
    const at = breachedAt ?? Measure.valueOf(due)
    return at === undefined || at === null ? [] : [{ name: `${metric} ${instance}`, at, isMissed: breachedAt !== null }]
  })
  return Ticket.drawLife(house.workspace, events, {
    others,
    deadlines,
    // What is over has its end.
    until: ticket.closedAt ?? now,
    ...(zone === undefined ? {} : { zone })
  })
}
