/** The work on tickets by the desk's verbs: in memory and in a SQLite file, with real mail where there is any. */
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { startSink } from "../../examples/smtp-sink.ts"
import { replay } from "../../src/desk/replay.ts"
import { type Article, createHelpdesk, defineWorkspace, type KnowledgeBase, type Notification } from "../../src/index.ts"
import { smtp } from "../../src/mail/smtp.ts"
import { memory } from "../../src/storage/memory.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import { freshPath } from "../freshPath.ts"
import { deed, type Happening, happens, refusals, ticketsOf, town } from "./merging/Town.ts"

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const start = Date.UTC(2026, 0, 5, 9)

const workspace = defineWorkspace({
  name: "Acme",
  agents: [
    { id: "bo", name: "Bo", email: "bo@acme.example", calendar: "paris" },
    { id: "cy", name: "Cy", email: "cy@acme.example" }
  ],
  calendars: [{ id: "paris", zone: "Europe/Paris", hours: { mon: ["09:00-17:00"] } }],
  supportAddresses: ["help@acme.example"],
  timeTypes: ["phone", { id: "road", name: "On the road" }],
  views: [
    {
      id: "toDo",
      where: {
        all: [
          { field: "activitiesOpen", op: "gt", value: 0 },
          { field: "activityDue", op: "lt", value: { ahead: 24 * HOUR } }
        ]
      },
      columns: ["activitiesOpen", "activityDue"]
    }
  ]
})

const stores: ReadonlyArray<readonly [string, () => Promise<Storage>]> = [
  ["memory", async () => memory()],
  ["SQLite", () => openSqlite(freshPath())]
]
const desks: Array<{ stop: () => Promise<void> }> = []
let sink: Awaited<ReturnType<typeof startSink>>
beforeAll(async () => {
  sink = await startSink()
})
afterAll(async () => {
  for (const desk of desks) await desk.stop()
  await sink.stop()
})

type Options = Omit<Parameters<typeof createHelpdesk<typeof workspace>>[0], "workspace">
const bo = { as: "agent:bo" } as const
const ada = { email: "ada@example.org" }

const make = async (storage: Storage, own: Options = {}) => {
  const clock = { at: start }
  const desk = createHelpdesk({ workspace, storage, now: () => clock.at, ...own })
  desks.push(desk)
  const open = async (text = "It burns", requester: { readonly email: string } = ada) =>
    (await desk.open({ requester, subject: `About ${text}`, text, receivedAt: "help@acme.example" })).ticket
  return { desk, clock, open }
}
const mailing = () => ({
  secrets: ["a secret of the tests"],
  outbound: smtp({ host: "127.0.0.1", port: sink.port })
})
const refused = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise
  } catch (cause) {
    return (cause as { readonly _tag: string })._tag
  }
  return "granted"
}

/** Keeps what it is given, once for each key; says no as often as it is told to. */
const library = (noes = 0, answer?: unknown) => {
  const articles = new Map<string, Article>()
  let asked = 0
  const knowledge: KnowledgeBase = {
    publish: async (article) => {
      articles.set(article.key, article)
      if (++asked <= noes) throw new Error("the shelf is full")
      return (answer ?? { id: `kb-${articles.size}`, url: `https://kb.acme.example/${articles.size}` }) as { id: string }
    }
  }
  return { knowledge, articles, asked: () => asked }
}

