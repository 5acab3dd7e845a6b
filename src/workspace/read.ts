/** The shape of a definition, checked against its schema: what does not fit is told in words, each with its place. */
import * as Result from "effect/Result"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaParser from "effect/SchemaParser"
import { Definition } from "./Definition.ts"
import type { Loose } from "./plain.ts"
import { pathOf, type Problem } from "./WorkspaceInvalid.ts"

const decode = SchemaParser.decodeUnknownResult(Definition, { errors: "all", onExcessProperty: "error" })

export const read = (full: Loose): Result.Result<Definition, ReadonlyArray<Problem>> =>
  Result.mapError(decode(full), (issue) =>
    format(issue).issues.map(({ path, message }) => ({ path: pathOf(path as ReadonlyArray<PropertyKey>), problem: inWords(message) }))
  )

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
