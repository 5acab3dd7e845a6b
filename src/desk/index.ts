/** The whole desk as pure functions. */
export { handle, documentOf, WrongWorkspace, type Desk, type Outcome, type Refusal, type Subject } from "./handle.ts"
export { factsOf } from "./facts.ts"
export { question, standardFields } from "../condition/question.ts"
export { wordsOf } from "./words.ts"
