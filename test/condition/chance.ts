/** Conditions of rules made by chance: tests of change and patterns among the others. */
import type { Condition, RuleTest } from "../../src/condition/Condition.ts"
import { randomCondition, values } from "../../src/testing/storage/facts.ts"
import type { Luck } from "../../src/testing/storage/Luck.ts"

export const randomRule = (luck: Luck, depth = 3): Condition => withRuleTests(luck, randomCondition(luck, depth))

const withRuleTests = (luck: Luck, condition: Condition): Condition => {
  if ("all" in condition) return { all: condition.all.map((one) => withRuleTests(luck, one)) }
  if ("any" in condition) return { any: condition.any.map((one) => withRuleTests(luck, one)) }
  if ("not" in condition) return { not: withRuleTests(luck, condition.not) }
  return luck.chance(0.5) ? condition : ruleTest(luck, condition.field)
}

const ruleTest = (luck: Luck, field: string): RuleTest =>
  luck.pick<() => RuleTest>([
    () => ({ field, op: "matches", value: luck.pick(["o", "^o.e", "\\d", "", "n$", "("]) }),
    () => ({ field, op: luck.pick(["changedTo", "changedFrom", "added", "removed"] as const), value: luck.pick(values) }),
    () => ({ field, op: luck.pick(["changed", "increased", "decreased"] as const) })
  ])()
