import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createHelpdesk, defineWorkspace } from "../../src/index.ts"
import { memory } from "../../src/storage/memory.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import { DatabaseSync } from "node:sqlite"
import { freshPath } from "../freshPath.ts"

const workspace = defineWorkspace({
  name: "Acme",
  departments: ["support", "billing"],
  teams: ["first"],
  agents: [
    { id: "bo", name: "Bo", email: "bo@acme.example", teams: ["first"] },
    { id: "cy", name: "Cy", email: "cy@acme.example" }
  ],
  categories: [{ id: "hardware", children: [{ id: "printer" }] }],
  fields: [
    { id: "floor", type: "number" },
    { id: "note", type: "text" }
  ]
})
const start = Date.UTC(2026, 0, 5, 9)
const make = (options: { tenant?: string; storage?: ReturnType<typeof memory> } = {}) => {
  let at = start
  return createHelpdesk({ workspace, now: () => (at += 1000), ...options })
}
const ada = { email: "ada@example.org" }
const fire = { requester: ada, subject: "Printer on fire", text: "Help" } as const
const refused = async (wish: Promise<unknown>): Promise<{ _tag: string; message: string } & Record<string, unknown>> =>
  wish.then(
    () => {
      throw new Error("it was granted")
    },
    (error) => error
  )

describe("a ticket is opened, worked and answered", () => {
  test("opening asks for a requester; a missing name is derived from the address", async () => {
    const desk = make()
    const { ticket } = await desk.open(fire)
    expect(ticket.requester).toMatchObject({ name: "ada", email: "ada@example.org" })
    expect(ticket.submitter).toBe(`requester:${ticket.requester.id}`)
    expect(await refused(desk.open({ ...fire, requester: {} }))).toMatchObject({ _tag: "RequesterMissing" })
    expect(await refused(desk.open({ ...fire, requester: { email: "not an address" } }))).toMatchObject({
      _tag: "InputInvalid",
      message: expect.stringContaining("requester.email")
    })
  })
  test("the same person is one requester, however the address is written", async () => {
    const desk = make()
    const first = await desk.open(fire)
    const second = await desk.open({ ...fire, requester: { email: "ADA@Example.ORG" } })
    expect(second.ticket.requester.id).toBe(first.ticket.requester.id)
  })
  test("who writes from the domain of an organization belongs to it", async () => {
    const desk = make()
    const before = await desk.open(fire)
    await desk.addOrganization({ id: "engines", name: "Analytical Engines", domains: ["Engines.example"] })
    const { ticket } = await desk.open({ ...fire, requester: { email: "charles@engines.example", name: "Charles" } })
    expect([before.ticket.requester.organization, ticket.requester.organization]).toEqual([null, "engines"])
    expect(await desk.requester(ticket.requester.id)).toMatchObject({ name: "Charles", organization: "engines" })
    expect(await desk.count([{ field: "organization", op: "is", value: "engines" }])).toEqual([1])
    expect(await refused(desk.requester("nobody"))).toMatchObject({ _tag: "RequesterMissing" })
  })
  test("an agent on the phone is the submitter and in charge, not the requester", async () => {
    const { ticket } = await make().open({ ...fire, as: "agent:bo", via: "phone" })
    expect([ticket.submitter, ticket.assignee, ticket.requester.email, ticket.channel]).toEqual([
      "agent:bo",
      "bo",
      "ada@example.org",
      "phone"
    ])
  })
  test("answering and closing is one commit", async () => {
    const desk = make()
    const { ticket } = await desk.open(fire)
    const done = await desk.reply(ticket.id, { as: "agent:bo", text: "On it", then: "close" })
    expect(done.events.map((event) => event._tag)).toEqual(["Replied", "StatusChanged"])
    expect([done.version, done.ticket.statusCategory]).toEqual([3, "closed"])
  })
  test("every verb of the desk does what it says", async () => {
    const desk = make()
    const { id } = (await desk.open(fire)).ticket
    const as = "agent:bo" as const
    await desk.note(id, { as, text: "hm" })
    await desk.forward(id, { as, to: ["museum@history.example"], text: "yours?" })
    await desk.assign(id, { as, agent: "bo", team: "first" })
    await desk.prioritize(id, { as, priority: "urgent" })
    await desk.categorize(id, { as, category: ["hardware", "printer"] })
    await desk.setField(id, { as, field: "floor", value: 2 })
    await desk.tag(id, { as, tags: ["bug", "hot"] })
    await desk.untag(id, { as, tags: ["hot"] })
    await desk.follow(id, { as, agent: "cy" })
    await desk.follow(id, { as, agent: "bo" })
    await desk.unfollow(id, { as, agent: "bo" })
    await desk.addParticipant(id, { as, address: "eve@example.org" })
    await desk.addParticipant(id, { as, address: "dan@example.org", name: "Dan" })
    await desk.removeParticipant(id, { as, address: "eve@example.org" })
    await desk.rename(id, { as, subject: "Printer still on fire" })
    await desk.changeStatus(id, { as, status: "pending" })
    await desk.close(id, { as })
    const { ticket } = await desk.reopen(id, { as })
    expect(ticket).toMatchObject({
      subject: "Printer still on fire",
      assignee: "bo",
      team: "first",
      priority: "urgent",
      category: ["hardware", "printer"],
      fields: [{ field: "floor", value: 2 }],
      tags: ["bug"],
      followers: ["cy"],
      participants: [{ address: "dan@example.org", name: "Dan" }],
      statusCategory: "open",
      reopened: 1,
      messages: 3
    })
    expect((await desk.get(ticket.reference.toLowerCase())).ticket).toEqual(ticket)
  })
  test("the timeline of the customer holds nothing internal", async () => {
    const desk = make()
    const { ticket } = await desk.open(fire)
    await desk.note(ticket.id, { as: "agent:bo", text: "she is difficult" })
    await desk.reply(ticket.id, { as: "agent:bo", text: "On it" })
    const told = JSON.stringify(await desk.timeline(ticket.id, { as: "customer" }))
    expect(told).toContain("On it")
    expect(told).not.toContain("difficult")
    expect((await desk.timeline(ticket.id)).text).toContain("difficult")
  })
})

