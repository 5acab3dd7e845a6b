/** Queues of a desk: waiting tickets come to agents who can have them, and the desk says why. */
import { describe, expect, test } from "vitest"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import { memory } from "../../src/storage/memory.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"
import type { QueueInput, TriggerInput } from "../../src/workspace/Input.ts"

type Person = {
  readonly skills?: ReadonlyArray<string>
  readonly capacity?: number
  readonly calendar?: "office"
  readonly teams?: ReadonlyArray<"front">
}
type Queues = ReadonlyArray<QueueInput<"front", string, "email" | "liveChat">>

const office = { id: "office", zone: "UTC", hours: { mon: ["09:00-17:00"], tue: ["09:00-17:00"] } } as const
const workspaceOf = (people: Readonly<Record<string, Person>>, queues: Queues, triggers: ReadonlyArray<TriggerInput> = []) =>
  defineWorkspace({
    name: "Acme",
    teams: ["front"],
    calendars: [office],
    agents: Object.entries(people).map(([id, person]) => ({ id, email: `${id}@acme.example`, ...person })),
    queues,
    triggers: triggers as ReadonlyArray<TriggerInput<never>>
  })

const HOUR = 3_600_000
/** A desk whose clock the tests turn; 2026-01-05 is a Monday. */
const deskOf = (
  people: Readonly<Record<string, Person>>,
  queue: Partial<Queues[number]> | Queues = {},
  { triggers = [], storage = memory() }: { readonly triggers?: ReadonlyArray<TriggerInput>; readonly storage?: Storage } = {}
) => {
  let now = Date.parse("2026-01-05T10:00:00Z")
  const queues = Array.isArray(queue) ? (queue as Queues) : [{ id: "all", ...(queue as Partial<Queues[number]>) }]
  const desk = createHelpdesk({ workspace: workspaceOf(people, queues, triggers), storage, now: () => now++ })
  const opened = async (
    subject = "Printer",
    more: { priority?: "low" | "urgent"; via?: "liveChat"; from?: string; team?: "front" } = {}
  ) => {
    const { from = "ada@example.org", ...rest } = more
    return (await desk.open({ requester: { email: from }, subject, text: "It is on fire.", ...rest })).ticket.id
  }
  return {
    desk,
    opened,
    at: (when: string) => {
      now = Date.parse(when)
    },
    later: (ms: number) => {
      now += ms
    },
    has: async (id: string) => (await desk.get(id)).ticket.assignee,
    drained: async () => (await desk.drain()).map(({ ticket, agent }) => [ticket, agent]),
    solve: (id: string) => desk.changeStatus(id, { as: "system", status: "solve" })
  }
}
const french: Queues[number]["skills"] = [{ skill: "french", where: { field: "subject", op: "contains", value: "bonjour" } }]

