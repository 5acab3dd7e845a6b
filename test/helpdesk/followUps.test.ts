/** Words that come too late for a closed ticket: real mails, in memory and in a file. */
import { afterAll, describe, expect, test } from "vitest"
import fc from "fast-check"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import { mailParser } from "../../src/mail/parse.ts"
import { memoryBlobs } from "../../src/storage/memoryBlobs.ts"
import { memory } from "../../src/storage/memory.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import type { Ticket } from "../../src/ticket/index.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"
import type { Workspace } from "../../src/workspace/Workspace.ts"
import { freshPath } from "../freshPath.ts"

const base = {
  name: "Acme",
  agents: [
    { id: "bo", name: "Bo", email: "bo@acme.example", teams: ["first"] },
    { id: "cy", name: "Cy", email: "cy@acme.example", teams: ["first"] }
  ],
  teams: ["first", "second"],
  departments: ["support", "billing", "sales"],
  fields: [{ id: "serial", type: "text" }],
  categories: [{ id: "hardware", children: ["printer"] }],
  supportAddresses: [
    "help@acme.example",
    { address: "pay@acme.example", department: "billing" },
    { address: "buy@acme.example", department: "sales" }
  ]
} as const
const workspace = defineWorkspace({
  ...base,
  followUp: [
    { department: "support", reopenWithinDays: 10 },
    { department: "billing", reopenWithinDays: 0, afterwards: "reject" },
    {
      department: "sales",
      reopenWithinDays: 0,
      inherit: ["tags", "fields", "priority", "kind", "category", "department", "brand", "assignee", "team", "followers", "participants"]
    }
  ]
})
const bo = { as: "agent:bo" } as const
const DAY = 86_400_000

const parser = mailParser()
const stops: Array<() => Promise<void>> = [parser.close]
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop()
})

/** Several hands on one store: the same Maps, or connections of their own to one file. */
const stores: ReadonlyArray<readonly [name: string, open: () => Promise<() => Promise<Storage>>]> = [
  [
    "memory",
    async () => {
      const one = memory()
      return async () => one
    }
  ],
  [
    "SQLite",
    async () => {
      const path = freshPath()
      return () => openSqlite(path)
    }
  ]
]

const town = async (fresh: (typeof stores)[number][1] = stores[0]![1]) => {
  const connect = await fresh()
  const clock = { at: Date.UTC(2026, 0, 5, 9) }
  const blobs = memoryBlobs()
  const hand = async (space: Workspace = workspace) => {
    const desk = createHelpdesk({
      workspace: space,
      storage: await connect(),
      blobs,
      now: () => (clock.at += 10),
      mail: { secrets: ["a secret of the tests"], parser, authserv: "mx.acme.example" }
    })
    stops.push(async () => desk.stop().catch(() => undefined))
    return desk as ReturnType<typeof createHelpdesk<typeof workspace>>
  }
  return { clock, hand, desk: await hand() }
}
let count = 0
const mail = (head: Record<string, string> = {}, body = "Hello"): Buffer =>
  Buffer.from(
    [
      ...Object.entries({
        From: "Ada <ada@lovelace.example>",
        To: "help@acme.example",
        Subject: "Printer on fire",
        "Message-ID": `<late${++count}@lovelace.example>`,
        ...head
      }).map(([name, value]) => `${name}: ${value}`),
      "",
      body,
      ""
    ].join("\r\n")
  )
const idOf = (raw: Buffer): string => /^Message-ID: (.*)$/im.exec(raw.toString())![1]!
const answerTo = (raw: Buffer, head: Record<string, string> = {}, body?: string) => mail({ "In-Reply-To": idOf(raw), ...head }, body)
const taken = async (received: Promise<{ readonly _tag: string }>): Promise<{ readonly opened: boolean; readonly ticket: Ticket }> => {
  const message = await received
  if (message._tag !== "Message") throw new Error(JSON.stringify(message))
  return message as never
}
const refused = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => expect.fail(`it was granted: ${JSON.stringify(value)}`),
    (cause: unknown) => cause
  )

