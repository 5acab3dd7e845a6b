/** Automations of a desk: what happens when nobody does anything. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { replay } from "../../src/desk/replay.ts"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import { memory } from "../../src/storage/memory.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import { limits } from "../../src/ticket/limits.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"
import type { AutomationInput } from "../../src/workspace/Input.ts"

const agents = [{ id: "bo", name: "Bo", email: "bo@acme.example" }] as const
const office = { id: "office", zone: "Europe/Paris", hours: { mon: ["09:00-17:00"], tue: ["09:00-17:00"] } } as const
const workspaceOf = (automations: ReadonlyArray<AutomationInput>) =>
  defineWorkspace({ name: "Acme", agents, automations: automations as ReadonlyArray<AutomationInput<never>> })

/** A desk whose clock the tests turn; 2026-01-05 is a Monday. */
const deskOf = (automations: ReadonlyArray<AutomationInput>, storage: Storage = memory(), begin = "2026-01-05T08:00:00Z") => {
  let now = Date.parse(begin)
  const desk = createHelpdesk({ workspace: workspaceOf(automations), storage, now: () => now })
  return {
    desk,
    at: (when: string) => {
      now = Date.parse(when)
    },
    later: (ms: number) => {
      now += ms
    },
    opened: async () =>
      (await desk.open({ requester: { email: "ada@example.org" }, subject: "Printer", text: "It is on fire." })).ticket.id,
    ran: async (id: string) =>
      (await desk.events(id)).flatMap((event) =>
        event._tag === "AutomationRan" ? [`${event.automation} ${new Date(event.due).toISOString()}`] : []
      )
  }
}
const autoClose: AutomationInput = {
  id: "auto-close",
  where: { field: "status", op: "is", value: "solved" },
  after: "3d",
  then: [{ _tag: "Close" }]
}
const remind: AutomationInput = {
  id: "remind",
  where: { field: "status", op: "is", value: "pending" },
  after: "1d",
  since: "answeredAt",
  then: [{ _tag: "Note", text: "Ask them again." }]
}
const HOUR = 3_600_000

