/** What came from outside, made safe to walk: a JSON object, bounded, its texts clean. */
import * as Result from "effect/Result"
import * as Text from "../text/Text.ts"
import type { Problem } from "../text/Problem.ts"

/** A JSON object of which nothing else is known yet. */
export type Loose = { readonly [key: string]: unknown }

/** A category tree is ten deep at most, two levels of JSON each; ten thousand agents are a hundred thousand values. */
const DEEPEST = 32
const MOST = 500_000

export const isLoose = (value: unknown): value is Loose => typeof value === "object" && value !== null && !Array.isArray(value)

/** Whether a value is small enough to be looked at as a whole. */
export const isBounded = (value: unknown): boolean => {
  let left = MOST
  const fits = (value: unknown, depth: number): boolean => {
    left -= 1
    if (left < 0 || depth > DEEPEST) return false
    return typeof value !== "object" || value === null || Object.values(value).every((inner) => fits(inner, depth + 1))
  }
  return fits(value, 0)
}

export const tooMuch: Problem = { path: "", problem: `expected at most ${MOST} values, at most ${DEEPEST} levels deep` }

/** Properties that are `undefined` count as left out, as `JSON.stringify` has it. */
export const plain = (json: unknown): Result.Result<Loose, Problem> =>
  !isLoose(json)
    ? Result.fail({ path: "", problem: "expected an object" })
    : isBounded(json)
      ? Result.succeed(written(Text.cleanDeep(json)) as Loose)
      : Result.fail(tooMuch)

const written = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(written)
  if (!isLoose(value)) return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, written(inner)]])))
}
