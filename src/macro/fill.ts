/** A macro with its blanks filled in: the commands that are to be granted. */
import * as Result from "effect/Result"
import * as SchemaParser from "effect/SchemaParser"
import * as Text from "../text/Text.ts"
import { problemsOf } from "../text/Problem.ts"
import { Actions } from "../ticket/Action.ts"
import type { Command } from "../ticket/decider.ts"
import type { Macro } from "./Macro.ts"
import { MacroBroken, MacroUnfilled } from "./Refusal.ts"

/** By the id of the blank. */
export type Answers = Readonly<Record<string, string | number>>

const decode = SchemaParser.decodeUnknownResult(Actions, { errors: "all", onExcessProperty: "error" })

/** A text that is nothing but one blank becomes the answer itself, so that a number stays a number. What an agent wrote is not read for blanks again. */
export const fill = (macro: Macro, answers: Answers): Result.Result<ReadonlyArray<Command>, MacroUnfilled | MacroBroken> => {
  const asked = new Map(macro.parameters.map((one) => [one.id, one]))
  const missing = [...asked.keys()].filter((id) => !Object.hasOwn(answers, id))
  const unknown = Object.keys(answers).filter((id) => !asked.has(id))
  const wrong = [...asked.values()].filter(
    ({ id, type }) => type === "number" && Object.hasOwn(answers, id) && !Number.isFinite(answers[id])
  )
  if (missing.length + unknown.length + wrong.length > 0)
    return Result.fail(new MacroUnfilled({ macro: macro.id, missing, unknown, wrong: wrong.map(({ id }) => id) }))
  const given = new Map(Object.entries(answers).map(([id, answer]) => [id, typeof answer === "string" ? Text.clean(answer) : answer]))
  return Result.mapError(
    decode(replaced(macro.then, given)),
    (failure) => new MacroBroken({ macro: macro.id, problems: problemsOf(failure).map(({ path, problem }) => `${path}: ${problem}`) })
  )
}

const whole = /^\{\{\s*([a-zA-Z0-9_-]+)\s*\}\}$/
const blanks = /\{\{\s*([a-zA-Z0-9_-]+)\s*\}\}/g

const replaced = (value: unknown, answers: ReadonlyMap<string, string | number>): unknown => {
  if (typeof value === "string") {
    const only = answers.get(whole.exec(value)?.[1] ?? "")
    return only ?? value.replaceAll(blanks, (blank, id: string) => String(answers.get(id) ?? blank))
  }
  if (Array.isArray(value)) return value.map((one) => replaced(one, answers))
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner, answers)]))
}