describe("an automation", () => {
  test("acts after its condition has been so for all of its time, in its own name, and once", async () => {
    const { desk, at, opened, ran } = deskOf([autoClose])
    const id = await opened()
    await desk.changeStatus(id, { as: "agent:bo", status: "solve" })
    at("2026-01-08T07:59:59Z")
    expect(await desk.tick()).toEqual({ tickets: 0, facts: 0, failed: 0 })
    at("2026-01-08T08:00:00Z")
    expect(await desk.tick()).toEqual({ tickets: 1, facts: 2, failed: 0 })
    const [closed, told] = (await desk.events(id)).slice(-2)
    expect(closed).toMatchObject({
      _tag: "StatusChanged",
      by: "rule:auto-close",
      via: "automatic",
      cause: expect.stringMatching(/^automation auto-close@\w+$/) as string
    })
    expect(told).toMatchObject({ _tag: "AutomationRan", refused: null, from: Date.parse("2026-01-05T08:00:00Z") })
    at("2026-03-01T08:00:00Z")
    expect(await desk.tick()).toEqual({ tickets: 0, facts: 0, failed: 0 })
    expect(await ran(id)).toHaveLength(1)
  })
  test("begins anew when its condition ended in between", async () => {
    const { desk, at, opened, ran } = deskOf([autoClose])
    const id = await opened()
    await desk.changeStatus(id, { as: "agent:bo", status: "solve" })
    at("2026-01-06T08:00:00Z")
    await desk.reply(id, { as: "requester", text: "It burns again." })
    await desk.changeStatus(id, { as: "agent:bo", status: "solve" })
    at("2026-01-08T12:00:00Z")
    await desk.tick()
    expect((await desk.get(id)).ticket.status).toBe("solved")
    at("2026-01-09T08:00:00Z")
    await desk.tick()
    expect((await desk.get(id)).ticket.status).toBe("closed")
    expect(await ran(id)).toEqual(["auto-close 2026-01-09T08:00:00.000Z"])
  })
  test("counts working time", async () => {
    let now = Date.parse("2026-01-06T15:00:00Z")
    const desk = createHelpdesk({
      workspace: defineWorkspace({
        name: "Acme",
        agents,
        calendars: [office],
        automations: [
          {
            id: "nudge",
            where: { field: "status", op: "is", value: "new" },
            after: "4h",
            calendar: "office",
            then: [{ _tag: "Tag", tags: ["late"] }]
          }
        ]
      }),
      now: () => now
    })
    const { ticket } = await desk.open({ requester: { email: "ada@example.org" }, subject: "Printer", text: "Fire" })
    // Tuesday 16:00 to 17:00 in Paris, and Monday from 9 to 12.
    now = Date.parse("2026-01-12T10:59:59Z")
    await desk.tick()
    expect((await desk.get(ticket.id)).ticket.tags).toEqual([])
    now = Date.parse("2026-01-12T11:00:00Z")
    await desk.tick()
    expect((await desk.get(ticket.id)).ticket.tags).toEqual(["late"])
  })
  test("reminds again after each new answer, where it counts from that", async () => {
    const { desk, at, opened, ran } = deskOf([remind])
    const id = await opened()
    await desk.reply(id, { as: "agent:bo", text: "Which printer?", then: "pending" })
    at("2026-01-06T09:00:00Z")
    await desk.tick()
    await desk.reply(id, { as: "agent:bo", text: "Which printer, please?", then: "pending" })
    at("2026-01-07T09:00:00Z")
    await desk.tick()
    expect(await ran(id)).toEqual(["remind 2026-01-06T08:00:00.000Z", "remind 2026-01-07T09:00:00.000Z"])
    // The ticket still waits in the same condition, and wants to be looked at no more.
    at("2026-02-07T09:00:00Z")
    expect(await desk.tick()).toEqual({ tickets: 0, facts: 0, failed: 0 })
  })
  test("counts from when its condition came true, where that is later than the instant that it counts from", async () => {
    const { desk, at, opened, ran } = deskOf([remind])
    const id = await opened()
    await desk.reply(id, { as: "agent:bo", text: "Which printer?" })
    at("2026-01-09T08:00:00Z")
    await desk.changeStatus(id, { as: "agent:bo", status: "pending" })
    at("2026-01-11T08:00:00Z")
    await desk.tick()
    expect(await ran(id)).toEqual(["remind 2026-01-10T08:00:00.000Z"])
  })
  test("does not wait where the instant that it counts from is gone, or never was", async () => {
    const { desk, at, opened, ran } = deskOf([
      {
        id: "ask",
        where: { field: "priority", op: "is", value: "normal" },
        after: "1d",
        since: "solvedAt",
        then: [{ _tag: "Note", text: "Did it help?" }]
      }
    ])
    const id = await opened()
    at("2026-01-06T12:00:00Z")
    await desk.changeStatus(id, { as: "agent:bo", status: "solve" })
    await desk.reopen(id, { as: "agent:bo" })
    at("2026-02-01T08:00:00Z")
    await desk.tick()
    expect(await ran(id)).toEqual([])
    await desk.changeStatus(id, { as: "agent:bo", status: "solve" })
    at("2026-02-02T08:00:00Z")
    await desk.tick()
    expect(await ran(id)).toEqual(["ask 2026-02-02T08:00:00.000Z"])
  })
  test("whose time was over first acts first, and what it does may end the wait of another", async () => {
    const untouched = { not: { field: "tags", op: "contains", value: "warned" } } as const
    const { desk, at, opened, ran } = deskOf([
      { id: "late", where: untouched, after: "2h", then: [{ _tag: "Prioritize", priority: "urgent" }] },
      { id: "early", where: untouched, after: "1h", then: [{ _tag: "Tag", tags: ["warned"] }] }
    ])
    const id = await opened()
    at("2026-01-05T12:00:00Z")
    await desk.tick()
    expect(await ran(id)).toEqual(["early 2026-01-05T09:00:00.000Z"])
    expect((await desk.get(id)).ticket.priority).toBe("normal")
  })
  test("finds the tickets that were in its condition before it was written", async () => {
    const storage = memory()
    const before = deskOf([], storage)
    const id = await before.opened()
    await before.desk.changeStatus(id, { as: "agent:bo", status: "solve" })
    const after = deskOf([autoClose], storage, "2026-01-06T08:00:00Z")
    await after.desk.tick()
    expect((await after.desk.get(id)).ticket.status).toBe("solved")
    after.at("2026-01-08T08:00:00Z")
    await after.desk.tick()
    expect((await after.desk.get(id)).ticket.status).toBe("closed")
  })
  test("that is edited does not run twice for one wait, and one that is gone runs no more", async () => {
    const storage = memory()
    const first = deskOf([{ ...autoClose, then: [{ _tag: "Tag", tags: ["waited"] }] }], storage)
    const id = await first.opened()
    await first.desk.changeStatus(id, { as: "agent:bo", status: "solve" })
    first.at("2026-01-08T08:00:00Z")
    await first.desk.tick()
    const edited = deskOf([autoClose], storage, "2026-01-20T08:00:00Z")
    await edited.desk.tick()
    expect((await edited.desk.get(id)).ticket).toMatchObject({ status: "solved", tags: ["waited"] })
    await edited.desk.reopen(id, { as: "agent:bo" })
    await edited.desk.changeStatus(id, { as: "agent:bo", status: "solve" })
    const without = deskOf([], storage, "2026-02-20T08:00:00Z")
    await without.desk.tick()
    expect((await without.desk.get(id)).ticket.status).toBe("solved")
  })
  test("that is refused says so once, and tries no more", async () => {
    const { desk, at, opened, ran } = deskOf([
      {
        id: "broken",
        where: { field: "status", op: "is", value: "new" },
        after: "1h",
        then: [
          { _tag: "Tag", tags: ["a"] },
          { _tag: "SetDue", due: Date.parse("2020-01-01") as never }
        ]
      }
    ])
    const id = await opened()
    at("2026-01-05T10:00:00Z")
    await desk.tick()
    await desk.tick()
    expect(await ran(id)).toHaveLength(1)
    expect((await desk.events(id)).at(-1)).toMatchObject({
      _tag: "AutomationRan",
      refused: expect.stringContaining("lies ahead") as string
    })
    expect((await desk.get(id)).ticket.tags).toEqual([])
  })
  test("is kept from acting when rules did too much to the ticket, and says so", async () => {
    let now = Date.parse("2026-01-05T08:00:00Z")
    const busy = createHelpdesk({
      workspace: defineWorkspace({
        name: "Acme",
        agents,
        automations: [
          { id: "wait", where: { field: "status", op: "is", value: "new" }, after: "1h", then: [{ _tag: "Tag", tags: ["waited"] }] }
        ],
        triggers: [{ id: "echo", where: { field: "priority", op: "changed" }, then: [{ _tag: "Note", text: "Changed." }] }]
      }),
      now: () => now
    })
    const { ticket } = await busy.open({ requester: { email: "ada@example.org" }, subject: "Printer", text: "Fire" })
    now += HOUR - 1000
    for (let i = 0; i < limits.ruleFacts; i++)
      await busy.prioritize(ticket.id, { as: "integration:crm", priority: i % 2 === 0 ? "low" : "high" })
    now += 1000
    await busy.tick()
    expect((await busy.events(ticket.id)).at(-1)).toMatchObject({
      _tag: "AutomationRan",
      refused: expect.stringContaining("too much") as string
    })
    expect((await busy.get(ticket.id)).ticket.tags).toEqual([])
  })
  test("comes before whoever was late: a reply after its time reopens what it closed", async () => {
    const { desk, at, opened } = deskOf([autoClose])
    const id = await opened()
    await desk.changeStatus(id, { as: "agent:bo", status: "solve" })
    at("2026-01-09T08:00:00Z")
    const { events } = await desk.reply(id, { as: "requester", text: "It burns again." })
    expect(events.map(({ _tag }) => _tag)).toEqual(["StatusChanged", "AutomationRan", "Replied", "StatusChanged"])
    expect((await desk.get(id)).ticket.status).toBe("open")
  })
  test("runs once when the host comes back after three days, and when two hosts look at once", async () => {
    const storage = memory()
    const one = deskOf([autoClose], storage)
    const two = deskOf([autoClose], storage)
    const id = await one.opened()
    await one.desk.changeStatus(id, { as: "agent:bo", status: "solve" })
    for (const { at } of [one, two]) at("2026-01-11T08:00:00Z")
    const ticked = await Promise.all([one.desk.tick(), two.desk.tick(), one.desk.tick()])
    expect(ticked.reduce((sum, { facts }) => sum + facts, 0)).toBe(2)
    expect(await one.ran(id)).toEqual(["auto-close 2026-01-08T08:00:00.000Z"])
  })
  test("is answered by triggers like everybody else", async () => {
    const storage = memory()
    let now = Date.parse("2026-01-05T08:00:00Z")
    const desk = createHelpdesk({
      workspace: defineWorkspace({
        name: "Acme",
        agents,
        automations: [
          {
            id: "wait",
            where: { field: "status", op: "is", value: "new" },
            after: "1h",
            then: [{ _tag: "Prioritize", priority: "urgent" }]
          }
        ],
        triggers: [
          { id: "page", where: { field: "commit.automations", op: "contains", value: "wait" }, then: [{ _tag: "Tag", tags: ["pager"] }] }
        ]
      }),
      storage,
      now: () => now
    })
    const { ticket } = await desk.open({ requester: { email: "ada@example.org" }, subject: "Printer", text: "Fire" })
    now += HOUR
    await desk.tick()
    expect((await desk.get(ticket.id)).ticket).toMatchObject({ priority: "urgent", tags: ["pager"] })
  })
})

