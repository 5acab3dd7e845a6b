/** Promises in a desk with a store: kept over restarts, edits and older tickets; noticed by whoever ticks. */
import { afterEach, describe, expect, test } from "vitest"
import { createHelpdesk, defineWorkspace, Storage } from "../../src/index.ts"
import * as Sla from "../../src/sla/index.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import { freshPath } from "../freshPath.ts"

const hour = 3_600_000
const nine = Date.UTC(2026, 0, 5, 9)
const iso = (at: number): string => new Date(at).toISOString()
const ada = { requester: { email: "ada@example.org" }, subject: "Printer", text: "Help" } as const
const agents = [{ id: "bo", name: "Bo", email: "bo@acme.example" }] as const

const acme = (within: string, opens = "09:00-17:00") =>
  defineWorkspace({
    name: "Acme",
    agents,
    calendars: [{ id: "office", zone: "UTC", hours: { mon: [opens], tue: [opens], wed: [opens], thu: [opens], fri: [opens] } }],
    slaPolicies: [
      {
        id: "standard",
        calendar: "office",
        targets: [
          { metric: "firstReply", within },
          { metric: "resolution", within: "20h" }
        ]
      }
    ]
  })
const bare = defineWorkspace({ name: "Acme", agents })

const open: Array<{ readonly stop: () => Promise<void> }> = []
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.stop()
})

const file = (): string => freshPath()
const stores = [
  ["in memory", async () => Storage.memory()],
  ["in a SQLite file", async () => openSqlite(file())]
] as const

