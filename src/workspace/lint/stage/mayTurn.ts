/** Whether one rule can decide of another's condition: more than that they touch, less than that it happens. */
import { type Condition, isOfChange, passes, type Test } from "../../../condition/Condition.ts"
import type { Rule } from "../Rulebook.ts"

/** Whether what the rule does can make a condition true (`to`) that was false, or false that was true. */
export const mayTurn = (rule: Pick<Rule, "effect" | "footprint">, condition: Condition, to: boolean): boolean => {
  if ("all" in condition) return condition.all.some((inner) => mayTurn(rule, inner, to))
  if ("any" in condition) return condition.any.some((inner) => mayTurn(rule, inner, to))
  if ("not" in condition) return mayTurn(rule, condition.not, !to)
  return mayTurnTest(rule, condition, to)
}

const mayTurnTest = ({ effect: { sets, lists }, footprint }: Pick<Rule, "effect" | "footprint">, test: Test, to: boolean): boolean => {
  const { field } = test
  if (Object.hasOwn(sets, field)) return isOfChange(test.op) || passes(test, sets) === to
  const own = lists.filter((one) => one.field === field)
  if (own.length > 0) return test.op !== "contains" || own.some(({ entry, isIn }) => entry === test.value && isIn === to)
  // Events only come in addition.
  if (field === "commit.events") return test.op !== "contains" || (to && footprint.writes.has(`commit.events:${test.value}`))
  return footprint.writes.has(field)
}
