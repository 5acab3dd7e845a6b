/** What became of every trigger of the set in one commit, and why. */
import type { Failing } from "../condition/failing.ts"

/** `order`: the place among those that fired, from 1. `unfit`: the first test that fails, and what it found. */
export type Verdict =
  | { readonly _tag: "Fired"; readonly order: number; readonly events: number }
  | { readonly _tag: "Unfit"; readonly because: Failing }
  /** It was granted, and changed nothing. */
  | { readonly _tag: "Idle"; readonly order: number }
  /**
   * It fits at the end, but another was the only one to fire (`stopped`), it was asked before it did (`early`), the desk is
   * one of too many that answer each other (`depth`), or rules did too much to this ticket within an hour (`budget`); or it
   * is `disabled`.
   */
  | { readonly _tag: "Suppressed"; readonly reason: "stopped" | "early" | "depth" | "budget" | "disabled" }
  /** A command of it was refused; nothing of it was done. */
  | { readonly _tag: "Failed"; readonly order: number; readonly reason: string }

export interface Step {
  readonly trigger: string
  readonly verdict: Verdict
}

/** One step for each trigger, in the order in which they are asked. */
export type Trace = ReadonlyArray<Step>
