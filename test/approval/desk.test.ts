/** Permission on tickets: asked, answered, waited for, and what it holds up meanwhile. */
import { describe, expect, test } from "vitest"
import { DatabaseSync } from "node:sqlite"
import { sqlite } from "../../src/storage/sqlite.ts"
import { freshPath } from "../freshPath.ts"
import { type Approvals, HOUR, monday, office, type Person, refusal } from "./office.ts"

type Step = Approvals[number]["steps"][number]
const one = (step: Partial<Step> = {}, more: Partial<Approvals[number]> = {}): Approvals => [
  { id: "budget", steps: [{ id: "finance", approvers: [{ team: "finance" }], ...step }], ...more }
]
const agents = (...ids: ReadonlyArray<Person>): Step["approvers"] => ids.map((agent) => ({ agent }))

describe("a question", () => {
  test("is asked of whom the workspace names, and answered by one of them", async () => {
    const { desk, asked, says, verdict, tags } = office(one())
    const id = await asked()
    expect(await verdict(id)).toBe("pending")
    await says(id, "ann: yes")
    expect(await verdict(id)).toBe("approved")
    expect(await tags(id)).toEqual(["Opened", "ApprovalRequested", "Voted"])
    expect((await desk.explainApproval(id, "budget")).text).toContain("ann: yes")
  })
  test("says what is to be approved: its own words, or the ticket's subject", async () => {
    const { desk, opened } = office(one())
    const [id, other] = [await opened(), await opened()]
    await desk.requestApproval(id, { as: "agent:di", approval: "budget" })
    await desk.requestApproval(other, { as: "agent:di", approval: "budget", subject: "A licence for a year" })
    expect((await desk.explainApproval(id, "budget")).subject).toBe("VPN access")
    expect((await desk.explainApproval(other, "budget")).subject).toBe("A licence for a year")
  })
  test.each<readonly [string, Partial<Step>, ReadonlyArray<string>, string]>([
    ["any: the first yes decides", { rule: "any" }, ["eve: yes"], "approved"],
    ["any: a no does not, while somebody may still say yes", { rule: "any" }, ["eve: no"], "pending"],
    ["all: one no rejects", { rule: "all" }, ["eve: yes", "bo: no"], "rejected"],
    ["all: everybody", { rule: "all" }, ["eve: yes", "bo: yes", "ann: yes"], "approved"],
    ["quorum: two of three", { rule: { kind: "quorum", count: 2 } }, ["eve: yes", "ann: no", "bo: yes"], "approved"],
    ["quorum: as soon as two cannot be reached any more", { rule: { kind: "quorum", count: 2 } }, ["eve: no", "ann: no"], "rejected"],
    ["percent: 60 of a hundred of three are two", { rule: { kind: "percent", percent: 60 } }, ["eve: yes", "ann: yes"], "approved"],
    [
      "perGroup: one of each, and Bo is in both",
      { approvers: [{ team: "finance" }, { team: "security" }], rule: { kind: "perGroup", count: 1 } },
      ["bo: yes"],
      "approved"
    ],
    ["a veto", { rule: "any", veto: true }, ["eve: yes", "ann: no"], "rejected"]
  ])("%s", async (_, step, answers, expected) => {
    const { asked, says, verdict } = office(one(step))
    const id = await asked()
    for (const answer of answers) await says(id, answer)
    expect(await verdict(id)).toBe(expected)
  })
  test("goes to roles, to the agent whom a field names, and to the manager of the requester", async () => {
    const { desk, opened } = office(one({ approvers: [{ role: "director" }, { field: "owner" }, { managerOf: "requester" }], rule: "all" }))
    await desk.addOrganization({ id: "o-1", name: "Lovelace", domains: ["lovelace.example"], manager: "eve" })
    const id = await opened("ada@lovelace.example", { fields: { owner: "cy" } })
    await desk.requestApproval(id, { as: "agent:di", approval: "budget" })
    const { steps } = await desk.explainApproval(id, "budget")
    expect(steps[0]!.says.map(({ agent }) => agent).toSorted()).toEqual(["cy", "eve", "flo"])
  })
  test("is asked of the manager also by a rule, in the commit in which the ticket is opened", async () => {
    const { desk, opened } = office({
      approvals: one({ approvers: [{ managerOf: "requester" }] }),
      triggers: [{ id: "ask", then: [{ _tag: "RequestApproval", approval: "budget" }] }]
    })
    await desk.addOrganization({ id: "o-1", name: "Lovelace", domains: ["lovelace.example"], manager: "eve" })
    const { steps, by } = await desk.explainApproval(await opened("ada@lovelace.example"), "budget")
    expect([by, steps[0]!.says.map(({ agent }) => agent)]).toEqual(["rule:ask", ["eve"]])
    expect(await refusal(desk.explainApproval(await opened("bob@else.example"), "budget"))).toBe("ApprovalNotFound")
  })
  test("is not asked again while it is pending, and can be when it is decided", async () => {
    const { desk, asked, says, verdict } = office(one())
    const id = await asked()
    const again = () => desk.requestApproval(id, { as: "agent:di", approval: "budget" })
    expect(await refusal(again())).toBe("AlreadyPending")
    await says(id, "ann: yes")
    await again()
    expect(await verdict(id)).toBe("pending")
  })
})