describe("what is refused changes nothing", () => {
  test("an unknown ticket, a stale version, a used command id", async () => {
    const desk = make()
    const { ticket, version } = await desk.open(fire)
    await desk.note(ticket.id, { as: "agent:bo", text: "hm" })
    const before = await desk.events(ticket.id)
    expect(await refused(desk.close("nowhere", { as: "agent:bo" }))).toMatchObject({ _tag: "TicketNotFound", ticketId: "nowhere" })
    expect(await refused(desk.close(ticket.id, { as: "agent:bo", expectedVersion: version }))).toMatchObject({
      _tag: "StaleVersion",
      expected: 1,
      actual: 2
    })
    await desk.prioritize(ticket.id, { as: "agent:bo", priority: "high", commandId: "c-1" })
    expect(await refused(desk.prioritize(ticket.id, { as: "agent:bo", priority: "low", commandId: "c-1" }))).toMatchObject({
      _tag: "CommandReused",
      commandId: "c-1"
    })
    expect(await desk.events(ticket.id)).toHaveLength(before.length + 1)
  })
  test("a wish that is asked twice is granted once, also when it could not be granted again", async () => {
    const desk = make()
    const opened = await desk.open({ ...fire, commandId: "open-1" })
    const again = await desk.open({ ...fire, commandId: "open-1" })
    expect([again.repeated, again.ticket.id]).toEqual([true, opened.ticket.id])
    await desk.close(opened.ticket.id, { as: "agent:bo", commandId: "close-1" })
    expect((await desk.close(opened.ticket.id, { as: "agent:bo", commandId: "close-1" })).repeated).toBe(true)
  })
  test("a workspace that lacks the words of the ticket", async () => {
    const storage = memory()
    const { ticket } = await make({ storage }).open({ ...fire, department: "billing" })
    const other = createHelpdesk({
      workspace: defineWorkspace({ name: "Other", agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }] }),
      storage
    })
    expect(await refused(other.close(ticket.id, { as: "agent:bo" }))).toMatchObject({
      _tag: "WrongWorkspace",
      workspace: "Other",
      problems: ['no department "billing"']
    })
  })
  test("words that the workspace does not have, keys that no command has, text that is none", async () => {
    const desk = make()
    const { ticket } = await desk.open(fire)
    const wrong = desk as unknown as {
      prioritize: (id: string, input: object) => Promise<unknown>
      note: (id: string, input: object) => Promise<unknown>
    }
    expect(await refused(wrong.prioritize(ticket.id, { as: "agent:bo", priority: "urgnet" }))).toMatchObject({
      _tag: "UnknownWord",
      what: "priority",
      word: "urgnet"
    })
    expect(await refused(wrong.prioritize(ticket.id, { as: "agent:bo", priority: "high", wakeAt: 1 }))).toMatchObject({
      _tag: "InputInvalid",
      message: expect.stringContaining("wakeAt")
    })
    expect(await refused(wrong.note(ticket.id, { as: "agent:bo", text: 7 }))).toMatchObject({ _tag: "InputInvalid" })
    expect(await refused(wrong.note(ticket.id, { as: "agent:zoe", text: "hm" }))).toMatchObject({
      _tag: "UnknownWord",
      what: "agent",
      word: "zoe"
    })
    expect(await refused(wrong.note(ticket.id, { as: "agent:bo", text: "hm", via: "telepathy" }))).toMatchObject({
      _tag: "UnknownWord",
      what: "channel"
    })
    expect((await desk.events(ticket.id)).length).toBe(1)
  })
  test("a desk without mail says so", async () => {
    expect(await refused(make().receive(new Uint8Array()))).toMatchObject({ _tag: "NotConfigured" })
  })
  test("a full disk gives a tagged error, and the ticket is as it was", async () => {
    const file = freshPath()
    const storage = await openSqlite(file)
    const desk = createHelpdesk({ workspace, storage })
    const { ticket } = await desk.open(fire)
    await desk.stop()
    const handle = new DatabaseSync(file)
    const pages = (handle.prepare("PRAGMA page_count").get() as { page_count: number }).page_count
    handle.exec(`PRAGMA max_page_count = ${pages}`)
    const { sqlite } = await import("../../src/storage/sqlite.ts")
    const full = createHelpdesk({ workspace, storage: sqlite(handle) })
    const error = await refused(
      (async () => {
        for (let i = 0; i < 500; i++) await full.note(ticket.id, { as: "agent:bo", text: "x".repeat(5000) })
      })()
    )
    expect(error).toMatchObject({ _tag: "StorageError", reason: "full" })
    const { version } = await full.get(ticket.id)
    expect(await full.events(ticket.id)).toHaveLength(version)
    handle.close()
  })
})