describe.each(stores)("a late word, in %s", (_, fresh) => {
  test("opens a ticket that goes on where the closed one ended; nothing else of that one changes", async () => {
    const { desk, clock } = await town(fresh)
    const first = mail()
    const old = (await taken(desk.receive(first))).ticket
    await desk.perform(old.id, {
      ...bo,
      commands: [
        { _tag: "Tag", tags: ["vip"] },
        { _tag: "SetField", field: "serial", value: "A-17" },
        { _tag: "Prioritize", priority: "urgent" },
        { _tag: "Assign", agent: "bo", team: "first" }
      ]
    })
    await desk.close(old.id, bo)
    const closed = (await desk.get(old.id)).ticket
    clock.at += 11 * DAY
    const { opened, ticket } = await taken(desk.receive(answerTo(first, {}, "It burns again.")))
    expect(opened).toBe(true)
    expect(ticket).toMatchObject({
      followUpOf: old.id,
      channel: "email",
      status: "new",
      tags: ["vip"],
      fields: [{ field: "serial", value: "A-17" }],
      priority: "normal",
      assignee: null,
      team: null
    })
    expect((await desk.events(ticket.id))[0]).toMatchObject({
      _tag: "Opened",
      via: "closedTicket",
      channel: "email",
      formerly: old.reference
    })

    const { ticket: after } = await desk.get(old.id)
    expect({ ...after, edges: undefined, updatedAt: 0 }).toEqual({ ...closed, edges: undefined, updatedAt: 0 })
    expect((await desk.events(old.id)).at(-1)).toMatchObject({ _tag: "FollowedUp", ticket: ticket.id, reference: ticket.reference })

    expect(String(await desk.timeline(ticket.id))).toContain(`follow-up of ${old.reference}`)
    expect(String(await desk.timeline(old.id))).toContain(`goes on in ${ticket.reference}`)
    expect((await desk.links(ticket.id)).links).toMatchObject([{ words: "is a follow-up of", ticket: { id: old.id } }])
    expect((await desk.links(old.id)).links).toMatchObject([{ words: "has the follow-up", ticket: { id: ticket.id } }])
    expect((await desk.find({ where: { field: "linksTo", op: "contains", value: "followUp" } })).tickets).toMatchObject([{ id: ticket.id }])
  })
  test("joins the follow-up that is open; reopens one that was closed lately; after that there is a follow-up of that one", async () => {
    const { desk, clock } = await town(fresh)
    const first = mail()
    const old = (await taken(desk.receive(first))).ticket
    await desk.close(old.id, bo)
    clock.at += 11 * DAY
    const next = (await taken(desk.receive(answerTo(first)))).ticket
    const joined = await taken(desk.receive(answerTo(first, {}, "And another thing.")))
    expect([joined.opened, joined.ticket.id]).toEqual([false, next.id])

    await desk.close(next.id, bo)
    clock.at += 9 * DAY
    const reopened = await taken(desk.receive(answerTo(first)))
    expect([reopened.opened, reopened.ticket.id, reopened.ticket.status]).toEqual([false, next.id, "open"])

    await desk.close(next.id, bo)
    clock.at += 11 * DAY
    const last = await taken(desk.receive(answerTo(first)))
    expect([last.opened, last.ticket.followUpOf]).toEqual([true, next.id])
    expect((await taken(desk.receive(answerTo(first)))).ticket.id).toBe(last.ticket.id)
    expect((await desk.find({ limit: 10 })).tickets).toHaveLength(3)
    expect((await desk.events(old.id)).filter(({ _tag }) => _tag === "FollowedUp")).toHaveLength(1)
  })
  test("and another at the same time, by two hands: one opens the follow-up, the other joins it", async () => {
    const { desk, clock, hand } = await town(fresh)
    const other = await hand()
    for (let round = 0; round < 5; round++) {
      const first = mail()
      const old = (await taken(desk.receive(first))).ticket
      await desk.close(old.id, bo)
      clock.at += 11 * DAY
      const both = await Promise.all([desk, other, desk, other].map((one, i) => taken(one.receive(answerTo(first, {}, `late word ${i}`)))))
      expect(both.filter(({ opened }) => opened)).toHaveLength(1)
      expect(new Set(both.map(({ ticket }) => ticket.id)).size).toBe(1)
      const next = await desk.get(both[0]!.ticket.id)
      expect([next.ticket.followUpOf, next.ticket.messages]).toEqual([old.id, 4])
      expect((await desk.get(old.id)).ticket.edges?.followUps).toEqual([next.ticket.id])
    }
  })
})

