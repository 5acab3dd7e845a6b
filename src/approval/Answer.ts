/** What an approver answers. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Instant } from "../time/Instant.ts"

/** An abstention counts as an answer, never as a yes. */
export const Answer = Schema.Literals(["yes", "no", "abstain"])
export type Answer = typeof Answer.Type

export const vote = {
  at: Instant,
  /** Who answered. */
  by: Slug,
  /** The approver whose answer it is: themselves, or whom they stand in for. */
  onBehalfOf: Slug,
  answer: Answer,
  /** Empty: they gave none. */
  reason: Text.upTo(2000)
}

/** An answer that was given. */
export class Vote extends Schema.Opaque<Vote>()(Schema.Struct(vote)) {}
