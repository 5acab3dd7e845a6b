/** Who was a party to a ticket, from when until when: what says how much of it they could see. */
import * as Instant from "../time/Instant.ts"
import * as Conversation from "./Conversation.ts"

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
      const isIn = last?.until === null
      if (isIn === Conversation.isParty(reader, after)) continue
      if (isIn) found[found.length - 1] = { ...last, until: event.at }
      else {
        const as = Conversation.isRequester(reader, after) ? "requester" : "participant"
        found.push({ ticket: after.id, reference: after.reference, as, since: event.at, until: null })
      }
    }
    return found
  })

/** `participant of K7QM-4XW2 since 2026-01-05T09:00:00.000Z, until 2026-01-06T09:00:00.000Z` */
export const printStay = ({ as, reference, since, until }: Stay): string =>
  `${as} of ${reference} since ${Instant.toISO(since)}${until === null ? "" : `, until ${Instant.toISO(until)}`}`
