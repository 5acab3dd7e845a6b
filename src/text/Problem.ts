/** What is wrong with something that came from outside, and where: in the words of the house, whichever schema found it. */
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as Text from "./Text.ts"

/** `path`: where, as one would write it in code (`statuses[2].category`); empty for the whole. */
export class Problem extends Schema.Opaque<Problem>()(Schema.Struct({ path: Schema.String, problem: Schema.String })) {}

/** Everything that a schema found. */
export const problemsOf = (issue: SchemaIssue.Issue): ReadonlyArray<Problem> =>
  format(issue).issues.map(({ path = [], message }) => ({ path: pathOf(path as ReadonlyArray<PropertyKey>), problem: inWords(message) }))

/** The first twenty, a line each. */
export const print = (problems: ReadonlyArray<Problem>): string =>
  problems
    .slice(0, 20)
    .map(({ path, problem }) => `\n  ${path === "" ? "" : `${path}: `}${problem}`)
    .join("")

const format = SchemaIssue.makeFormatterStandardSchemaV1({
  leafHook: (issue) =>
    issue._tag === "MissingKey"
      ? "is missing"
      : issue._tag === "UnexpectedKey"
        ? "is not a property of this"
        : SchemaIssue.defaultLeafHook(issue)
})

/** Rules of the house name what they expect; schemas begin with "Expected"; both read alike here. */
const inWords = (message: string): string =>
  message.startsWith("is ") ? message : message.startsWith("Expected ") ? `e${message.slice(1)}` : `expected ${message}`

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
