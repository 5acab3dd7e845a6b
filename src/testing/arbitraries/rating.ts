/** What a desk asks of its own when it asks requesters how it was, and what they say. */
import fc from "fast-check"
import * as Instant from "../../time/Instant.ts"
import * as Ticket from "../../ticket/index.ts"
import { text } from "./text.ts"

const tagged = <const Tag extends Ticket.Command["_tag"]>(tag: Tag) => ({ _tag: fc.constant(tag) })
const soon = fc.integer({ min: 0, max: 5 * 86_400_000 }).map((later) => Instant.make(Date.UTC(2026, 0, 5) + later))
const cycle = fc.integer({ min: 1, max: 3 })
const reason = fc.constantFrom(null, "slow", "rude")

export const rating: fc.Arbitrary<Ticket.Command> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ ...tagged("PlanRating"), survey: fc.constantFrom("main", "other"), dueAt: soon }) },
  {
    weight: 3,
    arbitrary: fc.record({
      ...tagged("RequestRating"),
      cycle,
      scale: fc.constantFrom<Ticket.Rating.Scale>("thumbs", 3, 5, 10),
      reasons: fc.subarray(["slow", "rude"]),
      expiresAt: fc.nat(60 * 86_400_000).map((later) => Instant.make(Date.UTC(2026, 0, 5) + later)),
      editable: fc.constantFrom(null, 86_400_000)
    })
  },
  {
    weight: 3,
    arbitrary: fc.record(
      { ...tagged("Rate"), cycle, score: fc.integer({ min: 0, max: 10 }), reason, comment: text(40) },
      { requiredKeys: ["_tag", "score"] }
    )
  },
  fc.record({ ...tagged("WithdrawRating"), cycle, because: fc.constantFrom(...Ticket.Rating.Because.literals) }),
  fc.record({ ...tagged("ExpireRating"), cycle })
)
