/** The whole desk as pure functions. */
export { handle, documentOf, WrongWorkspace, type Desk, type Outcome, type Refusal, type Subject, unopened } from "./handle.ts"
export { factsOf } from "./facts.ts"
export { prepared, question } from "../condition/question.ts"
export { replay } from "./replay.ts"
export { wordsOf } from "./words.ts"
