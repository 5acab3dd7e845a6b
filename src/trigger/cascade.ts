/** Runs the triggers of a desk inside a commit. It ends: each of them fires at most once, whatever they do. */
import { failing } from "../condition/failing.ts"
import type { Facts } from "../condition/Condition.ts"
import type { Asker } from "../condition/Variable.ts"
import { askedBy, fitting, type Ruleset } from "./Ruleset.ts"
import type { Step, Trace, Verdict } from "./Trace.ts"
import type { Strategy, Trigger } from "./Trigger.ts"

/** The commit that is under way, as triggers see it and change it. */
export interface Stage {
  /** The ticket now; the same object as long as nothing changes. */
  readonly facts: () => Facts
  /** The ticket before the commit; `null`: there was none. */
  readonly before: Facts | null
  readonly asker: Asker
  /** Why no trigger may act at all; `null`: they may. */
  readonly forbidden: "depth" | "budget" | null
  /** Does what the trigger says, whole or not at all: how many facts followed, or why it was refused. */
  readonly perform: (trigger: Trigger) => number | string
  /** Chooses the ticket's policy anew. */
  readonly settle: () => void
}

/** Answers the trace as a function: it looks at every trigger of the set, and is seldom asked for. */
export const cascade = (strategy: Strategy, rules: Ruleset, stage: Stage): (() => Trace) => {
  const verdicts = new Map<number, Verdict>()
  if (stage.forbidden === null) {
    const restarts = strategy === "restart"
    let place = next(rules, stage, 0, restarts, verdicts)
    while (place !== undefined) {
      verdicts.set(place, outcome(stage.perform(rules.triggers[place]!), verdicts.size + 1))
      place = strategy === "stopAtFirst" ? undefined : next(rules, stage, restarts ? 0 : place + 1, restarts, verdicts)
    }
  }
  stage.settle()
  const end = { facts: stage.facts(), before: stage.before, asker: stage.asker, forbidden: stage.forbidden }
  const isStopped = strategy === "stopAtFirst" && verdicts.size > 0
  return () =>
    rules.triggers.map((trigger, place): Step => ({
      trigger: trigger.id,
      verdict: verdicts.get(place) ?? silent(rules, place, end, isStopped)
    }))
}

/** The first trigger from this place on that fits and did not fire yet. Those of later phases see the policy that was chosen. */
const next = (rules: Ruleset, stage: Stage, from: number, restarts: boolean, fired: ReadonlyMap<number, Verdict>): number | undefined => {
  const facts = stage.facts()
  const first = (least: number): number | undefined =>
    fitting(rules, stage.facts(), stage.before, stage.asker).find((place) => place >= least && !fired.has(place))
  const found = first(from)
  if (found !== undefined && found < rules.afterPolicy) return found
  stage.settle()
  // After a choice of policy what was passed over may fit; only the scan that begins anew goes back to it.
  return stage.facts() === facts ? found : first(restarts ? 0 : Math.max(from, rules.afterPolicy))
}

const outcome = (performed: number | string, order: number): Verdict =>
  typeof performed === "string"
    ? { _tag: "Failed", order, reason: performed }
    : performed === 0
      ? { _tag: "Idle", order }
      : { _tag: "Fired", order, events: performed }

/** Why a trigger did not fire, by the ticket as it is at the end. */
const silent = (rules: Ruleset, place: number, end: End, isStopped: boolean): Verdict => {
  if (!rules.triggers[place]!.enabled) return { _tag: "Suppressed", reason: "disabled" }
  const because = failing(askedBy(rules, place, end.asker), end.facts, end.before)
  if (because !== null) return { _tag: "Unfit", because }
  return { _tag: "Suppressed", reason: end.forbidden ?? (isStopped ? "stopped" : "early") }
}
type End = Pick<Stage, "before" | "asker" | "forbidden"> & { readonly facts: Facts }
