/** What a condition in a definition says against the rest of it: fields and words that are not there. */
import { standardFields } from "../condition/question.ts"
import { list } from "./entries.ts"
import { isLoose, type Loose } from "./plain.ts"
import type { Problem } from "../text/Problem.ts"

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

/** `refuse`: why a field cannot be asked here. `more`: fields that can be, besides those of a ticket. */
export interface Asking {
  readonly refuse?: (field: string) => string | undefined
  readonly more?: ReadonlyArray<string>
}

export const ofCondition = (condition: unknown, path: string, full: Loose, asking: Asking = {}): ReadonlyArray<Problem> => {
  if (!isLoose(condition)) return []
  if ("all" in condition) return all(condition["all"]).flatMap((one, i) => ofCondition(one, `${path}.all[${i}]`, full, asking))
  if ("any" in condition) return all(condition["any"]).flatMap((one, i) => ofCondition(one, `${path}.any[${i}]`, full, asking))
  if ("not" in condition) return ofCondition(condition["not"], `${path}.not`, full, asking)
  const { field, value } = condition
  if (typeof field !== "string") return []
  const problem = asking.refuse?.(field)
  if (problem !== undefined) return [{ path: `${path}.field`, problem }]
  if (!isField(field, full) && asking.more?.includes(field) !== true)
    return [{ path: `${path}.field`, problem: `there is no field "${field}"` }]
  const known = Object.hasOwn(words, field) ? words[field]! : undefined
  if (known === undefined || condition["op"] === "isSet") return []
  const held = Array.isArray(value) ? value.map((id: unknown, i) => [id, `[${i}]`] as const) : [[value, ""] as const]
  return held.flatMap(([id, at]) => unknown(id, `${path}.value${at}`, known.what, ids(full, known.list)))
}

const isField = (field: string, full: Loose): boolean =>
  standardFields.includes(field) || (field.startsWith("fields.") && ids(full, "fields").has(field.slice("fields.".length)))

export const unknown = (id: unknown, path: string, what: string, known: ReadonlySet<unknown>): ReadonlyArray<Problem> =>
  typeof id !== "string" || known.has(id) ? [] : [{ path, problem: `there is no ${what} "${id}"` }]

/** The ids of a list of the definition. */
export const ids = (full: Loose, name: string): ReadonlySet<unknown> => new Set(list(full, name).map(({ value }) => value["id"]))
export const all = (given: unknown): ReadonlyArray<unknown> => (Array.isArray(given) ? given : [])
