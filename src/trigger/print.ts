/** A trace in words, a line for each trigger. */
import type { Condition, Fact } from "../condition/Condition.ts"
import type { Trace, Verdict } from "./Trace.ts"

export const print = (trace: Trace): string => {
  const wide = trace.reduce((most, { trigger }) => Math.max(most, trigger.length), 0)
  return trace.map(({ trigger, verdict }) => `${trigger.padEnd(wide)}  ${wordsOf(verdict)}`).join("\n")
}

const wordsOf = (verdict: Verdict): string => {
  switch (verdict._tag) {
    case "Fired":
      return `fired as number ${verdict.order}: ${verdict.events} ${verdict.events === 1 ? "fact" : "facts"}`
    case "Idle":
      return `fired as number ${verdict.order}, and changed nothing`
    case "Failed":
      return `failed as number ${verdict.order}: ${verdict.reason}`
    case "Suppressed":
      return suppressed[verdict.reason]
    case "Unfit":
      return `does not fit: ${asked(verdict.because.test)}${found(verdict.because.found)}`
  }
}

const suppressed = {
  stopped: "fits, but another was the only one to fire",
  early: "fits now, but was asked before it did",
  disabled: "is disabled"
} as const

const asked = (condition: Condition): string => {
  if ("all" in condition) return `all of ${condition.all.map(asked).join(", ")}`
  if ("any" in condition) return `any of ${condition.any.map(asked).join(", ")}`
  if ("not" in condition) return `not ${asked(condition.not)}`
  return `${condition.field} ${condition.op} ${"value" in condition ? JSON.stringify(condition.value) : ""}`.trimEnd()
}

const found = (fact: Fact): string => (fact === null ? ", and nothing is there" : `, and it is ${JSON.stringify(fact)}`)
