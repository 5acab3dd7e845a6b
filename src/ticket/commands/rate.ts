/** Rate: the requester says how it was, or says it anew while that is still taken; the last word counts. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Actor from "../../people/Actor.ts"
import { amended, answerableUntil, answered, asked, find, limits, mistake, Rating } from "../Rating.ts"
import { NotTheRequester, RatingInvalid, SurveyInvalid, TooMany } from "../Refusal.ts"
import { command, type Context, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"
import type { Ticket } from "../Ticket.ts"

const { cycle } = Rating.fields
const { score, reason, comment } = answered

/** Of the latest survey that takes an answer, where no cycle is named. */
export class Rate extends Schema.Opaque<Rate>()(
  Schema.TaggedStruct("Rate", {
    cycle: Schema.optionalKey(cycle),
    score,
    reason: Schema.optionalKey(reason),
    comment: Schema.optionalKey(comment)
  })
) {}
/** With its scale, so that a score says by itself what it means. */
export class Rated extends Schema.Opaque<Rated>()(Fact("Rated", { cycle, scale: asked.scale, ...answered })) {}

export const rate = command(Rate, {
  outside: true,
  closed: true,
  decide: (ticket, { score, reason = null, comment = "", ...wish }, context): Decision<Rated> => {
    const { actor } = context
    if (actor !== Actor.requester(ticket.requester.id)) return Result.fail(new NotTheRequester({ actor, ticketId: ticket.id }))
    const rating = answerable(ticket, wish.cycle, context)
    if (rating?.asked == null) return Result.fail(new SurveyInvalid())
    const expected = mistake(rating.asked, { score, reason })
    if (expected !== undefined) return Result.fail(new RatingInvalid({ expected }))
    const { cycle, answer } = rating
    if (answer !== null && answer.score === score && answer.reason === reason && answer.comment === comment) return nothing
    return answer !== null && answer.times >= limits.answers
      ? Result.fail(new TooMany({ what: "answers to one survey", limit: limits.answers }))
      : happened<Rated>({ _tag: "Rated", ...stamp(context), cycle, scale: rating.asked.scale, score, reason, comment })
  },
  events: [
    on(Rated, (ticket, { at, cycle, score, reason, comment }) => ({
      ...amended(ticket, cycle, (rating) => ({
        ...rating,
        answer: { score, reason, comment, firstAt: rating.answer?.firstAt ?? at, at, times: (rating.answer?.times ?? 0) + 1 }
      })),
      updatedAt: at
    }))
  ]
})

const answerable = (ticket: Ticket, cycle: number | undefined, { now }: Context): Rating | undefined => {
  const takes = (rating: Rating): boolean => now < (answerableUntil(rating) ?? -Infinity)
  const named = cycle === undefined ? ticket.ratings?.findLast(takes) : find(ticket, cycle)
  return named !== undefined && takes(named) ? named : undefined
}
