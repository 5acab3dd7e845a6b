/** Which rule may bring about that another acts, as far as they say themselves; and so which can go round in circles. */
import type { Rule, Rulebook } from "../Rulebook.ts"
import { mayTurn } from "./mayTurn.ts"

/** An automation's commit is answered by every trigger, also by one that looks at nothing which the automation changed. */
export const mayEnable = (one: Rule, other: Rule, { workspace }: Rulebook): boolean => {
  if (other.trigger !== null) return one.trigger === null || mayTurn(one, other.condition, true)
  const { since } = workspace.schedule.automations.find(({ id }) => id === other.id)!
  return mayTurn(one, other.condition, true) || (since !== null && one.footprint.writes.has(since))
}

/** Automations that may bring about that they run again, each with the rules on its ways round. None: whatever happens comes to an end. */
export const circles = (book: Rulebook): ReadonlyArray<ReadonlyArray<Rule>> => {
  const rules = [...book.triggers, ...book.automations]
  const next = new Map(rules.map((rule) => [rule, rules.filter((other) => mayEnable(rule, other, book))]))
  const reached = (from: Rule): ReadonlySet<Rule> => {
    const seen = new Set<Rule>()
    const open = [...next.get(from)!]
    for (let rule = open.pop(); rule !== undefined; rule = open.pop()) {
      if (seen.has(rule)) continue
      seen.add(rule)
      open.push(...next.get(rule)!)
    }
    return seen
  }
  const all = new Map(book.automations.map((automation) => [automation, reached(automation)]))
  return book.automations.flatMap((automation) => {
    const ahead = all.get(automation)!
    return ahead.has(automation)
      ? [[automation, ...rules.filter((rule) => rule !== automation && ahead.has(rule) && reached(rule).has(automation))]]
      : []
  })
}
