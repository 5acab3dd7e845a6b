/** A trigger that never acts, because an earlier one ends its condition whenever it is met. */
import type { Finding } from "../Finding.ts"
import type { Rule, Rulebook } from "../Rulebook.ts"
import { every, judge, not } from "../space/judge.ts"
import { find, isImpossible, search } from "../space/search.ts"
import type { Space } from "../space/Space.ts"
import { run, startOf } from "../stage/commit.ts"
import { outcomeOf, witnessOf } from "../witness.ts"
import * as Ruleset from "../../../trigger/Ruleset.ts"
import type { Workspace } from "../../Workspace.ts"
import type { Pair } from "./Pair.ts"

/** Tickets on which two rules are run before it is said that one never acts. */
const MOST = 2000

export const shadowed = ({ first, second, firstEnds, space }: Pair, book: Rulebook): Finding | undefined => {
  const { workspace, spaceOf } = book
  if (
    !(firstEnds || book.workspace.triggerStrategy === "stopAtFirst") ||
    !second.isLasting ||
    !isStill(first, second, book) ||
    first.commands.some(({ _tag }) => _tag === "Reply")
  )
    return undefined
  // Whenever the second could act, the first is asked before it and could, too.
  if (!isImpossible(space, (glimpse) => every([judge(second.condition, glimpse), not(judge(first.condition, glimpse))], (one) => one)))
    return undefined
  const whole = spaceOf([first.condition, second.condition], ["status", "commit.opened"])
  if (!neverActs(first, second, whole, workspace)) return undefined
  for (const glimpse of find(space, (one) => judge(second.condition, one), 1)) {
    const ran = run(startOf(glimpse, workspace), workspace.rules, workspace)
    if (ran.firings.some(({ rule }) => rule === second.id)) return undefined
    return {
      check: "shadowed",
      severity: "error",
      path: `${second.path}.where`,
      rules: [first.id, second.id],
      problem:
        workspace.triggerStrategy === "stopAtFirst"
          ? `Trigger "${second.id}" never acts: wherever its condition is met, "${first.id}" is asked before it, and the first to fit is the only one.`
          : `Trigger "${second.id}" never acts: wherever its condition is met, "${first.id}" acts before it and ends that.`,
      witness: witnessOf(glimpse, [outcomeOf(ran, second.footprint.reads)])
    }
  }
  return undefined
}

/** Nobody else can make the second one's condition true again; which policy a ticket has changes by itself. */
const isStill = (first: Rule, second: Rule, { workspace, disturbers }: Rulebook): boolean => {
  const { reads } = second.footprint
  if (reads.has("policy") || reads.has("due")) return false
  if (workspace.triggerStrategy === "stopAtFirst") return true
  const others = disturbers.get(second)!
  return others.includes(first) && others.every((rule) => rule === first || rule === second)
}

/** Run on every ticket that they tell apart, these two alone: the second is never granted anything, not even what is so already. */
const neverActs = (first: Rule, second: Rule, space: Space, workspace: Workspace): boolean => {
  const rules = Ruleset.make(workspace.rules.triggers.filter(({ id }) => id === first.id || id === second.id))
  let left = MOST
  const end = search(
    space,
    () => undefined,
    (glimpse) => {
      if (--left < 0 || glimpse.guesses.size > 0) return true
      return run(startOf(glimpse, workspace), rules, workspace).firings.some(({ rule, refused }) => rule === second.id && refused === null)
    }
  )
  return space.isWhole && end === "all"
}