describe("many at once", () => {
  test("twenty agents answer at the same moment: every word is kept, in one order", async () => {
    const desk = make()
    const { ticket } = await desk.open(fire)
    await Promise.all(Array.from({ length: 20 }, (_, i) => desk.note(ticket.id, { as: "agent:bo", text: `note ${i}` })))
    expect((await desk.get(ticket.id)).ticket.messages).toBe(21)
    expect(await desk.events(ticket.id)).toHaveLength(21)
  })
  test("two tenants in one store do not see each other", async () => {
    const storage = memory()
    const [one, two] = [make({ storage, tenant: "one" }), make({ storage, tenant: "two" })]
    const { ticket } = await one.open(fire)
    expect(await refused(two.get(ticket.id))).toEqual(expect.objectContaining({ _tag: "TicketNotFound" }))
    expect((await refused(two.get(ticket.id))).message.replace(ticket.id, "x")).toBe(
      (await refused(two.get("random"))).message.replace("random", "x")
    )
    expect((await two.find()).tickets).toEqual([])
    expect((await two.open(fire)).ticket.requester.id).not.toBe(ticket.requester.id)
  })
})

describe("finding", () => {
  const filled = async () => {
    const desk = make()
    await desk.open({ ...fire, priority: "high" })
    await desk.open({ ...fire, subject: "Un café froid", priority: "low", tags: ["Drinks"] })
    await desk.open({ ...fire, subject: "Server down", priority: "urgent", department: "billing" })
    return desk
  }
  test("by condition, by words, in pages, and counted", async () => {
    const desk = await filled()
    const subjects = async (find: Parameters<typeof desk.find>[0]) => (await desk.find(find)).tickets.map((ticket) => ticket.subject)
    expect(await subjects({ where: { field: "priority", op: "gte", value: "high" } })).toEqual(["Server down", "Printer on fire"])
    expect(await subjects({ where: { field: "subject", op: "contains", value: "CAFÉ" } })).toEqual(["Un café froid"])
    expect(await subjects({ where: { field: "tags", op: "contains", value: "drinks" } })).toEqual(["Un café froid"])
    expect(await subjects({ text: "cafe" })).toEqual(["Un café froid"])
    expect(await desk.count([{ field: "department", op: "is", value: "billing" }, { not: { all: [] } }])).toEqual([1, 0])
    const first = await desk.find({ limit: 2 })
    const rest = await desk.find({ limit: 2, after: first.next! })
    expect([...first.tickets, ...rest.tickets].map((ticket) => ticket.subject)).toEqual(["Server down", "Printer on fire", "Un café froid"])
    expect(await refused(desk.find({ where: { field: "colour", op: "is", value: "red" } }))).toMatchObject({
      _tag: "ConditionInvalid",
      problems: [{ path: "where.field", problem: 'there is no field "colour"' }]
    })
  })
  test("a document that no longer reads is folded again from its events", async () => {
    const file = freshPath()
    const desk = createHelpdesk({ workspace, storage: await openSqlite(file) })
    const { ticket } = await desk.open(fire)
    const after = (await desk.reply(ticket.id, { as: "agent:bo", text: "On it" })).ticket
    const handle = new DatabaseSync(file)
    handle.exec("UPDATE desk_records SET body = '{}'")
    handle.close()
    expect((await desk.get(ticket.id)).ticket).toEqual(after)
    expect((await desk.find()).tickets).toEqual([after])
    await desk.stop()
  })
})

