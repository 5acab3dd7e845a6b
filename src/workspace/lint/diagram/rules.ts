/** The rules of a desk as a picture: who may make whom act, by what one changes and the other looks at. */
import * as Phase from "../../../trigger/Trigger.ts"
import type { Workspace } from "../../Workspace.ts"
import { type Rule, type Rulebook, rulebookOf } from "../Rulebook.ts"
import { circles } from "../stage/enables.ts"
import { label, node } from "../../../text/Mermaid.ts"

/** A mermaid `flowchart`: a box for each phase, an arrow where one rule changes what another looks at; thick, where that may go round. */
export const mermaidOfRules = (workspace: Workspace): string => {
  const book = rulebookOf(workspace)
  const rules = [...book.triggers, ...book.automations]
  const names = new Map(rules.map((rule, i) => [rule, node("r", i)]))
  const round = new Set(circles(book).flat())
  const box = (title: string, inside: ReadonlyArray<Rule>): ReadonlyArray<string> =>
    inside.length === 0
      ? []
      : [
          `  subgraph ${node("p", boxes.indexOf(title))}["${title}"]`,
          ...inside.map((rule) => `    ${names.get(rule)!}["${label(rule.id)}"]`),
          "  end"
        ]
  return [
    "flowchart LR",
    ...Phase.Phase.literals.flatMap((phase) =>
      box(
        phase,
        book.triggers.filter((rule) => rule.trigger?.phase === phase)
      )
    ),
    ...box("automations", book.automations),
    ...arrows(rules, book).map(({ one, other, fields }) => {
      const isRound = round.has(one) && round.has(other)
      return `  ${names.get(one)!} ${isRound ? "==>" : "-->"}|"${fields.map(label).join(", ")}"| ${names.get(other)!}`
    })
  ].join("\n")
}
const boxes: ReadonlyArray<string> = [...Phase.Phase.literals, "automations"]

interface Arrow {
  readonly one: Rule
  readonly other: Rule
  readonly fields: ReadonlyArray<string>
}

const arrows = (rules: ReadonlyArray<Rule>, { workspace }: Rulebook): ReadonlyArray<Arrow> =>
  rules.flatMap((one) =>
    rules.flatMap((other): ReadonlyArray<Arrow> => {
      const since = workspace.schedule.automations.find(({ id }) => id === other.id)?.since
      const read = new Set([...other.footprint.reads, ...(since === undefined || since === null ? [] : [since])])
      const fields = [...one.footprint.writes].filter((field) => field !== "updatedAt" && read.has(field))
      return one === other || fields.length === 0 ? [] : [{ one, other, fields }]
    })
  )