describe("what a department does with late words", () => {
  test("one turns them away, at once; nothing happens to the ticket", async () => {
    const { desk } = await town()
    const first = mail({ To: "pay@acme.example" })
    const old = (await taken(desk.receive(first))).ticket
    await desk.close(old.id, bo)
    const { version } = await desk.get(old.id)
    expect(await desk.receive(answerTo(first, { To: "pay@acme.example" }))).toMatchObject({ _tag: "Quarantined", causes: ["closed"] })
    expect((await desk.get(old.id)).version).toBe(version)
    // An agent may still follow it up by hand; then late words go there.
    const next = await desk.open({ ...bo, requester: { email: "ada@lovelace.example" }, subject: "again", text: "x", followUpOf: old.id })
    expect((await taken(desk.receive(answerTo(first, { To: "pay@acme.example" })))).ticket.id).toBe(next.ticket.id)
  })
  test("another hands everything on, as far as it is still valid", async () => {
    const { desk, hand } = await town()
    const first = mail({ To: "buy@acme.example", Cc: "Eve <eve@lovelace.example>" })
    const old = (await taken(desk.receive(first))).ticket
    const wishes = {
      ...bo,
      commands: [
        { _tag: "Tag", tags: ["vip"] },
        { _tag: "SetField", field: "serial", value: "A-17" },
        { _tag: "Prioritize", priority: "urgent" },
        { _tag: "Categorize", category: ["hardware", "printer"] },
        { _tag: "Assign", agent: "bo", team: "first" },
        { _tag: "Follow", agent: "cy" }
      ]
    } as const
    await desk.perform(old.id, wishes)
    await desk.close(old.id, bo)
    const heir = (await taken(desk.receive(answerTo(first, { To: "help@acme.example" })))).ticket
    expect(heir).toMatchObject({
      department: "sales",
      tags: ["vip"],
      priority: "urgent",
      category: ["hardware", "printer"],
      assignee: "bo",
      team: "first",
      followers: ["cy"],
      participants: [{ address: "eve@lovelace.example" }]
    })
    await desk.close(heir.id, bo)
    // Meanwhile Bo has left the team, Cy the desk, printers are gone and serials are numbers.
    const changed = await hand(
      defineWorkspace({
        ...base,
        agents: [{ ...base.agents[0], teams: ["second"] }],
        fields: [{ id: "serial", type: "number" }],
        categories: [{ id: "hardware" }],
        priorities: ["low", "normal"],
        followUp: workspace.definition.followUp as never
      })
    )
    const late = await taken(changed.receive(answerTo(first, { To: "help@acme.example" })))
    expect(late).toMatchObject({
      opened: true,
      ticket: {
        followUpOf: heir.id,
        tags: ["vip"],
        fields: [],
        priority: "normal",
        category: ["hardware"],
        assignee: null,
        team: "first",
        followers: []
      }
    })
  })
  test("a participant who writes late asks for themselves; whoever asked before takes part, where participants are handed on", async () => {
    const { desk } = await town()
    const first = mail({ To: "buy@acme.example", Cc: "Eve <eve@lovelace.example>" })
    const old = (await taken(desk.receive(first))).ticket
    await desk.close(old.id, bo)
    const { ticket } = await taken(desk.receive(answerTo(first, { From: "Eve <eve@lovelace.example>", To: "buy@acme.example" })))
    expect(ticket).toMatchObject({ followUpOf: old.id, requester: { email: "eve@lovelace.example" } })
    expect(ticket.participants.map(({ address }) => address)).toEqual(["ada@lovelace.example"])
  })
})

