/** Whether a rule is met, can still be met, or cannot be met any more. */
import type { Answer, Vote } from "./Answer.ts"
import * as Rule from "./Rule.ts"
import type { Source } from "./Source.ts"
import { answersOf, approversOf, type Panel, type Stage } from "./Stage.ts"

/** People, or what they weigh. `of` is everybody who is asked: the sum of `yes`, `no`, `abstain` and `open`. */
export interface Tally {
  /** For whom it is counted; `null`: for the step as a whole. */
  readonly group: Source | null
  readonly need: number
  readonly of: number
  readonly yes: number
  readonly no: number
  readonly abstain: number
  /** Not answered yet. */
  readonly open: number
}

/** One for each group where the rule is per group; otherwise one. */
export const tally = (stage: Stage): ReadonlyArray<Tally> => tallies(stage, answersOf(stage))

/** Before anybody answers. */
export const blank = (panel: Panel): ReadonlyArray<Tally> => tallies(panel, new Map())

const tallies = (panel: Panel, answers: ReadonlyMap<string, Vote>): ReadonlyArray<Tally> =>
  panel.rule.kind === "perGroup"
    ? panel.groups.map(({ source, agents }) => tallyOf(panel.rule, source, agents, answers))
    : [tallyOf(panel.rule, null, approversOf(panel), answers)]

const tallyOf = (rule: Rule.Rule, group: Source | null, agents: ReadonlyArray<string>, answers: ReadonlyMap<string, Vote>): Tally => {
  const sums: Record<Answer | "open", number> = { yes: 0, no: 0, abstain: 0, open: 0 }
  for (const agent of agents) sums[answers.get(agent)?.answer ?? "open"] += Rule.weightOf(rule, agent)
  return { group, need: Rule.needOf(rule, agents.length), of: sums.yes + sums.no + sums.abstain + sums.open, ...sums }
}

export const isMet = ({ need, yes }: Tally): boolean => yes >= need
export const canBeMet = ({ need, yes, open }: Tally): boolean => yes + open >= need

/** As soon as the answers that are still open could not change it; `null`: they could. */
export const outcome = (stage: Stage): "approved" | "rejected" | null => {
  const all = tally(stage)
  if (!all.every(canBeMet)) return "rejected"
  if (!stage.veto) return all.every(isMet) ? "approved" : null
  // With a veto one who has not answered yet may still reject it.
  const answers = [...answersOf(stage).values()]
  if (answers.some(({ answer }) => answer === "no")) return "rejected"
  return all.every(isMet) && answers.length === approversOf(stage).length ? "approved" : null
}
