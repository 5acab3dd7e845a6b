/** Why a ticket may not go where somebody wants it: along its life, or to another department. */
import * as Schema from "effect/Schema"

const Words = Schema.Array(Schema.String)
const listed = (words: ReadonlyArray<string>): string => words.join(", ") || "none"

/** No transition of the workspace leads there, or none whose guard holds. `why`: what the guards ask, in words. */
export class TransitionRefused extends Schema.TaggedError<TransitionRefused>()("TransitionRefused", {
  from: Schema.String,
  to: Schema.String,
  why: Schema.String
}) {
  override readonly message = `a ticket does not go from "${this.from}" to "${this.to}" here: ${this.why}`
}
/** The workspace has it, and the ticket's department does not use it. */
export class NotOfDepartment extends Schema.TaggedError<NotOfDepartment>()("NotOfDepartment", {
  what: Schema.Literals(["status", "field"]),
  word: Schema.String,
  department: Schema.String,
  known: Words
}) {
  override readonly message = `department "${this.department}" has no ${this.what} "${this.word}"; it has ${listed(this.known)}`
}
/** The other department has no status that this one could become. */
export class StatusUnmapped extends Schema.TaggedError<StatusUnmapped>()("StatusUnmapped", {
  status: Schema.String,
  department: Schema.String
}) {
  override readonly message = `nothing says what status "${this.status}" becomes in department "${this.department}"`
}
/** The ticket holds what the other department does not use, and the workspace wants nothing lost or hidden. */
export class MoveBlocked extends Schema.TaggedError<MoveBlocked>()("MoveBlocked", { department: Schema.String, fields: Words }) {
  override readonly message = `department "${this.department}" does not use these fields, empty them first: ${listed(this.fields)}`
}

export type OfLifecycle = TransitionRefused | NotOfDepartment | StatusUnmapped | MoveBlocked