describe.each(stores)("in %s", (_, store) => {
  test("a ticket is solved with what solved it, that is published, and what it became comes back to the ticket", async () => {
    const shelf = library(1)
    const { desk, clock, open } = await make(await store(), { knowledge: shelf.knowledge })
    const { id } = await open()
    const done = await desk.resolve(id, { ...bo, text: "A new drum.", article: true, then: "solve" })
    expect(done.events.map(({ _tag }) => _tag)).toEqual(["StatusChanged", "Resolved"])
    expect(await desk.deliver()).toMatchObject({ sent: 0, retry: 1 })
    clock.at += HOUR
    expect(await desk.deliver()).toMatchObject({ sent: 1 })
    clock.at += HOUR
    expect(await desk.deliver()).toMatchObject({ sent: 0, retry: 0 })
    expect([shelf.articles.size, shelf.asked()]).toEqual([1, 2])
    const { ticket } = await desk.get(id)
    expect(ticket.resolution).toMatchObject({ text: "A new drum.", published: { article: "kb-1", url: "https://kb.acme.example/1" } })
    expect([...shelf.articles.values()][0]).toMatchObject({ ticketId: id, subject: "About It burns", text: "A new drum.", by: "agent:bo" })
    expect((await desk.events(id)).filter(({ _tag }) => _tag === "ArticlePublished")).toMatchObject([{ by: "system", via: "automatic" }])
  })

  test("what a knowledge base answers that cannot be read is for good; without one the article waits for a desk that has it", async () => {
    const storage = await store()
    const { desk, clock, open } = await make(storage)
    const first = await open()
    await desk.resolve(first.id, { ...bo, text: "A new drum.", article: true, then: "solve" })
    expect(await desk.deliver()).toEqual({ sent: 0, retry: 0, failed: 0, unknown: 0 })
    clock.at += HOUR
    const odd = createHelpdesk({ workspace, storage, now: () => clock.at, knowledge: library(0, { id: "" }).knowledge })
    expect(await odd.deliver()).toMatchObject({ sent: 0, failed: 1 })
    expect((await desk.get(first.id)).ticket.resolution?.published).toBeNull()
  })

  test("whoever is interrupted after it was published has it published again under the same key, and writes that down once", async () => {
    const shelf = library()
    const storage = await store()
    const { desk, clock, open } = await make(storage, { knowledge: shelf.knowledge })
    const { id } = await open()
    await desk.resolve(id, { ...bo, text: "A new drum.", article: true, then: "solve" })
    const forgetful = createHelpdesk({
      workspace,
      storage: { ...storage, settle: async () => [] },
      now: () => clock.at,
      knowledge: shelf.knowledge
    })
    await forgetful.deliver()
    clock.at += 24 * HOUR
    expect(await desk.deliver()).toMatchObject({ sent: 1 })
    expect([shelf.asked(), shelf.articles.size]).toEqual([2, 1])
    expect((await desk.events(id)).filter(({ _tag }) => _tag === "ArticlePublished").length).toBe(1)
  })

  test("an article is published for a ticket that was reopened or merged meanwhile, and its fact is written all the same", async () => {
    const shelf = library()
    const { desk, open } = await make(await store(), { knowledge: shelf.knowledge })
    const [one, other, target] = [await open("one"), await open("other"), await open("target")]
    for (const { id } of [one, other]) await desk.resolve(id, { ...bo, text: "Done", article: true, then: "solve" })
    await desk.reopen(one.id, bo)
    await desk.merge(target.id, { ...bo, sources: [other.id] })
    expect(await desk.deliver()).toMatchObject({ sent: 2 })
    expect((await desk.get(one.id)).ticket).not.toHaveProperty("resolution")
    expect((await desk.events(one.id)).at(-1)).toMatchObject({ _tag: "ArticlePublished" })
    expect((await desk.get(other.id)).ticket.resolution?.published?.article).toMatch(/^kb-/)
  })

  test("merging leaves to each ticket what solved it", async () => {
    const { desk, open } = await make(await store())
    const [target, source] = [await open("one"), await open("other")]
    await desk.resolve(target.id, { ...bo, text: "A new drum.", then: "solve" })
    await desk.resolve(source.id, { ...bo, text: "A new printer.", then: "solve" })
    await desk.merge(target.id, { ...bo, sources: [source.id] })
    expect((await desk.get(target.id)).ticket.resolution?.text).toBe("A new drum.")
    expect(await refused(desk.resolve(source.id, { ...bo, text: "Other" }))).toBe("TicketMerged")
    await desk.unmerge(source.id, bo)
    expect((await desk.get(source.id)).ticket.resolution?.text).toBe("A new printer.")
  })

  test("the requester is mailed what solved it, word for word, and the agents' reminders go by mail, notification and text message", async () => {
    const told: Array<readonly [string, Notification]> = []
    const { desk, clock, open } = await make(await store(), {
      mail: mailing(),
      notify: async (one) => void told.push(["notification", one]),
      sms: async (one) => void told.push(["sms", one])
    })
    const { id, reference } = await open()
    await desk.deliver()
    const from = sink.mails.length
    await desk.resolve(id, { ...bo, text: "Write {{ ticket.id }} on it.", tell: true, then: "solve" })
    const at = new Date(start + HOUR)
    const reminders = [
      { at, way: "mail" },
      { at, way: "notification" },
      { at: start + 2 * HOUR, way: "sms" },
      { at: start + 3 * HOUR, way: "sms" }
    ] as const
    const subject = "Ring {{ ticket.reference }}"
    const { activity } = await desk.planActivity(id, { ...bo, kind: "call", subject, start: new Date(start + 3 * HOUR), reminders })
    await desk.tick()
    await desk.deliver()
    expect(sink.mails.slice(from).map(({ to }) => to)).toEqual([["ada@example.org"]])
    expect(sink.mails.at(-1)!.raw.toString()).toContain("Write {{ ticket.id }} on it.")
    clock.at += HOUR
    expect(await desk.tick()).toMatchObject({ tickets: 1, facts: 2 })
    expect(await desk.tick()).toMatchObject({ facts: 0 })
    await desk.deliver()
    await desk.deliver()
    expect(sink.mails.slice(from + 1).map(({ to }) => to)).toEqual([["bo@acme.example"]])
    const letter = sink.mails.at(-1)!.raw.toString()
    expect(letter).toContain("Call: Ring {{ ticket.reference }}, Mon 5 Jan 2026 13:00 (Europe/Paris)")
    clock.at += 50 * HOUR
    await desk.tick()
    await desk.deliver()
    const text = "Call: Ring {{ ticket.reference }}, Mon 5 Jan 2026 13:00 (Europe/Paris)"
    expect(told).toMatchObject([
      ["notification", { agent: "bo", text, ticketId: id, reference }],
      ["sms", { agent: "bo", text }],
      ["sms", { agent: "bo", text }]
    ])
    expect(new Set(told.map(([, { id }]) => id)).size).toBe(3)
    const facts = (await desk.events(id)).flatMap((event) => (event._tag === "Reminded" ? [[event.id, event.at - start, event.by]] : []))
    expect(facts).toEqual([
      [activity, HOUR, "system"],
      [activity, HOUR, "system"],
      [activity, 51 * HOUR, "system"],
      [activity, 51 * HOUR, "system"]
    ])
  })

  test("two desks that tick at the same time remind once; a word to the ticket notices as well", async () => {
    const storage = await store()
    const told: Array<string> = []
    const own = { notify: async ({ id }: Notification) => void told.push(id) }
    const { desk, clock, open } = await make(storage, own)
    const second = createHelpdesk({ workspace, storage, now: () => clock.at, ...own })
    const { id } = await open()
    const plan = (hours: number) =>
      desk.planActivity(id, { ...bo, kind: "task", subject: `In ${hours}`, reminders: [{ at: start + hours * HOUR, way: "notification" }] })
    await plan(1)
    const { activity } = await plan(2)
    clock.at += HOUR
    await Promise.all([desk.tick(), second.tick(), desk.tick()])
    await Promise.all([desk.deliver(), second.deliver()])
    expect(told.length).toBe(1)
    clock.at += HOUR
    const { events } = await desk.completeActivity(id, { ...bo, id: activity })
    expect(events.map(({ _tag }) => _tag)).toEqual(["Reminded", "ActivityCompleted"])
    await second.tick()
    await second.deliver()
    expect(told.length).toBe(2)
    expect(new Set(told).size).toBe(2)
  })

  test("without an address, without an owner: what nobody gets is said", async () => {
    const storage = await store()
    const { desk, clock } = await make(storage)
    const { id } = (await desk.open({ requester: ada, subject: "x", text: "x" })).ticket
    await desk.planActivity(id, { ...bo, kind: "task", subject: "Order", reminders: [{ at: start + 1, way: "mail" }] })
    clock.at += HOUR
    const { suppressed } = await desk.note(id, { ...bo, text: "Hm" })
    expect(suppressed).toMatchObject([{ to: "bo", reason: "homeless" }])
    await desk.planActivity(id, { ...bo, kind: "task", subject: "Order", owner: "cy", reminders: [{ at: clock.at + 1, way: "sms" }] })
    clock.at += HOUR
    const alone = defineWorkspace({ name: "Acme", agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }] })
    const later = createHelpdesk({ workspace: alone, storage, now: () => clock.at })
    expect((await later.note(id, { ...bo, text: "Cy has left" })).suppressed).toMatchObject([{ to: "cy", reason: "nobody" }])
  })

  test("a ticket is closed with something still to be done, and lists show it until that is done", async () => {
    const { desk, open } = await make(await store())
    const [one, other, idle] = [await open("one"), await open("other"), await open("idle")]
    const plan = async (id: string, subject: string, due: number | null) =>
      (await desk.planActivity(id, { ...bo, kind: "task", subject, due })).activity
    const a = await plan(one.id, "late", start + 5 * HOUR)
    await plan(one.id, "never", null)
    const b = await plan(other.id, "soon", start + 2 * HOUR)
    await plan(other.id, "next week", start + 100 * HOUR)
    await desk.close(one.id, bo)
    const listed = async (find: Parameters<typeof desk.openActivities>[0] = {}) =>
      (await desk.openActivities(find)).rows.map(({ ticket, activities }) => [ticket.id, ...activities.map(({ subject }) => subject)])
    expect(await listed()).toEqual([
      [other.id, "soon", "next week"],
      [one.id, "late", "never"]
    ])
    expect(await listed({ where: { field: "statusCategory", op: "is", value: "closed" } })).toEqual([[one.id, "late", "never"]])
    const page = await desk.openActivities({ limit: 1 })
    expect((await desk.openActivities({ limit: 1, after: page.next! })).rows.map(({ ticket }) => ticket.id)).toEqual([one.id])
    const rows = async () =>
      (await desk.view("toDo", bo)).rows.map(({ ticket, columns }) => [ticket.id, columns["activitiesOpen"]] as const)
    expect(new Map(await rows())).toEqual(
      new Map([
        [one.id, 2],
        [other.id, 2]
      ])
    )
    expect(await desk.count([{ field: "activitiesOpen", op: "is", value: 0 }])).toEqual([1])
    await desk.completeActivity(one.id, { ...bo, id: a })
    await desk.removeActivity(other.id, { ...bo, id: b })
    expect(await rows()).toEqual([])
    expect(await desk.count([{ field: "activitiesOpen", op: "is", value: 1 }])).toEqual([2])
    await desk.reopenActivity(one.id, { ...bo, id: a })
    expect(await rows()).toEqual([[one.id, 2]])
    expect(await desk.activities(idle.id)).toEqual([])
    expect((await desk.activities(one.reference)).map(({ subject, ticket }) => [subject, ticket])).toEqual([
      ["late", one.id],
      ["never", one.id]
    ])
  })

  test("what was planned for a merged ticket is done through the one that answers for it, reminds all the same, and comes back with it", async () => {
    const told: Array<string> = []
    const { desk, clock, open } = await make(await store(), { notify: async ({ text }) => void told.push(text) })
    const [target, source] = [await open("one"), await open("other")]
    const reminders = [{ at: start + HOUR, way: "notification" }] as const
    const { activity } = await desk.planActivity(source.id, { ...bo, kind: "task", subject: "Order", reminders })
    const { activity: silent } = await desk.planActivity(source.id, { ...bo, kind: "task", subject: "Hush", reminders })
    await desk.merge(target.id, { ...bo, sources: [source.id] })
    expect((await desk.activities(target.id)).map(({ id, ticket }) => [id, ticket])).toEqual([
      [activity, source.id],
      [silent, source.id]
    ])
    expect(await refused(desk.completeActivity(source.id, { ...bo, id: silent }))).toBe("TicketMerged")
    await desk.completeActivity(target.id, { ...bo, id: silent })
    clock.at += HOUR
    await desk.tick()
    await desk.deliver()
    expect(told).toEqual(["Task: Order"])
    await desk.unmerge(source.id, bo)
    expect(await desk.activities(target.id)).toEqual([])
    expect((await desk.activities(source.id)).map(({ doneAt }) => doneAt === null)).toEqual([true, false])
    expect(await refused(desk.completeActivity(target.id, { ...bo, id: activity }))).toBe("ActivityNotFound")
  })

  test("time is summed up by ticket, agent and organization, exactly, for a window, in pages", async () => {
    const { desk, clock, open } = await make(await store())
    await desk.addOrganization({ id: "engines", name: "Engines", domains: ["engines.example"] })
    const [one, other] = [await open("one"), await open("other", { email: "charles@engines.example" })]
    const ids = [one.id, other.id].toSorted()
    await desk.logTime(one.id, { ...bo, minutes: 30, billable: true, type: "phone" })
    const { entry } = await desk.logTime(one.id, { ...bo, milliseconds: 1, billable: false, agent: "cy" })
    clock.at += 48 * HOUR
    await desk.logTime(other.id, { ...bo, minutes: 60, billable: false, start: new Date(start) })
    await desk.logTime(other.id, { ...bo, minutes: 5, billable: true })
    const sums = async (input: Parameters<typeof desk.timeSpent>[0]) =>
      Object.fromEntries(
        (await desk.timeSpent(input)).rows.map(({ key, milliseconds, billable }) => [key ?? "none", [milliseconds, billable]])
      )
    expect(await sums({ by: "ticket" })).toEqual({ [one.id]: [30 * MINUTE + 1, 30 * MINUTE], [other.id]: [65 * MINUTE, 5 * MINUTE] })
    expect(await sums({ by: "agent" })).toEqual({ bo: [95 * MINUTE, 35 * MINUTE], cy: [1, 0] })
    expect(await sums({ by: "organization" })).toEqual({ engines: [65 * MINUTE, 5 * MINUTE], none: [30 * MINUTE + 1, 30 * MINUTE] })
    expect(await sums({ by: "agent", from: new Date(start), to: start + 1 })).toEqual({ bo: [90 * MINUTE, 30 * MINUTE], cy: [1, 0] })
    expect(await sums({ by: "agent", to: start })).toEqual({})
    expect(await sums({ by: "agent", from: start + 1 })).toEqual({ bo: [5 * MINUTE, 5 * MINUTE] })
    expect(await sums({ by: "agent", where: { field: "organization", op: "is", value: "engines" } })).toEqual({
      bo: [65 * MINUTE, 5 * MINUTE]
    })
    const first = await desk.timeSpent({ by: "ticket", limit: 1 })
    const second = await desk.timeSpent({ by: "ticket", limit: 1, after: first.next! })
    expect([...first.rows, ...second.rows].map(({ key }) => key)).toEqual(ids)
    expect([first.next, second.next]).toEqual([ids[0], null])
    const halves = await desk.timeSpent({ by: "organization", limit: 1 })
    expect((await desk.timeSpent({ by: "organization", limit: 1, after: halves.next! })).rows.map(({ key }) => key)).toEqual([null])
    await desk.reverseTime(one.id, { ...bo, entry, note: "It was not Cy" })
    expect(await sums({ by: "agent", to: start + 1 })).toEqual({ bo: [90 * MINUTE, 30 * MINUTE], cy: [0, 0] })
    expect(await refused(desk.reverseTime(one.id, { ...bo, entry }))).toBe("NotReversible")
    expect(await desk.count([{ field: "timeSpent", op: "gte", value: 65 * MINUTE }])).toEqual([1])
  })

  test("time goes with its message: split off, merged, and back; time of the ticket stays with the ticket", async () => {
    const { desk, open } = await make(await store())
    const [one, other] = [await open("one"), await open("other")]
    await desk.reply(one.id, { ...bo, text: "About curtains" })
    const [, curtains] = await desk.conversation(one.id)
    await desk.logTime(one.id, { ...bo, minutes: 1, billable: true })
    const { entry } = await desk.logTime(one.id, { ...bo, minutes: 10, billable: true, message: curtains!.id })
    const minutes = async (id: string) => (await desk.timeEntries(id)).milliseconds / MINUTE
    const { done } = await desk.split(one.id, { ...bo, messages: [curtains!.id] })
    const split = done.ticket
    expect([await minutes(one.id), await minutes(split.id)]).toEqual([1, 10])
    const again = await desk.logTime(split.id, { ...bo, minutes: 100, billable: true, message: curtains!.id })
    expect([await minutes(one.id), await minutes(split.id)]).toEqual([1, 110])
    expect(await refused(desk.logTime(one.id, { ...bo, minutes: 1, billable: true, message: curtains!.id }))).toBe("MessageNotFound")
    expect(await refused(desk.reverseTime(one.id, { ...bo, entry }))).toBe("granted")
    expect(await minutes(split.id)).toBe(100)
    await desk.merge(other.id, { ...bo, sources: [split.id, one.id] })
    expect([await minutes(other.id), await minutes(one.id), await minutes(split.id)]).toEqual([101, 1, 100])
    expect((await desk.timeSpent({ by: "ticket" })).rows).toEqual([{ key: other.id, milliseconds: 101 * MINUTE, billable: 101 * MINUTE }])
    expect(new Set((await desk.timeEntries(other.id)).entries.map(({ ticket }) => ticket))).toEqual(new Set([one.id]))
    expect(await refused(desk.logTime(one.id, { ...bo, minutes: 1, billable: true }))).toBe("TicketMerged")
    await desk.reverseTime(other.id, { ...bo, entry: again.entry })
    const [burns] = await desk.conversation(one.id)
    await desk.logTime(other.id, { ...bo, minutes: 7, billable: false, message: burns!.id })
    expect([await minutes(other.id), await minutes(one.id)]).toEqual([8, 8])
    await desk.unmerge(one.id, bo)
    expect([await minutes(other.id), await minutes(one.id)]).toEqual([0, 8])
  })

  test("a message that was split off before all the rest was merged on keeps its time with it", async () => {
    const { desk, open } = await make(await store())
    const [one, other, last] = [await open("one"), await open("other"), await open("last")]
    const [burns] = await desk.conversation(one.id)
    await desk.logTime(one.id, { ...bo, minutes: 10, billable: true, message: burns!.id })
    await desk.merge(other.id, { ...bo, sources: [one.id] })
    const split = (await desk.split(other.id, { ...bo, messages: [burns!.id] })).done.ticket
    await desk.merge(last.id, { ...bo, sources: [other.id] })
    expect((await desk.timeEntries(split.id)).milliseconds).toBe(10 * MINUTE)
    expect((await desk.timeSpent({ by: "ticket" })).rows).toEqual([{ key: split.id, milliseconds: 10 * MINUTE, billable: 10 * MINUTE }])
  })

  test("a wish with an id is granted once", async () => {
    const { desk, open } = await make(await store())
    const { id } = await open()
    const log = () => desk.logTime(id, { ...bo, commandId: "log-1", minutes: 30, billable: true })
    expect([(await log()).entry, (await log()).entry]).toEqual(["log-1", "log-1"])
    expect((await log()).done.repeated).toBe(true)
    const plan = () => desk.planActivity(id, { ...bo, commandId: "plan-1", kind: "task", subject: "Order" })
    expect([(await plan()).activity, (await plan()).activity]).toEqual(["plan-1", "plan-1"])
    expect([(await desk.timeEntries(id)).entries.length, (await desk.activities(id)).length]).toEqual([1, 1])
    expect(await refused(desk.logTime(id, { ...bo, commandId: "log-1", minutes: 31, billable: true }))).toBe("CommandReused")
    expect(await refused(desk.logTime(id, { ...bo, expectedVersion: 1, minutes: 31, billable: true }))).toBe("StaleVersion")
  })

  test("every bad input is refused by name, and nothing happens anywhere", async () => {
    const storage = await store()
    const { desk, open } = await make(storage)
    const { id } = await open()
    const { activity } = await desk.planActivity(id, { ...bo, kind: "task", subject: "Order" })
    const { entry } = await desk.logTime(id, { ...bo, minutes: 1, billable: true })
    const log = { ...bo, minutes: 1, billable: true } as const
    const plan = { ...bo, kind: "task", subject: "x" } as const
    const odd = (value: unknown): never => value as never
    const loose = (more: object): object => more
    const asked: ReadonlyArray<readonly [string, () => Promise<unknown>]> = [
      ["NotSolved", () => desk.resolve(id, { ...bo, text: "x" })],
      ["NotSolved", () => desk.resolve(id, { ...bo, text: "x", then: "pending" })],
      ["InputInvalid", () => desk.resolve(id, { ...bo, text: " " })],
      ["InputInvalid", () => desk.resolve(id, { ...bo, text: "x".repeat(20_001) })],
      ["InputInvalid", () => desk.resolve(id, { ...bo, text: "x", then: "solve", ...loose({ url: "x" }) })],
      ["NotAnAgent", () => desk.resolve(id, { as: "requester", text: "x", then: "solve" })],
      ["TicketNotFound", () => desk.resolve("none", { ...bo, text: "x" })],
      ["UnknownWord", () => desk.resolve(id, { as: odd("agent:zed"), text: "x", then: "solve" })],
      ["InputInvalid", () => desk.planActivity(id, { ...plan, kind: odd("party") })],
      ["InputInvalid", () => desk.planActivity(id, { ...plan, subject: "" })],
      ["InputInvalid", () => desk.planActivity(id, { ...plan, due: odd("tomorrow") })],
      ["InputInvalid", () => desk.planActivity(id, { ...plan, due: new Date(Number.NaN) })],
      ["InputInvalid", () => desk.planActivity(id, { ...plan, reminders: [{ at: 1.5, way: "mail" }] })],
      ["InputInvalid", () => desk.planActivity(id, { ...plan, reminders: [odd("soon")] })],
      ["InputInvalid", () => desk.planActivity(id, { ...plan, reminders: [{ at: start + HOUR, way: odd("pigeon") }] })],
      [
        "InputInvalid",
        () =>
          desk.planActivity(id, {
            ...plan,
            reminders: Array.from({ length: 21 }, (_, i) => ({ at: start + HOUR + i, way: "mail" as const }))
          })
      ],
      ["ReminderInPast", () => desk.planActivity(id, { ...plan, reminders: [{ at: new Date(start), way: "mail" }] })],
      ["EndsBeforeStart", () => desk.planActivity(id, { ...plan, end: start + HOUR })],
      ["UnknownWord", () => desk.planActivity(id, { ...plan, owner: odd("zed") })],
      ["AgentMissing", () => desk.planActivity(id, { ...plan, as: "integration:crm" })],
      ["NotAnAgent", () => desk.planActivity(id, { ...plan, as: "requester" })],
      ["ActivityNotFound", () => desk.completeActivity(id, { ...bo, id: "none" })],
      ["ActivityNotFound", () => desk.reopenActivity(id, { ...bo, id: "none" })],
      ["ActivityNotFound", () => desk.removeActivity(id, { ...bo, id: "none" })],
      ["ActivityNotFound", () => desk.changeActivity(id, { ...bo, id: "none", subject: "x" })],
      ["InputInvalid", () => desk.completeActivity(id, { ...bo, id: odd(7) })],
      ["InputInvalid", () => desk.changeActivity(id, { ...bo, id: activity, ...loose({ kind: "call" }) })],
      ["InputInvalid", () => desk.openActivities({ limit: 0 })],
      ["ConditionInvalid", () => desk.openActivities({ where: odd({ field: "nonsense", op: "is", value: 1 }) })],
      ["InputInvalid", () => desk.logTime(id, { ...bo, billable: true, minutes: odd(undefined) })],
      ["InputInvalid", () => desk.logTime(id, { ...log, ...loose({ milliseconds: 1 }) })],
      ["InputInvalid", () => desk.logTime(id, { ...log, minutes: 0 })],
      ["InputInvalid", () => desk.logTime(id, { ...log, minutes: -5 })],
      ["InputInvalid", () => desk.logTime(id, { ...log, minutes: Number.POSITIVE_INFINITY })],
      ["InputInvalid", () => desk.logTime(id, { ...bo, milliseconds: 0.5, billable: true })],
      ["InputInvalid", () => desk.logTime(id, { ...bo, minutes: 1, billable: odd(undefined) })],
      ["InputInvalid", () => desk.logTime(id, { ...log, minutes: 367 * 24 * 60 })],
      ["UnknownWord", () => desk.logTime(id, { ...log, type: "sleep" })],
      ["StartsInFuture", () => desk.logTime(id, { ...log, start: new Date(start + HOUR) })],
      ["MessageNotFound", () => desk.logTime(id, { ...log, message: "none" })],
      ["AgentMissing", () => desk.logTime(id, { ...log, as: "system" })],
      ["NotAnAgent", () => desk.logTime(id, { ...log, as: "requester" })],
      ["TimeEntryNotFound", () => desk.reverseTime(id, { ...bo, entry: "none" })],
      ["NotAnAgent", () => desk.reverseTime(id, { as: "requester", entry })],
      ["InputInvalid", () => desk.timeSpent({ by: odd("moon") })],
      ["InputInvalid", () => desk.timeSpent({ by: "agent", from: odd("monday") })],
      ["ConditionInvalid", () => desk.timeSpent({ by: "agent", where: odd({ field: "x", op: "y" }) })],
      ["InputInvalid", () => desk.perform(id, { ...bo, commands: [odd({ _tag: "Remind" })] })],
      ["InputInvalid", () => desk.perform(id, { ...bo, commands: [{ _tag: "KeepArticle", resolution: "x", article: "x", url: null }] })],
      ["TicketNotFound", () => desk.activities("none")],
      ["TicketNotFound", () => desk.timeEntries("none")]
    ]
    const written = async () => (await storage.feed("main", 0, 1e6)).position
    const before = await written()
    for (const [n, [name, ask]] of asked.entries()) expect([n, await refused(ask())]).toEqual([n, name])
    expect(await written()).toBe(before)
  })

  test("the document is what the events make of it", async () => {
    const storage = await store()
    const { desk, clock, open } = await make(storage)
    const { id } = await open()
    const { activity } = await desk.planActivity(id, {
      ...bo,
      kind: "task",
      subject: "Order",
      reminders: [
        { at: start + HOUR, way: "sms" },
        { at: start + 9 * HOUR, way: "sms" }
      ]
    })
    const { entry } = await desk.logTime(id, { ...bo, minutes: 30, billable: true })
    await desk.reverseTime(id, { ...bo, entry })
    await desk.resolve(id, { ...bo, text: "Done", then: "solve" })
    clock.at += 2 * HOUR
    await desk.tick()
    await desk.changeActivity(id, { ...bo, id: activity, notes: "Two" })
    const { found } = await storage.find("main", { kind: "ticket", streams: [id], order: [], limit: 1 })
    expect(found[0]!.document.wakeAt).toBe(start + 9 * HOUR)
    const { ticket } = replay({ workspace, promises: workspace.promises }, await desk.events(id))
    expect(found[0]!.document.body).toMatchObject({ ticket: JSON.parse(JSON.stringify(ticket)) })
    expect(found[0]!.document.facts).toMatchObject({ activitiesOpen: 1, activityDue: null, timeSpent: 0 })
  })
})

