/** Until when an answer can leave by the ticket's channel: some networks take one only so long after the person's own last word. */
import type { Channel } from "../channel/Channel.ts"
import * as Instant from "../time/Instant.ts"
import type { Context } from "./rule.ts"
import type { Ticket } from "./Ticket.ts"
import type { Vocabulary } from "./Vocabulary.ts"

/** The first instant at which it cannot; `null`: there is no such bound. Who never wrote by it could never be answered. */
export const canReplyUntil = (
  { channel, line, heardAt, askedAt, openedAt }: Pick<Ticket, "channel" | "line" | "heardAt" | "askedAt" | "openedAt">,
  { channels }: Pick<Vocabulary, "channels">
): Instant.Instant | null => {
  const span = channels.get(channel)?.answersWithin
  if (span === undefined || line === undefined) return null
  const heard = heardAt ?? askedAt
  return heard === null ? openedAt : Instant.plus(heard, span)
}

/** The desk would answer by the channel, and the channel takes no answer any more. */
export const isOver = (ticket: Ticket, { now, vocabulary, outlets }: Context): boolean => {
  const until = canReplyUntil(ticket, vocabulary)
  return until !== null && now >= until && outlets?.has(ticket.channel) === true
}

/** What the channel cannot take goes by mail, as the workspace has it, where there is an address. */
export const goesByMail = (channel: Channel | undefined, { email }: Pick<Ticket["requester"], "email">): boolean =>
  channel?.otherwise === "mail" && email !== null
