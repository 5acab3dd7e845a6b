/** What a desk is told about its rules, its promises and its queues before anybody works with them. */
import * as Result from "effect/Result"
import { describe, expect, test } from "vitest"
import { decodeWorkspace } from "../../../src/workspace/define.ts"
import { type Check, type Finding, lint, print } from "../../../src/workspace/lint/index.ts"

const agents = [
  { id: "bo", name: "Bo", email: "bo@acme.example", teams: ["billing"] },
  { id: "cy", name: "Cy", email: "cy@acme.example", teams: ["repair"], skills: ["french"] }
]
const given = (definition: object): ReadonlyArray<Finding> =>
  lint(Result.getOrThrow(decodeWorkspace({ name: "Acme", teams: ["billing", "repair"], agents, ...definition })))
const only = (check: Check, findings: ReadonlyArray<Finding>): ReadonlyArray<Finding> => findings.filter((one) => one.check === check)
const checks = (findings: ReadonlyArray<Finding>): ReadonlyArray<Check> => findings.map(({ check }) => check)

const is = (field: string, value: unknown) => ({ field, op: "is", value })
const web = is("channel", "webForm")
const high = is("priority", "high")
const prioritize = (priority: string) => ({ _tag: "Prioritize", priority })

describe("conditions", () => {
  test("a desk with nothing odd is told nothing", () => {
    const triggers = [{ id: "vip", where: { all: [is("commit.opened", true), is("organization", "big")] }, then: [prioritize("high")] }]
    expect(given({ triggers })).toEqual([])
    expect(print([])).toBe("nothing found")
  })
  test("a ticket has one priority: nobody can have both", () => {
    const where = { all: [high, is("priority", "low")] }
    const then = [{ _tag: "Tag", tags: ["x"] }]
    const findings = given({
      triggers: [
        { id: "fine", where: web, then },
        { id: "both", where, then }
      ],
      views: [{ id: "none", where }]
    })
    expect(only("neverTrue", findings).map(({ path, rules, witness }) => [path, rules, witness])).toEqual([
      ["triggers[1].where", ["both"], null],
      ["views[0].where", [], null]
    ])
  })
  test("what is mine is met by nobody in particular, and yet by somebody", () => {
    expect(given({ views: [{ id: "mine", where: { field: "assignee", op: "is", value: { my: "id" } } }] })).toEqual([])
  })
  test("nothing is shown on a ticket that cannot be: bo is not in that team", () => {
    const where = (team: string) => ({ all: [is("assignee", "bo"), is("team", team)] })
    const note = (team: string) => ({ triggers: [{ id: "tell", where: where(team), then: [{ _tag: "Note", text: "Look" }] }] })
    expect(given(note("repair"))).toEqual([])
    expect(checks(given(note("billing")))).toEqual(["saysAgain"])
  })
  test("a trigger that asks nothing fires in every commit", () => {
    expect(checks(given({ triggers: [{ id: "all", where: { all: [] }, then: [{ _tag: "Tag", tags: ["seen"] }] }] }))).toEqual([
      "alwaysTrue"
    ])
  })
})

