/** A condition as people write it, checked against the words of the desk and made ready for facts. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { type Problem, problemsOf } from "../text/Problem.ts"
import * as Text from "../text/Text.ts"
import type { Vocabulary } from "../ticket/Vocabulary.ts"
import type { Condition, Findable, Scalar, Test } from "./Condition.ts"
import { ConditionInvalid } from "./ConditionInvalid.ts"
import { type Field, fieldOf, type Place } from "./Fields.ts"
import { mistakes } from "./mistakes.ts"
import { termsOf } from "./termsOf.ts"
import { type Asker, Question, settled, type Variable } from "./Variable.ts"

/**
 * The question as a store can be asked it, by this asker and now. It comes from outside: refused with every mistake and
 * its path (`where.all[1].op`).
 */
export const question = (
  asked: Question,
  vocabulary: Vocabulary,
  asker: Asker,
  path = "where"
): Result.Result<Findable, ConditionInvalid> => {
  if (!isShallow(asked)) return refuse([{ path, problem: "expected at most 16 levels of all, any and not" }])
  const clean = Text.cleanDeep(asked)
  const shaped = decode(clean, { errors: "all" })
  const misshapen = Result.isFailure(shaped) ? problemsOf(shaped.failure.issue).map(under(path)) : []
  const problems = [...misshapen, ...mistakes(clean, path, { place: "store", terms: termsOf(vocabulary) })]
  if (Result.isFailure(shaped) || problems.length > 0) return refuse(problems)
  // What has no mistakes for a store has only tests of the state.
  return Result.succeed(settled(prepared(shaped.success, vocabulary, "store"), asker) as Findable)
}
const decode = Schema.decodeUnknownResult(Question)
const refuse = (problems: ReadonlyArray<Problem>): Result.Result<never, ConditionInvalid> => Result.fail(new ConditionInvalid({ problems }))
const under =
  (path: string) =>
  ({ path: inner, problem }: Problem): Problem => ({
    path: inner === "" || inner.startsWith("[") ? path + inner : `${path}.${inner}`,
    problem
  })

/** Two levels of JSON for each of the language, and some for the test itself. */
const DEEPEST = 2 * 16 + 4
const isShallow = (value: unknown, level = 0): boolean =>
  typeof value !== "object" || value === null || (level < DEEPEST && Object.values(value).every((inner) => isShallow(inner, level + 1)))

/**
 * The question in the form of the facts: text folded, priorities compared by rank. Variables stay. For questions
 * without mistakes, once for each definition.
 */
export const prepared: {
  (asked: Condition, vocabulary: Vocabulary, place: Place): Condition
  (asked: Question, vocabulary: Vocabulary, place: Place): Question
} = (asked: Question, vocabulary: Vocabulary, place: Place): never => {
  const terms = termsOf(vocabulary)
  const ready = (one: Question): Question => {
    if ("all" in one) return { all: one.all.map(ready) }
    if ("any" in one) return { any: one.any.map(ready) }
    if ("not" in one) return { not: ready(one.not) }
    const field = fieldOf(one.field, place, terms)
    if (field?.type === "rank") return ranked(one, vocabulary)
    return field !== undefined && isFolded(field) ? folded(one) : one
  }
  return ready(asked) as never
}

const isFolded = ({ type, folded }: Field): boolean => type === "text" || folded === true

type Asked = Test<Scalar | Variable>
const foldOne = (value: unknown): unknown =>
  typeof value === "string" ? Text.fold(value) : Array.isArray(value) ? value.map(foldOne) : value
/** A pattern folds what it looks for by itself: `\D` in small letters would say the opposite. */
const folded = (test: Asked): Asked =>
  "value" in test && test.op !== "matches" ? ({ ...test, value: foldOne(test.value) } as Asked) : test

const compares = {
  lt: (a: number, b: number) => a < b,
  lte: (a: number, b: number) => a <= b,
  gt: (a: number, b: number) => a > b,
  gte: (a: number, b: number) => a >= b
}

/** By the order of today, whatever it was when the ticket was written. `priority gte high` means high and everything above it in the workspace's order. */
const ranked = (test: Asked, { priorities }: Vocabulary): Asked => {
  switch (test.op) {
    case "increased":
    case "decreased":
      return { field: "priorityRank", op: test.op }
    case "lt":
    case "lte":
    case "gt":
    case "gte": {
      const { op, value } = test
      const rank = (typeof value === "string" ? priorities.get(value)?.rank : undefined) ?? Number.NaN
      const fits = [...priorities].filter(([, other]) => compares[op](other.rank, rank))
      return { field: "priority", op: "in", value: fits.map(([id]) => id) }
    }
    default:
      return test
  }
}