describe("a queue", () => {
  test("gives to each agent in turn, the ticket that waited longest first", async () => {
    const { opened, drained } = deskOf({ bo: {}, cy: {} })
    const [a, b, c] = [await opened(), await opened(), await opened()]
    expect(await drained()).toEqual([
      [a, "bo"],
      [b, "cy"],
      [c, "bo"]
    ])
    const d = await opened()
    expect(await drained()).toEqual([[d, "cy"]])
  })
  test("gives what is urgent first, however many wait", async () => {
    const { opened, drained } = deskOf({ bo: { capacity: 1 } })
    for (let i = 0; i < 60; i++) await opened("Paper", { priority: "low" })
    const urgent = await opened("Fire", { priority: "urgent" })
    expect(await drained()).toEqual([[urgent, "bo"]])
  })
  test("gives out only what it is for, and nothing that waits for the customer", async () => {
    const { desk, opened, drained } = deskOf({ bo: {} }, { where: { field: "subject", op: "contains", value: "fire" } })
    await opened("Paper jam")
    const pending = await opened("Fire drill")
    await desk.changeStatus(pending, { as: "system", status: "pending" })
    const fire = await opened("Fire")
    expect(await drained()).toEqual([[fire, "bo"]])
  })
  test("writes into the ticket's history who gave it, to whom, and why to nobody else", async () => {
    const { desk, opened, drained } = deskOf({ bo: { capacity: 0 }, cy: {}, di: {} })
    const id = await opened()
    await drained()
    expect((await desk.events(id)).at(-1)).toMatchObject({
      _tag: "Assigned",
      by: "system",
      via: "automatic",
      agent: "cy",
      routed: {
        queue: "all",
        reasons: [
          { agent: "cy", verdict: "chosen", why: "has gone longer without one" },
          { agent: "di", verdict: "later", why: "got one more lately" },
          { agent: "bo", verdict: "unfit", why: "has 0 of 0 in hand, and it takes 1" }
        ]
      }
    })
  })
  test("tells agents about it in the timeline, and the requester nothing", async () => {
    const { desk, opened, drained } = deskOf({ bo: {} })
    const id = await opened()
    await drained()
    expect((await desk.timeline(id)).at(-1)!.why).toEqual(["given out by queue all", "bo nobody else can have it"])
    expect((await desk.timeline(id, { as: "customer" })).text).not.toContain("queue")
  })
  test("is believed about that, and nobody else is", async () => {
    const { desk, opened } = deskOf({ bo: {} })
    const id = await opened()
    const forged = { as: "agent:bo" as const, agent: "bo", routed: { queue: "all", reasons: [] } }
    const { events } = await desk.assign(id, forged)
    expect(events.map((event) => [event._tag, "routed" in event])).toEqual([["Assigned", false]])
  })
  test("asks for what the ticket needs", async () => {
    const { opened, drained, has } = deskOf({ bo: {}, cy: { skills: ["french"], capacity: 1 } }, { skills: french })
    const first = await opened("Bonjour")
    const second = await opened("Bonjour encore")
    const plain = await opened("Hello")
    expect(await drained()).toEqual([
      [first, "cy"],
      [plain, "bo"]
    ])
    expect(await has(second)).toBeNull()
  })
  test("gives the tickets of a team to that team, its own or the ticket's", async () => {
    const front = deskOf({ bo: {}, cy: { teams: ["front"] } }, { team: "front" })
    const any = deskOf({ bo: {}, cy: { teams: ["front"] } })
    const [a, b, c] = [await front.opened(), await any.opened("Printer", { team: "front" }), await any.opened()]
    expect(await front.drained()).toEqual([[a, "cy"]])
    expect(await any.drained()).toEqual([
      [b, "cy"],
      [c, "bo"]
    ])
    expect((await any.desk.get(b)).ticket.team).toBe("front")
  })
  test("comes after those before it: what one queue cannot give, the next may", async () => {
    const { desk, opened } = deskOf({ bo: { capacity: 1, teams: ["front"] }, cy: {} }, [
      { id: "front", team: "front" },
      { id: "overflow", strategy: { excluded: ["bo"] } }
    ])
    const [a, b] = [await opened(), await opened()]
    expect((await desk.drain()).map(({ ticket, queue, agent }) => [ticket, queue, agent])).toEqual([
      [a, "front", "bo"],
      [b, "overflow", "cy"]
    ])
  })
  test("gives on when many tickets that nobody can have stand before", async () => {
    const { opened, drained } = deskOf({ bo: {} }, { skills: french })
    for (let i = 0; i < 120; i++) await opened("Bonjour")
    const id = await opened("Hello")
    expect(await drained()).toEqual([[id, "bo"]])
  })
})

describe("nobody gets more than they can have", () => {
  test("a backlog is drained by the next tick when somebody has room again", async () => {
    const { desk, opened, has, solve } = deskOf({ bo: { capacity: 1 } })
    const [a, b] = [await opened(), await opened()]
    expect(await desk.tick()).toMatchObject({ tickets: 1, facts: 1 })
    expect([await has(a), await has(b)]).toEqual(["bo", null])
    expect(await desk.tick()).toMatchObject({ tickets: 0, facts: 0 })
    await solve(a)
    await desk.tick()
    expect(await has(b)).toBe("bo")
  })
  test("a channel may take more of an agent than others", async () => {
    const { opened, drained } = deskOf({ bo: { capacity: 3 } }, { strategy: { weights: [{ channel: "liveChat", weight: 2 }] } })
    const chat = await opened("Hi", { via: "liveChat" })
    const mail = await opened()
    await opened("Hi again", { via: "liveChat" })
    expect(await drained()).toEqual([
      [chat, "bo"],
      [mail, "bo"]
    ])
    await opened()
    expect(await drained()).toEqual([])
  })
  test("where the strategy says so, whoever has least in hand is first", async () => {
    const { desk, opened, drained } = deskOf({ bo: {}, cy: {} }, { strategy: { order: "leastLoaded" } })
    for (let i = 0; i < 2; i++) await desk.assign(await opened(), { as: "system", agent: "bo" })
    const [a, b] = [await opened(), await opened()]
    expect(await drained()).toEqual([
      [a, "cy"],
      [b, "cy"]
    ])
  })
})

