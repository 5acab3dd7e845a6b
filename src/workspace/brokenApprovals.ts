/** What approvals say against the rest of a definition: approvers who are not there, and rules that nobody could meet. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Definition } from "../approval/Definition.ts"
import { TooFewApprovers } from "../approval/Refusal.ts"
import { resolve } from "../approval/resolve.ts"
import type { Source } from "../approval/Source.ts"
import type { Staff } from "../approval/Staff.ts"
import { coverable } from "../ticket/Approvals.ts"
import type { Problem } from "../text/Problem.ts"
import { all, ids, unknown } from "./brokenCondition.ts"
import { type Entry, list } from "./entries.ts"
import { isLoose, type Loose } from "./plain.ts"

export const brokenApprovals = (full: Loose): ReadonlyArray<Problem> =>
  list(full, "approvals").flatMap((approval) => {
    const problems = [...list(approval.value, "steps", approval.path).flatMap((step) => ofStep(step, full)), ...ofCovers(approval, full)]
    // Whoever is not there is told of once, not as somebody who is missing, too.
    return problems.length > 0 ? problems : unmeetable(approval, full)
  })

const ofStep = ({ path, value }: Entry, full: Loose): ReadonlyArray<Problem> => [
  ...ofSources(value["approvers"], `${path}.approvers`, full),
  ...list(value, "expiries", path).flatMap((expiry) => [
    ...unknown(expiry.value["calendar"], `${expiry.path}.calendar`, "calendar", ids(full, "calendars")),
    ...ofSources(expiry.value["to"], `${expiry.path}.to`, full)
  ]),
  ...(isLoose(value["rule"]) ? list(value["rule"], "weights", `${path}.rule`) : []).flatMap((weight) =>
    unknown(weight.value["agent"], `${weight.path}.agent`, "agent", ids(full, "agents"))
  )
]

const ofSources = (sources: unknown, path: string, full: Loose): ReadonlyArray<Problem> =>
  all(sources).flatMap((source, i) => {
    if (!isLoose(source)) return []
    const { agent, team, role, field } = source
    const at = `${path}[${i}]`
    return [
      ...unknown(agent, `${at}.agent`, "agent", ids(full, "agents")),
      ...unknown(team, `${at}.team`, "team", ids(full, "teams")),
      ...unknown(role, `${at}.role`, "agent with the role", rolesOf(full)),
      ...unknown(field, `${at}.field`, "field", ids(full, "fields")),
      ...nameless(field, `${at}.field`, full)
    ]
  })

const rolesOf = (full: Loose): ReadonlySet<unknown> => new Set(list(full, "agents").flatMap(({ value }) => all(value["roles"])))

/** A field that can hold the id of an agent. */
const naming: ReadonlySet<unknown> = new Set(["text", "select", "multiSelect"])
const nameless = (field: unknown, path: string, full: Loose): ReadonlyArray<Problem> => {
  const named = list(full, "fields").find(({ value }) => typeof field === "string" && value["id"] === field)
  return named === undefined || naming.has(named.value["type"]) ? [] : [{ path, problem: `field "${String(field)}" cannot name an agent` }]
}

const ofCovers = ({ path, value }: Entry, full: Loose): ReadonlyArray<Problem> => {
  const known = new Set<unknown>([...coverable, ...[...ids(full, "fields")].map((id) => `fields.${String(id)}`)])
  return all(value["covers"]).flatMap((name, i) =>
    typeof name !== "string" || known.has(name)
      ? []
      : [{ path: `${path}.covers[${i}]`, problem: `there is no "${name}" to cover; there is ${coverable.join(", ")} and fields.<id>` }]
  )
}

const decode = Schema.decodeUnknownResult(Definition)

/** Where who is asked follows from the definition alone, and even all of them together cannot meet the rule. */
const unmeetable = ({ path, value }: Entry, full: Loose): ReadonlyArray<Problem> => {
  const read = decode(value)
  if (Result.isFailure(read)) return []
  return read.success.steps.flatMap((step, i) => {
    const asked = [...step.approvers, ...step.expiries.flatMap((expiry) => (expiry.then === "escalate" ? expiry.to : []))]
    if (!asked.every(isFixed)) return []
    const one = { ...read.success, steps: [{ ...step, expiries: step.expiries.map((expiry) => ({ ...expiry, calendar: null })) }] }
    const panels = resolve(one, staffOf(full), null, [])
    return Result.isFailure(panels) && panels.failure instanceof TooFewApprovers
      ? [{ path: `${path}.steps[${i}]`, problem: `it can never pass: ${panels.failure.message}` }]
      : []
  })
}

const isFixed = (source: Source): boolean => "agent" in source || "team" in source || "role" in source

/** Everybody, and nobody is excluded. */
const staffOf = (full: Loose): Staff => ({
  agents: list(full, "agents").map(({ value }) => ({
    id: String(value["id"]),
    teams: all(value["teams"]).map(String),
    roles: all(value["roles"]).map(String)
  })),
  manager: null,
  fields: [],
  requester: null,
  submitter: null,
  assignee: null
})
