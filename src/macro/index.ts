/** Commands that agents play at will. */
export { fill, type Answers } from "./fill.ts"
export { Macro, Parameter } from "./Macro.ts"
export { play, versionOf } from "./play.ts"
export { MacroBroken, MacroForbidden, MacroUnfilled, MacroUnfit } from "./Refusal.ts"
