/** Where an answer goes when what it answers, or the whole ticket, is part of another by now. */
import type { Match } from "../mail/Threading.ts"
import * as Ticket from "../ticket/index.ts"
import type { House } from "./House.ts"
import { load, strandOf } from "./load.ts"

export interface Routed {
  /** The ticket that takes it; the one that was found, where no other has to do with it. */
  readonly stream: string
  /** The ticket that would take it, were that not merged into `stream`. */
  readonly home: string | undefined
}

/** Follows messages that were given away and tickets that were merged, to one that is neither. */
export const routed = async (house: House, match: Match): Promise<Routed> => {
  let at: Routed = { stream: match.stream, home: undefined }
  let found: Answered | null | undefined
  const seen = new Set<string>()
  while (!seen.has(at.stream)) {
    seen.add(at.stream)
    const { ticket } = await load(house, at.stream)
    if (ticket?.edges === undefined) return at
    const { mergedInto, members, away, conversation } = ticket.edges
    if (found === undefined && (away.length > 0 || members.length > 0)) found = await answered(house, match)
    const to = found == null || Ticket.Pieces.has(conversation, found.said) ? undefined : keeperOf(away, found.said)
    // Step by step, not at once to the survivor: what a ticket gave away before it was merged went another way than the rest of it.
    if (to !== undefined) at = { stream: to, home: undefined }
    else if (mergedInto !== null) at = { stream: mergedInto.into, home: at.home ?? ticket.id }
    else return { ...at, home: at.home ?? Ticket.mergedTickets(ticket.edges).find((one) => one === found?.home) }
  }
  return at
}

const keeperOf = (away: ReadonlyArray<Ticket.Away>, said: Ticket.Pieces.Said): string | undefined =>
  away.findLast(({ pieces }) => Ticket.Pieces.has(pieces, said))?.to

interface Answered {
  readonly said: Ticket.Pieces.Said
  /** The ticket that it was sent to, where that was merged by then: what answers it is meant for that as well. */
  readonly home: string | undefined
}

/** The very message that is answered; `null`: the ticket as a whole is. */
const answered = async (house: House, { stream, token, by, evidence }: Match): Promise<Answered | null> => {
  const number = token?.message ?? 0
  if (number === 0 && by !== "storedMessageId") return null
  const said = (await strandOf(house, stream)).filter(Ticket.Conversation.isSaid)
  const found = number > 0 ? said[number - 1] : said.find(({ content }) => content.mail?.messageId === evidence[0]?.value)
  return found === undefined ? null : { said: { stream, message: found.messageId }, home: "home" in found ? found.home : undefined }
}
