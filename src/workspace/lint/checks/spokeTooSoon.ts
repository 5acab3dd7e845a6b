/** A trigger that told somebody something, and another then changed the ticket so that it would not have. */
import type { Finding } from "../Finding.ts"
import { type Rule, type Rulebook, speaks } from "../Rulebook.ts"
import type { Glimpse } from "../space/Glimpse.ts"
import { every, judge, not, type Verdict } from "../space/judge.ts"
import { find } from "../space/search.ts"
import { meets, run, startOf } from "../stage/commit.ts"
import { after } from "../stage/effect.ts"
import { outcomeOf, witnessOf } from "../witness.ts"
import type { Pair } from "./Pair.ts"

/**
 * Placeholders of mails and notifications are filled in at the end of the commit, so they are never out of date. But that it was
 * said at all, and the words around them, rest on the condition: what counts is whether that still holds at the end.
 */
export const spokeTooSoon = (pair: Pair, book: Rulebook): Finding | undefined =>
  (pair.secondEnds ? tooSoon(pair.first, pair.second, pair, book) : undefined) ??
  (pair.firstEnds ? tooSoon(pair.second, pair.first, pair, book) : undefined)

const tooSoon = (speaker: Rule, other: Rule, { space, tries }: Pair, { workspace }: Rulebook): Finding | undefined => {
  if (!speaks(speaker)) return undefined
  const glimpses = find(space, (glimpse) => isTakenBack(speaker, other, glimpse), tries)
  for (const glimpse of glimpses) {
    const start = startOf(glimpse, workspace)
    const ran = run(start, workspace.rules, workspace)
    const said = ran.firings.findIndex(({ rule, events }) => rule === speaker.id && events.length > 0)
    if (said < 0 || meets(speaker.where, ran.facts, start, workspace)) continue
    // What a rule itself ends is no contradiction: that is how it says something once.
    const changed = ran.firings.findIndex(({ facts }, i) => i >= said && !meets(speaker.where, facts, start, workspace))
    if (changed <= said || ran.firings[changed]!.rule !== other.id) continue
    return {
      check: "spokeTooSoon",
      severity: "warning",
      path: `${speaker.path}.then`,
      rules: [speaker.id, other.id],
      problem: `Trigger "${speaker.id}" tells something that "${other.id}" makes untrue in the same commit.`,
      witness: witnessOf(glimpse, [outcomeOf(ran, speaker.footprint.reads)])
    }
  }
  return undefined
}

const isTakenBack = (speaker: Rule, other: Rule, glimpse: Glimpse): Verdict => {
  const spoken = after(speaker.effect, glimpse)
  const acts = not(every([glimpse, spoken], (at) => not(judge(other.condition, at))))
  return every([judge(speaker.condition, glimpse), acts, not(judge(speaker.condition, after(other.effect, spoken)))], (verdict) => verdict)
}
