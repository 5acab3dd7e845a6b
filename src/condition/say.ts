/** A condition, and why it does not hold, in words. */
import type { Condition, Fact } from "./Condition.ts"
import type { Failing } from "./failing.ts"

/** `status is "open", and it is "solved"`. */
export const say = ({ test, found }: Failing): string => `${asked(test)}${foundIn(found)}`

export const asked = (condition: Condition): string => {
  if ("all" in condition) return `all of ${condition.all.map(asked).join(", ")}`
  if ("any" in condition) return condition.any.length === 0 ? "nothing ever" : `any of ${condition.any.map(asked).join(", ")}`
  if ("not" in condition) return `not ${asked(condition.not)}`
  return `${condition.field} ${condition.op}${"value" in condition ? ` ${JSON.stringify(condition.value)}` : ""}`
}

const foundIn = (fact: Fact): string => (fact === null ? ", and nothing is there" : `, and it is ${JSON.stringify(fact)}`)
