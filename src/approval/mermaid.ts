/** The steps of an approval and where they stand, as a picture that Mermaid draws. */
import { label } from "../text/Mermaid.ts"
import type { Account, Explanation } from "./explain.ts"
import { arithmetic } from "./print.ts"

/** A `flowchart`. Nodes are named by their place, and whatever people call things, their words stay words. `zone`: an IANA zone. */
export const mermaid = ({ subject, verdict, order, steps }: Explanation, zone = "UTC"): string => {
  const names = steps.map((_, i) => `s${i}`)
  const path = order === "sequence" ? [["asked", ...names, "verdict"]] : names.map((name) => ["asked", name, "verdict"])
  return [
    "flowchart LR",
    `  asked(["${label(subject)}"])`,
    ...steps.map((step, i) => `  ${names[i]!}["${box(step, zone)}"]:::${step.standing}`),
    `  verdict(["${verdict}"]):::${verdict}`,
    ...path.map((nodes) => `  ${nodes.join(" --> ")}`),
    ...Object.entries(colors).map(([name, fill]) => `  classDef ${name} fill:${fill},color:#222`)
  ].join("\n")
}

const box = (step: Account, zone: string): string =>
  [step.name, `${step.standing}${step.byExpiry ? ", by silence" : ""}`, ...arithmetic(step, zone).split("; ")].map(label).join("<br/>")

const colors: Readonly<Record<Account["standing"] | Explanation["verdict"], string>> = {
  waiting: "#eeeeee",
  open: "#fff2cc",
  pending: "#fff2cc",
  approved: "#d5e8d4",
  rejected: "#f8cecc",
  expired: "#f5d9b8",
  dropped: "#e0e0e0",
  withdrawn: "#e0e0e0",
  invalidated: "#e1d5e7"
}
