/** Approvals as a workspace lays them down: what may be left out, and what is refused, with its path. */
import * as Result from "effect/Result"
import { describe, expect, test } from "vitest"
import { decodeWorkspace } from "../../src/workspace/define.ts"

const base = {
  name: "Acme",
  teams: ["finance", "empty"],
  agents: [
    { id: "ann", email: "ann@acme.example", teams: ["finance"], roles: ["director"] },
    { id: "bo", email: "bo@acme.example", teams: ["finance"] }
  ],
  fields: [
    { id: "owner", type: "text" },
    { id: "cost", type: "number" }
  ],
  calendars: [{ id: "office", zone: "UTC", hours: { mon: ["09:00-17:00"] } }]
}
const finance = { id: "finance", approvers: [{ team: "finance" }] }
const problems = (approvals: unknown, more: object = {}): ReadonlyArray<string> => {
  const decoded = decodeWorkspace({ ...base, ...more, approvals })
  return Result.isSuccess(decoded) ? [] : decoded.failure.problems.map(({ path, problem }) => `${path}: ${problem}`)
}
const step = (more: object) => [{ id: "budget", steps: [{ ...finance, ...more }] }]

describe("what is left out", () => {
  test("any one decides, nobody their own, in sequence, without end, while promises run", () => {
    const { definition, approvals } = Result.getOrThrow(decodeWorkspace({ ...base, approvals: [{ id: "newLaptop", steps: [finance] }] }))
    expect(definition.approvals).toEqual([
      {
        id: "newLaptop",
        name: "New laptop",
        order: "sequence",
        promises: "run",
        covers: [],
        steps: [
          {
            id: "finance",
            name: "Finance",
            approvers: [{ team: "finance" }],
            rule: { kind: "any" },
            veto: false,
            excludes: ["requester"],
            expiries: []
          }
        ]
      }
    ])
    expect(definition.approvalPage).toBeNull()
    expect([...approvals.keys()]).toEqual(["newLaptop"])
  })
  test("lengths of time are read, and an approval keeps the calendars that it names, and no others", () => {
    const { approvals } = Result.getOrThrow(
      decodeWorkspace({
        ...base,
        calendars: [...base.calendars, { id: "night", zone: "UTC", hours: { mon: ["20:00-23:00"] } }],
        approvals: step({
          rule: "all",
          expiries: [
            { after: "2d", calendar: "office", then: "remind" },
            { after: "90m", then: "approve" }
          ]
        })
      })
    )
    const { definition, calendars } = approvals.get("budget")!
    expect(definition.steps[0]).toMatchObject({
      rule: { kind: "all" },
      expiries: [
        { after: 172_800_000, calendar: "office", then: "remind" },
        { after: 5_400_000, calendar: null, then: "approve" }
      ]
    })
    expect(calendars.map(({ id }) => id)).toEqual(["office"])
  })
  test("a workspace without approvals has none, and one that is written out in full reads the same", () => {
    expect(Result.getOrThrow(decodeWorkspace({ name: "Acme" })).approvals.size).toBe(0)
    const { definition } = Result.getOrThrow(decodeWorkspace({ ...base, approvals: step({ rule: "all" }) }))
    expect(Result.getOrThrow(decodeWorkspace(definition)).definition).toEqual(definition)
  })
})

