/** Runs the triggers of a desk inside a commit. It ends: each of them fires at most once, whatever they do. */
import { failing } from "../condition/failing.ts"
import { type Facts, holds } from "../condition/Condition.ts"
import type { Step, Trace, Verdict } from "./Trace.ts"
import { isAfterPolicy, type Strategy, type Trigger } from "./Trigger.ts"

/** The commit that is under way, as triggers see it and change it. */
export interface Stage {
  /** The ticket now; the same object as long as nothing changes. */
  readonly facts: () => Facts
  /** The ticket before the commit; `undefined`: there was none. */
  readonly before: Facts | undefined
  /** Does what the trigger says, whole or not at all: how many facts followed, or why it was refused. */
  readonly perform: (trigger: Trigger) => number | string
  /** Chooses the ticket's policy anew. */
  readonly settle: () => void
}

/** `triggers`: `inOrder`. */
export const cascade = (strategy: Strategy, triggers: ReadonlyArray<Trigger>, stage: Stage): Trace => {
  const verdicts = new Map<Trigger, Verdict>()
  let fired = 0
  let isStopped = false
  const ask = (trigger: Trigger): boolean => {
    if (isAfterPolicy(trigger.phase)) stage.settle()
    if (!trigger.enabled || isStopped || verdicts.has(trigger) || !holds(trigger.where, stage.facts())) return false
    fired += 1
    verdicts.set(trigger, outcome(stage.perform(trigger), fired))
    isStopped = strategy === "stopAtFirst"
    return true
  }
  if (strategy === "restart") while (triggers.some(ask));
  else triggers.forEach(ask)
  stage.settle()
  return triggers.map((trigger): Step => ({ trigger: trigger.id, verdict: verdicts.get(trigger) ?? silent(trigger, stage, isStopped) }))
}

const outcome = (performed: number | string, order: number): Verdict =>
  typeof performed === "string"
    ? { _tag: "Failed", order, reason: performed }
    : performed === 0
      ? { _tag: "Idle", order }
      : { _tag: "Fired", order, events: performed }

/** Why a trigger did not fire, by the ticket as it is at the end. */
const silent = (trigger: Trigger, { facts }: Stage, isStopped: boolean): Verdict => {
  if (!trigger.enabled) return { _tag: "Suppressed", reason: "disabled" }
  const because = failing(trigger.where, facts())
  return because === null ? { _tag: "Suppressed", reason: isStopped ? "stopped" : "early" } : { _tag: "Unfit", because }
}
