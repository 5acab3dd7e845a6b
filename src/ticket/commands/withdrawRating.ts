/** Withdraw rating: the requester is not asked, or asked no more. */
import * as Schema from "effect/Schema"
import { amended, Because, find, isOpen, Rating } from "../Rating.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

const { cycle } = Rating.fields

/** The desk itself asks for it. */
export class WithdrawRating extends Schema.Opaque<WithdrawRating>()(Schema.TaggedStruct("WithdrawRating", { cycle, because: Because })) {}
export class RatingWithdrawn extends Schema.Opaque<RatingWithdrawn>()(Fact("RatingWithdrawn", { cycle, because: Because })) {}

export const withdrawRating = command(WithdrawRating, {
  closed: true,
  merged: true,
  decide: (ticket, { cycle, because }, context): Decision<RatingWithdrawn> => {
    const rating = find(ticket, cycle)
    return rating !== undefined && isOpen(rating)
      ? happened<RatingWithdrawn>({ _tag: "RatingWithdrawn", ...stamp(context), cycle, because })
      : nothing
  },
  events: [
    on(RatingWithdrawn, (ticket, { at, cycle, because }) => ({
      ...amended(ticket, cycle, (rating) => ({ ...rating, end: { at, because } })),
      updatedAt: at
    }))
  ]
})
