/** What a condition may compare with that is only known when it is asked: the time, and the agent who asks. */
import * as Schema from "effect/Schema"
import { byKey } from "../text/Shaped.ts"
import type { Instant } from "../time/Instant.ts"
import { Span } from "../time/Span.ts"
import { type Condition, conditionOf, Scalar, type Test } from "./Condition.ts"

/** `ago`, `ahead`: so many milliseconds before or after the moment of asking. `my`: of the agent who asks. */
export type Variable = { readonly ago: Span } | { readonly ahead: Span } | { readonly my: "id" | "teams" | "departments" }
export const Variable: Schema.Codec<Variable> = byKey<Variable>(
  [
    ["ago", Schema.Struct({ ago: Span })],
    ["ahead", Schema.Struct({ ahead: Span })],
    ["my", Schema.Struct({ my: Schema.Literals(["id", "teams", "departments"]) })]
  ],
  "a value, or one of ago, ahead, my"
)

/** A condition as people write it. */
export type Question = Condition<Scalar | Variable>
export const Question: Schema.Codec<Question> = conditionOf<Scalar | Variable>(Schema.Union([Scalar, Variable]))

/** Who asks, and when. `agent` `null`: nobody of the desk, of whom nothing is `my`. */
export interface Asker {
  readonly now: Instant
  readonly agent: { readonly id: string; readonly teams: ReadonlyArray<string>; readonly departments: ReadonlyArray<string> } | null
}

/** The condition that the question is for this asker; the same object where it does not depend on who asks, and when. */
export const settled = (question: Question, asker: Asker): Condition => {
  if ("all" in question) return settledParts(question, "all", asker)
  if ("any" in question) return settledParts(question, "any", asker)
  if ("not" in question) {
    const inner = settled(question.not, asker)
    return inner === question.not ? (question as Condition) : { not: inner }
  }
  return settledTest(question, asker)
}

const settledParts = (question: Question, key: "all" | "any", asker: Asker): Condition => {
  const parts = (question as Readonly<Record<string, ReadonlyArray<Question>>>)[key]!
  const inner = parts.map((part) => settled(part, asker))
  return inner.every((part, i) => part === parts[i]) ? (question as Condition) : key === "all" ? { all: inner } : { any: inner }
}

/** What stands for several means each of them; what stands for nothing meets nothing, also where all of a list are looked for. */
const settledTest = (test: Test<Scalar | Variable>, asker: Asker): Condition => {
  if (!("value" in test)) return test
  const { value } = test
  if (Array.isArray(value)) {
    if (!value.some(isVariable)) return test as Test
    const each = value.map((one: Scalar | Variable) => valuesOf(one, asker))
    return test.op === "containsAll" && each.some(({ length }) => length === 0) ? { any: [] } : ({ ...test, value: each.flat() } as Test)
  }
  if (!isVariable(value)) return test as Test
  const all = valuesOf(value, asker).map((one) => ({ ...test, value: one }) as Test)
  return all.length === 1 ? all[0]! : { any: all }
}

const isVariable = (value: unknown): value is Variable => typeof value === "object"

const valuesOf = (value: Scalar | Variable, { now, agent }: Asker): ReadonlyArray<Scalar> => {
  if (typeof value !== "object") return [value]
  if ("ago" in value) return [now - value.ago]
  if ("ahead" in value) return [now + value.ahead]
  if (agent === null) return []
  return value.my === "id" ? [agent.id] : agent[value.my]
}
