/**
 * What a definition says against itself, beyond the shape of its parts. It reads a completed definition of which
 * parts may still be misshapen, so that one reading finds everything there is to mend.
 */
import * as Result from "effect/Result"
import * as Pattern from "../text/Pattern.ts"
import { verbs } from "../ticket/commands/changeStatus.ts"
import * as Status from "../ticket/Status.ts"
import { addresses } from "./addresses.ts"
import { brokenApprovals } from "./brokenApprovals.ts"
import { broken } from "./brokenPromises.ts"
import { brokenLifecycle } from "./brokenLifecycle.ts"
import { brokenLinks } from "./brokenLinks.ts"
import { brokenQueues } from "./brokenQueues.ts"
import { brokenRoles } from "./brokenRoles.ts"
import { brokenRules } from "./brokenRules.ts"
import { brokenSatisfaction } from "./brokenSatisfaction.ts"
import { type Entry, list, twice } from "./entries.ts"
import { isLoose, type Loose } from "./plain.ts"
import type { Problem } from "../text/Problem.ts"

export const contradictions = (full: Loose): ReadonlyArray<Problem> => [
  ...identified.flatMap((name) => twice(list(full, name), "id")),
  ...twice(list(full, "followUp"), "department"),
  ...references.flatMap((reference) => dangling(full, reference)),
  ...categories(list(full, "statuses")),
  ...list(full, "statuses").flatMap(misleading),
  ...["departments", "brands"].flatMap((name) => empty(full[name], name, `a desk has at least one: leave "${name}" out for the default`)),
  ...tree(full["categories"], "categories"),
  ...list(full, "fields").flatMap(ofField),
  ...list(full, "fields").flatMap((field) => unopenable(field, list(full, "statuses"))),
  ...addresses(full),
  ...broken(full),
  ...brokenRules(full),
  ...brokenQueues(full),
  ...brokenSatisfaction(full),
  ...brokenRoles(full),
  ...taken(full),
  ...brokenApprovals(full),
  ...brokenLinks(full),
  ...brokenLifecycle(full)
]

/** What a merge takes of the desk's own fields is there, and each property is said once. */
const taken = ({ merging, fields }: Loose): ReadonlyArray<Problem> => {
  if (!isLoose(merging)) return []
  const known = new Set(list({ fields }, "fields").map(({ value }) => `fields.${String(value["id"])}`))
  const named = list(merging, "take", "merging")
  return [
    ...twice(named, "property"),
    ...named.flatMap(({ path, value: { property } }) =>
      typeof property !== "string" || !property.startsWith("fields.") || known.has(property)
        ? []
        : [{ path: `${path}.property`, problem: `there is no field "${property.slice("fields.".length)}"` }]
    )
  ]
}

const identified = [
  "statuses",
  "priorities",
  "kinds",
  "fields",
  "channels",
  "departments",
  "brands",
  "teams",
  "agents",
  "calendars",
  "metrics",
  "slaPolicies",
  "triggers",
  "automations",
  "queues",
  "approvals",
  "links",
  "timeTypes",
  "satisfaction",
  "roles",
  "macros",
  "views",
  "webhooks"
]

/** Which property, of the entries of which list, names entries of which other list. */
const references = [
  { of: "fields", property: "requiredOn", to: "statuses", what: "status" },
  { of: "departments", property: "statuses", to: "statuses", what: "status" },
  { of: "departments", property: "fields", to: "fields", what: "field" },
  { of: "agents", property: "teams", to: "teams", what: "team" },
  { of: "agents", property: "departments", to: "departments", what: "department" },
  { of: "agents", property: "calendar", to: "calendars", what: "calendar" },
  { of: "queues", property: "team", to: "teams", what: "team" },
  { of: "supportAddresses", property: "brand", to: "brands", what: "brand" },
  { of: "supportAddresses", property: "department", to: "departments", what: "department" },
  { of: "followUp", property: "department", to: "departments", what: "department" },
  { of: null, property: "defaultPriority", to: "priorities", what: "priority" }
] as const

