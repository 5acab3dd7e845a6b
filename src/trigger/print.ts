/** A trace in words, a line for each trigger. */
import { say } from "../condition/say.ts"
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
      return `does not fit: ${say(verdict.because)}`
  }
}

const suppressed = {
  stopped: "fits, but another was the only one to fire",
  early: "fits now, but was asked before it did",
  depth: "fits, but too many desks and systems answer each other",
  budget: "fits, but rules did too much to this ticket within an hour",
  disabled: "is disabled"
} as const
