/** Which policy is for a ticket: the first whose condition holds; and of every other why it is not. */
import { type Facts, holds } from "../condition/Condition.ts"
import { failing, type Failing } from "../condition/failing.ts"
import type { Policy, Target } from "./Policy.ts"

export interface Judgement {
  readonly policy: string
  /** `later`: it fits too, but another stands before it. */
  readonly verdict: "chosen" | "later" | "unfit"
  /** The first test that fails, and what it found; `null` where it fits. */
  readonly because: Failing | null
}

export interface Selection<P extends Policy = Policy> {
  readonly policy: P | undefined
  readonly judgements: ReadonlyArray<Judgement>
}

/** The policy alone. */
export const choose = <P extends Policy>(policies: ReadonlyArray<P>, facts: Facts): P | undefined =>
  policies.find(({ where }) => holds(where, facts))

/** The policy, and a word on every other. */
export const select = <P extends Policy>(policies: ReadonlyArray<P>, facts: Facts): Selection<P> => {
  const policy = choose(policies, facts)
  const judgements = policies.map((one): Judgement => {
    if (one === policy) return { policy: one.id, verdict: "chosen", because: null }
    if (holds(one.where, facts)) return { policy: one.id, verdict: "later", because: null }
    return { policy: one.id, verdict: "unfit", because: failing(one.where, facts) }
  })
  return { policy, judgements }
}

/** What a policy promises to a ticket of this priority: of each metric the first target that fits. */
export const targetsFor = ({ targets }: Policy, priority: string | null): ReadonlyArray<Target> => {
  const fitting = targets.filter(({ priorities }) => priorities === null || (priority !== null && priorities.includes(priority)))
  return fitting.filter(({ metric }, i) => fitting.findIndex((one) => one.metric === metric) === i)
}
