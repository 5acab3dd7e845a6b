/** Rules that are refused where their condition is met: an agent outside the team, a field that must be filled, a closed ticket. */
import type { Finding } from "../Finding.ts"
import type { Rulebook } from "../Rulebook.ts"
import { every, judge, type Verdict } from "../space/judge.ts"
import type { Glimpse } from "../space/Glimpse.ts"
import { find } from "../space/search.ts"
import { perform, startOf } from "../stage/commit.ts"
import { witnessOf } from "../witness.ts"

export const refused = ({ workspace, triggers, automations, spaceOf }: Rulebook): ReadonlyArray<Finding> =>
  [...triggers, ...automations].flatMap((rule): ReadonlyArray<Finding> => {
    const space = spaceOf([rule.condition])
    const wanted = (glimpse: Glimpse): Verdict => judge(rule.condition, glimpse)
    const isOpen = (glimpse: Glimpse): Verdict => glimpse.now["statusCategory"] !== "closed"
    // A closed ticket takes next to nothing; that is worth saying only of a rule that is for closed tickets.
    const [glimpse] = [...find(space, (one) => every([isOpen(one), wanted(one)], (part) => part), 1), ...find(space, wanted, 1)]
    if (glimpse === undefined) return []
    const { ticket, at } = startOf(glimpse, workspace)
    const done = perform(ticket, rule.commands, rule.id, at, workspace)
    if (typeof done !== "string") return []
    return [
      {
        check: "refused",
        severity: "warning",
        path: `${rule.path}.then`,
        rules: [rule.id],
        problem: `${rule.trigger === null ? "Automation" : "Trigger"} "${rule.id}" is refused on such a ticket, and nothing of it is done: ${done}.`,
        witness: witnessOf(glimpse)
      }
    ]
  })