describe("nobody gets anything while they are not there", () => {
  test("an agent who is away is passed over at once, until they are back", async () => {
    const { desk, opened, drained, has, later } = deskOf({ bo: {}, cy: {} })
    await desk.setAvailability("bo", { away: true })
    const [a, b] = [await opened(), await opened()]
    expect(await drained()).toEqual([
      [a, "cy"],
      [b, "cy"]
    ])
    later(1000 * HOUR)
    await desk.setAvailability("bo", { away: false })
    const c = await opened()
    await desk.tick()
    expect(await has(c)).toBe("bo")
  })
  test("an absence ends by itself, where somebody said when", async () => {
    const { desk, opened, has, at } = deskOf({ bo: {} })
    await desk.setAvailability("bo", { away: true, until: new Date("2026-01-05T13:00:00Z") })
    const id = await opened()
    const [explained] = await desk.explainAssignment(id)
    expect(explained).toMatchObject({ choice: null, wakeAt: Date.parse("2026-01-05T13:00:00Z") })
    at("2026-01-05T12:59:59Z")
    await desk.tick()
    expect(await has(id)).toBeNull()
    at("2026-01-05T13:00:00Z")
    await desk.tick()
    expect(await has(id)).toBe("bo")
  })
  test("outside their working hours tickets wait, and come to them when they begin", async () => {
    const { desk, opened, has, at } = deskOf({ bo: { calendar: "office" } })
    at("2026-01-05T17:00:00Z")
    const id = await opened()
    await desk.tick()
    expect(await has(id)).toBeNull()
    expect(await desk.explainAssignment(id)).toMatchObject([{ choice: null, wakeAt: Date.parse("2026-01-06T09:00:00Z") }])
    at("2026-01-06T09:00:00Z")
    await desk.tick()
    expect(await has(id)).toBe("bo")
  })
  test("a skill may be missing once the ticket has waited long enough", async () => {
    const { desk, opened, has, later } = deskOf({ bo: {} }, { skills: french, strategy: { relaxing: [{ skill: "french", after: "1h" }] } })
    const id = await opened("Bonjour")
    await desk.tick()
    expect(await has(id)).toBeNull()
    later(HOUR)
    await desk.tick()
    expect(await has(id)).toBe("bo")
  })
  test("whom the workspace does not have cannot be away", async () => {
    const { desk } = deskOf({ bo: {} })
    await expect(desk.setAvailability("nobody", { away: true })).rejects.toMatchObject({ _tag: "UnknownWord", word: "nobody" })
  })
})

