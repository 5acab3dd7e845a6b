/** The shape of a definition, checked against its schema: what does not fit is told in words, each with its place. */
import * as Result from "effect/Result"
import * as SchemaParser from "effect/SchemaParser"
import { type Problem, problemsOf } from "../text/Problem.ts"
import { Definition } from "./Definition.ts"
import type { Loose } from "./plain.ts"

const decode = SchemaParser.decodeUnknownResult(Definition, { errors: "all", onExcessProperty: "error" })

export const read = (full: Loose): Result.Result<Definition, ReadonlyArray<Problem>> => Result.mapError(decode(full), problemsOf)