describe("nobody approves their own", () => {
  const self = async (given: Approvals, ask: (it: ReturnType<typeof office>) => Promise<string>) => {
    const it = office(given)
    const id = await ask(it)
    return refusal(it.says(id, "ann: yes"))
  }
  test("as the requester, told by their address", async () => {
    expect(await self(one(), ({ asked }) => asked("di", "Ann@acme.example"))).toBe("SelfApproval")
  })
  test("as the one who asks", async () => {
    expect(await self(one(), ({ asked }) => asked("ann"))).toBe("SelfApproval")
  })
  test("by a second team that they are in", async () => {
    const both = one({ approvers: [{ team: "finance" }, { team: "security" }], rule: { kind: "perGroup", count: 1 } })
    const it = office(both)
    const id = await it.asked("bo")
    expect(await refusal(it.says(id, "bo: yes"))).toBe("SelfApproval")
  })
  test("as a stand-in of somebody else, or by being put in their place", async () => {
    const it = office(one())
    const id = await it.asked("ann")
    const give = it.desk.delegateVote(id, { as: "agent:bo", approval: "budget", to: "ann" })
    expect(await refusal(give)).toBe("SelfApproval")
    const put = it.desk.replaceApprover(id, { as: "agent:flo", approval: "budget", from: "bo", to: "ann" })
    expect(await refusal(put)).toBe("SelfApproval")
  })
  test("by making a rule ask", async () => {
    const it = office({
      approvals: one(),
      triggers: [
        { id: "ask", where: { field: "fields.cost", op: "gte", value: 500 }, then: [{ _tag: "RequestApproval", approval: "budget" }] }
      ]
    })
    const id = await it.opened()
    await it.desk.setField(id, { as: "agent:ann", field: "cost", value: 900 })
    expect(await refusal(it.says(id, "ann: yes"))).toBe("SelfApproval")
    expect(await refusal(it.says(id, "eve: yes"))).toBe("granted")
  })
  test("unless the workspace wants it so", async () => {
    expect(await self(one({ excludes: [] }), ({ asked }) => asked("ann", "ann@acme.example"))).toBe("granted")
  })
})

