/** Who was a party to a ticket, from when until when: what says how much of it they could see. */
import * as Instant from "../time/Instant.ts"
import * as Conversation from "./Conversation.ts"
import type { Ticket } from "./Ticket.ts"

/** `[since, until)`; `until` `null`: they still are. Of what was public in between they keep what they had, and see nothing said before or after. */
export interface Stay {
  readonly ticket: string
  readonly reference: string
  readonly as: "requester" | "participant"
  readonly since: Instant.Instant
  readonly until: Instant.Instant | null
}

/** In each strand, in the order of time. */
export const stays = (strands: ReadonlyArray<Conversation.Strand>, reader: Conversation.Reader): ReadonlyArray<Stay> =>
  strands.flatMap((strand) => {
    const found: Array<Stay> = []
    for (const { event, after } of Conversation.along([strand])) {
      const last = found.at(-1)
      const stay = last?.until === null ? last : undefined
      const as = roleOf(reader, after)
      if (stay?.as === as) continue
      if (stay !== undefined) found[found.length - 1] = { ...stay, until: event.at }
      if (as !== undefined) found.push({ ticket: after.id, reference: after.reference, as, since: event.at, until: null })
    }
    return found
  })

const roleOf = (reader: Conversation.Reader, ticket: Ticket): Stay["as"] | undefined =>
  Conversation.isRequester(reader, ticket) ? "requester" : Conversation.isParty(reader, ticket) ? "participant" : undefined

/** `participant of K7QM-4XW2 since 2026-01-05T09:00:00.000Z, until 2026-01-06T09:00:00.000Z` */
export const printStay = ({ as, reference, since, until }: Stay): string =>
  `${as} of ${reference} since ${Instant.toISO(since)}${until === null ? "" : `, until ${Instant.toISO(until)}`}`
