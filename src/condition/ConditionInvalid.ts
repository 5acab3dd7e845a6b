/** A condition that asks for what is not there, or in a way that has no answer: everything that is wrong with it. */
import * as Schema from "effect/Schema"
import { print, Problem } from "../text/Problem.ts"

/** Each problem with its path, like `where.all[1].op`. */
export class ConditionInvalid extends Schema.TaggedError<ConditionInvalid>()("ConditionInvalid", {
  problems: Schema.Array(Problem)
}) {
  override readonly message = `the condition cannot be asked:${print(this.problems)}`
}