describe("laws", () => {
  const nudge: AutomationInput = {
    id: "nudge",
    where: { field: "status", op: "is", value: "pending" },
    after: "2h",
    since: "answeredAt",
    then: [{ _tag: "Tag", tags: ["nudged"] }]
  }
  const close: AutomationInput = {
    id: "close",
    where: { field: "tags", op: "contains", value: "nudged" },
    after: "3h",
    then: [{ _tag: "ChangeStatus", status: "solve" }]
  }
  const deed = fc.constantFrom("answer", "ask", "solve", "untag", "bounce", "nothing")
  const step = fc.record({ deed, hours: fc.integer({ min: 0, max: 4 }), ticks: fc.integer({ min: 0, max: 3 }) })

  const live = async (steps: ReadonlyArray<{ readonly deed: string; readonly hours: number; readonly ticks: number }>) => {
    const storage = memory()
    const world = deskOf([nudge, close], storage)
    const id = await world.opened()
    for (const { deed: what, hours, ticks } of steps) {
      world.later(hours * HOUR + 1)
      for (let i = 0; i < ticks; i++) await world.desk.tick()
      world.later(1)
      if (what === "answer") await world.desk.reply(id, { as: "agent:bo", text: "Which printer?", then: "pending" })
      if (what === "ask") await world.desk.reply(id, { as: "requester", text: "That one." })
      if (what === "solve") await world.desk.changeStatus(id, { as: "agent:bo", status: "solve" })
      // Out of the condition and back in one commit: nobody has waited less for that.
      if (what === "bounce")
        await world.desk.perform(id, {
          as: "agent:bo",
          commands: [
            { _tag: "ChangeStatus", status: "open" },
            { _tag: "ChangeStatus", status: "pending" }
          ]
        })
      if (what === "untag") await world.desk.untag(id, { as: "agent:bo", tags: ["nudged"] })
    }
    return { world, id, storage }
  }
  const runs = { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 5) }

  test("an automation runs once for each wait, and never before its time, however often anybody looks", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
        const { world, id } = await live(steps)
        const ran = (await world.desk.events(id)).filter((event) => event._tag === "AutomationRan")
        const waits = ran.map(({ automation, from }) => `${automation} ${from}`)
        expect(new Set(waits).size).toBe(waits.length)
        for (const { at, due } of ran) expect(at).toBeGreaterThanOrEqual(due)
      }),
      runs
    )
  })
  test("what is remembered is what the events say", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
        const { world, id, storage } = await live(steps)
        const [kept] = (await storage.find("main", { kind: "ticket", streams: [id], order: [], limit: 1 })).found
        const { workspace } = world.desk
        expect(replay({ workspace, promises: workspace.promises }, await world.desk.events(id)).memory).toEqual(
          (kept!.document.body as { readonly memory: unknown }).memory
        )
      }),
      runs
    )
  })
})

