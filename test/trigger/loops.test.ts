/** Rules that would go round in circles: inside a commit, from commit to commit, and through other systems. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import { limits } from "../../src/ticket/limits.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"
import type { TriggerInput } from "../../src/workspace/Input.ts"

const agents = [{ id: "bo", name: "Bo", email: "bo@acme.example" }] as const
const deskOf = (triggers: ReadonlyArray<TriggerInput>) => {
  let now = Date.parse("2026-01-05T08:00:00Z")
  const acme = createHelpdesk({
    workspace: defineWorkspace({ name: "Acme", agents, triggers: triggers as ReadonlyArray<TriggerInput<never>> }),
    now: () => now
  })
  const open = async () => (await acme.open({ requester: { email: "ada@example.org" }, subject: "Printer", text: "Help" })).ticket.id
  return { acme, open, later: (ms: number) => (now += ms) }
}
/** Each urgent ticket becomes low, and each low one urgent. */
const pingPong: ReadonlyArray<TriggerInput> = [
  { id: "ping", where: { field: "priority", op: "is", value: "low" }, then: [{ _tag: "Prioritize", priority: "urgent" }] },
  { id: "pong", where: { field: "priority", op: "is", value: "urgent" }, then: [{ _tag: "Prioritize", priority: "low" }] }
]
const HOUR = 3_600_000

describe("two rules that undo each other", () => {
  test("fire once each in a commit", async () => {
    const { acme, open } = deskOf(pingPong)
    const { events } = await acme.prioritize(await open(), { as: "agent:bo", priority: "urgent" })
    expect(events.map(({ _tag, by }) => `${_tag} ${by}`)).toEqual([
      "Prioritized agent:bo",
      "Prioritized rule:pong",
      "Prioritized rule:ping"
    ])
  })
  test("have a budget for each ticket: when it is spent they are kept from acting, and that is written down", async () => {
    const { acme, open, later } = deskOf(pingPong)
    const id = await open()
    const priorities: ReadonlyArray<"low" | "urgent"> = ["low", "urgent"]
    let commits = 0
    for (;;) {
      const { events, trace } = await acme.prioritize(id, { as: "integration:crm", priority: priorities[commits % 2]! })
      commits += 1
      if (events.some(({ _tag }) => _tag === "RulesSuppressed")) {
        expect(events.at(-1)).toMatchObject({ rules: [commits % 2 === 1 ? "ping" : "pong"], reason: "budget", by: "system" })
        expect(trace.map(({ verdict }) => verdict._tag).toSorted()).toEqual(["Suppressed", "Unfit"])
        break
      }
      if (commits > limits.ruleFacts) throw new Error("nobody stopped them")
    }
    expect(commits).toBe(limits.ruleFacts / 2 + 1)
    later(HOUR)
    expect((await acme.prioritize(id, { as: "agent:bo", priority: commits % 2 === 1 ? "urgent" : "low" })).events).toHaveLength(3)
  })
  test("stop when too many systems have answered each other", async () => {
    const { acme, open } = deskOf(pingPong)
    const id = await open()
    const at = (depth: number) => acme.prioritize(id, { as: "integration:crm", priority: depth % 2 === 0 ? "urgent" : "low", depth })
    expect((await at(limits.depth)).events).toHaveLength(3)
    const { events, trace } = await at(limits.depth + 1)
    expect(events.map(({ _tag }) => _tag)).toEqual(["Prioritized", "RulesSuppressed"])
    expect(trace.find(({ trigger }) => trigger === "ping")!.verdict).toEqual({ _tag: "Suppressed", reason: "depth" })
  })
})

describe("cases of other desks", () => {
  test("what one rule says is not heard by another (zammad#3071)", async () => {
    const { acme, open } = deskOf([
      { id: "say", where: { field: "commit.opened", op: "is", value: true }, then: [{ _tag: "Note", text: "Call them: refund!" }] },
      { id: "hear", where: { field: "commit.text", op: "contains", value: "refund" }, then: [{ _tag: "Tag", tags: ["money"] }] },
      { id: "see", where: { field: "commit.said", op: "contains", value: "internal" }, then: [{ _tag: "Tag", tags: ["note"] }] }
    ])
    const id = await open()
    expect((await acme.get(id)).ticket.tags).toEqual([])
    expect((await acme.note(id, { as: "agent:bo", text: "They want a refund." })).ticket.tags).toEqual(["money", "note"])
  })
  test("a rule that undoes its own condition fires once, and not again in the commits that follow", async () => {
    const { acme, open } = deskOf([
      {
        id: "greet",
        where: { not: { field: "tags", op: "contains", value: "greeted" } },
        then: [
          { _tag: "Tag", tags: ["greeted"] },
          { _tag: "Note", text: "Say hello." }
        ]
      }
    ])
    const id = await open()
    await acme.reply(id, { as: "requester", text: "Anybody there?" })
    await acme.reply(id, { as: "agent:bo", text: "Hello." })
    expect((await acme.events(id)).filter(({ _tag }) => _tag === "Noted")).toHaveLength(1)
  })
  test("change is told of the whole commit: what a rule undid has not changed at the end", async () => {
    const { acme, open } = deskOf([
      {
        id: "back",
        phase: "normalize",
        where: { field: "priority", op: "changedTo", value: "urgent" },
        then: [{ _tag: "Prioritize", priority: "normal" }]
      },
      {
        id: "tell",
        phase: "notify",
        where: {
          all: [
            { field: "priority", op: "changed" },
            { field: "commit.opened", op: "is", value: false }
          ]
        },
        then: [{ _tag: "Tag", tags: ["moved"] }]
      }
    ])
    const { ticket } = await acme.prioritize(await open(), { as: "agent:bo", priority: "urgent" })
    expect(ticket).toMatchObject({ priority: "normal", tags: [] })
  })
})

describe("law", () => {
  test("however rules are, and however often they are asked, they do no more within an hour than their budget and one commit", async () => {
    const rule = fc.record({ when: fc.constantFrom("low", "normal", "urgent"), then: fc.constantFrom("low", "normal", "urgent") })
    await fc.assert(
      fc.asyncProperty(
        fc.array(rule, { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 200, maxLength: 600 }),
        async (rules, gaps) => {
          const { acme, open, later } = deskOf(
            rules.map(({ when, then }, i) => ({
              id: `t${i}`,
              where: { field: "priority", op: "is", value: when },
              then: [{ _tag: "Prioritize", priority: then }]
            }))
          )
          const id = await open()
          for (const [i, gap] of gaps.entries()) {
            later(gap)
            await acme.prioritize(id, { as: "integration:crm", priority: (["low", "urgent", "normal"] as const)[i % 3]! })
          }
          const made = (await acme.events(id)).filter(({ by }) => by.startsWith("rule:")).map(({ at }) => at as number)
          for (const [i, at] of made.entries()) {
            const within = made.slice(i).filter((other) => other - at < HOUR).length
            // What was spent comes back while the hour passes.
            expect(within).toBeLessThanOrEqual(2 * limits.ruleFacts + rules.length)
          }
        }
      ),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 100) }
    )
  })
})
