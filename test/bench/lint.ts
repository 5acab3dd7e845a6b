/** A large set of rules looked at before anybody works with it. */
import * as Result from "effect/Result"
import { lint } from "../../src/workspace/lint/index.ts"
import { decodeWorkspace } from "../../src/workspace/define.ts"
import type { Workspace } from "../../src/workspace/Workspace.ts"
import { luck, type Luck, pick } from "./data.ts"
import { interleaved } from "./measure.ts"
import { atMost, type Tell } from "./table.ts"

export const measure = async (tell: Tell): Promise<void> => {
  for (const [count, most] of [
    [100, 0.5e9],
    [300, 2e9]
  ] as const) {
    const workspace = deskOf(count)
    const findings = lint(workspace)
    const { ours } = await interleaved(
      { ours: { run: (times) => Array.from({ length: times }, () => lint(workspace).length) } },
      { rounds: 3 }
    )
    tell({ what: `${count} rules of 3 conditions linted, ${findings.length} findings`, unit: "ns", ours, goals: [atMost(most, "ns")] })
  }
}

const numbered = (name: string, count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, i) => `${name}${i}`)
const departments = numbered("department", 8)
const teams = numbered("team", 12)
const tags = numbered("tag", 30)
const priorities = ["low", "normal", "high", "urgent"]

type Part = (next: Luck) => object
/** What a rule is for. */
const matters: ReadonlyArray<Part> = [
  (next) => ({ field: "department", op: "is", value: pick(departments, next) }),
  (next) => ({ field: "team", op: "is", value: pick(teams, next) }),
  (next) => ({ field: "tags", op: "contains", value: pick(tags, next) }),
  (next) => ({ field: "subject", op: "contains", value: pick(["refund", "invoice", "password", "broken", "urgent"], next) })
]
/** When it acts. */
const occasions: ReadonlyArray<Part> = [
  () => ({ field: "commit.opened", op: "is", value: true }),
  (next) => ({ field: "status", op: "changedTo", value: pick(["open", "pending", "solved"], next) }),
  (next) => ({ field: "priority", op: "changedTo", value: pick(priorities, next) }),
  (next) => ({ field: "commit.events", op: "contains", value: pick(["Replied", "Noted", "Assigned"], next) })
]
/** What it asks besides. */
const provisos: ReadonlyArray<Part> = [
  (next) => ({ field: "channel", op: "in", value: [pick(["email", "phone", "api"], next), pick(["sms", "webForm"], next)] }),
  (next) => ({ field: "priority", op: "gte", value: pick(priorities.slice(1), next) }),
  (next) => ({ not: { field: "priority", op: "is", value: pick(priorities, next) } }),
  () => ({ field: "assignee", op: "isSet", value: false }),
  (next) => ({ not: { field: "tags", op: "contains", value: pick(tags, next) } }),
  (next) => ({ field: "fields.severity", op: "is", value: pick(["minor", "major", "critical"], next) })
]
const actions: ReadonlyArray<Part> = [
  (next) => ({ _tag: "Prioritize", priority: pick(priorities, next) }),
  (next) => ({ _tag: "Assign", team: pick(teams, next) }),
  (next) => ({ _tag: "Tag", tags: [pick(tags, next)] }),
  (next) => ({ _tag: "Untag", tags: [pick(tags, next)] }),
  (next) => ({ _tag: "SetField", field: "severity", value: pick(["minor", "major", "critical"], next) }),
  () => ({ _tag: "Note", text: "Have a look." })
]

const deskOf = (count: number): Workspace => {
  const next = luck(count)
  const rule = (i: number): object => ({
    id: `rule${i}`,
    phase: pick(["normalize", "route", "sla", "notify"], next),
    where: { all: [matters, occasions, provisos].map((parts) => pick(parts, next)(next)) },
    then: [pick(actions, next)(next)]
  })
  const definition = {
    name: "Large",
    departments,
    priorities,
    teams,
    agents: [{ id: "bo", name: "Bo", email: "bo@large.example", teams }],
    fields: [{ id: "severity", type: "select", choices: ["minor", "major", "critical"] }],
    triggers: Array.from({ length: count }, (_, i) => rule(i))
  }
  return Result.getOrThrow(decodeWorkspace(definition))
}