describe("who has no part in it", () => {
  test("a stranger who knows the reference opens a ticket of their own", async () => {
    const { desk, clock } = await town()
    const old = (await taken(desk.receive(mail()))).ticket
    await desk.close(old.id, bo)
    clock.at += 11 * DAY
    const stranger = await taken(desk.receive(mail({ From: "mal@else.example", Subject: `Re: [${old.reference}] hi` })))
    expect(stranger.ticket).toMatchObject({ followUpOf: null, channel: "email" })
    expect((await desk.events(old.id)).some(({ _tag }) => _tag === "FollowedUp")).toBe(false)
  })
  test("an automatic answer to a closed ticket opens nothing, and is noted where the follow-up is open", async () => {
    const { desk, clock } = await town()
    const first = mail()
    const old = (await taken(desk.receive(first))).ticket
    await desk.close(old.id, bo)
    clock.at += 11 * DAY
    const away = { "Auto-Submitted": "auto-replied", Subject: "Out of office" }
    expect(await desk.receive(answerTo(first, away))).toMatchObject({ _tag: "Quarantined" })
    const next = (await taken(desk.receive(answerTo(first)))).ticket
    await taken(desk.receive(answerTo(first, away)))
    expect((await desk.events(next.id)).map(({ _tag }) => _tag)).toEqual(["Opened", "Noted"])
  })
  test("a follow-up that was merged is answered for by another; what came late is its own when they part", async () => {
    const { desk, clock } = await town()
    const first = mail()
    const old = (await taken(desk.receive(first))).ticket
    const survivor = (await taken(desk.receive(mail({ Subject: "Smoke" })))).ticket
    await desk.close(old.id, bo)
    clock.at += 11 * DAY
    const next = (await taken(desk.receive(answerTo(first)))).ticket
    await desk.merge(survivor.id, { ...bo, sources: [next.id] })
    expect((await taken(desk.receive(answerTo(first, {}, "still burning")))).ticket.id).toBe(survivor.id)
    await desk.unmerge(next.id, bo)
    expect((await desk.conversation(next.id)).map(({ content }) => content.text.trim())).toEqual(["Hello", "still burning"])
  })
})

describe("a ticket that was merged after it was followed up", () => {
  test("still leads to its follow-up", async () => {
    const { desk, clock } = await town()
    const first = mail()
    const old = (await taken(desk.receive(first))).ticket
    const survivor = (await taken(desk.receive(mail({ Subject: "Smoke" })))).ticket
    await desk.close(old.id, bo)
    clock.at += 11 * DAY
    const next = (await taken(desk.receive(answerTo(first)))).ticket
    await desk.merge(survivor.id, { ...bo, sources: [old.id] })
    expect((await taken(desk.receive(answerTo(first)))).ticket.id).toBe(survivor.id)
    await desk.close(survivor.id, bo)
    clock.at += 11 * DAY
    expect((await taken(desk.receive(answerTo(first)))).ticket.id).toBe(next.id)
    expect((await desk.links(survivor.id)).links).toMatchObject([{ words: "has the follow-up", ticket: { id: next.id } }])
  })
})