describe("who may do what: each refusal by its name, and nothing is written", () => {
  const two: Approvals = [
    {
      id: "budget",
      order: "parallel",
      steps: [
        { id: "finance", approvers: [{ team: "finance" }], rule: "all" },
        { id: "security", approvers: [{ team: "security" }], rule: "all" }
      ]
    }
  ]
  type It = ReturnType<typeof office>
  const budget = { approval: "budget" } as const
  test.each<readonly [string, (it: It, id: string) => Promise<unknown>]>([
    ["UnknownWord", ({ desk }, id) => desk.requestApproval(id, { as: "agent:di", approval: "bugdet" as "budget" })],
    ["NotAnAgent", ({ desk }, id) => desk.requestApproval(id, { as: "requester", ...budget })],
    ["NotAnAgent", ({ desk }, id) => desk.vote(id, { as: "requester" as "agent:ann", ...budget, answer: "yes" })],
    ["NotAnApprover", ({ desk }, id) => desk.vote(id, { as: "rule:ann" as "agent:ann", ...budget, answer: "yes" })],
    ["NotAnApprover", ({ desk }, id) => desk.vote(id, { as: "integration:ann" as "agent:ann", ...budget, answer: "yes" })],
    ["NotAnApprover", ({ desk }, id) => desk.vote(id, { as: "system" as "agent:ann", ...budget, answer: "yes" })],
    ["NotAnApprover", ({ says }, id) => says(id, "flo: yes", "finance")],
    ["NotADelegate", ({ says }, id) => says(id, "flo for ann: yes")],
    [
      "AnswersOnce",
      async ({ desk, says }, id) => {
        await desk.delegateVote(id, { as: "agent:ann", ...budget, to: "cy" })
        await desk.delegateVote(id, { as: "agent:eve", ...budget, to: "cy" })
        await says(id, "cy for ann: yes", "finance")
        await says(id, "cy for eve: yes", "finance")
      }
    ],
    ["SeveralSteps", ({ says }, id) => says(id, "bo: yes")],
    ["UnknownStep", ({ says }, id) => says(id, "bo: yes", "board")],
    ["ApprovalNotFound", async ({ desk, opened }) => desk.vote(await opened(), { as: "agent:ann", ...budget, answer: "yes" })],
    ["NotAnApprover", ({ desk }, id) => desk.delegateVote(id, { as: "agent:flo", ...budget, to: "di" })],
    ["UnknownWord", ({ desk }, id) => desk.delegateVote(id, { as: "agent:ann", ...budget, to: "zoe" as "ann" })],
    ["DelegationOver", ({ desk }, id) => desk.delegateVote(id, { as: "agent:ann", ...budget, to: "flo", until: monday - 1 })],
    [
      "DelegationCycle",
      async ({ desk }, id) => {
        await desk.delegateVote(id, { as: "agent:ann", ...budget, to: "flo" })
        await desk.delegateVote(id, { as: "agent:flo", ...budget, to: "ann" })
      }
    ],
    ["NotImpartial", ({ desk }, id) => desk.replaceApprover(id, { as: "agent:di", ...budget, from: "ann", to: "flo" })],
    ["NotImpartial", ({ desk }, id) => desk.replaceApprover(id, { as: "agent:flo", ...budget, from: "ann", to: "flo" })],
    ["UnknownWord", ({ desk }, id) => desk.replaceApprover(id, { as: "agent:flo", ...budget, from: "ann", to: "zoe" as "ann" })],
    ["NotAnApprover", ({ desk }, id) => desk.replaceApprover(id, { as: "agent:cy", ...budget, from: "flo", to: null })],
    ["NotTheirApproval", ({ desk }, id) => desk.withdrawApproval(id, { as: "agent:flo", ...budget, reason: "no need" })],
    ["NotTheirApproval", ({ desk }, id) => desk.withdrawApproval(id, { as: "integration:crm", ...budget, reason: "no need" })],
    ["InputInvalid", ({ desk }, id) => desk.withdrawApproval(id, { as: "agent:di", ...budget, reason: " " })],
    ["InputInvalid", ({ desk }, id) => desk.vote(id, { as: "agent:ann", ...budget, answer: "perhaps" as "yes" })],
    ["InputInvalid", ({ desk }, id) => desk.vote(id, { as: "agent:ann", ...budget, answer: "yes", reason: "x".repeat(2001) })]
  ])("%s (%#)", async (name, deed) => {
    const it = office(two)
    const id = await it.asked()
    const before = (await it.desk.events(id)).length
    const granted = { AnswersOnce: 3, DelegationCycle: 1 }[name] ?? 0
    expect(await refusal(deed(it, id))).toBe(name)
    expect((await it.desk.events(id)).length).toBe(before + granted)
  })
  test("TooFewApprovers: nobody is left to ask", async () => {
    const it = office(one({ approvers: agents("ann") }))
    const id = await it.opened()
    expect(await refusal(it.desk.requestApproval(id, { as: "agent:ann", approval: "budget" }))).toBe("TooFewApprovers")
    expect(await it.tags(id)).toEqual(["Opened"])
  })
  test("AlreadyDecided, ApprovedElsewhere, NotOpenYet", async () => {
    const [first] = two
    const it = office([{ ...first!, steps: first!.steps.map((step) => ({ ...step, rule: "any" as const })) }])
    const id = await it.asked()
    await it.says(id, "ann: yes")
    expect(await refusal(it.says(id, "eve: yes", "finance"))).toBe("ApprovedElsewhere")
    await it.says(id, "cy: yes")
    expect(await refusal(it.says(id, "eve: yes", "finance"))).toBe("AlreadyDecided")
    const other = office([{ ...first!, order: "sequence" }])
    expect(await refusal(other.says(await other.asked(), "cy: yes", "security"))).toBe("NotOpenYet")
  })
  test("NotImpartial: who asks chooses nobody, though they may approve it themselves", async () => {
    const it = office(one({ excludes: [] }))
    for (const as of ["agent:di", "integration:crm"] as const) {
      const id = await it.opened()
      await it.desk.requestApproval(id, { as, approval: "budget" })
      expect(await refusal(it.desk.replaceApprover(id, { as, approval: "budget", from: "ann", to: "flo" }))).toBe("NotImpartial")
    }
  })
  test("the asker, the assignee and the desk itself take a question back", async () => {
    for (const as of ["agent:di", "agent:flo", "system", "rule:tidy"] as const) {
      const it = office(one())
      const id = await it.asked()
      await it.desk.assign(id, { as: "agent:di", agent: "flo" })
      await it.desk.withdrawApproval(id, { as, approval: "budget", reason: "no need any more" })
      expect(await it.desk.explainApproval(id, "budget")).toMatchObject({ verdict: "withdrawn", reason: "no need any more" })
    }
  })
  test("to say the same twice is to say it once", async () => {
    const it = office(one({ rule: "all" }))
    const id = await it.asked()
    await it.says(id, "ann: yes")
    expect((await it.says(id, "ann: yes")).events).toEqual([])
    expect((await it.says(id, "ann: no")).events.map(({ _tag }) => _tag)).toEqual(["Voted"])
  })
})

