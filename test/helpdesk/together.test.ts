/** Agents who work on tickets together: what each has seen, puts aside, is writing, and the files there are. */
import { afterAll, describe, expect, test } from "vitest"
import { createHelpdesk, defineWorkspace, type Notification } from "../../src/index.ts"
import { memory } from "../../src/storage/memory.ts"
import { memoryBlobs } from "../../src/storage/memoryBlobs.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import { freshPath } from "../freshPath.ts"

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const start = Date.UTC(2026, 0, 5, 9)

const workspace = defineWorkspace({
  name: "Acme",
  agents: [
    { id: "bo", name: "Bo", email: "bo@acme.example" },
    { id: "cy", name: "Cy", email: "cy@acme.example" }
  ],
  supportAddresses: ["help@acme.example"],
  attachmentLimit: 10,
  slaPolicies: [{ id: "standard", targets: [{ metric: "firstReply", within: "4h" }] }],
  views: [{ id: "now", where: { field: "snoozed", op: "isSet", value: false } }]
})

const stores: ReadonlyArray<readonly [string, () => Promise<Storage>]> = [
  ["memory", async () => memory()],
  ["SQLite", () => openSqlite(freshPath())]
]
const desks: Array<{ stop: () => Promise<void> }> = []
afterAll(async () => {
  for (const desk of desks) await desk.stop()
})

const bo = { as: "agent:bo" } as const
const cy = { as: "agent:cy" } as const
const ada = { as: "requester" } as const
const bytes = (size: number) => new Uint8Array(size).fill(size)

const make = (storage: Storage = memory()) => {
  const clock = { at: start }
  const told: Array<Notification> = []
  const blobs = memoryBlobs()
  const kept: Array<number> = []
  const desk = createHelpdesk({
    workspace,
    storage,
    blobs: { ...blobs, put: (tenant, file) => (kept.push(file.length), blobs.put(tenant, file)) },
    now: () => clock.at,
    notify: async (notification) => void told.push(notification)
  })
  desks.push(desk)
  const open = async (text = "It burns", email = "ada@example.org") =>
    (await desk.open({ requester: { email }, subject: `About ${text}`, text })).ticket.id
  const mine = async (as: "agent:bo" | "agent:cy", ...tickets: ReadonlyArray<string>) =>
    (await desk.unread({ as, tickets })).map(({ messages }) => messages)
  return { desk, clock, told, kept, open, mine }
}
const refused = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise
  } catch (cause) {
    return (cause as { readonly _tag: string })._tag
  }
  return "granted"
}

