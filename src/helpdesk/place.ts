/** Where a conversation by a channel has got to. */
import type { Arrived } from "../channel/Inbound.ts"
import * as Line from "../channel/Line.ts"
import type { Match } from "../mail/Threading.ts"
import * as Ticket from "../ticket/index.ts"
import type { House } from "./House.ts"
import { latest as latestOf } from "./followUp.ts"
import { load, strandOf } from "./load.ts"
import { type Routed, routed } from "./routing.ts"

/** The ticket that it is in by now, and the key that whatever opens next in it must have for itself. */
export interface Place {
  readonly ticket: Ticket.Ticket | undefined
  readonly home: Routed["home"]
  readonly key: string | undefined
}

const nowhere: Place = { ticket: undefined, home: undefined, key: undefined }

/** From ticket to ticket, as each went on in the next when it was over; then as messages and tickets were moved. */
export const placeOf = async (house: House, message: Arrived, bond: Line.Bond): Promise<Place> => {
  if (bond === null) return nowhere
  let latest: string | undefined
  for (;;) {
    const key = Line.keyOf(message, bond, latest)
    const [held] = await house.storage.lookup(house.tenant, [key])
    if (held !== undefined) {
      latest = held.stream
      continue
    }
    if (latest === undefined) return { ...nowhere, key }
    const { ticket } = await load(house, latest)
    const route =
      ticket?.edges === undefined ? { stream: latest, home: undefined } : await routed(house, await lastSaid(house, latest, message))
    // It may have gone on by mail.
    const { found, home } = await latestOf(house, route)
    return { ticket: found.ticket, home, key }
  }
}

/** What was said last in this conversation: where that went, what comes next goes, as what answers it by mail does. */
const lastSaid = async (house: House, stream: string, { channel, account, thread }: Arrived): Promise<Match> => {
  const said = (await strandOf(house, stream)).filter(Ticket.Conversation.isSaid)
  const place = said.findLastIndex(
    ({ content: { origin } }) => origin?.channel === channel && origin.account === account && origin.thread === thread
  )
  const token = { reference: "", message: place + 1, isInternal: false, reader: "" }
  return { _tag: "Match", stream, by: "messageToken", token, evidence: [] }
}