describe("somebody else answers", () => {
  test("a stand-in, as long as they may, and it counts once", async () => {
    const it = office(one({ rule: { kind: "quorum", count: 2 } }))
    const id = await it.asked()
    await it.desk.delegateVote(id, { as: "agent:ann", approval: "budget", to: "cy", until: new Date(monday + 5 * HOUR) })
    await it.says(id, "cy for ann: yes")
    expect(await it.verdict(id)).toBe("pending")
    await it.says(id, "ann: no")
    const { steps } = await it.desk.explainApproval(id, "budget")
    expect(steps[0]!.tallies).toEqual([{ group: null, need: 2, of: 3, yes: 0, no: 1, abstain: 0, open: 2 }])
    it.later(6)
    expect(await refusal(it.says(id, "cy for ann: yes"))).toBe("NotADelegate")
  })
  test("two stand in for one another's approver at once: each person answers once", async () => {
    const it = office(one({ approvers: agents("ann", "bo"), rule: "all" }))
    const id = await it.asked()
    for (const as of ["agent:ann", "agent:bo"] as const) await it.desk.delegateVote(id, { as, approval: "budget", to: "flo" })
    await it.says(id, "flo for ann: yes")
    expect(await refusal(it.says(id, "flo for bo: yes"))).toBe("AnswersOnce")
    await it.says(id, "bo: yes")
    expect(await it.verdict(id)).toBe("approved")
  })
  test("whoever is put in the place of an approver who leaves", async () => {
    const it = office(one({ approvers: agents("ann"), rule: "all" }))
    const id = await it.asked()
    await it.desk.replaceApprover(id, { as: "agent:flo", approval: "budget", from: "ann", to: "eve" })
    expect(await refusal(it.says(id, "ann: yes"))).toBe("NotAnApprover")
    await it.says(id, "eve: yes")
    expect(await it.verdict(id)).toBe("approved")
  })
  test("an approver whom the desk has no more is asked no more, when somebody looks", async () => {
    const rules = one({ rule: "all" })
    const before = office(rules)
    const id = await before.asked()
    for (const one of ["ann: yes", "bo: yes"]) await before.says(id, one)
    const after = office(rules, { storage: before.storage, without: ["eve"] })
    await after.desk.note(id, { as: "agent:di", text: "Eve is gone." })
    expect(await after.verdict(id)).toBe("approved")
    expect((await after.tags(id)).slice(-2)).toEqual(["ApproverReplaced", "Noted"])
    expect((await after.desk.events(id)).at(-2)).toMatchObject({ by: "system", from: "eve", to: null })
  })
  test("where the last of them is gone, the answer is no, and the ticket can be closed", async () => {
    const rules = one({ approvers: agents("eve") })
    const before = office(rules)
    const id = await before.asked()
    const after = office({ approvals: one({ approvers: agents("ann") }), without: ["eve"] }, { storage: before.storage })
    await after.desk.close(id, { as: "agent:di" })
    expect(await after.verdict(id)).toBe("rejected")
  })
})