describe.each(stores)("a desk with promises, %s", (_, store) => {
  const started = async () => {
    const storage = await store()
    let now = nine
    const of = <const W extends ReturnType<typeof acme>>(workspace: W) => createHelpdesk({ workspace, storage, now: () => now })
    const desk = of(acme("4h"))
    open.push(desk)
    return { storage, desk, of, later: (hours: number) => (now += hours * hour), now: () => now }
  }

  test("says where every clock stands, now and at another time, and finds what is due first", async () => {
    const { desk, later } = await started()
    const { ticket } = await desk.open(ada)
    later(1)
    const urgent = await desk.open({ ...ada, subject: "Later" })
    await desk.setDue(urgent.ticket.id, { as: "agent:bo", due: new Date(nine + 2 * hour), pinned: true })
    const [first] = await desk.deadlines(ticket.id)
    expect(first).toMatchObject({ metric: "firstReply", status: "running", due: { value: nine + 4 * hour } })
    expect((await desk.deadlines(ticket.id, nine + 5 * hour))[0]).toMatchObject({ breachedAt: nine + 4 * hour })
    const { tickets } = await desk.find({ order: [{ field: "due", descending: false }] })
    expect(tickets.map(({ subject }) => subject)).toEqual(["Later", "Printer"])
    expect(
      await desk.count([
        { field: "due", op: "lt", value: nine + 3 * hour },
        { field: "policy", op: "is", value: "standard" }
      ])
    ).toEqual([1, 2])
    const ledger = await desk.explainDue(ticket.id, "firstReply")
    expect(Sla.print(ledger!)).toContain("due Mon 5 Jan 2026 13:00 (UTC), running, 1h used, 3h left")
    expect(await desk.explainDue(ticket.id, "due")).toBeUndefined()
  })

  test("says what was known at an instant of the past, of promises long kept too", async () => {
    const { desk, later } = await started()
    const { ticket } = await desk.open(ada)
    later(1)
    await desk.reply(ticket.id, { as: "agent:bo", text: "Which floor?" })
    later(1)
    await desk.changeStatus(ticket.id, { as: "agent:bo", status: "solved" })
    later(1)
    await desk.reopen(ticket.id, { as: "agent:bo" })
    const then = await desk.deadlines(ticket.id, nine + hour / 2)
    expect(then).toMatchObject([
      { metric: "firstReply", status: "running", elapsed: { value: hour / 2 } },
      { metric: "resolution", status: "running", elapsed: { value: hour / 2 } }
    ])
    expect((await desk.deadlines(ticket.id, nine + 2.5 * hour))[1]).toMatchObject({ status: "met", elapsed: { value: 2 * hour } })
    expect((await desk.explainDue(ticket.id, "resolution", nine + 2.5 * hour))?.rows).toHaveLength(1)
    expect((await desk.deadlines(ticket.id))[1]).toMatchObject({ status: "running", elapsed: { value: 2 * hour } })
    expect(await desk.deadlines(ticket.id, nine - 1)).toEqual([])
  })
  test("notices by a tick, whoever ticks and however often, and tells it in the story", async () => {
    const { desk, of, later } = await started()
    const { ticket } = await desk.open(ada)
    const quiet = await desk.open({ ...ada, subject: "Answered" })
    later(1)
    await desk.reply(quiet.ticket.id, { as: "agent:bo", text: "Here." })
    expect(await desk.tick()).toEqual({ tickets: 0, facts: 0, failed: 0 })
    later(4)
    const other = of(acme("4h"))
    const both = await Promise.all([desk.tick(), other.tick(), desk.tick()])
    expect(both.reduce((sum, { facts }) => sum + facts, 0)).toBe(1)
    expect(await desk.tick()).toEqual({ tickets: 0, facts: 0, failed: 0 })
    expect((await desk.get(ticket.id)).ticket.escalated).toBe(true)
    expect((await desk.get(quiet.ticket.id)).ticket.escalated).toBe(false)
    expect((await desk.timeline(ticket.id)).text).toContain(`noticed that firstReply was due at ${iso(nine + 4 * hour)}`)
    expect((await desk.timeline(ticket.id, { as: "customer" })).text).not.toMatch(/firstReply|promise|due|Policy/)
    expect((await desk.find({ where: { field: "escalated", op: "is", value: true } })).tickets).toHaveLength(1)
  })

  test("keeps what it promised when it comes back with other policies and hours, until a ticket is judged anew", async () => {
    const { desk, of, later } = await started()
    const { ticket } = await desk.open(ada)
    later(1)
    const edited = of(acme("2h", "10:00-12:00"))
    await edited.note(ticket.id, { as: "agent:bo", text: "hm" })
    expect((await edited.deadlines(ticket.id))[0]).toMatchObject({ due: { value: nine + 4 * hour } })

    const { before, after, events } = await edited.previewRebind(ticket.id)
    expect([before[0]?.due, after[0]?.due, events.length]).toMatchObject([{ value: nine + 4 * hour }, { value: nine + 2 * hour }, 1])
    expect((await edited.deadlines(ticket.id))[0]).toMatchObject({ due: { value: nine + 4 * hour } })
    await edited.rebind(ticket.id, { as: "agent:bo" })
    expect((await edited.deadlines(ticket.id))[0]).toMatchObject({ due: { value: nine + 2 * hour } })
    // And the first desk, which never heard of the new hours, finds them in the store.
    expect((await desk.deadlines(ticket.id))[0]).toMatchObject({ due: { value: nine + 2 * hour } })
  })

  test("counts a ticket that is older than its first policy from its beginning", async () => {
    const { storage, of, later, now } = await started()
    const before = createHelpdesk({ workspace: bare, storage, now })
    const { ticket } = await before.open(ada)
    later(1)
    await before.note(ticket.id, { as: "agent:bo", text: "hm" })
    expect(await before.deadlines(ticket.id)).toEqual([])
    later(1)
    const desk = of(acme("4h"))
    await desk.tag(ticket.id, { as: "agent:bo", tags: ["old"] })
    expect((await desk.deadlines(ticket.id))[0]).toMatchObject({
      startedAt: nine,
      elapsed: { value: 2 * hour },
      due: { value: nine + 4 * hour }
    })
  })

  test("refuses a date that is none, and one that is past", async () => {
    const { desk } = await started()
    const { ticket } = await desk.open(ada)
    await expect(desk.setDue(ticket.id, { as: "agent:bo", due: new Date("soon") })).rejects.toMatchObject({
      _tag: "InputInvalid",
      what: "due"
    })
    await expect(desk.setDue(ticket.id, { as: "agent:bo", due: nine - 1 })).rejects.toMatchObject({ _tag: "DueInPast" })
    await expect(desk.deadlines(ticket.id, NaN)).rejects.toMatchObject({ _tag: "InputInvalid", what: "at" })
    await expect(desk.deadlines("nobody")).rejects.toMatchObject({ _tag: "TicketNotFound" })
  })
})

test("a desk that was started ticks by itself", async () => {
  let now = nine
  const desk = createHelpdesk({ workspace: acme("4h"), now: () => now })
  const { ticket } = await desk.open(ada)
  now += 5 * hour
  desk.start(5)
  for (let i = 0; i < 400 && !(await desk.get(ticket.id)).ticket.escalated; i++) await new Promise((resolve) => setTimeout(resolve, 5))
  expect((await desk.get(ticket.id)).ticket.escalated).toBe(true)
  await desk.stop()
})
