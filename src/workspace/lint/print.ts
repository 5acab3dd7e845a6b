/** Findings in words, for people. */
import type { Facts } from "../../condition/Condition.ts"
import type { Finding, Outcome, Witness } from "./Finding.ts"

/** One paragraph for each: what is wrong and where, and the ticket that shows it. */
export const print = (findings: ReadonlyArray<Finding>): string =>
  findings.length === 0 ? "nothing found" : findings.map(paragraph).join("\n\n")

const paragraph = ({ check, severity, path, problem, witness }: Finding): string =>
  [`${severity} ${check} at ${path}`, `  ${problem}`, ...(witness === null ? [] : shown(witness))].join("\n")

const shown = ({ ticket, before, runs }: Witness): ReadonlyArray<string> => [
  `  a ticket with ${wordsOf(ticket)}`,
  ...(before === undefined
    ? []
    : before === null
      ? ["  that is opened"]
      : Object.keys(before).length === 0
        ? []
        : [`  that had ${wordsOf(before)}`]),
  ...runs.map((run) => `  ${afterwards(run)}`)
]

const afterwards = ({ fired, ticket }: Outcome): string =>
  `${fired.length === 0 ? "nobody acts" : `${fired.join(", then ")} acts`}: ${wordsOf(ticket)}`

const wordsOf = (facts: Facts): string => {
  const words = Object.entries(facts).map(([field, fact]) => `${field} ${fact === null ? "unset" : JSON.stringify(fact)}`)
  return words.length === 0 ? "anything" : words.join(", ")
}
