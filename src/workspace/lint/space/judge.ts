/** What a condition says of a ticket that is only half chosen: yes, no, or not yet. */
import { type Condition, isOfChange, passes, type Test } from "../../../condition/Condition.ts"
import type { Glimpse } from "./Glimpse.ts"

/** `undefined`: that depends on what is still open. */
export type Verdict = boolean | undefined

export const judge = (condition: Condition, glimpse: Glimpse): Verdict => {
  if ("all" in condition) return every(condition.all, (inner) => judge(inner, glimpse))
  if ("any" in condition) return not(every(condition.any, (inner) => not(judge(inner, glimpse))))
  if ("not" in condition) return not(judge(condition.not, glimpse))
  return ofTest(condition, glimpse)
}

export const not = (verdict: Verdict): Verdict => (verdict === undefined ? undefined : !verdict)

export const every = <T>(parts: ReadonlyArray<T>, of: (part: T) => Verdict): Verdict => {
  let verdict: Verdict = true
  for (const part of parts) {
    const one = of(part)
    if (one === false) return false
    if (one === undefined) verdict = undefined
  }
  return verdict
}

const ofTest = (test: Test, { now, before, opens, guesses }: Glimpse): Verdict => {
  const guess = guesses.get(test.field)
  if (guess !== undefined) return test.op === "isSet" ? test.value : guess.get(keyOf(test))
  if (!Object.hasOwn(now, test.field)) return undefined
  if (!isOfChange(test.op)) return passes(test, now)
  if (opens === null) return undefined
  if (opens) return passes(test, now, null)
  return Object.hasOwn(before, test.field) ? passes(test, now, before) : undefined
}

/** A test without its field. */
export const keyOf = (test: Test): string => JSON.stringify([test.op, "value" in test ? test.value : null])
