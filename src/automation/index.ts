/** What a desk does when nobody does anything. */
export { Automation, versionOf } from "./Automation.ts"
export { autoClose, autoSolve, type Inactivity } from "./autoClose.ts"
export { advance, hasRun, nextDue, type Schedule, scheduleOf, Timer, wakeAt } from "./Timer.ts"