describe("laws", () => {
  test("what a desk in memory says, a desk in SQLite says too", async () => {
    const wish = fc.oneof(
      fc.record({
        verb: fc.constant("reply" as const),
        who: fc.constantFrom("agent:bo", "requester"),
        text: fc.string({ minLength: 1 }).filter((text) => text.trim() !== "")
      }),
      fc.record({ verb: fc.constant("prioritize" as const), priority: fc.constantFrom("low", "normal", "high", "urgent") }),
      fc.record({ verb: fc.constant("changeStatus" as const), status: fc.constantFrom("solve", "close", "pending", "open") }),
      fc.record({ verb: fc.constant("reopen" as const) }),
      fc.record({ verb: fc.constant("setField" as const), field: fc.constant("note"), value: fc.string() })
    )
    await fc.assert(
      fc.asyncProperty(fc.array(wish, { maxLength: 12 }), async (wishes) => {
        const play = async (storage: Awaited<ReturnType<typeof openSqlite>>) => {
          let id = 0
          let at = start
          const desk = createHelpdesk({ workspace, storage, now: () => (at += 1000), newId: () => `id-${++id}` })
          await desk.open({ ...fire, id: "t" })
          const said: Array<unknown> = []
          for (const { verb, ...rest } of wishes) {
            const input = { as: "who" in rest ? rest.who : "agent:bo", ...rest, who: undefined }
            said.push(await (desk[verb] as (id: string, input: object) => Promise<unknown>)("t", input).catch((error) => error._tag))
          }
          const all = [said, await desk.events("t"), await desk.find()]
          await desk.stop()
          return all
        }
        expect(await play(await openSqlite(":memory:"))).toEqual(await play(memory()))
      }),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 10) }
    )
  })
})