describe.each(stores)("in %s", (_, store) => {
  test("each agent has what they have not seen; what they say themselves they have seen", async () => {
    const { desk, open, mine } = make(await store())
    const id = await open()
    const other = await open("Another")
    await desk.reply(id, { ...bo, text: "On it" })
    expect([await mine("agent:bo", id, other), await mine("agent:cy", id, other)]).toEqual([
      [1, 1],
      [2, 1]
    ])
    await desk.markRead(id, cy)
    await desk.markRead(id, cy)
    expect([await mine("agent:bo", id), await mine("agent:cy", id)]).toEqual([[1], [0]])
    await desk.note(id, { ...bo, text: "It is the drum" })
    await desk.reply(id, { ...ada, text: "Thanks" })
    expect([await mine("agent:bo", id), await mine("agent:cy", id)]).toEqual([[2], [2]])
    expect((await desk.events(id)).map(({ _tag }) => _tag).filter((tag) => /read|seen/i.test(tag))).toEqual([])
  })

  test("one reads up to a message, marks a ticket unread again, and nothing else takes anything back", async () => {
    const { desk, open, mine } = make(await store())
    const id = await open()
    for (const text of ["one", "two", "three"]) await desk.reply(id, { ...ada, text })
    const ids = (await desk.conversation(id)).map((message) => message.id)
    await desk.markRead(id, { ...bo, upTo: ids[2]! })
    expect(await mine("agent:bo", id)).toEqual([1])
    await desk.markRead(id, { ...bo, upTo: ids[0]! })
    expect(await mine("agent:bo", id)).toEqual([1])
    await desk.markRead(id, bo)
    await desk.markUnread(id, bo)
    await desk.markUnread(id, bo)
    expect(await mine("agent:bo", id)).toEqual([1])
    await desk.markRead(id, bo)
    expect(await mine("agent:bo", id)).toEqual([0])
  })

  test("a ticket of nobody's but one's own words can be marked unread as well", async () => {
    const { desk, mine } = make(await store())
    const { ticket } = await desk.open({
      ...bo,
      requester: { email: "ada@example.org" },
      subject: "A call",
      text: "She rang",
      internal: true
    })
    await desk.note(ticket.id, { ...bo, text: "And again" })
    expect(await mine("agent:bo", ticket.id)).toEqual([0])
    await desk.markUnread(ticket.id, bo)
    expect(await mine("agent:bo", ticket.id)).toEqual([1])
  })

  test("a ticket is unread for everybody until somebody of the desk has seen the latest word from outside, or answered", async () => {
    const { desk, open } = make(await store())
    const id = await open()
    const untouched = async () => (await desk.unread({ ...cy, tickets: [id] }))[0]!.unseenByAll
    expect(await untouched()).toBe(true)
    await desk.markRead(id, bo)
    expect(await untouched()).toBe(false)
    await desk.reply(id, { ...ada, text: "Still burning" })
    expect(await untouched()).toBe(true)
    await desk.reply(id, { ...bo, text: "On it" })
    expect(await untouched()).toBe(false)
  })

  test("what was seen goes with the messages: through a split, a merge, and back", async () => {
    const { desk, open, mine } = make(await store())
    const one = await open("One")
    const two = await open("Two")
    await desk.reply(one, { ...ada, text: "and a mouse" })
    const [first, second] = (await desk.conversation(one)).map((message) => message.id)
    await desk.markRead(one, { ...bo, upTo: first! })
    const { done } = await desk.split(one, { ...bo, messages: [second!] })
    // Bo has read what stays, and not what left; to read on in the one is not to read in the other.
    await desk.markRead(one, bo)
    expect(await mine("agent:bo", one, done.ticket.id)).toEqual([0, 1])
    await desk.markRead(done.ticket.id, bo)
    await desk.unsplit(done.ticket.id, bo)
    expect([await mine("agent:bo", one), await mine("agent:cy", one)]).toEqual([[0], [2]])
    await desk.merge(two, { ...bo, sources: [one] })
    expect([await mine("agent:bo", two), await mine("agent:cy", two)]).toEqual([[1], [3]])
    await desk.markRead(two, cy)
    await desk.unmerge(one, bo)
    expect(await mine("agent:cy", one, two)).toEqual([0, 0])
    expect(await mine("agent:bo", one, two)).toEqual([0, 1])
  })

  test("a ticket put aside is out of sight until its time, however late anybody looks, and whoever did it is told once", async () => {
    const { desk, clock, told, open } = make(await store())
    const id = await open()
    const inView = async () => (await desk.view("now", bo)).rows.length
    await desk.snooze(id, { ...bo, until: start + HOUR, why: "the carrier opens" })
    expect([await inView(), (await desk.get(id)).ticket.snoozed]).toMatchObject([0, { until: start + HOUR, by: "agent:bo" }])
    await desk.tick()
    expect(await inView()).toBe(0)
    clock.at += 3 * HOUR
    await desk.tick()
    await desk.tick()
    await desk.deliver()
    await desk.deliver()
    expect(await inView()).toBe(1)
    expect((await desk.events(id)).filter(({ _tag }) => _tag === "WokenUp")).toMatchObject([
      { because: "time", until: start + HOUR, by: "system" }
    ])
    expect(told.map(({ agent, text }) => [agent, text.replace(/^\S+/, "")])).toEqual([
      ["bo", " is back: its time has come (the carrier opens)"]
    ])
    expect((await desk.deadlines(id)).find(({ metric }) => metric === "firstReply")?.due).toMatchObject({ value: start + 4 * HOUR })
  })

  test("a draft is one's own, found by nobody's search, and shared where its writer wants that", async () => {
    const { desk, clock, open } = make(await store())
    const id = await open()
    expect(await desk.draft(id, bo)).toBeUndefined()
    const saved = await desk.saveDraft(id, { ...bo, text: "Have you tried zebracake?" })
    expect(saved).toMatchObject({ version: 1, text: "Have you tried zebracake?", visibility: "public", shared: false, agent: "bo" })
    expect(await desk.draft(id, bo)).toEqual(saved)
    expect([await desk.draft(id, cy), await desk.draft(id, { ...cy, of: "bo" })]).toEqual([undefined, undefined])
    expect((await desk.find({ text: "zebracake" })).tickets).toEqual([])
    expect(
      JSON.stringify([
        await desk.events(id),
        await desk.timeline(id),
        await desk.timeline(id, { as: "customer" }),
        await desk.conversation(id)
      ])
    ).not.toContain("zebracake")
    expect(await desk.drafting(id, bo)).toEqual([])
    expect(await desk.drafting(id)).toEqual([{ agent: "bo", name: "Bo", begun: start, saved: start }])
    await desk.saveDraft(id, { ...bo, text: "Try zebracake.", shared: true })
    expect(await desk.draft(id, { ...cy, of: "bo" })).toMatchObject({ text: "Try zebracake.", version: 2 })
    expect(await desk.draft(id, { ...cy, of: "bo", version: 1 })).toBeUndefined()
    expect(await desk.draft(id, { ...bo, version: 1 })).toMatchObject({ text: "Have you tried zebracake?", version: 1 })
    clock.at += HOUR
    expect(await desk.drafting(id)).toEqual([])
    await desk.discardDraft(id, bo)
    expect([await desk.draft(id, bo), await refused(desk.sendDraft(id, bo))]).toEqual([undefined, "DraftNotFound"])
  })

  test("two tabs of one agent do not overwrite each other, and one finds all one's drafts", async () => {
    const { desk, clock, open } = make(await store())
    const [one, two] = [await open("One"), await open("Two")]
    const tab = await desk.saveDraft(one, { ...bo, text: "a", expectedVersion: 0 })
    expect(await refused(desk.saveDraft(one, { ...bo, text: "b", expectedVersion: 0 }))).toBe("StaleVersion")
    await desk.saveDraft(one, { ...bo, text: "ab", expectedVersion: tab.version })
    expect(await refused(desk.saveDraft(one, { ...bo, text: "ac", expectedVersion: tab.version }))).toBe("StaleVersion")
    expect(await refused(desk.sendDraft(one, { ...bo, expectedVersion: tab.version }))).toBe("StaleVersion")
    clock.at += MINUTE
    await desk.saveDraft(two, { ...bo, text: "c", visibility: "internal" })
    await desk.saveDraft(two, { ...cy, text: "d" })
    expect((await desk.drafts(bo)).drafts.map(({ ticket, text }) => [ticket, text])).toEqual([
      [two, "c"],
      [one, "ab"]
    ])
    const page = await desk.drafts({ ...bo, limit: 1 })
    expect((await desk.drafts({ ...bo, limit: 1, after: page.next! })).drafts.map(({ text }) => text)).toEqual(["ab"])
  })

  test("what is sent is what was saved last, with its files, once; the draft leaves with it", async () => {
    const { desk, kept, open } = make(await store())
    const id = await open()
    await desk.saveDraft(id, {
      ...bo,
      text: "a",
      attachments: [
        { name: "a.txt", bytes: bytes(3) },
        { name: "big", bytes: bytes(11) }
      ]
    })
    await desk.saveDraft(id, { ...bo, text: "Here you are" })
    expect(kept).toEqual([3])
    const done = await desk.sendDraft(id, { ...bo, then: "solve" })
    expect(done.events.map(({ _tag }) => _tag)).toEqual(["Replied", "StatusChanged"])
    expect(done.events[0]).toMatchObject({
      by: "agent:bo",
      content: { text: "Here you are", attachments: [{ name: "a.txt" }, { name: "big", ref: null, refused: "larger than 10 bytes" }] }
    })
    expect(await desk.sendDraft(id, { ...bo, then: "solve" })).toMatchObject({ repeated: true, events: [] })
    expect([await desk.draft(id, bo), (await desk.drafts(bo)).drafts]).toEqual([undefined, []])
    expect((await desk.conversation(id)).length).toBe(2)
    await desk.saveDraft(id, { ...bo, text: "For us", visibility: "internal" })
    expect(await refused(desk.sendDraft(id, { ...bo, then: "solve" }))).toBe("InputInvalid")
    expect((await desk.sendDraft(id, bo)).events.map(({ _tag }) => _tag)).toEqual(["Noted"])
  })

  test("what others said since stops a draft, until it is to be said anyway; one's own words do not", async () => {
    const { desk, open } = make(await store())
    const id = await open()
    await desk.saveDraft(id, { ...bo, text: "Tomorrow" })
    await desk.note(id, { ...bo, text: "I am at it" })
    await desk.reply(id, { ...cy, text: "Today" })
    await desk.saveDraft(id, { ...bo, text: "Tomorrow!" })
    const [, , since] = await desk.conversation(id)
    await expect(desk.sendDraft(id, bo)).rejects.toMatchObject({ _tag: "DraftOutdated", messages: [since!.id] })
    expect(await desk.draft(id, bo)).toMatchObject({ text: "Tomorrow!" })
    expect((await desk.sendDraft(id, { ...bo, anyway: true })).events[0]).toMatchObject({ content: { text: "Tomorrow!" } })
  })

  test("what a merge brings stops a draft where it was said since, and not where it is older", async () => {
    const { desk, clock, open } = make(await store())
    const [one, two, three] = [await open("One"), await open("Two"), await open("Three")]
    clock.at += MINUTE
    await desk.saveDraft(two, { ...bo, text: "a" })
    clock.at += MINUTE
    await desk.reply(three, { ...ada, text: "Since" })
    await desk.merge(two, { ...cy, sources: [one] })
    await desk.merge(two, { ...cy, sources: [three] })
    const since = (await desk.conversation(three)).at(-1)!
    await expect(desk.sendDraft(two, bo)).rejects.toMatchObject({ _tag: "DraftOutdated", messages: [since.id] })
    await desk.unmerge(three, cy)
    expect((await desk.sendDraft(two, bo)).events[0]).toMatchObject({ _tag: "Replied", content: { text: "a" } })
  })

  test("a draft survives a merge, is found, written on and sent where the ticket went, and comes back with it", async () => {
    const { desk, open } = make(await store())
    const [one, two] = [await open("One"), await open("Two")]
    await desk.saveDraft(one, { ...bo, text: "For one" })
    await desk.merge(two, { ...cy, sources: [one] })
    expect(await desk.draft(two, bo)).toMatchObject({ text: "For one", ticket: one })
    expect(await desk.drafting(two)).toMatchObject([{ agent: "bo" }])
    await desk.saveDraft(one, { ...bo, text: "For both", expectedVersion: 1 })
    await desk.unmerge(one, cy)
    expect([await desk.draft(one, bo), await desk.draft(two, bo)]).toMatchObject([{ text: "For both" }, undefined])
    await desk.merge(two, { ...cy, sources: [one] })
    expect(await refused(desk.saveDraft(one, { ...cy, text: "x" }))).toBe("TicketMerged")
    const done = await desk.sendDraft(one, { ...bo, anyway: true })
    expect([done.ticket.id, (await desk.conversation(two)).map(({ content }) => content.text).toSorted()]).toEqual([
      two,
      ["For both", "One", "Two"]
    ])
    expect(await desk.sendDraft(two, bo)).toMatchObject({ repeated: true })
  })

  test("files belong to messages or to the ticket; customers see public ones, and refused bytes are kept nowhere", async () => {
    const { desk, kept, open } = make(await store())
    const id = await open()
    await desk.reply(id, { ...ada, text: "See", attachments: [{ name: "photo.png", type: "image/png", bytes: bytes(5) }] })
    await desk.note(id, { ...bo, text: "x", attachments: [{ name: "secret.txt", bytes: bytes(6) }] })
    const files = [
      { name: "invoice.pdf", bytes: bytes(7) },
      { name: "big.iso", bytes: bytes(12) }
    ]
    const done = await desk.attach(id, { ...bo, files, visibility: "public" })
    await desk.attach(id, { ...bo, files: [{ name: "contract.pdf", bytes: bytes(8) }] })
    expect(kept).toEqual([5, 6, 7, 8])
    expect(done.events).toMatchObject([{ _tag: "Attached", files: [{ name: "invoice.pdf" }, { name: "big.iso", ref: null }] }])
    expect((await desk.attachments(id)).map(({ file, message, visibility }) => [file.name, message === null, visibility])).toEqual([
      ["photo.png", false, "public"],
      ["secret.txt", false, "internal"],
      ["invoice.pdf", true, "public"],
      ["big.iso", true, "public"],
      ["contract.pdf", true, "internal"]
    ])
    expect((await desk.attachments(id, { as: "customer" })).map(({ file, who }) => [file.name, who])).toEqual([
      ["photo.png", "ada"],
      ["invoice.pdf", "Bo"],
      ["big.iso", "Bo"]
    ])
    const story = String(await desk.timeline(id, { as: "customer" }))
    expect([story.includes("invoice.pdf"), story.includes("contract.pdf"), story.includes("secret.txt")]).toEqual([true, false, false])
    const other = await open("Two", "eve@example.org")
    await desk.merge(other, { ...bo, sources: [id], consent: true })
    expect((await desk.attachments(other)).length).toBe(5)
    expect(await desk.attachments(other, { as: "customer" })).toEqual([])
  })
})