describe("a follow-up by an application", () => {
  const ada = { requester: { email: "ada@example.org" }, text: "Again" }
  test("has what it says itself, and what it inherits; the channel of the word is its channel", async () => {
    const { desk } = await town()
    const { ticket: old } = await desk.open({ ...ada, subject: "Printer", tags: ["vip"], fields: { serial: "A-17" } })
    await desk.close(old.id, bo)
    const { ticket, events } = await desk.open({
      ...ada,
      ...bo,
      via: "phone",
      subject: "Again",
      tags: ["loud"],
      fields: { serial: "B-18" },
      followUpOf: old.reference
    })
    expect(ticket).toMatchObject({
      followUpOf: old.id,
      channel: "phone",
      tags: ["loud", "vip"],
      fields: [{ field: "serial", value: "B-18" }],
      assignee: "bo"
    })
    expect(events[0]).toMatchObject({ via: "closedTicket" })
    expect((await desk.get(old.id)).ticket.edges?.followUps).toEqual([ticket.id])
  })
  test("asked for twice with one command id is opened once", async () => {
    const { desk } = await town()
    const { ticket: old } = await desk.open({ ...ada, subject: "Printer" })
    const wish = { ...ada, subject: "Again", followUpOf: old.id, commandId: "once" }
    const { ticket } = await desk.open(wish)
    expect(await desk.open(wish)).toMatchObject({ repeated: true, ticket: { id: ticket.id } })
    expect(await refused(desk.open({ ...wish, subject: "Otherwise" }))).toMatchObject({ _tag: "CommandReused" })
    expect((await desk.get(old.id)).ticket.edges?.followUps).toEqual([ticket.id])
  })
  test("of a ticket that is not there is refused, and opens nothing; of one that was merged it follows the survivor", async () => {
    const { desk } = await town()
    const { ticket: old } = await desk.open({ ...ada, subject: "Printer" })
    const { ticket: survivor } = await desk.open({ ...ada, subject: "Smoke" })
    await desk.merge(survivor.id, { ...bo, sources: [old.id] })
    expect(await refused(desk.open({ ...ada, subject: "Again", followUpOf: "no-such" }))).toMatchObject({
      _tag: "TicketNotFound",
      ticketId: "no-such"
    })
    for (const followUpOf of [7, "", "no such"])
      expect(await refused(desk.open({ ...ada, subject: "Again", followUpOf: followUpOf as never }))).toMatchObject({
        _tag: "InputInvalid"
      })
    expect((await desk.find()).tickets).toHaveLength(2)
    expect((await desk.open({ ...ada, subject: "Again", followUpOf: old.id })).ticket.followUpOf).toBe(survivor.id)
  })
})

describe("laws", () => {
  test("however late words, closings and reopenings follow each other: one chain, and at most its end is open by itself", async () => {
    const deed = fc.oneof(
      { weight: 3, arbitrary: fc.record({ deed: fc.constant("write"), to: fc.nat(5) }) },
      { weight: 2, arbitrary: fc.record({ deed: fc.constant("close"), to: fc.nat(5) }) },
      fc.record({ deed: fc.constant("wait"), to: fc.integer({ min: 1, max: 12 }) })
    )
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 14 }), async (deeds) => {
        const { desk, clock } = await town()
        const mails = [mail()]
        await taken(desk.receive(mails[0]!))
        const chain = async () => (await desk.find({ order: [{ field: "openedAt", descending: false }] })).tickets
        for (const { deed, to } of deeds) {
          const tickets = await chain()
          if (deed === "wait") clock.at += to * DAY
          if (deed === "close") await refusedOr(desk.close(tickets[to % tickets.length]!.id, bo))
          if (deed !== "write") continue
          const before = tickets.length
          const late = answerTo(mails[to % mails.length]!)
          mails.push(late)
          const { opened, ticket } = await taken(desk.receive(late))
          expect(opened).toBe((await chain()).length > before)
          // It never goes to one that others came after, but where that lives again.
          if (opened) expect(ticket.followUpOf).toBe(tickets.at(-1)!.id)
          expect(ticket.statusCategory).not.toBe("closed")
        }
        const tickets = await chain()
        expect(tickets.map(({ followUpOf }) => followUpOf)).toEqual([null, ...tickets.slice(0, -1).map(({ id }) => id)])
        expect(tickets.map(({ edges }) => edges?.followUps ?? [])).toEqual([...tickets.slice(1).map(({ id }) => [id]), []])
        await desk.stop().catch(() => undefined)
      }),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 20) }
    )
  })
})
const refusedOr = (promise: Promise<unknown>): Promise<unknown> => promise.catch((cause: unknown) => cause)