describe("while it is pending the ticket is not finished, by no way", () => {
  const rules = {
    approvals: one(),
    triggers: [{ id: "tidy", where: { field: "tags", op: "contains", value: "done" }, then: [{ _tag: "ChangeStatus", status: "solve" }] }],
    automations: [{ id: "old", where: { field: "tags", op: "contains", value: "old" }, after: "1h", then: [{ _tag: "Close" }] }]
  } as const
  type It = ReturnType<typeof office>
  test.each<readonly [string, (it: It, id: string) => Promise<unknown>]>([
    ["close", ({ desk }, id) => desk.close(id, { as: "agent:di" })],
    ["change status", ({ desk }, id) => desk.changeStatus(id, { as: "agent:di", status: "solve" })],
    ["a reply that solves", ({ desk }, id) => desk.reply(id, { as: "agent:di", text: "Done.", then: "solve" })],
    ["the system", ({ desk }, id) => desk.close(id, { as: "system" })],
    [
      "several commands",
      ({ desk }, id) => desk.perform(id, { as: "agent:di", commands: [{ _tag: "Note", text: "so" }, { _tag: "Close" }] })
    ],
    ["merging", ({ desk, opened }, id) => opened().then((into) => desk.merge(into, { as: "agent:di", sources: [id] }))]
  ])("%s", async (_, deed) => {
    const it = office(rules)
    const id = await it.asked()
    const before = await it.desk.events(id)
    expect(await refusal(deed(it, id))).toBe("ApprovalPending")
    expect(await it.desk.events(id)).toEqual(before)
  })
  test("many at once: each ticket says why not", async () => {
    const it = office(rules)
    const [id, other] = [await it.asked(), await it.opened()]
    const done = await it.desk.performAll([id, other], { as: "agent:di", commands: [{ _tag: "Close" }] })
    expect(done.map((one) => ("refusal" in one ? (one.refusal as unknown as { _tag: string })._tag : "done"))).toEqual([
      "ApprovalPending",
      "done"
    ])
  })
  test("a trigger: the trace says why", async () => {
    const it = office(rules)
    const id = await it.asked()
    const { trace, ticket } = await it.desk.tag(id, { as: "agent:di", tags: ["done"] })
    expect(JSON.stringify(trace)).toContain("while approval budget is pending")
    expect(ticket.status).toBe("new")
  })
  test("an automation: the history says why, once", async () => {
    const it = office(rules)
    const id = await it.asked()
    await it.desk.tag(id, { as: "agent:di", tags: ["old"] })
    it.later(2)
    await it.desk.tick()
    await it.desk.tick()
    const ran = (await it.desk.events(id)).filter(({ _tag }) => _tag === "AutomationRan")
    expect(ran).toMatchObject([{ refused: expect.stringContaining("approval budget is pending") as string }])
    expect((await it.desk.get(id)).ticket.status).toBe("new")
  })
  test("but waiting, and coming back, are no ends", async () => {
    const it = office(rules)
    const id = await it.asked()
    for (const status of ["pending", "hold", "open"] as const) await it.desk.changeStatus(id, { as: "agent:di", status })
    for (const no of ["ann: no", "bo: no", "eve: no"]) await it.says(id, no)
    await it.desk.close(id, { as: "agent:di" })
    expect((await it.desk.get(id)).ticket.status).toBe("closed")
  })
})