interface Logging {
  readonly nth: number
  /** `null`: of the ticket as a whole. */
  readonly message: number | null
  readonly milliseconds: number
  readonly reverses: number | null
}
const logging: fc.Arbitrary<Logging> = fc.record({
  nth: fc.nat(999),
  message: fc.option(fc.nat(999), { freq: 3, nil: null }),
  milliseconds: fc.integer({ min: 1, max: 10_000_000 }),
  reverses: fc.option(fc.nat(99), { freq: 1, nil: null })
})

/** A town in which agents write down what they spend, while tickets are merged, split and parted; and what was granted of it. */
const busy = async (days: ReadonlyArray<readonly [Happening, Logging]>) => {
  const place = town([memory()])
  const logged = new Map<string, { readonly milliseconds: number; readonly agent: string }>()
  const allow = async (wish: () => Promise<void>): Promise<void> => {
    try {
      await wish()
    } catch (refusal) {
      const tag = refusal instanceof Error && "_tag" in refusal ? String(refusal._tag) : ""
      if (!refusals.has(tag) && !["NotReversible", "TimeEntryNotFound"].includes(tag)) throw refusal
    }
  }
  const write = async ({ nth, message, milliseconds, reverses }: Logging): Promise<void> => {
    const all = await ticketsOf(place)
    const ticket = all[nth % Math.max(1, all.length)]
    if (ticket === undefined) return
    const desk = place.desk()
    const said = message === null ? [] : await desk.conversation(ticket.id)
    const agent = nth % 2 === 0 ? "bo" : "cy"
    const own = said.length === 0 ? {} : { message: said[message! % said.length]!.id }
    const { entry } = await desk.logTime(ticket.id, { as: `agent:${agent}` as "agent:bo", milliseconds, billable: nth % 3 === 0, ...own })
    logged.set(entry, { milliseconds, agent })
    if (reverses === null) return
    const { entries } = await desk.timeEntries(ticket.id)
    const wrong = entries[reverses % entries.length]!
    await desk.reverseTime(ticket.id, { as: "agent:bo", entry: wrong.id })
    logged.delete(wrong.id)
  }
  for (const email of ["ada@lovelace.example", "eve@moneypenny.example", "ada@lovelace.example"])
    await place.desk().open({ requester: { email }, subject: "Fire", text: "It burns" })
  for (const [n, [one, log]] of days.entries()) {
    await allow(() => happens(place, one, n))
    await allow(() => write(log))
  }
  return { place, logged: [...logged.values()] }
}

