/** Rules that act in the commit which they answer, and say what became of each. */
export { inOrder, Phase, Strategy, Trigger, versionOf } from "./Trigger.ts"
export { cascade, type Stage } from "./cascade.ts"
export { make, type Ruleset } from "./Ruleset.ts"
export type { Step, Trace, Verdict } from "./Trace.ts"
export { print } from "./print.ts"
