/** Request rating: the time has come to ask. When it had follows from an older fact; this says when it was seen, and what is asked. */
import * as Schema from "effect/Schema"
import { amended, asked, find, isOpen, Rating } from "../Rating.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

const { cycle } = Rating.fields

/** The desk itself asks for it. */
export class RequestRating extends Schema.Opaque<RequestRating>()(Schema.TaggedStruct("RequestRating", { cycle, ...asked })) {}
export class RatingRequested extends Schema.Opaque<RatingRequested>()(Fact("RatingRequested", { cycle, ...asked })) {}

export const requestRating = command(RequestRating, {
  closed: true,
  decide: (ticket, { _tag, ...question }, context): Decision<RatingRequested> => {
    const rating = find(ticket, question.cycle)
    return rating !== undefined && isOpen(rating) && rating.asked === null && rating.dueAt <= context.now
      ? happened<RatingRequested>({ _tag: "RatingRequested", ...stamp(context), ...question })
      : nothing
  },
  events: [
    on(RatingRequested, (ticket, { at, cycle, scale, reasons, expiresAt, editable }) => ({
      ...amended(ticket, cycle, (rating) => ({ ...rating, asked: { scale, reasons, expiresAt, editable } })),
      updatedAt: at
    }))
  ]
})
