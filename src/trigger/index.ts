/** Rules that act in the commit which they answer, and say what became of each. */
export { Action, inOrder, Phase, Strategy, Trigger, versionOf } from "./Trigger.ts"
export { cascade, type Stage } from "./cascade.ts"
export type { Step, Trace, Verdict } from "./Trace.ts"
export { print } from "./print.ts"
