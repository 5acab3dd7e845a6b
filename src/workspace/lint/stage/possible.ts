/** The triggers that can have a part in a commit at all: what no trigger ever changes rules most of them out. */
import type { Fact } from "../../../condition/Condition.ts"
import type { Ruleset } from "../../../trigger/Ruleset.ts"
import { isAfterPolicy } from "../../../trigger/Trigger.ts"
import type { Rule, Rulebook } from "../Rulebook.ts"
import { judge } from "../space/judge.ts"
import { type Glimpse, nothing } from "../space/Glimpse.ts"
import { factsOfStart, type Start } from "./commit.ts"

/** Those that may fire, in the order in which they are asked. Conditions that depend on who asks, and when, are left in. */
export const possible = (start: Start, { triggers, workspace }: Rulebook): ReadonlyArray<Rule> => {
  const facts = factsOfStart(start, workspace)
  let left = triggers
  for (;;) {
    const fixed = without(facts, left)
    const glimpse: Glimpse = { ...nothing, now: fixed, before: start.before ?? {}, opens: start.before === null }
    const fewer = left.filter(({ condition, where }) => where !== condition || judge(condition, glimpse) !== false)
    if (fewer.length === left.length) return left
    left = fewer
  }
}

const without = (facts: Readonly<Record<string, Fact>>, rules: ReadonlyArray<Rule>): Readonly<Record<string, Fact>> => {
  const fixed = { ...facts }
  for (const moving of ["policy", "due", "updatedAt", "commit.events"]) delete fixed[moving]
  for (const { footprint } of rules) for (const field of footprint.writes) delete fixed[field]
  return fixed
}

/** Without an index: to make one takes longer than to ask a few times without. */
export const rulesetOf = (rules: ReadonlyArray<Rule>, { workspace }: Rulebook): Ruleset => {
  const triggers = rules.flatMap(({ trigger }) => trigger ?? [])
  const first = triggers.findIndex(({ phase }) => isAfterPolicy(phase))
  const timed = rules.flatMap(({ where, condition }, place) => (where === condition ? [] : [place]))
  return {
    ...workspace.rules,
    triggers,
    index: {
      columns: [],
      everyone: Int32Array.from({ length: Math.ceil(rules.length / 32) }, (_, word) => bits(rules.length - word * 32)),
      places: rules.map((_, place) => place),
      rests: rules.map(({ where, condition }) => (where === condition ? condition : null))
    },
    timed: new Set(timed),
    afterPolicy: first < 0 ? triggers.length : first
  }
}

const bits = (count: number): number => (count >= 32 ? -1 : (1 << count) - 1)
