/** The life of a ticket as a picture: statuses by category, and what brings a ticket from one to the other. */
import type { Condition } from "../../../condition/Condition.ts"
import { judge } from "../space/judge.ts"
import { isDone } from "../../../ticket/Status.ts"
import type { Workspace } from "../../Workspace.ts"
import { type Rule, rulebookOf } from "../Rulebook.ts"
import { nothing } from "../space/Glimpse.ts"
import { statusOf } from "../stage/effect.ts"
import { label, node } from "../../../text/Mermaid.ts"

interface Edge {
  readonly from: string
  readonly to: string
  readonly by: string
}

/** A mermaid `stateDiagram-v2`: arrows for what people outside and agents bring about by writing, and for what rules do. Agents may choose any status besides. */
export const mermaidOfStatuses = (workspace: Workspace): string => {
  const statuses = [...workspace.statuses.values()]
  const names = new Map<string, string>(statuses.map(({ id }, i) => [id, node("s", i)]))
  const { defaultStatus } = workspace
  const edges = [...byWords(workspace), ...byRules(workspace)]
  return [
    "stateDiagram-v2",
    ...statuses.map(({ id, category, name }) => `  state "${label(name)} (${category})" as ${names.get(id)!}`),
    `  [*] --> ${names.get(defaultStatus.new.id)!}`,
    ...edges.map(({ from, to, by }) => `  ${names.get(from)!} --> ${names.get(to)!}: ${by}`),
    ...statuses.filter(({ category }) => category === "closed").map(({ id }) => `  ${names.get(id)!} --> [*]`)
  ].join("\n")
}

const byWords = ({ statuses, defaultStatus, followUp }: Workspace): ReadonlyArray<Edge> => {
  const to = defaultStatus.open.id
  const isReopened = [...followUp.values()].some(({ reopenWithinDays }) => reopenWithinDays !== 0)
  return [...statuses.values()].flatMap(({ id, category }): ReadonlyArray<Edge> => {
    if (category === "new") return [{ from: id, to, by: "an agent replies" }]
    if (category === "open" || (category === "closed" && !isReopened)) return []
    return [
      {
        from: id,
        to,
        by: category === "closed" ? "the requester writes in time" : isDone(category) ? "the requester writes" : "the requester answers"
      }
    ]
  })
}

const byRules = (workspace: Workspace): ReadonlyArray<Edge> => {
  const { triggers, automations } = rulebookOf(workspace)
  return [...triggers, ...automations].flatMap((rule) => {
    const to = rule.commands.flatMap((command) => statusOf(command, workspace)?.status ?? []).at(-1)
    return to === undefined ? [] : fromOf(rule, workspace).flatMap((from) => (from === to ? [] : [{ from, to, by: label(rule.id) }]))
  })
}

/** The statuses in which the rule's condition may be met. */
const fromOf = ({ condition }: Rule, workspace: Workspace): ReadonlyArray<string> =>
  [...workspace.statuses.values()].flatMap(({ id, category }) => (mayHold(condition, id, category) ? [id] : []))

const mayHold = (condition: Condition, status: string, statusCategory: string): boolean =>
  judge(condition, { ...nothing, now: { status, statusCategory } }) !== false
