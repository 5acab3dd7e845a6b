/** SLA policies that no ticket gets, and tickets that a policy forgets. */
import type { Condition } from "../../../condition/Condition.ts"
import { choose, targetsFor } from "../../../sla/select.ts"
import type { Finding } from "../Finding.ts"
import type { Rulebook } from "../Rulebook.ts"
import type { Glimpse } from "../space/Glimpse.ts"
import { askedOf } from "../space/asked.ts"
import { every, judge, not, type Verdict } from "../space/judge.ts"
import { find, isImpossible } from "../space/search.ts"
import { startOf } from "../stage/commit.ts"
import { factsOf } from "../../ticketFacts.ts"
import { witnessOf } from "../witness.ts"

/** It is for the ticket, and none before it is. */
const selects = (conditions: ReadonlyArray<Condition>, place: number, glimpse: Glimpse): Verdict =>
  every(conditions.slice(0, place + 1), (condition) =>
    condition === conditions[place] ? judge(condition, glimpse) : not(judge(condition, glimpse))
  )

const conditionsOf = ({ workspace }: Rulebook): ReadonlyArray<Condition> =>
  workspace.slaPolicies.map(({ where }) => askedOf(where).condition)

export const policyNeverSelected = (book: Rulebook): ReadonlyArray<Finding> => {
  const { workspace, spaceOf } = book
  const conditions = conditionsOf(book)
  return workspace.slaPolicies.flatMap(({ id }, place): ReadonlyArray<Finding> => {
    const space = spaceOf(conditions.slice(0, place + 1))
    if (!isImpossible(space, (glimpse) => selects(conditions, place, glimpse))) return []
    const [glimpse] = find(spaceOf([conditions[place]!]), (one) => judge(conditions[place]!, one), 1)
    // That it is for no ticket at all is told of its condition.
    if (glimpse === undefined) return []
    const chosen = choose(workspace.slaPolicies, factsOf(startOf(glimpse, workspace).ticket, workspace))
    if (chosen === undefined || chosen.id === id) return []
    return [
      {
        check: "policyNeverSelected",
        severity: "error",
        path: `slaPolicies[${place}].where`,
        rules: [chosen.id, id],
        problem: `No ticket ever gets SLA policy "${id}": those before it take all that it is for, as "${chosen.id}" takes this one.`,
        witness: witnessOf(glimpse)
      }
    ]
  })
}

export const priorityUncovered = (book: Rulebook): ReadonlyArray<Finding> => {
  const { workspace, spaceOf } = book
  const conditions = conditionsOf(book)
  return workspace.slaPolicies.flatMap((policy, place) => {
    const metrics = [...new Set(policy.targets.map(({ metric }) => metric))]
    const space = spaceOf(conditions.slice(0, place + 1), ["priority"])
    return [...workspace.priorities.keys()].flatMap((priority): ReadonlyArray<Finding> => {
      const covered = new Set(targetsFor(policy, priority).map(({ metric }) => metric))
      const missing = metrics.filter((metric) => !covered.has(metric))
      if (missing.length === 0) return []
      const wanted = (glimpse: Glimpse): Verdict =>
        Object.hasOwn(glimpse.now, "priority") && glimpse.now["priority"] !== priority ? false : selects(conditions, place, glimpse)
      const [glimpse] = find(space, wanted, 1)
      if (glimpse === undefined || choose(workspace.slaPolicies, factsOf(startOf(glimpse, workspace).ticket, workspace))?.id !== policy.id)
        return []
      return [
        {
          check: "priorityUncovered",
          severity: "warning",
          path: `slaPolicies[${place}].targets`,
          rules: [policy.id],
          problem: `SLA policy "${policy.id}" promises ${missing.join(", ")} to other priorities, and nothing of that to a ticket of priority "${priority}" that it is for.`,
          witness: witnessOf(glimpse)
        }
      ]
    })
  })
}
