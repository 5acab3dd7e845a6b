/** What calendars, metrics and SLA policies say against the rest of a definition. */
import { standardFields } from "../condition/question.ts"
import { DUE } from "../sla/ByHand.ts"
import { type Entry, list, twice } from "./entries.ts"
import { isLoose, type Loose } from "./plain.ts"
import type { Problem } from "./WorkspaceInvalid.ts"

export const broken = (full: Loose): ReadonlyArray<Problem> => [
  ...list(full, "metrics").flatMap(({ path, value }) =>
    value["id"] === DUE ? [{ path: `${path}.id`, problem: `"${DUE}" is the date that people set by hand` }] : []
  ),
  ...list(full, "slaPolicies").flatMap((policy) => ofPolicy(policy, full))
]

const ofPolicy = ({ path, value }: Entry, full: Loose): ReadonlyArray<Problem> => [
  ...twice(list(value, "thresholds", path), "id"),
  ...list(value, "targets", path).flatMap((target) => [
    ...unknown(target.value["metric"], `${target.path}.metric`, "metric", ids(full, "metrics")),
    ...unknown(target.value["calendar"], `${target.path}.calendar`, "calendar", ids(full, "calendars")),
    ...all(target.value["priorities"]).flatMap((id, i) =>
      unknown(id, `${target.path}.priorities[${i}]`, "priority", ids(full, "priorities"))
    )
  ]),
  ...ofCondition(value["where"], `${path}.where`, full)
]

/** Which list of the definition has the words that a field may hold. */
const words: Readonly<Record<string, { readonly list: string; readonly what: string }>> = {
  status: { list: "statuses", what: "status" },
  priority: { list: "priorities", what: "priority" },
  kind: { list: "kinds", what: "kind" },
  department: { list: "departments", what: "department" },
  brand: { list: "brands", what: "brand" },
  team: { list: "teams", what: "team" },
  assignee: { list: "agents", what: "agent" }
}

const ofCondition = (condition: unknown, path: string, full: Loose): ReadonlyArray<Problem> => {
  if (!isLoose(condition)) return []
  if ("all" in condition) return all(condition["all"]).flatMap((one, i) => ofCondition(one, `${path}.all[${i}]`, full))
  if ("any" in condition) return all(condition["any"]).flatMap((one, i) => ofCondition(one, `${path}.any[${i}]`, full))
  if ("not" in condition) return ofCondition(condition["not"], `${path}.not`, full)
  const { field, value } = condition
  if (typeof field !== "string") return []
  if (circular.has(field))
    return [{ path: `${path}.field`, problem: `what is promised cannot depend on "${field}", which follows from it` }]
  if (!isField(field, full)) return [{ path: `${path}.field`, problem: `there is no field "${field}"` }]
  const known = Object.hasOwn(words, field) ? words[field]! : undefined
  if (known === undefined || condition["op"] === "isSet") return []
  const held = Array.isArray(value) ? value.map((id: unknown, i) => [id, `[${i}]`] as const) : [[value, ""] as const]
  return held.flatMap(([id, at]) => unknown(id, `${path}.value${at}`, known.what, ids(full, known.list)))
}

/** What the clocks of a promise themselves bring about, or whoever looks at them. */
const circular: ReadonlySet<string> = new Set(["policy", "due", "escalated", "updatedAt"])

const isField = (field: string, full: Loose): boolean =>
  standardFields.includes(field) || (field.startsWith("fields.") && ids(full, "fields").has(field.slice("fields.".length)))

const unknown = (id: unknown, path: string, what: string, known: ReadonlySet<unknown>): ReadonlyArray<Problem> =>
  typeof id !== "string" || known.has(id) ? [] : [{ path, problem: `there is no ${what} "${id}"` }]

const ids = (full: Loose, name: string): ReadonlySet<unknown> => new Set(list(full, name).map(({ value }) => value["id"]))
const all = (given: unknown): ReadonlyArray<unknown> => (Array.isArray(given) ? given : [])