describe("what contradicts itself", () => {
  test.each<readonly [string, unknown]>([
    ['approvals[0].steps[0].approvers[0].team: there is no team "sales"', step({ approvers: [{ team: "sales" }] })],
    ['approvals[0].steps[0].approvers[0].agent: there is no agent "zoe"', step({ approvers: [{ agent: "zoe" }] })],
    ['approvals[0].steps[0].approvers[0].role: there is no agent with the role "king"', step({ approvers: [{ role: "king" }] })],
    ['approvals[0].steps[0].approvers[1].field: there is no field "boss"', step({ approvers: [{ agent: "ann" }, { field: "boss" }] })],
    ['approvals[0].steps[0].approvers[0].field: field "cost" cannot name an agent', step({ approvers: [{ field: "cost" }] })],
    [
      'approvals[0].steps[0].expiries[0].calendar: there is no calendar "night"',
      step({ expiries: [{ after: "1h", calendar: "night", then: "reject" }] })
    ],
    [
      'approvals[0].steps[0].expiries[0].to[0].team: there is no team "sales"',
      step({ expiries: [{ after: "1h", then: "escalate", to: [{ team: "sales" }] }] })
    ],
    [
      'approvals[0].steps[0].rule.weights[0].agent: there is no agent "zoe"',
      step({ rule: { kind: "weighted", threshold: 1, weights: [{ agent: "zoe", weight: 2 }] } })
    ],
    [
      'approvals[0].covers[0]: there is no "fields.price" to cover; there is priority, kind, category, department, brand, requester, organization and fields.<id>',
      [{ id: "budget", steps: [finance], covers: ["fields.price"] }]
    ],
    ['approvals[1].id: "budget" is taken by approvals[0]', [...step({}), ...step({})]]
  ])("%s", (problem, approvals) => {
    expect(problems(approvals)).toEqual([problem])
  })
  test("steps of one name, an end before the end, and a page without a place for the token", () => {
    expect(problems([{ id: "budget", steps: [finance, finance] }])).toEqual([expect.stringContaining("approvals[0].steps")])
    const early = step({
      expiries: [
        { after: "1h", then: "reject" },
        { after: "1h", then: "remind" }
      ]
    })
    expect(problems(early)).toEqual([expect.stringContaining("approvals[0].steps[0].expiries")])
    for (const approvalPage of ["https://desk.example/approve", "javascript:alert({token})", "https://desk.example/a b?{token}"])
      expect(problems([], { approvalPage })).toEqual([expect.stringContaining("approvalPage")])
  })
  test("a rule or an expiry of which nobody knows what it is", () => {
    expect(problems(step({ rule: "most" }))).toEqual([
      "approvals[0].steps[0].rule: expected a rule with kind: any, all, quorum, percent, perGroup or weighted, and its numbers"
    ])
    expect(problems(step({ expiries: [{ after: "1h", then: "shout" }] }))).toEqual([
      expect.stringContaining("approvals[0].steps[0].expiries[0].then: expected")
    ])
  })
  test("a rule names an approval that is there", () => {
    const triggers = [{ id: "ask", then: [{ _tag: "RequestApproval", approval: "bugdet" }] }]
    expect(problems(step({}), { triggers })).toEqual(['triggers[0].then[0].approval: there is no approval "bugdet"'])
  })
  test("a question, too: conditions know the approvals by their ids", () => {
    const views = [{ id: "waiting", where: { field: "approvalsPending", op: "contains", value: "bugdet" } }]
    expect(problems(step({}), { views })).toEqual([expect.stringContaining("views[0].where")])
  })
  test("a promise cannot hang on an approval, which time ends when somebody looks", () => {
    const slaPolicies = [{ id: "all", where: { field: "approvalsPending", op: "isSet", value: true }, targets: [] }]
    expect(problems(step({}), { slaPolicies })).toEqual([expect.stringContaining("slaPolicies[0].where")])
  })
})

describe("what can never pass", () => {
  test.each<readonly [string, object]>([
    ["an empty team", { approvers: [{ team: "empty" }] }],
    ["three of two", { rule: { kind: "quorum", count: 3 } }],
    ["two of each, where one is alone", { approvers: [{ team: "finance" }, { role: "director" }], rule: { kind: "perGroup", count: 2 } }],
    ["all, and one team is empty", { approvers: [{ team: "finance" }, { team: "empty" }], rule: "all" }],
    ["more weight than there is", { rule: { kind: "weighted", threshold: 5, weights: [{ agent: "ann", weight: 3 }] } }],
    ["an escalation to nobody", { expiries: [{ after: "1h", then: "escalate", to: [{ team: "empty" }] }] }]
  ])("%s", (_, more) => {
    expect(problems(step(more))).toEqual([expect.stringMatching(/^approvals\[0\]\.steps\[0\]: it can never pass: step finance needs/)])
  })
  test("is not said of what only a ticket can tell", () => {
    expect(problems(step({ approvers: [{ managerOf: "requester" }, { field: "owner" }], rule: { kind: "quorum", count: 2 } }))).toEqual([])
  })
})