describe("a ticket put aside", () => {
  test("is back with the next word from outside that a person wrote, reply or note, and stays there with all others", async () => {
    const { desk, told, open } = make()
    const id = await open()
    await desk.snooze(id, { ...bo, until: start + HOUR })
    await desk.reply(id, { ...cy, text: "Hold on" })
    await desk.note(id, { ...cy, text: "hm" })
    expect((await desk.get(id)).ticket.snoozed).toBeDefined()
    const done = await desk.reply(id, { ...ada, text: "Well?" })
    expect(done.events.map(({ _tag }) => _tag)).toEqual(["Replied", "WokenUp"])
    expect(done.ticket).not.toHaveProperty("snoozed")
    await desk.snooze(id, { ...bo, until: start + HOUR })
    await desk.reply(id, { ...ada, text: "Still?" })
    const inChat = async (address: string, id: string) =>
      desk.accept({
        channel: "liveChat",
        id,
        thread: "t",
        person: { identity: { kind: "email", value: address }, name: "x" },
        text: "Me too"
      })
    const chat = ((await inChat("ada@example.org", "1")) as { readonly ticket: { readonly id: string } }).ticket.id
    await desk.snooze(chat, { ...bo, until: start + HOUR })
    await inChat("eve@example.org", "2")
    expect((await desk.events(chat)).map(({ _tag }) => _tag)).toContain("Noted")
    expect((await desk.get(chat)).ticket.snoozed).toBeUndefined()
    await desk.deliver()
    expect(told.map(({ text }) => text.replace(/^\S+/, ""))).toEqual(Array(3).fill(" is back: somebody wrote"))
  })
  test("is back at its very time", async () => {
    const { desk, clock, open } = make()
    const id = await open()
    await desk.snooze(id, { ...bo, until: start + HOUR })
    clock.at = start + HOUR - 1
    expect((await desk.tick()).facts).toBe(0)
    clock.at = start + HOUR
    expect((await desk.tick()).facts).toBe(1)
  })
  test("is taken up by hand, put aside anew, and never until a time that is over", async () => {
    const { desk, clock, told, open } = make()
    const id = await open()
    expect(await refused(desk.snooze(id, { ...bo, until: start }))).toBe("SnoozeInPast")
    await desk.snooze(id, { ...bo, until: start + HOUR })
    expect((await desk.snooze(id, { ...bo, until: new Date(start + HOUR) })).events).toEqual([])
    await desk.snooze(id, { ...cy, until: start + 2 * HOUR })
    clock.at += HOUR
    expect((await desk.tick()).facts).toBe(0)
    expect((await desk.unsnooze(id, bo)).ticket).not.toHaveProperty("snoozed")
    expect((await desk.unsnooze(id, bo)).events).toEqual([])
    clock.at += 2 * HOUR
    await desk.tick()
    await desk.deliver()
    expect(told).toEqual([])
    expect(String(await desk.timeline(id))).toMatch(/put it aside until 2026-01-05T10:00:00.000Z[^]*took it up again/)
    expect(String(await desk.timeline(id, { as: "customer" }))).not.toMatch(/aside|took it up/)
  })
})

