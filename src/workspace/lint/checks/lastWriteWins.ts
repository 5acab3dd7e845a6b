/** Two triggers that set one field of a ticket to different values, each believing to have the last word. */
import type { Finding } from "../Finding.ts"
import type { Rulebook } from "../Rulebook.ts"
import { every, judge } from "../space/judge.ts"
import { find } from "../space/search.ts"
import { type Run, run, startOf } from "../stage/commit.ts"
import { outcomeOf, witnessOf } from "../witness.ts"
import type { Pair } from "./Pair.ts"

export const lastWriteWins = ({ first, second, clash, space, tries }: Pair, { workspace }: Rulebook): Finding | undefined => {
  for (const field of clash) {
    const values = new Set([first, second].map(({ effect }) => JSON.stringify(effect.sets[field])))
    const found = find(
      space,
      (glimpse) =>
        Object.hasOwn(glimpse.now, field) && values.has(JSON.stringify(glimpse.now[field]))
          ? false
          : every([first, second], ({ condition }) => judge(condition, glimpse)),
      tries
    )
    for (const glimpse of found) {
      const ran = run(startOf(glimpse, workspace), workspace.rules, workspace)
      if (!bothSet(ran, first.id, second.id, field)) continue
      return {
        check: "lastWriteWins",
        severity: first.trigger?.phase === second.trigger?.phase ? "warning" : "note",
        path: `${second.path}.then`,
        rules: [first.id, second.id],
        problem: `Triggers "${first.id}" and "${second.id}" set ${field} of one ticket to different values; the one that acts last wins.`,
        witness: witnessOf(glimpse, [outcomeOf(ran, [field])])
      }
    }
  }
  return undefined
}

/** Both acted, and left the field with different values. */
const bothSet = ({ firings }: Run, one: string, other: string, field: string): boolean => {
  const [a, b] = [one, other].map((rule) => firings.find((firing) => firing.rule === rule && firing.events.length > 0)?.facts[field])
  return a !== undefined && b !== undefined && JSON.stringify(a) !== JSON.stringify(b)
}