describe("triggers that meet", () => {
  const first = { id: "raise", where: web, then: [prioritize("high")] }
  test("what an earlier one always ends never acts", () => {
    const second = { id: "route", where: { all: [web, { not: high }] }, then: [{ _tag: "Assign", team: "repair" }] }
    const [found] = only("shadowed", given({ triggers: [first, second] }))
    expect(found).toMatchObject({ severity: "error", path: "triggers[1].where", rules: ["raise", "route"] })
    expect(found!.witness!.runs).toEqual([{ fired: ["raise"], ticket: { channel: "webForm", priority: "high" } }])
  })
  test("on a closed ticket the earlier one is refused, so the later one can act there if it may", () => {
    const second = {
      id: "tell",
      where: { all: [web, { not: high }] },
      then: [{ _tag: "SendMail", to: ["assignee"], subject: "", text: "Look" }]
    }
    expect(checks(given({ triggers: [first, second] }))).not.toContain("shadowed")
  })
  test("a policy may change between the two, so that is no shadow", () => {
    const slaPolicies = [
      { id: "fast", where: high, targets: [] },
      { id: "slow", targets: [] }
    ]
    const second = { id: "route", where: { all: [web, is("policy", "slow"), { not: high }] }, then: [{ _tag: "Assign", team: "repair" }] }
    expect(checks(given({ slaPolicies, triggers: [first, second] }))).not.toContain("shadowed")
  })
  test("what is so already may be otherwise on another ticket: that is no shadow", () => {
    const changed = { field: "category", op: "changed" }
    const drop = { id: "drop", where: changed, then: [{ _tag: "Categorize", category: [] }] }
    const normal = { id: "normal", where: { all: [changed, is("status", "new")] }, then: [prioritize("normal")] }
    expect(checks(given({ categories: ["hardware", "software"], triggers: [drop, normal] }))).not.toContain("shadowed")
  })
  test("two that set one field differently: the last one wins", () => {
    const second = { id: "calm", where: is("department", "support"), then: [prioritize("low")] }
    const [found] = only("lastWriteWins", given({ triggers: [first, second] }))
    expect(found).toMatchObject({
      severity: "warning",
      rules: ["raise", "calm"],
      witness: { ticket: { channel: "webForm", department: "support" } }
    })
    expect(found!.witness!.runs).toEqual([{ fired: ["raise", "calm"], ticket: { priority: "low" } }])
  })
  test("two whose order decides: the witness shows both ends", () => {
    const second = { id: "route", where: { all: [is("department", "support"), { not: high }] }, then: [{ _tag: "Assign", team: "repair" }] }
    const [found] = only("orderMatters", given({ triggers: [first, second] }))
    expect(found!.rules).toEqual(["raise", "route"])
    expect(found!.witness!.runs).toEqual([
      { fired: ["raise"], ticket: { team: null } },
      { fired: ["route", "raise"], ticket: { team: "repair" } }
    ])
  })
  test("two that only add up are no finding", () => {
    const tag = (label: string) => ({ id: label, where: is("commit.opened", true), then: [{ _tag: "Tag", tags: [label] }] })
    expect(given({ triggers: [{ ...first, where: { all: [web, is("commit.opened", true)] } }, tag("a")] })).toEqual([])
  })
  test("who speaks before the last word is told so; who ends the condition itself is not", () => {
    const pager = { id: "pager", where: is("priority", "urgent"), then: [{ _tag: "Note", text: "Somebody look!" }] }
    const calm = { id: "calm", where: { field: "tags", op: "contains", value: "calm" }, then: [prioritize("low")] }
    expect(only("spokeTooSoon", given({ triggers: [pager, calm] })).map(({ rules }) => rules)).toEqual([["pager", "calm"]])
    const once = {
      ...pager,
      where: { all: [pager.where, { not: { field: "tags", op: "contains", value: "paged" } }] },
      then: [...pager.then, { _tag: "Tag", tags: ["paged"] }]
    }
    expect(only("spokeTooSoon", given({ triggers: [once] }))).toEqual([])
  })
  test("who asks nothing of the commit says it again in each", () => {
    const pager = { id: "pager", where: is("priority", "urgent"), then: [{ _tag: "Note", text: "Somebody look!" }] }
    expect(only("saysAgain", given({ triggers: [pager] })).map(({ rules }) => rules)).toEqual([["pager"]])
    const changed = { ...pager, where: { field: "priority", op: "changedTo", value: "urgent" } }
    expect(given({ triggers: [changed] })).toEqual([])
  })
})

describe("rules that go round", () => {
  const move = (id: string, from: string, to: string) => ({
    id,
    where: is("status", from),
    after: "1d",
    then: [{ _tag: "ChangeStatus", status: to }]
  })
  test("two automations that undo each other", () => {
    const [found] = only("loop", given({ automations: [move("wake", "pending", "open"), move("wait", "open", "pending")] }))
    expect(found).toMatchObject({ severity: "error", path: "automations[0].then" })
    expect([...found!.rules].toSorted()).toEqual(["wait", "wake"])
    expect(found!.witness!.runs.map(({ ticket }) => String(ticket["status"])).toSorted()).toEqual(["open", "pending"])
  })
  test("a count that ends it is an end", () => {
    const bounded = {
      ...move("wake", "solved", "open"),
      where: { all: [is("status", "solved"), { field: "reopened", op: "lt", value: 3 }] }
    }
    expect(only("loop", given({ automations: [bounded, move("solve", "open", "solved")] }))).toEqual([])
  })
  test("two triggers that flip a ticket back and forth in every commit", () => {
    const up = { id: "up", where: is("priority", "low"), then: [prioritize("high")] }
    const down = { id: "down", where: high, then: [prioritize("low")] }
    expect(only("loop", given({ triggers: [up, down] }))[0]).toMatchObject({ severity: "warning", rules: ["up", "down"] })
  })
  test("an automation that leaves its condition as it is", () => {
    const nudge = { id: "nudge", where: is("status", "pending"), after: "2d", then: [{ _tag: "Reply", text: "Did that help?" }] }
    expect(checks(given({ automations: [nudge, move("close", "solved", "closed")] }))).toEqual(["staysTrue"])
  })
})

