/** The transitions of a department as a picture: where its tickets may go, and what is asked of them on the way. */
import { asked } from "../../../condition/say.ts"
import { label, node } from "../../../text/Mermaid.ts"
import { standardOf, statusesOf } from "../../../ticket/belonging.ts"
import type { Transition } from "../../Transition.ts"
import { declared, leading } from "../../transitions.ts"
import type { Workspace } from "../../Workspace.ts"
import { askedOf } from "../space/asked.ts"

/** A mermaid `stateDiagram-v2`: an arrow for each way; beside it the guard, and the fields that must be filled. No arrows: every way is open. */
export const mermaidOfTransitions = (workspace: Workspace, department: string = workspace.defaultDepartment): string => {
  const statuses = statusesOf(department, workspace)
  const names = new Map(statuses.map(({ id }, i) => [id, node("s", i)]))
  const transitions = declared(department, workspace)
  const first = standardOf(department, "new", workspace)
  return [
    "stateDiagram-v2",
    ...statuses.map(({ id, category, name }) => `  state "${label(name)} (${category})" as ${names.get(id)!}`),
    ...(first === undefined ? [] : [`  [*] --> ${names.get(first.id)!}`]),
    ...statuses.flatMap(({ id: from }) =>
      statuses.flatMap(({ id: to }) => {
        const ways = from === to ? [] : leading(transitions, from, to)
        const said = ways.map(conditionsOf).filter((words) => words !== "")
        // One way that asks nothing is open, whatever the others ask.
        const beside = said.length < ways.length || said.length === 0 ? "" : `: ${label(said.join(" or "))}`
        return ways.length === 0 ? [] : [`  ${names.get(from)!} --> ${names.get(to)!}${beside}`]
      })
    ),
    ...statuses.filter(({ category }) => category === "closed").map(({ id }) => `  ${names.get(id)!} --> [*]`)
  ].join("\n")
}

const conditionsOf = ({ where, requires, reason }: Transition): string =>
  [isNothing(where) ? "" : reason || asked(askedOf(where).condition), ...requires.map((field) => `with ${field}`)]
    .filter((words) => words !== "")
    .join(", ")

const isNothing = (where: Transition["where"]): boolean => "all" in where && where.all.length === 0
