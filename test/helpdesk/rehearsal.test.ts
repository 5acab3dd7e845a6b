/** Rules played over the past of a desk: what they would have done, and what those of then did. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { rehearse } from "../../src/desk/rehearse.ts"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import { memory } from "../../src/storage/memory.ts"
import * as Instant from "../../src/time/Instant.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"
import type { AutomationInput, TriggerInput } from "../../src/workspace/Input.ts"

const agents = [{ id: "bo", name: "Bo", email: "bo@acme.example" }] as const
const rules = (triggers: ReadonlyArray<TriggerInput>, automations: ReadonlyArray<AutomationInput> = []) =>
  defineWorkspace({
    name: "Acme",
    agents,
    triggers: triggers as ReadonlyArray<TriggerInput<never>>,
    automations: automations as ReadonlyArray<AutomationInput<never>>
  })

const fire: TriggerInput = {
  id: "fire",
  where: { field: "subject", op: "contains", value: "fire" },
  then: [{ _tag: "Prioritize", priority: "urgent" }]
}
const thank: TriggerInput = {
  id: "thank",
  where: { field: "commit.opened", op: "is", value: true },
  then: [{ _tag: "Note", text: "Thank them." }]
}
const page: TriggerInput = {
  id: "page",
  where: { field: "priority", op: "changedTo", value: "urgent" },
  then: [{ _tag: "Tag", tags: ["pager"] }]
}
const never: TriggerInput = { id: "never", where: { field: "channel", op: "is", value: "phone" }, then: [{ _tag: "Tag", tags: ["phone"] }] }
const close: AutomationInput = {
  id: "close",
  where: { field: "status", op: "is", value: "solved" },
  after: "3d",
  then: [{ _tag: "Close" }]
}

const past = async (workspace: ReturnType<typeof rules>) => {
  let now = Date.parse("2026-01-05T08:00:00Z")
  const acme = createHelpdesk({ workspace, storage: memory(), now: () => now })
  const open = async (subject: string) => (await acme.open({ requester: { email: "ada@example.org" }, subject, text: "Help" })).ticket.id
  const first = await open("Printer on fire")
  now += 60_000
  const second = await open("Question")
  now += 60_000
  await acme.changeStatus(second, { as: "agent:bo", status: "solve" })
  now += 5 * 86_400_000
  await acme.reply(second, { as: "requester", text: "One more thing." })
  return { acme, first, second }
}
const short = async (acme: Awaited<ReturnType<typeof past>>["acme"], workspace?: ReturnType<typeof rules>) =>
  (await acme.rehearse(workspace === undefined ? {} : { workspace })).rules.map(({ rule, fires, fired, facts, messages }) => [
    rule,
    fires,
    fired,
    facts,
    messages
  ])

describe("a rehearsal", () => {
  test("tells for each rule how often it would have fired, what it would have changed and said, and how often it did", async () => {
    const { acme, first } = await past(rules([fire]))
    const rehearsal = await acme.rehearse({ workspace: rules([fire, thank, page, never], [close]) })
    expect(rehearsal).toMatchObject({ mode: "openLoop", tickets: 2 })
    expect(rehearsal.rules.map(({ rule, fires, fired, facts, messages }) => [rule, fires, fired, facts, messages])).toEqual([
      ["fire", 1, 1, 1, 0],
      ["thank", 2, 0, 2, 2],
      ["page", 1, 0, 1, 0],
      ["never", 0, 0, 0, 0],
      ["close", 1, 0, 1, 0]
    ])
    const [example] = rehearsal.rules.find(({ rule }) => rule === "page")!.examples
    expect(example).toMatchObject({
      ticketId: first,
      at: Date.parse("2026-01-05T08:00:00Z"),
      events: [{ _tag: "Tagged", tags: ["pager"] }]
    })
    const closing = rehearsal.rules.find(({ rule }) => rule === "close")!.examples[0]!
    expect(closing.at).toBe(Date.parse("2026-01-08T08:02:00Z"))
  })
  test("lets automations run up to now, also after the last that anybody did", async () => {
    let now = Date.parse("2026-01-05T08:00:00Z")
    const acme = createHelpdesk({ workspace: rules([], [close]), now: () => now })
    const { ticket } = await acme.open({ requester: { email: "ada@example.org" }, subject: "Printer", text: "Help" })
    await acme.changeStatus(ticket.id, { as: "agent:bo", status: "solve" })
    now += 3 * 86_400_000 - 1
    expect(await acme.explain(ticket.id)).toHaveLength(1)
    now += 1
    expect((await acme.explain(ticket.id)).at(-1)).toMatchObject({ at: now, automation: "close", events: [{ _tag: "StatusChanged" }] })
  })
  test("of the rules that were there says what they did", async () => {
    const { acme } = await past(rules([fire, page]))
    expect(await short(acme)).toEqual([
      ["fire", 1, 1, 1, 0],
      ["page", 1, 1, 1, 0]
    ])
  })
  test("of no rules tells what is lost", async () => {
    const { acme } = await past(rules([fire]))
    expect(await short(acme, rules([]))).toEqual([["fire", 0, 1, 0, 0]])
  })
  test("writes nothing, looks only at the tickets that are asked for, and tells how far it is", async () => {
    const { acme, first } = await past(rules([fire]))
    const before = await acme.events(first)
    const told: Array<number> = []
    const { tickets } = await acme.rehearse({
      workspace: rules([thank]),
      where: { field: "subject", op: "contains", value: "FIRE" },
      onProgress: ({ tickets: seen }) => told.push(seen)
    })
    expect([tickets, told]).toEqual([1, [1]])
    expect(await acme.events(first)).toEqual(before)
  })
})

describe("law", () => {
  const trigger = fc
    .record({
      field: fc.constantFrom("priority", "status"),
      value: fc.constantFrom("low", "urgent", "open", "pending"),
      then: fc.constantFrom("low", "high", "urgent"),
      op: fc.constantFrom("is" as const, "changedTo" as const)
    })
    .map(({ field, value, then, op }) => ({
      where: {
        field,
        op,
        value:
          field === "priority" ? (["low", "urgent"].includes(value) ? value : "high") : ["open", "pending"].includes(value) ? value : "new"
      },
      then: [{ _tag: "Prioritize", priority: then } as const]
    }))
  const set = fc.array(trigger, { maxLength: 5 }).map((all) => all.map((one, i): TriggerInput => ({ id: `t${i}`, ...one })))
  const deeds = fc.array(
    fc.constantFrom("low" as const, "high" as const, "urgent" as const, "pending" as const, "open" as const, "answer" as const),
    { maxLength: 6 }
  )

  test("the rules of a desk, rehearsed over its own past, do what they did, for the reasons that they had", async () => {
    await fc.assert(
      fc.asyncProperty(set, deeds, async (triggers, what) => {
        let now = Date.parse("2026-01-05T08:00:00Z")
        const workspace = rules(triggers)
        const acme = createHelpdesk({ workspace, now: () => now })
        const opened = await acme.open({ requester: { email: "ada@example.org" }, subject: "Printer", text: "Help" })
        const { id } = opened.ticket
        const done = [opened]
        for (const one of what) {
          now += 1000
          if (one === "low" || one === "high" || one === "urgent") done.push(await acme.prioritize(id, { as: "agent:bo", priority: one }))
          else if (one === "answer") done.push(await acme.reply(id, { as: "agent:bo", text: "Yes?" }))
          else done.push(await acme.changeStatus(id, { as: "agent:bo", status: one }))
        }
        const scenes = rehearse(
          { workspace, tenant: "main", signer: undefined, promises: workspace.promises },
          await acme.events(id),
          Instant.make(now)
        )
        for (const { events, was } of scenes) expect(events).toEqual(was)
        // Nothing but the events went into a trace: worked out again from them it says the same.
        expect(scenes.map(({ trace }) => trace)).toEqual(done.flatMap(({ events, trace }) => (events.length > 0 ? [trace] : [])))
      }),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 5) }
    )
  })
})

describe("why a rule does not fit", () => {
  test("is told as the fewest tests that would have to be otherwise", async () => {
    const { acme, first, second } = await past(
      rules(
        [
          {
            ...page,
            id: "call",
            where: {
              all: [
                { field: "channel", op: "is", value: "phone" },
                {
                  any: [
                    { field: "subject", op: "contains", value: "fire" },
                    { field: "priority", op: "is", value: "urgent" }
                  ]
                }
              ]
            }
          }
        ],
        [close]
      )
    )
    const short = async (rule: string, id: string) => (await acme.whyNot(rule, id))!.map(({ path, found }) => [path, found])
    expect(await short("call", first)).toEqual([["all[0]", "api"]])
    expect(await short("call", second)).toEqual([
      ["all[0]", "api"],
      ["all[1].any[0]", "question"]
    ])
    expect(await short("close", first)).toEqual([["", "new"]])
    await expect(acme.whyNot("no-such", first)).rejects.toMatchObject({ _tag: "UnknownWord", what: "rule", known: ["call", "close"] })
    await expect(acme.whyNot("call", "no-such")).rejects.toMatchObject({ _tag: "TicketNotFound" })
  })
})
