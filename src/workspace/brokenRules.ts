/** What triggers, automations, macros and views say against the rest of a definition. */
import type { Place } from "../condition/Fields.ts"
import { verbs } from "../ticket/commands/changeStatus.ts"
import type { Field } from "../ticket/Field.ts"
import { unknownPlaceholders } from "../ticket/placeholders.ts"
import { all, ids, isField, ofCondition, unknown } from "./brokenCondition.ts"
import { type Entry, list, twice } from "./entries.ts"
import { isLoose, type Loose } from "./plain.ts"
import type { Problem } from "../text/Problem.ts"

export const brokenRules = (full: Loose): ReadonlyArray<Problem> => [
  ...list(full, "triggers").flatMap((trigger) => ofRule(trigger, full, "commit")),
  ...list(full, "automations").flatMap((automation) => [
    ...ofRule(automation, full),
    ...unknown(automation.value["calendar"], `${automation.path}.calendar`, "calendar", ids(full, "calendars"))
  ]),
  // Both act as `rule:<id>`.
  ...twice([...list(full, "triggers"), ...list(full, "automations")], "id").filter(({ path }) => path.startsWith("automations")),
  ...list(full, "macros").flatMap((macro) => [
    ...ofRule(macro, full, "ticket", ids(macro.value, "parameters")),
    ...ofAccess(macro, full),
    ...twice(list(macro.value, "parameters", macro.path), "id")
  ]),
  ...list(full, "views").flatMap((view) => ofView(view, full))
]

/** `blanks`: what its texts may name beside the placeholders of all rules. */
const ofRule = (
  { path, value }: Entry,
  full: Loose,
  place: Place = "ticket",
  blanks: ReadonlySet<unknown> = new Set()
): ReadonlyArray<Problem> => [
  ...ofCondition(value["where"], `${path}.where`, full, { place }),
  ...all(value["then"]).flatMap((action, i) => {
    if (!isLoose(action)) return []
    const entry = { path: `${path}.then[${i}]`, value: action }
    return [...ofAction(entry, full), ...ofTexts(entry, full, blanks)]
  })
]

/** Which property of a command names a word of which list. */
const words = [
  { property: "priority", list: "priorities", what: "priority" },
  { property: "agent", list: "agents", what: "agent" },
  { property: "team", list: "teams", what: "team" },
  { property: "department", list: "departments", what: "department" },
  { property: "field", list: "fields", what: "field" },
  { property: "webhook", list: "webhooks", what: "webhook" },
  { property: "approval", list: "approvals", what: "approval" }
] as const

const ofAction = ({ path, value }: Entry, full: Loose): ReadonlyArray<Problem> => {
  const statuses = new Set([...ids(full, "statuses"), ...verbs.keys()])
  return [
    ...words.flatMap(({ property, list: of, what }) => unknown(value[property], `${path}.${property}`, what, ids(full, of))),
    ...(value["_tag"] === "Notify" ? all(value["to"]) : []).flatMap((one, i) =>
      typeof one === "string" && one.startsWith("agent:")
        ? unknown(one.slice("agent:".length), `${path}.to[${i}]`, "agent", ids(full, "agents"))
        : []
    ),
    ...(value["_tag"] === "Restrict" ? ofPeople({ path, value }, full) : []),
    ...["status", "then"].flatMap((property) => unknown(value[property], `${path}.${property}`, "status", statuses))
  ]
}

/** What an action says, and where it stands. */
const textsOf = ({ path, value }: Entry): ReadonlyArray<readonly [string, unknown]> => {
  const { text, subject, content } = value
  return [
    [`${path}.text`, text],
    [`${path}.subject`, subject],
    [`${path}.content.text`, isLoose(content) ? content["text"] : undefined]
  ]
}

const ofTexts = (action: Entry, full: Loose, blanks: ReadonlySet<unknown>): ReadonlyArray<Problem> => {
  const fields = new Map(
    list(full, "fields").map(({ value }) => [value["id"], { visible: value["visible"] === true, type: value["type"] as Field["type"] }])
  )
  return textsOf(action).flatMap(([path, text]) =>
    typeof text !== "string"
      ? []
      : unknownPlaceholders(text, { fields })
          .filter((name) => !blanks.has(name))
          .map((name) => ({ path, problem: `there is no placeholder "${name}"` }))
  )
}

const ofAccess = ({ path, value }: Entry, full: Loose): ReadonlyArray<Problem> =>
  isLoose(value["access"]) ? ofPeople({ path: `${path}.access`, value: value["access"] }, full) : []

const ofPeople = ({ path, value }: Entry, full: Loose): ReadonlyArray<Problem> => [
  ...all(value["agents"]).flatMap((id, i) => unknown(id, `${path}.agents[${i}]`, "agent", ids(full, "agents"))),
  ...all(value["teams"]).flatMap((id, i) => unknown(id, `${path}.teams[${i}]`, "team", ids(full, "teams")))
]

const ofView = (view: Entry, full: Loose): ReadonlyArray<Problem> => {
  const { path, value } = view
  const known = (field: unknown, at: string): ReadonlyArray<Problem> =>
    typeof field !== "string" || isField(field, full) ? [] : [{ path: at, problem: `there is no field "${field}"` }]
  return [
    ...ofCondition(value["where"], `${path}.where`, full, { place: "store" }),
    ...ofAccess(view, full),
    ...all(value["columns"]).flatMap((field, i) => known(field, `${path}.columns[${i}]`)),
    ...list(value, "order", path).flatMap((order) => known(order.value["field"], `${order.path}.field`))
  ]
}
