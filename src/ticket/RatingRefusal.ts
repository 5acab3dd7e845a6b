/** Why a rating was not taken. */
import * as Schema from "effect/Schema"

/** A link that this desk did not make, or a survey that is not asked, not any more, or not of this ticket: nobody learns which. */
export class SurveyInvalid extends Schema.TaggedError<SurveyInvalid>()("SurveyInvalid", {}) {
  override readonly message = "there is no survey here that takes an answer"
}
/** Only whoever asked for help says how it was. */
export class NotTheRequester extends Schema.TaggedError<NotTheRequester>()("NotTheRequester", {
  actor: Schema.String,
  ticketId: Schema.String
}) {
  override readonly message = `${this.actor} is not the requester of ticket ${this.ticketId}, and cannot rate it`
}
/** An answer that the survey does not take. */
export class RatingInvalid extends Schema.TaggedError<RatingInvalid>()("RatingInvalid", { expected: Schema.String }) {
  override readonly message = `this survey takes ${this.expected}`
}

export type OfRating = SurveyInvalid | NotTheRequester | RatingInvalid
