/** Rules whose own deed leaves their condition as it is. */
import type { Finding } from "../Finding.ts"
import { type Rulebook, speaks } from "../Rulebook.ts"
import { judge } from "../space/judge.ts"
import { find } from "../space/search.ts"
import { noted, perform, run, startOf } from "../stage/commit.ts"
import { factsOf } from "../../ticketFacts.ts"
import { holds } from "../../../condition/Condition.ts"
import { only, outcomeOf, witnessOf } from "../witness.ts"
import { asksOfCommit } from "./loop.ts"

/** Tickets on which each rule is tried. */
const TRIES = 3

export const saysAgain = ({ workspace, triggers, spaceOf }: Rulebook): ReadonlyArray<Finding> =>
  triggers.flatMap((trigger): ReadonlyArray<Finding> => {
    if (!speaks(trigger) || asksOfCommit(trigger)) return []
    const space = spaceOf([trigger.condition])
    for (const glimpse of find(space, (one) => judge(trigger.condition, one), TRIES)) {
      const start = startOf(glimpse, workspace)
      const first = run(start, workspace.rules, workspace)
      const second = run(noted(first.ticket, start.at, workspace), workspace.rules, workspace)
      const third = run(noted(second.ticket, start.at, workspace), workspace.rules, workspace)
      const runs = [first, second, third]
      if (!runs.every(({ firings }) => firings.some(({ rule, events }) => rule === trigger.id && events.length > 0))) continue
      return [
        {
          check: "saysAgain",
          severity: "warning",
          path: `${trigger.path}.where`,
          rules: [trigger.id],
          problem: `Trigger "${trigger.id}" says the same again in every later commit: it asks nothing of the commit, and what it does leaves its condition true.`,
          witness: witnessOf(
            glimpse,
            runs.map((one) => outcomeOf(one, trigger.footprint.reads))
          )
        }
      ]
    }
    return []
  })

/** It runs once from each time that its condition came true, so nothing breaks; but the condition does not tell what has been done. */
export const staysTrue = ({ workspace, automations, spaceOf }: Rulebook): ReadonlyArray<Finding> =>
  automations.flatMap((automation): ReadonlyArray<Finding> => {
    const space = spaceOf([automation.condition])
    for (const glimpse of find(space, (one) => judge(automation.condition, one), TRIES)) {
      const { ticket, at } = startOf(glimpse, workspace)
      const done = perform(ticket, automation.commands, automation.id, at, workspace)
      if (typeof done === "string" || !holds(automation.condition, factsOf(done.ticket, workspace))) continue
      return [
        {
          check: "staysTrue",
          severity: "note",
          path: `${automation.path}.where`,
          rules: [automation.id],
          problem: `What automation "${automation.id}" does leaves its own condition true: it runs once and then waits for that to end.`,
          witness: witnessOf(glimpse, [
            { fired: [automation.id], ticket: only(factsOf(done.ticket, workspace), automation.footprint.reads) }
          ])
        }
      ]
    }
    return []
  })
