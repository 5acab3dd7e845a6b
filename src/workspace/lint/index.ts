/** A workspace looked at before anybody works with it: what will hardly do what was meant, and pictures of what it does. */
export { lint } from "./lint.ts"
export { print } from "./print.ts"
export { mermaidOfRules } from "./diagram/rules.ts"
export { mermaidOfTransitions } from "./diagram/transitions.ts"
export { mermaidOfStatuses } from "./diagram/statuses.ts"
export type { Check, Finding, Outcome, Severity, Witness } from "./Finding.ts"