describe("what cannot be done", () => {
  test("an agent outside the team", () => {
    const triggers = [{ id: "give", where: is("commit.opened", true), then: [{ _tag: "Assign", agent: "bo", team: "repair" }] }]
    const [found] = only("refused", given({ triggers }))
    expect(found!.problem).toContain("bo")
  })
  test("a status that needs a field which is empty", () => {
    const fields = [{ id: "cause", type: "select", choices: ["ours", "theirs"], requiredOn: ["solved"] }]
    const solve = { id: "solve", where: is("status", "pending"), after: "9d", then: [{ _tag: "ChangeStatus", status: "solve" }] }
    expect(given({ fields, automations: [solve] })).toMatchObject([{ check: "refused", path: "automations[0].then" }])
    const filled = { ...solve, then: [{ _tag: "SetField", field: "cause", value: "ours" }, ...solve.then] }
    expect(given({ fields, automations: [filled] })).toEqual([])
  })
  test("a rule for closed tickets that a closed ticket does not take", () => {
    const where = { all: [is("status", "closed"), { field: "status", op: "changed" }] }
    const tag = { id: "tag", where, then: [{ _tag: "Tag", tags: ["done"] }] }
    expect(checks(given({ triggers: [tag] }))).toEqual(["refused"])
    expect(given({ triggers: [{ ...tag, then: [{ _tag: "SendMail", to: ["requester"], subject: "", text: "Farewell" }] }] })).toEqual([])
  })
  test("a queue without agents, and one that asks for what nobody knows", () => {
    const queue = { id: "repairs", team: "repair", skills: [{ skill: "french", where: { all: [] } }] }
    const skill = (id: string) => ({ ...queue, id, skills: [{ skill: "greek", where: is("organization", "agora") }] })
    const findings = given({ teams: ["billing", "repair", "empty"], queues: [queue, skill("greek"), { id: "nobody", team: "empty" }] })
    expect(findings.map(({ check, path }) => [check, path])).toEqual([
      ["nobodyFits", "queues[1].skills[0]"],
      ["nobodyFits", "queues[2]"]
    ])
    expect(findings[0]!.witness!.ticket).toMatchObject({ organization: "agora" })
    const idle = [{ ...agents[0]!, capacity: 0 }]
    expect(checks(given({ agents: idle, queues: [{ id: "billing", team: "billing" }] }))).toEqual(["nobodyFits"])
  })
  test("a calendar that is never open, one that nearly never is, and one that is", () => {
    const calendar = (id: string, hours: object) => ({ id, zone: "UTC", hours })
    const findings = given({
      calendars: [calendar("never", {}), calendar("nearly", { mon: ["09:00-09:30"] }), calendar("office", { mon: ["09:00-17:00"] })]
    })
    expect(findings.map(({ path, severity }) => [path, severity])).toEqual([
      ["calendars[0]", "error"],
      ["calendars[1]", "warning"]
    ])
  })
  test("a mail to the requester that names what only the desk may read", () => {
    const mail = (to: string) => ({
      id: to,
      where: is("commit.opened", true),
      then: [{ _tag: "SendMail", to: [to], subject: "", text: "It is {{ ticket.priority }}." }]
    })
    expect(given({ triggers: [mail("requester"), mail("assignee")] }).map(({ check, rules }) => [check, rules])).toEqual([
      ["leak", ["requester"]]
    ])
  })
})

describe("promises", () => {
  const target = (priority: string) => ({ metric: "firstReply", priority, within: "1h" })
  test("a policy behind one that takes all", () => {
    const slaPolicies = [
      { id: "all", targets: [{ metric: "firstReply", within: "8h" }] },
      { id: "web", where: web, targets: [{ metric: "firstReply", within: "1h" }] }
    ]
    expect(given({ slaPolicies })).toMatchObject([
      { check: "policyNeverSelected", path: "slaPolicies[1].where", rules: ["all", "web"], witness: { ticket: { channel: "webForm" } } }
    ])
  })
  test("a policy that several before it take together", () => {
    const slaPolicies = [high, { field: "priority", op: "isSet", value: false }, { not: high }, web].map((where, i) => ({
      id: `p${i}`,
      where,
      targets: []
    }))
    expect(given({ slaPolicies }).map(({ check, rules }) => [check, rules.at(-1)])).toEqual([["policyNeverSelected", "p3"]])
  })
  test("a priority that a policy forgets, unless no such ticket comes to it", () => {
    const forgetful = { id: "main", targets: [target("urgent"), target("high"), target("normal")] }
    expect(given({ slaPolicies: [forgetful] })).toMatchObject([{ check: "priorityUncovered", witness: { ticket: { priority: "low" } } }])
    const low = { id: "low", where: is("priority", "low"), targets: [] }
    expect(given({ slaPolicies: [low, forgetful] })).toEqual([])
  })
})

test("findings are told in words: what, where, and on which ticket", () => {
  const triggers = [
    { id: "raise", where: web, then: [prioritize("high")] },
    { id: "calm", where: is("department", "support"), then: [prioritize("low")] }
  ]
  expect(print(only("lastWriteWins", given({ triggers })))).toBe(
    [
      "warning lastWriteWins at triggers[1].then",
      '  Triggers "raise" and "calm" set priority of one ticket to different values; the one that acts last wins.',
      '  a ticket with priority "normal", priorityRank 1, channel "webForm", department "support"',
      '  raise, then calm acts: priority "low"'
    ].join("\n")
  )
})
