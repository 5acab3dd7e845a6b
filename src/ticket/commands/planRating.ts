/** Plan rating: put down that the requester of a solved ticket is to be asked how it was, and for whom the score counts. */
import * as Schema from "effect/Schema"
import { Slug } from "../../text/Id.ts"
import { Instant } from "../../time/Instant.ts"
import { cycleOf, find, limits, Rating } from "../Rating.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"
import { isDone } from "../Ticket.ts"

/** The desk itself asks for it, in the commit in which a ticket is solved. */
export class PlanRating extends Schema.Opaque<PlanRating>()(Schema.TaggedStruct("PlanRating", { survey: Slug, dueAt: Instant })) {}

const { cycle, survey, dueAt, agent, team, department, brand } = Rating.fields
export class RatingPlanned extends Schema.Opaque<RatingPlanned>()(
  Fact("RatingPlanned", { cycle, survey, dueAt, agent, team, department, brand })
) {}

export const planRating = command(PlanRating, {
  closed: true,
  decide: (ticket, { survey, dueAt }, context): Decision<RatingPlanned> => {
    const { assignee: agent, team, department, brand } = ticket
    const cycle = cycleOf(ticket)
    return !isDone(ticket) || find(ticket, cycle) !== undefined || (ticket.ratings ?? []).length >= limits.surveys
      ? nothing
      : happened<RatingPlanned>({ _tag: "RatingPlanned", ...stamp(context), cycle, survey, dueAt, agent, team, department, brand })
  },
  events: [
    on(RatingPlanned, (ticket, { at, cycle, survey, dueAt, agent, team, department, brand }) => ({
      ...ticket,
      ratings: [...(ticket.ratings ?? []), { cycle, survey, dueAt, agent, team, department, brand, asked: null, answer: null, end: null }],
      updatedAt: at
    }))
  ]
})