describe("what was approved", () => {
  const covers = one({}, { covers: ["priority", "fields.cost"] })
  const changes = (it: ReturnType<typeof office>, id: string) =>
    [
      ["the subject", () => it.desk.rename(id, { as: "agent:eve", subject: "VPN access for all" })],
      ["a covered property", () => it.desk.prioritize(id, { as: "agent:eve", priority: "urgent" })],
      ["a covered field", () => it.desk.setField(id, { as: "agent:eve", field: "cost", value: 5 })]
    ] as const
  test.each([0, 1, 2])("is void when it is not the same any more, in that very commit (%i)", async (n) => {
    for (const answers of [[], ["ann: yes"]]) {
      const it = office(covers)
      const id = await it.asked()
      for (const answer of answers) await it.says(id, answer)
      const { events } = await changes(it, id)[n]![1]()
      expect(events.at(-1)).toMatchObject({
        _tag: "ApprovalInvalidated",
        by: "agent:eve",
        digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string
      })
      expect(await it.verdict(id)).toBe("invalidated")
    }
  })
  test("stays so by what it does not cover, and by a change that is none", async () => {
    const it = office(covers)
    const id = await it.asked()
    await it.says(id, "ann: yes")
    await it.desk.setField(id, { as: "agent:eve", field: "note", value: "blue" })
    await it.desk.reply(id, { as: "requester", text: "Please." })
    await it.desk.prioritize(id, { as: "agent:eve", priority: "normal" })
    expect(await it.verdict(id)).toBe("approved")
  })
  test("is void by a rule's change as well, and a rule asks anew for what it is now", async () => {
    const it = office({
      approvals: covers,
      triggers: [
        { id: "raise", where: { field: "tags", op: "contains", value: "vip" }, then: [{ _tag: "Prioritize", priority: "urgent" }] },
        {
          id: "ask",
          where: { field: "commit.events", op: "contains", value: "ApprovalInvalidated" },
          then: [{ _tag: "RequestApproval", approval: "budget" }]
        }
      ]
    })
    const id = await it.asked()
    await it.says(id, "ann: yes")
    const { events } = await it.desk.tag(id, { as: "agent:di", tags: ["vip"] })
    expect(events.map(({ _tag, by }) => [_tag, by])).toEqual([
      ["Tagged", "agent:di"],
      ["Prioritized", "rule:raise"],
      ["ApprovalInvalidated", "rule:raise"],
      ["ApprovalRequested", "rule:ask"]
    ])
  })
  test("takes no vote that comes after the change in one wish", async () => {
    const it = office(covers)
    const id = await it.asked()
    const wish = it.desk.perform(id, {
      as: "agent:ann",
      commands: [
        { _tag: "Prioritize", priority: "urgent" },
        { _tag: "Vote", approval: "budget", answer: "yes" }
      ]
    })
    expect(await refusal(wish)).toBe("AlreadyDecided")
    expect(await it.verdict(id)).toBe("pending")
  })
})

describe("time", () => {
  const within = (expiries: Step["expiries"], more: Partial<Step> = {}) => one({ expiries: expiries!, ...more })
  test("counts by working hours: eight hours from Monday noon, over a holiday, are over on Wednesday at noon", async () => {
    const it = office(within([{ after: "8h", calendar: "office", then: "reject" }]))
    it.at("2026-03-02T12:00:00Z")
    const id = await it.asked()
    it.at("2026-03-04T11:59:59Z")
    await it.desk.tick()
    expect(await it.verdict(id)).toBe("pending")
    it.at("2026-03-09T08:00:00Z")
    await it.desk.tick()
    expect(await it.desk.explainApproval(id, "budget")).toMatchObject({ verdict: "expired", since: Date.parse("2026-03-04T12:00:00Z") })
    expect(await it.tags(id)).toEqual(["Opened", "ApprovalRequested", "ApprovalExpired"])
    await it.desk.tick()
    expect((await it.tags(id)).length).toBe(3)
  })
  test("reminds, escalates, and takes silence for a yes, each once, whoever looks and when", async () => {
    const expiries = [
      { after: "1h", then: "remind" },
      { after: "1h", then: "escalate", to: [{ role: "director" }] },
      { after: "1h", then: "approve" }
    ] as const
    const told = async (looks: ReadonlyArray<number>) => {
      const it = office(within(expiries))
      const id = await it.asked()
      for (const hour of looks) {
        it.clock.now = monday + hour * HOUR
        await it.desk.tick()
      }
      return (await it.desk.events(id)).flatMap((event) => ("dueAt" in event ? [[event._tag, event.dueAt - monday]] : []))
    }
    const all = [
      ["ApproversReminded", HOUR],
      ["ApprovalEscalated", 2 * HOUR],
      ["ApprovalExpired", 3 * HOUR]
    ]
    expect(await told([9])).toEqual(all)
    expect(await told([1, 1.5, 2, 2, 3, 4])).toEqual(all)
  })
  test("what fell due counts before what is asked now", async () => {
    const it = office(within([{ after: "1h", then: "reject" }]))
    const id = await it.asked()
    it.later(2)
    expect(await refusal(it.says(id, "ann: yes"))).toBe("AlreadyDecided")
    expect(await it.tags(id)).toEqual(["Opened", "ApprovalRequested"])
    await it.desk.close(id, { as: "agent:di" })
    expect((await it.tags(id)).slice(2)).toEqual(["ApprovalExpired", "StatusChanged"])
  })
  test("asks to be looked at when something falls due, and not for ever", async () => {
    const it = office(within([{ after: "1h", then: "reject" }]))
    const id = await it.asked()
    const wakeAt = async () =>
      (await it.storage.find("main", { kind: "ticket", streams: [id], order: [], limit: 1 })).found[0]!.document.wakeAt
    expect(await wakeAt()).toBe(monday + HOUR)
    it.later(1)
    expect(await it.desk.tick()).toMatchObject({ tickets: 1, facts: 1 })
    expect(await wakeAt()).toBeNull()
  })
})