test("a ticket that the desk cannot look at stops no other, and is tried again after an hour", async () => {
  const storage = memory()
  const begin = Date.parse("2026-01-05T08:00:00Z")
  let now = begin
  const odd = createHelpdesk({
    workspace: defineWorkspace({
      name: "Acme",
      agents,
      statuses: [{ id: "odd", category: "pending" }],
      automations: [{ ...autoClose, where: { field: "status", op: "in", value: ["odd", "solved"] } }]
    }),
    storage,
    now: () => now
  })
  const open = async () => (await odd.open({ requester: { email: "ada@example.org" }, subject: "Printer", text: "Fire" })).ticket.id
  const [lost, fine] = [await open(), await open()]
  await odd.changeStatus(lost, { as: "agent:bo", status: "odd" })
  await odd.changeStatus(fine, { as: "agent:bo", status: "solve" })
  const without = deskOf([autoClose], storage, "2026-01-08T08:00:00Z")
  expect(await without.desk.tick()).toEqual({ tickets: 2, facts: 2, failed: 1 })
  expect((await without.desk.get(fine)).ticket.status).toBe("closed")
  expect(await without.desk.tick()).toEqual({ tickets: 0, facts: 0, failed: 0 })
  now = begin + 3 * 86_400_000 + HOUR
  expect(await odd.tick()).toMatchObject({ facts: 2 })
  expect((await odd.get(lost)).ticket.status).toBe("closed")
})