describe("a ticket that comes back", () => {
  test("stays with its agent if they are there", async () => {
    const { desk, opened, drained, has, solve } = deskOf({ bo: {}, cy: {} })
    const id = await opened()
    await drained()
    await solve(id)
    await desk.reply(id, { as: "requester", text: "It burns again." })
    expect(await drained()).toEqual([])
    expect(await has(id)).toBe("bo")
  })
  test("goes to somebody else if they are away, in the commit that reopens it", async () => {
    const { desk, opened, drained, solve } = deskOf({ bo: {}, cy: {} })
    const id = await opened()
    await drained()
    await solve(id)
    await desk.setAvailability("bo", { away: true })
    const { events } = await desk.reply(id, { as: "requester", text: "It burns again." })
    expect(events.map(({ _tag, by }) => [_tag, by.split(":")[0]])).toEqual([
      ["Replied", "requester"],
      ["StatusChanged", "requester"],
      ["Assigned", "system"]
    ])
    expect(await drained()).toEqual([[id, "cy"]])
  })
  test("stays with an agent who is away if they reopened it themselves, or no queue would take it", async () => {
    const { desk, opened, has, solve } = deskOf({ bo: {}, cy: {} }, { where: { field: "subject", op: "contains", value: "fire" } })
    const [fire, paper] = [await opened("Fire"), await opened("Paper")]
    for (const id of [fire, paper]) {
      await desk.assign(id, { as: "system", agent: "bo" })
      await solve(id)
    }
    await desk.setAvailability("bo", { away: true })
    await desk.reopen(fire, { as: "agent:bo" })
    await desk.reopen(paper, { as: "agent:cy" })
    expect([await has(fire), await has(paper)]).toEqual(["bo", "bo"])
  })
  test("goes back to whoever had it, where owners stick and are there", async () => {
    const { desk, opened, drained } = deskOf({ bo: {}, cy: {} }, { strategy: { stickyOwner: true } })
    const id = await opened()
    expect(await drained()).toEqual([[id, "bo"]])
    await desk.assign(id, { as: "agent:cy", agent: null })
    expect(await drained()).toEqual([[id, "bo"]])
    await desk.assign(id, { as: "agent:cy", agent: null })
    await desk.setAvailability("bo", { away: true })
    expect(await drained()).toEqual([[id, "cy"]])
  })
  test("goes to whoever knows its requester, where owners stick", async () => {
    const { opened, drained } = deskOf({ bo: {}, cy: {} }, { strategy: { stickyOwner: true } })
    const first = await opened()
    const second = await opened()
    expect(await drained()).toEqual([
      [first, "bo"],
      [second, "cy"]
    ])
    const [third, other] = [await opened(), await opened("Printer", { from: "eve@example.org" })]
    expect(await drained()).toEqual([
      [third, "cy"],
      [other, "bo"]
    ])
  })
  test("does not go back to an agent who put it back", async () => {
    const { desk, opened, drained, has } = deskOf({ bo: {} })
    const id = await opened()
    await drained()
    await desk.assign(id, { as: "agent:bo", agent: null })
    expect(await drained()).toEqual([])
    expect(await has(id)).toBeNull()
  })
})

describe("not to be given out", () => {
  test("an agent's own request, to that agent", async () => {
    const { opened, drained } = deskOf({ bo: {}, cy: {} })
    const id = await opened("Printer", { from: "BO@acme.example" })
    expect(await drained()).toEqual([[id, "cy"]])
  })
  test("a ticket that the workspace has no words for any more; the next one is", async () => {
    const storage = memory()
    const before = createHelpdesk({ workspace: defineWorkspace({ name: "Acme", departments: ["old"] }), storage })
    await before.open({ requester: { email: "ada@example.org" }, subject: "Old", text: "Help" })
    const { opened, drained } = deskOf({ bo: {} }, {}, { storage })
    const id = await opened()
    expect(await drained()).toEqual([[id, "bo"]])
  })
})

describe("whoever is quicker", () => {
  /** Something happens just when the queue has looked at its tickets and counts what agents have in hand. */
  const meanwhile = (whole: Storage, deed: () => Promise<unknown>): Storage => {
    let isDone = false
    return {
      ...whole,
      count: async (...asked) => {
        if (!isDone) {
          isDone = true
          await deed()
        }
        return whole.count(...asked)
      }
    }
  }
  test("an agent who takes the ticket by hand meanwhile keeps it", async () => {
    const storage = memory()
    const { desk, opened } = deskOf({ bo: {}, cy: {} }, {}, { storage })
    const [a, b] = [await opened(), await opened()]
    const slow = deskOf({ bo: {}, cy: {} }, {}, { storage: meanwhile(storage, () => desk.assign(a, { as: "agent:cy", agent: "cy" })) })
    expect(await slow.drained()).toEqual([[b, "bo"]])
    expect((await desk.events(a)).map(({ _tag, by }) => [_tag, by])).toEqual([
      ["Opened", expect.stringContaining("requester:")],
      ["Assigned", "agent:cy"]
    ])
  })
  test("an agent who leaves meanwhile gets nothing", async () => {
    const storage = memory()
    const { desk, opened } = deskOf({ bo: {}, cy: {} }, {}, { storage })
    const id = await opened()
    const slow = deskOf({ bo: {}, cy: {} }, {}, { storage: meanwhile(storage, () => desk.setAvailability("bo", { away: true })) })
    expect(await slow.drained()).toEqual([[id, "cy"]])
  })
})