const sum = (all: ReadonlyArray<{ readonly milliseconds: number }>) => all.reduce((total, { milliseconds }) => total + milliseconds, 0)

describe("laws", () => {
  const happening = fc.tuple(deed, fc.constantFrom(1, 1000, HOUR)).map(([one, later]): Happening => ({ ...one, later }))
  const days = fc.array(fc.tuple(happening, logging), { maxLength: 12 })
  const numRuns = Math.ceil(fc.readConfigureGlobal().numRuns! / 10)
  test("however tickets are merged, split and parted, every entry counts once, and each conversation says what its row says", async () => {
    await fc.assert(
      fc.asyncProperty(days, async (all) => {
        const { place, logged } = await busy(all)
        const desk = place.desk()
        const byTicket = (await desk.timeSpent({ by: "ticket" })).rows
        const byAgent = (await desk.timeSpent({ by: "agent" })).rows
        for (const rows of [byTicket, byAgent, (await desk.timeSpent({ by: "organization" })).rows]) expect(sum(rows)).toBe(sum(logged))
        for (const agent of ["bo", "cy"])
          expect(byAgent.find(({ key }) => key === agent)?.milliseconds ?? 0).toBe(sum(logged.filter((one) => one.agent === agent)))
        for (const ticket of await ticketsOf(place)) {
          if (ticket.edges?.mergedInto != null) continue
          const { milliseconds, billable } = await desk.timeEntries(ticket.id)
          expect({ milliseconds: 0, billable: 0, ...byTicket.find(({ key }) => key === ticket.id) }).toMatchObject({
            milliseconds,
            billable
          })
        }
      }),
      { numRuns }
    )
  })
  test("a merge is worth the sum of what it joins, and to take it back gives each its own", async () => {
    await fc.assert(
      fc.asyncProperty(days, fc.nat(), fc.nat(), async (all, a, b) => {
        const { place } = await busy(all)
        const desk = place.desk()
        const living = (await ticketsOf(place)).filter(({ edges }) => edges?.mergedInto == null)
        const [target, source] = [living[a % living.length]!, living[b % living.length]!]
        if (target === source) return
        const spent = async (id: string) => (await desk.timeEntries(id)).milliseconds
        const before = [await spent(target.id), await spent(source.id)] as const
        await desk.merge(target.id, { as: "agent:bo", sources: [source.id], consent: true, policy: { closed: "allow" } })
        expect(await spent(target.id)).toBe(before[0] + before[1])
        await desk.unmerge(source.id, { as: "agent:bo" })
        expect([await spent(target.id), await spent(source.id)]).toEqual(before)
      }),
      { numRuns }
    )
  })
})
