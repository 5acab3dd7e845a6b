/** Why a condition does not hold: the first part of it that fails, and what that part looked at. */
import { type Condition, type Fact, type Facts, holds } from "./Condition.ts"

export interface Failing {
  /** A single test; or a whole `any` of which nothing holds; or a `not` of something that does. */
  readonly test: Condition
  /** The fact that the test read; `null` where there is none, or where several are read. */
  readonly found: Fact
}

/** `null`: it holds. */
export const failing = (condition: Condition, facts: Facts): Failing | null => {
  if (holds(condition, facts)) return null
  if ("all" in condition)
    return failing(
      condition.all.find((one) => !holds(one, facts))!,
      facts
    )
  if ("any" in condition) return condition.any.length === 1 ? failing(condition.any[0]!, facts) : { test: condition, found: null }
  if ("not" in condition) return { test: condition, found: "field" in condition.not ? read(facts, condition.not.field) : null }
  return { test: condition, found: read(facts, condition.field) }
}

const read = (facts: Facts, field: string): Fact => (Object.hasOwn(facts, field) ? facts[field]! : null)