describe("promises to the requester", () => {
  const policy = [{ id: "all", targets: [{ metric: "resolution", within: "8h" }] }] as const
  const dueAt = async (it: ReturnType<typeof office>, id: string) =>
    (await it.desk.deadlines(id)).find(({ metric }) => metric === "resolution")
  test("wait with it, and go on when it is decided", async () => {
    const it = office({ approvals: one({}, { promises: "pause" }), slaPolicies: policy })
    const id = await it.opened()
    it.later(1)
    await it.desk.requestApproval(id, { as: "agent:di", approval: "budget" })
    it.later(50)
    expect(await it.desk.tick()).toMatchObject({ facts: 0 })
    expect(await dueAt(it, id)).toMatchObject({ status: "paused", elapsed: { value: HOUR } })
    await it.says(id, "ann: yes")
    it.later(1)
    expect(await dueAt(it, id)).toMatchObject({ status: "running", elapsed: { value: 2 * HOUR }, due: { value: monday + 58 * HOUR } })
    const ledger = (await it.desk.explainDue(id, "resolution"))!
    expect(ledger.rows.map(({ reason, from, to }) => [reason, (to - from) / HOUR])).toEqual([
      ["counted", 1],
      ["paused", 50],
      ["counted", 1]
    ])
  })
  test("go on from the instant at which time decided, though somebody looked later; what they miss then is told in the same commit", async () => {
    const it = office({ approvals: one({ expiries: [{ after: "2h", then: "reject" }] }, { promises: "pause" }), slaPolicies: policy })
    const id = await it.asked()
    it.later(30)
    await it.desk.tick()
    const told = (await it.desk.events(id)).slice(-2)
    expect(told).toMatchObject([
      { _tag: "ApprovalExpired", dueAt: monday + 2 * HOUR },
      { _tag: "Breached", reachedAt: monday + 10 * HOUR }
    ])
  })
  test("run on beside it where nothing else is said", async () => {
    const it = office({ approvals: one(), slaPolicies: policy })
    const id = await it.asked()
    it.later(9)
    await it.desk.tick()
    expect(await it.tags(id)).toContain("Breached")
  })
})

