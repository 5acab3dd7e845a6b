/** A definition that contradicts itself or does not fit: everything that is wrong with it, each with its place. */
import * as Schema from "effect/Schema"
import * as Text from "../text/Text.ts"

/** `path`: where, as one would write it in code (`statuses[2].category`); empty for the definition as a whole. */
export class Problem extends Schema.Opaque<Problem>()(Schema.Struct({ path: Schema.String, problem: Schema.String })) {}

/** `problems` has all of them; the message the first twenty. */
export class WorkspaceInvalid extends Schema.TaggedError<WorkspaceInvalid>()("WorkspaceInvalid", {
  problems: Schema.Array(Problem)
}) {
  override readonly message = `the workspace's definition has ${this.problems.length} problem${this.problems.length === 1 ? "" : "s"}:${this.problems
    .slice(0, 20)
    .map(({ path, problem }) => `\n  ${path === "" ? "" : `${path}: `}${problem}`)
    .join("")}`
}

/** `["statuses", 2, "category"]` → `statuses[2].category`. Keys that are no plain names stand in quotes. */
export const pathOf = (keys: ReadonlyArray<PropertyKey>): string => {
  let path = ""
  for (const key of keys) {
    if (typeof key === "number") path += `[${key}]`
    else if (/^[A-Za-z][A-Za-z0-9_]{0,62}$/.test(String(key))) path += path === "" ? String(key) : `.${String(key)}`
    else path += `[${JSON.stringify(Text.cut(Text.clean(String(key)), 60))}]`
  }
  return path
}
