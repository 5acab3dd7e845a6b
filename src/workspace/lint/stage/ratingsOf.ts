/** Ratings that make a ticket's facts so: rules see the latest score, and when the requester was asked or will be. */
import type { Facts } from "../../../condition/Condition.ts"
import type { Ticket } from "../../../ticket/Ticket.ts"
import { type Instant, make, plus } from "../../../time/Instant.ts"

/** Nothing, where the facts tell of none. */
export const ratingsOf = ({ rating, ratingAsked, ratingDue }: Facts, at: Instant): Pick<Ticket, "ratings"> => {
  const own = { survey: "survey", agent: null, team: null, department: "support", brand: "main", end: null } as const
  const askedAt = typeof ratingAsked === "number" ? make(ratingAsked) : typeof rating === "number" ? at : null
  const answer = typeof rating === "number" ? { score: rating, reason: null, comment: "", firstAt: at, at, times: 1 } : null
  const asked = askedAt === null ? null : { scale: 10, reasons: [], expiresAt: plus(askedAt, 1), editable: null }
  const ratings = [
    ...(askedAt === null ? [] : [{ ...own, cycle: 1, dueAt: askedAt, asked, answer }]),
    ...(typeof ratingDue === "number" ? [{ ...own, cycle: 2, dueAt: make(ratingDue), asked: null, answer: null }] : [])
  ]
  return ratings.length === 0 ? {} : { ratings }
}