describe("rules, views and searches", () => {
  test("find tickets by their approvals", async () => {
    const it = office(one({ expiries: [{ after: "1h", then: "reject" }] }))
    const expired = await it.asked()
    it.later(2)
    await it.desk.tick()
    const [pending, approved, rejected, none] = [await it.asked(), await it.asked(), await it.asked(), await it.opened()]
    await it.says(approved, "ann: yes")
    for (const one of ["ann: no", "bo: no", "eve: no"]) await it.says(rejected, one)
    const ids = async (field: "approvalsPending" | "approvalsApproved" | "approvalsRejected") =>
      (await it.desk.find({ where: { field, op: "contains", value: "budget" }, order: [] })).tickets.map(({ id }) => id).toSorted()
    expect([await ids("approvalsPending"), await ids("approvalsApproved"), await ids("approvalsRejected")]).toEqual([
      [pending],
      [approved],
      [rejected, expired].toSorted()
    ])
    const free = await it.desk.find({ where: { field: "approvalsPending", op: "isSet", value: false } })
    expect(free.tickets.map(({ id }) => id).toSorted()).toEqual([approved, rejected, expired, none].toSorted())
  })
  test("answer a verdict, by whom or by what it came", async () => {
    const it = office({
      approvals: one({ expiries: [{ after: "1h", then: "reject" }] }),
      triggers: [
        { id: "go", where: { field: "commit.approved", op: "contains", value: "budget" }, then: [{ _tag: "Tag", tags: ["go"] }] },
        { id: "no", where: { field: "commit.rejected", op: "contains", value: "budget" }, then: [{ _tag: "Tag", tags: ["no"] }] },
        { id: "was", where: { field: "approvalsPending", op: "removed", value: "budget" }, then: [{ _tag: "Tag", tags: ["over"] }] }
      ]
    })
    const [first, other] = [await it.asked(), await it.asked()]
    const tagsOf = async (id: string) => (await it.desk.get(id)).ticket.tags
    expect(await tagsOf(first)).toEqual([])
    await it.says(first, "ann: yes")
    it.later(1)
    await it.desk.tick()
    expect([await tagsOf(first), await tagsOf(other)]).toEqual([
      ["go", "over"],
      ["no", "over"]
    ])
    await it.desk.untag(first, { as: "agent:di", tags: ["go", "over"] })
    expect(await tagsOf(first)).toEqual([])
  })
  test("a rule asks once for the same content", async () => {
    const it = office({
      approvals: one(),
      triggers: [
        { id: "ask", where: { field: "tags", op: "contains", value: "dear" }, then: [{ _tag: "RequestApproval", approval: "budget" }] }
      ]
    })
    const id = await it.opened("ada@example.org", { tags: ["dear"] })
    await it.says(id, "ann: yes")
    await it.desk.note(id, { as: "agent:di", text: "so" })
    expect((await it.tags(id)).filter((tag) => tag === "ApprovalRequested").length).toBe(1)
  })
})

describe("the desk and the customer", () => {
  test("the desk reads who was asked and who said what; the requester reads nothing of it", async () => {
    const it = office(
      one({
        approvers: agents("ann"),
        expiries: [
          { after: "1h", then: "remind" },
          { after: "1h", then: "escalate", to: [{ role: "director" }] }
        ]
      })
    )
    const id = await it.asked()
    const customer = (await it.desk.timeline(id, { as: "customer" })).text
    await it.desk.delegateVote(id, { as: "agent:ann", approval: "budget", to: "cy" })
    it.later(3)
    await it.desk.tick()
    await it.desk.vote(id, { as: "agent:flo", approval: "budget", answer: "abstain", reason: "Not mine\nto say." })
    const { text } = await it.desk.timeline(id)
    for (const words of [
      "asked for approval budget",
      "lets Cy vote on approval budget",
      "reminded who has not answered in step finance",
      "asks Flo in step finance",
      "abstained in step finance of approval budget",
      "Not mine to say."
    ])
      expect(text.replace(/\s+/g, " ")).toContain(words)
    expect((await it.desk.timeline(id, { as: "customer" })).text).toBe(customer)
  })
  test("two desks on one store: of two last votes one is told that it was too late", async () => {
    const path = freshPath()
    const storage = () => sqlite(new DatabaseSync(path))
    const [here, there] = [office(one(), { storage: storage() }), office(one(), { storage: storage() })]
    const id = await here.asked()
    const answers = await Promise.all([refusal(here.says(id, "ann: yes")), refusal(there.says(id, "eve: yes"))])
    expect(answers.toSorted()).toEqual(["AlreadyDecided", "granted"])
    expect((await there.tags(id)).filter((tag) => tag === "Voted").length).toBe(1)
    expect(await here.verdict(id)).toBe(await there.verdict(id))
  })
  test("the document is only a cache: from its events the ticket is the same", async () => {
    const it = office(one({ rule: "all", expiries: [{ after: "1h", then: "remind" }] }, { promises: "pause" }))
    const id = await it.asked()
    await it.says(id, "ann: yes")
    it.later(2)
    await it.desk.tick()
    const { ticket } = await it.desk.get(id)
    const events = await it.desk.events(id)
    const { replay } = await import("../../src/ticket/decider.ts")
    expect(replay(events)).toEqual(ticket)
  })
})
