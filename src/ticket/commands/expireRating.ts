/** Expire rating: nobody answered in time. When it was over follows from an older fact; this says when it was seen. */
import * as Schema from "effect/Schema"
import { amended, find, isOpen, Rating } from "../Rating.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

const { cycle } = Rating.fields

/** The desk itself asks for it; it only tells what is so. */
export class ExpireRating extends Schema.Opaque<ExpireRating>()(Schema.TaggedStruct("ExpireRating", { cycle })) {}
export class RatingExpired extends Schema.Opaque<RatingExpired>()(Fact("RatingExpired", { cycle })) {}

export const expireRating = command(ExpireRating, {
  closed: true,
  merged: true,
  decide: (ticket, { cycle }, context): Decision<RatingExpired> => {
    const rating = find(ticket, cycle)
    return rating !== undefined && isOpen(rating) && rating.asked !== null && rating.asked.expiresAt <= context.now
      ? happened<RatingExpired>({ _tag: "RatingExpired", ...stamp(context), cycle })
      : nothing
  },
  events: [
    on(RatingExpired, (ticket, { at, cycle }) => ({
      ...amended(ticket, cycle, (rating) => ({ ...rating, end: { at, because: "expired" as const } })),
      updatedAt: at
    }))
  ]
})