const dangling = (full: Loose, { of, property, to, what }: (typeof references)[number]): ReadonlyArray<Problem> => {
  // A list that cannot be read is told of once, not by everybody who names its entries.
  if (!Array.isArray(full[to])) return []
  const known = new Set(list(full, to).map(({ value }) => value["id"]))
  const check = (id: unknown, path: string): ReadonlyArray<Problem> =>
    typeof id !== "string" || known.has(id) ? [] : [{ path, problem: `there is no ${what} "${id}"` }]
  const holders = of === null ? [{ path: "", value: full }] : list(full, of)
  return holders.flatMap((holder) => {
    const path = of === null ? property : `${holder.path}.${property}`
    const named = holder.value[property]
    return Array.isArray(named) ? named.flatMap((id: unknown, i) => check(id, `${path}[${i}]`)) : check(named, path)
  })
}

const empty = (entries: unknown, path: string, problem: string): ReadonlyArray<Problem> =>
  Array.isArray(entries) && entries.length === 0 ? [{ path, problem }] : []

/** Every category has statuses, and exactly one of them is its default. */
const categories = (statuses: ReadonlyArray<Entry>): ReadonlyArray<Problem> =>
  Status.Category.literals.flatMap((category) => {
    const own = statuses.filter(({ value }) => value["category"] === category)
    const [first, ...others] = own.filter(({ value }) => value["isDefault"] === true)
    if (own.length === 0) return [{ path: "statuses", problem: `no status is of category ${category}, and the id "${category}" is taken` }]
    if (first === undefined) return [{ path: "statuses", problem: `category ${category} needs one default among ${some(own)}` }]
    return others.map(({ path }) => ({ path: `${path}.isDefault`, problem: `category ${category} has its default in ${first.path}` }))
  })

const some = (entries: ReadonlyArray<Entry>): string =>
  entries
    .slice(0, 5)
    .map(({ path }) => path)
    .join(", ") + (entries.length > 5 ? " …" : "")

/** `close` said of a ticket must not open it: an id that is also a verb belongs to the category of that verb. */
const misleading = ({ path, value }: Entry): ReadonlyArray<Problem> => {
  const category = typeof value["id"] === "string" ? verbs.get(value["id"]) : undefined
  return category === undefined || category === value["category"]
    ? []
    : [{ path: `${path}.id`, problem: `"${String(value["id"])}" is the word for entering category ${category}: name the status otherwise` }]
}

/** People who write in fill no fields: what the first status demands would turn every one of them away. */
const unopenable = ({ path, value }: Entry, statuses: ReadonlyArray<Entry>): ReadonlyArray<Problem> => {
  const first = statuses.find((status) => status.value["category"] === "new" && status.value["isDefault"] === true)?.value["id"]
  const demanded = Array.isArray(value["requiredOn"]) ? value["requiredOn"].indexOf(first) : -1
  return typeof first !== "string" || demanded < 0
    ? []
    : [{ path: `${path}.requiredOn[${demanded}]`, problem: `tickets begin in "${first}": nobody could write in` }]
}

const ofField = ({ path, value }: Entry): ReadonlyArray<Problem> => {
  const { minimum, maximum } = value
  return [
    ...unreadable(value["type"] === "pattern" ? value["pattern"] : undefined, `${path}.pattern`),
    ...(typeof minimum === "number" && typeof maximum === "number" && minimum > maximum
      ? [{ path: `${path}.minimum`, problem: `${minimum} is more than the maximum, ${maximum}` }]
      : []),
    ...empty(value["choices"], `${path}.choices`, "there is nothing to choose"),
    ...(value["type"] === "tree" ? tree(value["choices"], `${path}.choices`) : twice(list(value, "choices", path), "id"))
  ]
}

const unreadable = (source: unknown, path: string): ReadonlyArray<Problem> => {
  const read = typeof source === "string" ? Pattern.parse(source) : undefined
  return read !== undefined && Result.isFailure(read) ? [{ path, problem: `${read.failure.problem}, at ${read.failure.at}` }] : []
}

/** As deep as a path may be long. */
const DEEPEST = 10
/** Siblings have different ids; the same id may stand in two branches. */
const tree = (level: unknown, path: string, depth = 1): ReadonlyArray<Problem> => {
  if (!Array.isArray(level) || level.length === 0) return []
  if (depth > DEEPEST) return [{ path, problem: `a tree is at most ${DEEPEST} levels deep` }]
  const entries = level.flatMap((value: unknown, i) => (isLoose(value) ? [{ path: `${path}[${i}]`, value }] : []))
  return [...twice(entries, "id"), ...entries.flatMap((entry) => tree(entry.value["children"], `${entry.path}.children`, depth + 1))]
}
