/** Why a condition does not hold: the first part of it that fails, and what that part looked at. */
import { type Condition, type Fact, type Facts, factOf, holds, passes } from "./Condition.ts"

export interface Failing {
  /** A single test; or a whole `any` of which nothing holds; or a `not` of something that does. */
  readonly test: Condition
  /** The fact that the test read; `null` where there is none, or where several are read. */
  readonly found: Fact
}

/** `null`: it holds. `before` as for `holds`. */
export const failing = (condition: Condition, facts: Facts, before?: Facts | null): Failing | null => {
  if ("all" in condition) {
    for (const part of condition.all) {
      const found = failing(part, facts, before)
      if (found !== null) return found
    }
    return null
  }
  if ("any" in condition) {
    if (condition.any.length === 1) return failing(condition.any[0]!, facts, before)
    return condition.any.some((part) => holds(part, facts, before)) ? null : { test: condition, found: null }
  }
  if ("not" in condition) {
    if (!holds(condition.not, facts, before)) return null
    return { test: condition, found: "field" in condition.not ? factOf(facts, condition.not.field) : null }
  }
  return passes(condition, facts, before) ? null : { test: condition, found: factOf(facts, condition.field) }
}