describe("what another version of the library wrote", () => {
  test("is read from its events", async () => {
    const whole = memory()
    const { desk } = deskOf({ bo: {}, cy: {} }, {}, { storage: whole })
    await desk.setAvailability("bo", { away: true })
    const older: Storage = {
      ...whole,
      find: async (tenant, query) => {
        const page = await whole.find(tenant, query)
        if (query.kind !== "queue") return page
        return { ...page, found: page.found.map((one) => ({ ...one, document: { ...one.document, body: { old: true } } })) }
      }
    }
    const { opened, drained } = deskOf({ bo: {}, cy: {} }, {}, { storage: older })
    const id = await opened()
    expect(await drained()).toEqual([[id, "cy"]])
  })
})

describe("triggers", () => {
  test("answer what a queue does in the same commit", async () => {
    const { desk, opened, drained } = deskOf(
      { bo: {} },
      {},
      {
        triggers: [
          { id: "told", where: { field: "commit.events", op: "contains", value: "Assigned" }, then: [{ _tag: "Tag", tags: ["given"] }] }
        ]
      }
    )
    const id = await opened()
    await drained()
    expect((await desk.get(id)).ticket).toMatchObject({ assignee: "bo", tags: ["given"] })
  })
  test("may give it to somebody else, who has less room then", async () => {
    const { desk, opened } = deskOf(
      { bo: {}, cy: { capacity: 1 } },
      {},
      {
        triggers: [
          {
            id: "vip",
            where: {
              all: [
                { field: "subject", op: "is", value: "vip" },
                { field: "assignee", op: "is", value: "bo" }
              ]
            },
            then: [{ _tag: "Assign", agent: "cy" }]
          }
        ]
      }
    )
    const [vip, plain] = [await opened("VIP"), await opened()]
    await desk.drain()
    expect([(await desk.get(vip)).ticket.assignee, (await desk.get(plain)).ticket.assignee]).toEqual(["cy", "bo"])
  })
  test("may put it back: a drain gives each ticket at most once, and ends", async () => {
    const { desk, opened } = deskOf(
      { bo: {} },
      {},
      {
        triggers: [{ id: "no", where: { field: "assignee", op: "is", value: "bo" }, then: [{ _tag: "Assign", agent: null }] }]
      }
    )
    const ids = [await opened(), await opened()]
    expect((await desk.drain()).map(({ ticket }) => ticket)).toEqual(ids)
    expect((await desk.events(ids[0]!)).filter(({ _tag }) => _tag === "Assigned")).toHaveLength(2)
  })
})

describe("explaining", () => {
  test("says of each agent whether they could have it, and writes nothing", async () => {
    const { desk, opened } = deskOf({ bo: {}, cy: { skills: ["french"], capacity: 0 }, di: { skills: ["french"] } }, { skills: french })
    const id = await opened("Bonjour")
    const [explained, ...others] = await desk.explainAssignment(id)
    expect(others).toEqual([])
    expect(explained).toEqual({
      queue: "all",
      choice: "di",
      wakeAt: null,
      reasons: [
        { agent: "bo", verdict: "unfit", obstacles: [{ _tag: "SkillMissing", skill: "french", until: null }] },
        { agent: "cy", verdict: "unfit", obstacles: [{ _tag: "AtCapacity", weight: 1, load: 0, capacity: 0 }] },
        { agent: "di", verdict: "chosen", by: null }
      ]
    })
    expect(await desk.events(id)).toHaveLength(1)
  })
  test("has nothing to say of a ticket that waits in no queue, and refuses one that is not there", async () => {
    const { desk, opened, drained } = deskOf({ bo: {} })
    const id = await opened()
    await drained()
    expect(await desk.explainAssignment(id)).toEqual([])
    await expect(desk.explainAssignment("nowhere")).rejects.toMatchObject({ _tag: "TicketNotFound" })
  })
})