describe("a file that is too large", () => {
  test("leaves a marker in what comes by a channel, and the message stays; of its bytes nothing does", async () => {
    const { desk, kept } = make()
    const person = { identity: { kind: "email", value: "ada@example.org" }, name: "Ada" } as const
    const files = [
      { name: "small", bytes: bytes(5) },
      { name: "large", bytes: bytes(12) }
    ]
    const received = await desk.accept({
      channel: "webForm",
      id: "f-1",
      person: { ...person, verified: true },
      text: "See",
      attachments: files
    })
    expect([received._tag, kept]).toEqual(["Message", [5]])
    const { ticket } = received as Extract<typeof received, { readonly _tag: "Message" }>
    expect((await desk.attachments(ticket.id)).map(({ file }) => [file.name, file.ref === null])).toEqual([
      ["small", false],
      ["large", true]
    ])
  })
})

describe("who may", () => {
  test("what agents do, nobody else does, and odd wishes are refused before anything is kept", async () => {
    const { desk, kept, open } = make()
    const id = await open()
    const zoe = { as: "agent:zoe" as "agent:bo" }
    const eve = { as: "requester" as "agent:bo" }
    expect(
      await Promise.all(
        [desk.markRead(id, zoe), desk.unread({ ...eve, tickets: [id] }), desk.saveDraft(id, { ...eve, text: "x" })].map(refused)
      )
    ).toEqual(["UnknownWord", "UnknownWord", "UnknownWord"])
    expect(await refused(desk.attach(id, { ...ada, files: [{ name: "x", bytes: bytes(1) }] }))).toBe("NotAnAgent")
    const hundredOne = Array.from({ length: 101 }, () => ({ name: "x", bytes: bytes(1) }))
    expect(await refused(desk.attach(id, { ...bo, files: hundredOne }))).toBe("InputInvalid")
    expect(await refused(desk.attach(id, { ...bo, files: [] }))).toBe("InputInvalid")
    expect(await refused(desk.reply(id, { ...bo, text: "x", attachments: [{ name: "x", bytes: "no" as never }] }))).toBe("InputInvalid")
    expect(await refused(desk.saveDraft(id, { ...bo, text: "x".repeat(65_001) }))).toBe("InputInvalid")
    expect(await refused(desk.saveDraft(id, { ...bo, text: "x", colour: "red" } as never))).toBe("InputInvalid")
    expect(await refused(desk.markRead(id, { ...bo, upTo: "m-0" }))).toBe("MessageNotFound")
    expect(await refused(desk.unread({ ...bo, tickets: ["t-0"] }))).toBe("TicketNotFound")
    expect(kept).toEqual([])
  })
})
