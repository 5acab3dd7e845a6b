/** A definition that contradicts itself or does not fit: everything that is wrong with it, each with its place. */
import * as Schema from "effect/Schema"
import { print, Problem } from "../text/Problem.ts"

/** `problems` has all of them; the message the first twenty. */
export class WorkspaceInvalid extends Schema.TaggedError<WorkspaceInvalid>()("WorkspaceInvalid", {
  problems: Schema.Array(Problem)
}) {
  override readonly message = `the workspace's definition has ${this.problems.length} problem${this.problems.length === 1 ? "" : "s"}:${print(this.problems)}`
}
