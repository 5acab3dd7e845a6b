/** Triggers of a desk: what they do to tickets, in whose name, and what is told of them. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import { decodeWorkspace, defineWorkspace } from "../../src/workspace/define.ts"
import type { TriggerInput } from "../../src/workspace/Input.ts"
import { life, on } from "../sla/life.ts"

const agents = [
  { id: "bo", name: "Bo", email: "bo@acme.example", teams: ["front"] },
  { id: "cy", name: "Cy", email: "cy@acme.example", teams: ["front", "back"] }
] as const
const desk = (triggers: ReadonlyArray<TriggerInput>, more: { readonly triggerStrategy?: "restart" | "singlePass" | "stopAtFirst" } = {}) =>
  defineWorkspace({
    name: "Acme",
    teams: ["front", "back"],
    agents,
    slaPolicies: [
      { id: "urgent", where: { field: "priority", op: "is", value: "urgent" }, targets: [{ metric: "firstReply", within: "15m" }] },
      { id: "rest", targets: [{ metric: "firstReply", within: "8h" }] }
    ],
    triggers: triggers as ReadonlyArray<TriggerInput<never>>,
    ...more
  })

const fire: TriggerInput = {
  id: "fire",
  where: { field: "subject", op: "contains", value: "FIRE" },
  then: [{ _tag: "Prioritize", priority: "urgent" }]
}
const front: TriggerInput = {
  id: "front",
  where: {
    all: [
      { field: "commit.opened", op: "is", value: true },
      { field: "team", op: "isSet", value: false }
    ]
  },
  then: [{ _tag: "Assign", team: "front" }]
}
const onFire = { subject: "Printer on fire" }

describe("a trigger", () => {
  test("acts in the commit that it answers, before the ticket's policy is chosen, in its own name", () => {
    const ticket = life(desk([front, fire]))
    const events = ticket.open("Mon 09:00", "requester:r-1", onFire)
    expect(events.map(({ _tag, by }) => [_tag, by])).toEqual([
      ["Opened", "requester:r-1"],
      ["Assigned", "rule:front"],
      ["Prioritized", "rule:fire"],
      ["PolicyApplied", "system"]
    ])
    expect(events[2]).toMatchObject({ via: "automatic", cause: expect.stringMatching(/^trigger fire@[0-9a-z]+$/) as string })
    expect(ticket.ticket()).toMatchObject({ team: "front", priority: "urgent", policy: "urgent" })
  })
  test("that answers a promise is asked after the policy is chosen", () => {
    const ticket = life(
      desk([
        { id: "tag", phase: "sla", where: { field: "policy", op: "is", value: "urgent" }, then: [{ _tag: "Tag", tags: ["watched"] }] },
        fire
      ])
    )
    ticket.open("Mon 09:00", "requester:r-1", onFire)
    expect(ticket.ticket().tags).toEqual(["watched"])
  })
  test("that was asked before the policy is chosen is asked again only where the scan begins anew", () => {
    const watch: TriggerInput = {
      id: "watch",
      where: { field: "policy", op: "is", value: "urgent" },
      then: [{ _tag: "Tag", tags: ["watched"] }]
    }
    const tags = (["restart", "singlePass"] as const).map((triggerStrategy) => {
      const ticket = life(desk([watch, fire], { triggerStrategy }))
      ticket.open("Mon 09:00", "requester:r-1", onFire)
      return ticket.ticket().tags
    })
    expect(tags).toEqual([["watched"], []])
  })
  test("that asks whether the deadline changed is not met by a commit that leaves it where it was", () => {
    const moved: TriggerInput = { id: "moved", where: { field: "due", op: "changed" }, then: [{ _tag: "Tag", tags: ["moved"] }] }
    const ticket = life(desk([moved]))
    ticket.open("Mon 09:00")
    ticket.does("Mon 09:05", "agent:bo", [{ _tag: "Untag", tags: ["moved"] }])
    ticket.does("Mon 09:10", "agent:bo", [{ _tag: "Rename", subject: "Another printer" }])
    expect(ticket.ticket().tags).toEqual([])
  })
  test("may answer a deadline that passed, when that is noticed", () => {
    const ticket = life(
      desk([
        {
          id: "escalate",
          where: { field: "commit.breached", op: "contains", value: "firstReply" },
          then: [
            { _tag: "Assign", team: "back" },
            { _tag: "Note", text: "Nobody answered in time." }
          ]
        }
      ])
    )
    ticket.open("Mon 09:00")
    expect(ticket.tick("Mon 12:00")).toEqual([])
    expect(ticket.tick("Mon 18:00").map(({ _tag }) => _tag)).toEqual(["Breached", "Assigned", "Noted"])
    expect(ticket.tick("Mon 19:00")).toEqual([])
  })
  test("is not asked when nothing happened", () => {
    const ticket = life(desk([{ id: "always", then: [{ _tag: "Tag", tags: ["seen"] }] }]))
    ticket.open("Mon 09:00")
    ticket.does("Mon 10:00", "agent:bo", [{ _tag: "Untag", tags: ["seen"] }])
    expect(ticket.ticket().tags).toEqual(["seen"])
    expect(ticket.priority("Mon 11:00", "normal")).toEqual([])
  })
  test("of which one command is refused does none of them, and says so", async () => {
    const workspace = desk([
      {
        id: "solve",
        where: { field: "commit.by", op: "is", value: "requester" },
        then: [
          { _tag: "Assign", agent: "bo" },
          { _tag: "Assign", agent: "bo", team: "back" }
        ]
      },
      fire
    ])
    const { ticket, trace } = await createHelpdesk({ workspace }).open({ requester: { email: "ada@example.org" }, text: "Help", ...onFire })
    expect(ticket).toMatchObject({ assignee: null, priority: "urgent" })
    expect(trace).toEqual([
      { trigger: "solve", verdict: { _tag: "Failed", order: 1, reason: "agent bo is not in team back" } },
      { trigger: "fire", verdict: { _tag: "Fired", order: 2, events: 1 } }
    ])
  })
  test("is told in the ticket's story by its name and version", async () => {
    const helpdesk = createHelpdesk({ workspace: desk([fire]) })
    const { ticket } = await helpdesk.open({ requester: { email: "ada@example.org" }, text: "Help", ...onFire })
    expect((await helpdesk.timeline(ticket.id)).text).toMatch(/Rule fire · Automatic[^]*changed the priority[^]*because of trigger fire@/)
    expect((await helpdesk.timeline(ticket.id, { as: "customer" })).text).not.toContain("fire@")
  })
})

describe("a trigger that is wrong", () => {
  const problemsOf = (trigger: object) => {
    const answer = decodeWorkspace({ name: "Acme", agents, teams: ["front", "back"], triggers: [{ id: "a", then: [], ...trigger }] })
    return answer._tag === "Failure" ? answer.failure.problems.map(({ path, problem }) => `${path}: ${problem}`).join("\n") : ""
  }
  test.each([
    [{ where: { field: "colour", op: "is", value: "red" } }, 'triggers[0].where.field: there is no field "colour"'],
    [{ where: { field: "status", op: "is", value: "opn" } }, 'triggers[0].where.value: there is no status "opn"'],
    [{ then: [{ _tag: "Prioritize", priority: "urgnet" }] }, 'triggers[0].then[0].priority: there is no priority "urgnet"'],
    [{ then: [{ _tag: "Assign", agent: "zoe" }] }, 'triggers[0].then[0].agent: there is no agent "zoe"'],
    [{ then: [{ _tag: "ChangeStatus", status: "gone" }] }, 'triggers[0].then[0].status: there is no status "gone"'],
    [{ then: [{ _tag: "SetField", field: "floor", value: 2 }] }, 'triggers[0].then[0].field: there is no field "floor"'],
    [{ then: [{ _tag: "Explode" }] }, "triggers[0].then[0]"],
    [
      { then: [{ _tag: "Breach", metric: "firstReply", instance: 1, promise: 0, reachedAt: 0 }] },
      "triggers[0].then[0]: expected a command that a rule may give"
    ],
    [
      {
        then: [
          { _tag: "Note", text: "a" },
          { _tag: "Reply", text: "b" }
        ]
      },
      "triggers[0].then: expected at most one Reply, Note or Forward"
    ],
    [{ phase: "sometime" }, "triggers[0].phase"]
  ])("%j is refused with its place", (trigger, expected) => {
    expect(problemsOf(trigger)).toContain(expected)
  })
})

const conditions = [
  { all: [] },
  { field: "priority", op: "is", value: "urgent" },
  { field: "team", op: "isSet", value: false },
  { field: "commit.by", op: "is", value: "requester" },
  { not: { field: "tags", op: "contains", value: "a" } },
  { field: "statusCategory", op: "in", value: ["solved", "closed"] },
  { field: "commit.events", op: "contains", value: "Breached" }
] as const
const actions: ReadonlyArray<TriggerInput["then"][number]> = [
  { _tag: "Prioritize", priority: "urgent" },
  { _tag: "Prioritize", priority: "low" },
  { _tag: "Assign", team: "back" },
  { _tag: "Assign", agent: "bo" },
  { _tag: "Assign", agent: "bo", team: "back" },
  { _tag: "Tag", tags: ["a"] },
  { _tag: "Untag", tags: ["a"] },
  { _tag: "Reopen" },
  { _tag: "ChangeStatus", status: "pending" },
  { _tag: "Close" },
  { _tag: "Note", text: "hm" }
]
const triggers = fc
  .array(
    fc.record({
      where: fc.constantFrom(...conditions),
      then: fc.uniqueArray(fc.constantFrom(...actions), { maxLength: 3 }),
      phase: fc.constantFrom("normalize" as const, "route" as const, "sla" as const, "notify" as const)
    }),
    { maxLength: 6 }
  )
  .map((all) => all.map((one, i): TriggerInput => ({ id: `t${i}`, ...one })))
const strategies = fc.constantFrom("restart" as const, "singlePass" as const, "stopAtFirst" as const)
const deed = fc.constantFrom("asks", "answers", "solves", "urgent", "low", "tick")

describe("laws", () => {
  test("whatever the rules, a life with them replays from its events alone, and tells of every rule in every commit", () => {
    fc.assert(
      fc.property(triggers, strategies, fc.array(deed, { maxLength: 5 }), (set, triggerStrategy, deeds) => {
        const ticket = life(desk(set, { triggerStrategy }))
        ticket.open("Mon 09:00")
        for (const [i, what] of deeds.entries()) {
          const when = `Mon ${10 + i * 2}:00`
          try {
            if (what === "tick") ticket.tick(when)
            else if (what === "asks") ticket.says(when, "requester:r-1")
            else if (what === "answers") ticket.says(when, "agent:bo")
            else if (what === "solves") ticket.status(when, "solve")
            else ticket.priority(when, what)
          } catch (refusal) {
            if (!(refusal instanceof Error && "_tag" in refusal)) throw refusal
          }
          const trace = ticket.trace()
          if (trace.length > 0) expect(trace.map(({ trigger }) => trigger).toSorted()).toEqual(set.map(({ id }) => id).toSorted())
        }
        expect(ticket.replayed()).toEqual(ticket.clocks())
        const acts = ticket.events().filter(({ by }) => by.startsWith("rule:"))
        for (const { cause } of acts) expect(cause).toMatch(/^trigger t\d@/)
        expect(acts.every(({ at }) => at >= on("Mon 09:00"))).toBe(true)
      })
    )
  })
})
