/** What was: how a ticket stood, what changed, who could see what, and all that one person ever asked. In a SQLite file. */
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import { replay } from "../../src/desk/replay.ts"
import * as Deadline from "../../src/sla/Deadline.ts"
import { createHelpdesk, defineWorkspace } from "../../src/index.ts"
import { memory } from "../../src/storage/memory.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import * as Ticket from "../../src/ticket/index.ts"
import * as Instant from "../../src/time/Instant.ts"
import { freshPath } from "../freshPath.ts"
import { deskOf, history as happenings, live, refusals, ticketsOf } from "./merging/Town.ts"

const workspace = defineWorkspace({
  name: "Acme",
  agents: [
    { id: "bo", name: "Bo Larsen", email: "bo@acme.example" },
    { id: "cy", name: "Cy Young", email: "cy@acme.example" }
  ],
  supportAddresses: ["help@acme.example"],
  fields: [{ id: "iban", name: "Account", type: "text", visible: true }],
  slaPolicies: [{ id: "standard", targets: [{ metric: "firstReply", within: "4h" }] }]
})
const HOUR = 3_600_000
const start = Date.UTC(2026, 0, 5, 9)
const bo = { as: "agent:bo" } as const
const desks: Array<{ stop: () => Promise<void> }> = []
afterAll(async () => {
  for (const desk of desks) await desk.stop()
})

const make = async () => {
  const folder = freshPath()
  mkdirSync(folder)
  const clock = { at: start }
  let drawn = 0
  const desk = createHelpdesk({
    workspace,
    storage: await openSqlite(join(folder, "desk.sqlite")),
    now: () => clock.at,
    newId: () => `n${++drawn}`
  })
  desks.push(desk)
  const later = (hours: number): void => void (clock.at += hours * HOUR)
  return { desk, clock, later }
}
const ada = { requester: { name: "Ada", email: "ada@example.org" } }
const said = (timeline: Ticket.Timeline.Timeline): ReadonlyArray<string> => timeline.flatMap(({ text }) => text ?? [])

describe("how a ticket stood", () => {
  test("at a moment: its fields, its deadlines, and what was said by then", async () => {
    const { desk, clock, later } = await make()
    const { ticket } = await desk.open({ ...ada, subject: "Printer", text: "It burns.", priority: "low" })
    later(1)
    await desk.prioritize(ticket.id, { ...bo, priority: "urgent" })
    later(1)
    await desk.reply(ticket.id, { ...bo, text: "Is there smoke?", then: "pending" })

    const then = await desk.stateAt(ticket.id, start + HOUR / 2)
    expect(then).toMatchObject({ at: start + HOUR / 2, version: 2, ticket: { priority: "low", status: "new", messages: 1 } })
    expect(then!.conversation.map(({ content }) => content.text)).toEqual(["It burns."])
    expect(then!.deadlines).toMatchObject([{ metric: "firstReply", status: "running", remaining: { value: 3.5 * HOUR } }])
    const now = await desk.stateAt(ticket.id, clock.at)
    expect(now).toMatchObject({ ticket: { priority: "urgent", status: "pending" }, deadlines: [{ status: "met" }] })
    expect(now!.conversation).toHaveLength(2)
  })
  test("by how many events it had, by its reference, and not before it was opened", async () => {
    const { desk } = await make()
    const { ticket } = await desk.open({ ...ada, subject: "Printer", text: "It burns." })
    await desk.tag(ticket.id, { ...bo, tags: ["fire"] })
    const version = (await desk.events(ticket.id)).findIndex(({ _tag }) => _tag === "Tagged")
    expect((await desk.stateAt(ticket.reference, { version }))!.ticket.tags).toEqual([])
    expect((await desk.stateAt(ticket.reference, { version: version + 1 }))!.ticket.tags).toEqual(["fire"])
    expect(await desk.stateAt(ticket.id, { version: 0 })).toBeUndefined()
    expect(await desk.stateAt(ticket.id, new Date(start - 1))).toBeUndefined()
    await expect(desk.stateAt(ticket.id, { version: 99 })).rejects.toMatchObject({ _tag: "InputInvalid", what: "at.version" })
    await expect(desk.stateAt(ticket.id, { version: 1.5 })).rejects.toMatchObject({ _tag: "InputInvalid" })
    await expect(desk.stateAt(ticket.id, new Date(Number.NaN))).rejects.toMatchObject({ _tag: "InputInvalid", what: "at" })
    await expect(desk.stateAt("nobody", start)).rejects.toMatchObject({ _tag: "TicketNotFound" })
  })
  test("with what other tickets had given it by then, and had taken back", async () => {
    const { desk, clock, later } = await make()
    const one = (await desk.open({ ...ada, subject: "Printer", text: "It burns." })).ticket.id
    const two = (await desk.open({ ...ada, subject: "Again", text: "It still burns." })).ticket.id
    const words = async (at: number) => (await desk.stateAt(one, at))!.conversation.map(({ content }) => content.text)
    later(1)
    await desk.merge(one, { ...bo, sources: [two] })
    const merged = clock.at
    later(1)
    await desk.unmerge(two, bo)
    expect(await words(merged - 1)).toEqual(["It burns."])
    expect(await words(merged)).toEqual(["It burns.", "It still burns."])
    expect(await words(clock.at)).toEqual(["It burns."])
    expect((await desk.stateAt(two, merged))!.ticket.statusCategory).toBe("closed")
    expect((await desk.stateAt(two, clock.at))!.ticket.statusCategory).toBe("new")
  })
})

describe("what changed between two moments", () => {
  test("field by field, with the events in between", async () => {
    const { desk, clock, later } = await make()
    const { ticket } = await desk.open({ ...ada, subject: "Printer", text: "It burns." })
    later(1)
    await desk.prioritize(ticket.id, { ...bo, priority: "urgent" })
    const from = clock.at
    later(1)
    await desk.prioritize(ticket.id, { ...bo, priority: "high" })
    await desk.setField(ticket.id, { ...bo, field: "iban", value: "FR76" })
    const { differences, events } = await desk.changes(ticket.id, from, clock.at)
    expect(differences).toEqual([
      { field: "priority", from: "urgent", to: "high" },
      { field: "fields.iban", from: null, to: "FR76" }
    ])
    expect(events.map(({ _tag }) => _tag).filter((tag) => tag !== "PolicyApplied")).toEqual(["Prioritized", "FieldSet"])
    expect(await desk.changes(ticket.id, from, from)).toEqual({ differences: [], events: [] })
    expect((await desk.changes(ticket.id, { version: 0 }, from)).differences).toContainEqual({
      field: "subject",
      from: null,
      to: "Printer"
    })
    expect(await desk.changes(ticket.id, start - 2, start - 1)).toEqual({ differences: [], events: [] })
    await expect(desk.changes(ticket.id, { version: 3 }, { version: 1 })).rejects.toMatchObject({ _tag: "InputInvalid", what: "from" })
    await expect(desk.changes(ticket.id, clock.at, from)).rejects.toMatchObject({ _tag: "InputInvalid", what: "from" })
  })
})

describe("who could see what", () => {
  const scene = async () => {
    const made = await make()
    const { desk, later } = made
    const { ticket } = await desk.open({ ...ada, subject: "Printer", text: "It burns.", fields: { iban: "FR76" } })
    later(1)
    await desk.note(ticket.id, { ...bo, text: "She always says that." })
    later(1)
    await desk.addParticipant(ticket.id, { ...bo, address: "Eve@Example.org" })
    later(1)
    await desk.reply(ticket.id, { ...bo, text: "Is there smoke?" })
    later(1)
    await desk.removeParticipant(ticket.id, { ...bo, address: "eve@example.org" })
    later(1)
    await desk.reply(ticket.id, { as: "requester", text: "Nothing but smoke." })
    return { ...made, id: ticket.id }
  }
  test("an agent everything, notes too", async () => {
    const { desk, clock, id } = await scene()
    const seen = (await desk.audienceAt(id, clock.at, "agent:cy"))!
    expect(seen).toMatchObject({
      as: "agent",
      why: ["Cy Young is an agent of this desk, and agents read all of a ticket that they may see, notes too"]
    })
    expect(said(seen.timeline)).toEqual(["It burns.", "She always says that.", "Is there smoke?", "Nothing but smoke."])
    expect(seen.timeline.text).toBe((await desk.timeline(id)).text)
    expect(said((await desk.audienceAt(id, start + 1.5 * HOUR, "agent:cy"))!.timeline)).toEqual(["It burns.", "She always says that."])
  })
  test("the requester what is public, as it was then", async () => {
    const { desk, clock, id } = await scene()
    const seen = (await desk.audienceAt(id, clock.at, "requester"))!
    expect(seen.as).toBe("requester")
    expect(seen.timeline.text).toBe((await desk.timeline(id, { as: "customer" })).text)
    expect(seen.why).toEqual([expect.stringMatching(/^requester of \S+ since 2026-01-05T09:00:00.000Z$/)])
    expect(said((await desk.audienceAt(id, start + 2.5 * HOUR, "requester"))!.timeline)).toEqual(["It burns."])
    const { requester } = (await desk.get(id)).ticket
    for (const viewer of [`requester:${requester.id}`, "participant:ADA@example.org"] as const)
      expect((await desk.audienceAt(id, clock.at, viewer))!.timeline).toEqual(seen.timeline)
  })
  test("a participant what was said while they were one: nothing of before, nothing of after, and no fields", async () => {
    const { desk, clock, id } = await scene()
    const at = async (hours: number) => (await desk.audienceAt(id, start + hours * HOUR, "participant:eve@example.org"))!
    expect(await at(1.5)).toMatchObject({ as: "nobody", stays: [], why: ["never a party to this ticket"], timeline: [] })
    expect(await at(2)).toMatchObject({ as: "participant", stays: [{ since: start + 2 * HOUR, until: null }] })
    expect(said((await at(3)).timeline)).toEqual(["Is there smoke?"])
    const gone = (await desk.audienceAt(id, clock.at, "participant:eve@example.org"))!
    expect(gone).toMatchObject({ as: "nobody", stays: [{ since: start + 2 * HOUR, until: start + 4 * HOUR }] })
    expect(gone.why[0]).toContain("since 2026-01-05T11:00:00.000Z, until 2026-01-05T13:00:00.000Z")
    expect(said(gone.timeline)).toEqual(["Is there smoke?"])
    const { ticket } = await desk.open({ ...ada, subject: "Cc", text: "For both.", cc: ["eve@example.org"], fields: { iban: "FR76" } })
    expect((await desk.audienceAt(ticket.id, clock.at, "participant:eve@example.org"))!.timeline.text).not.toContain("FR76")
    expect((await desk.audienceAt(ticket.id, clock.at, "requester"))!.timeline.text).toContain("FR76")
  })
  test("anybody else nothing; somebody who is no agent of the desk is not taken for one", async () => {
    const { desk, clock, id } = await scene()
    for (const viewer of ["participant:mallory@example.org", "requester:r-mallory"] as const)
      expect(await desk.audienceAt(id, clock.at, viewer)).toMatchObject({ as: "nobody", timeline: [] })
    expect(await desk.audienceAt(id, start - 1, "requester")).toBeUndefined()
    await expect(desk.audienceAt(id, clock.at, "agent:mallory" as never)).rejects.toMatchObject({ _tag: "UnknownWord" })
    await expect(desk.audienceAt(id, clock.at, "system" as never)).rejects.toMatchObject({ _tag: "InputInvalid", what: "viewer" })
    await expect(desk.audienceAt(id, clock.at, "participant:nowhere")).rejects.toMatchObject({ _tag: "InputInvalid", what: "viewer" })
  })
  test("of merged tickets each requester their own, and what is said to both of them since", async () => {
    const { desk, clock, later } = await make()
    const one = (await desk.open({ ...ada, subject: "Printer", text: "Ada's secret." })).ticket.id
    const two = (await desk.open({ requester: { email: "eve@example.org" }, subject: "Fire", text: "Eve's secret." })).ticket.id
    later(1)
    await desk.merge(one, { ...bo, sources: [two], consent: true })
    later(1)
    await desk.reply(one, { ...bo, text: "It is out." })
    const seen = async (id: string, viewer: "requester" | "participant:eve@example.org") =>
      said((await desk.audienceAt(id, clock.at, viewer))!.timeline)
    expect(await seen(one, "requester")).toEqual(["Ada's secret.", "It is out."])
    expect(await seen(one, "participant:eve@example.org")).toEqual(["Eve's secret.", "It is out."])
    expect(await seen(two, "requester")).toEqual(["Eve's secret."])
    const stays = (await desk.audienceAt(one, clock.at, "participant:eve@example.org"))!.stays
    expect(stays).toMatchObject([
      { ticket: one, as: "participant", since: start + HOUR },
      { ticket: two, as: "requester", since: start }
    ])
  })
})

describe("all that somebody ever asked", () => {
  test("over all channels, the ticket that was touched last first, its newest message first; by pages", async () => {
    const { desk, later } = await make()
    const ids: Array<string> = []
    for (const [n, via] of (["email", "liveChat", "phone"] as const).entries()) {
      later(1)
      ids.push((await desk.open({ ...ada, subject: `Request ${n}`, text: `Words ${n}`, via })).ticket.id)
    }
    await desk.open({ requester: { email: "eve@example.org" }, subject: "Other", text: "Somebody else" })
    later(1)
    await desk.note(ids[0]!, { ...bo, text: "Again." })
    const requester = (await desk.get(ids[0]!)).ticket.requester.id
    const page = await desk.contactHistory(requester, { ...bo, limit: 2 })
    expect(page.requester).toMatchObject({ name: "Ada" })
    expect(page.tickets.map(({ ticket }) => ticket.subject)).toEqual(["Request 0", "Request 2"])
    expect(page.tickets[0]).toMatchObject({
      count: 2,
      messages: [{ content: { text: "Again." } }, { content: { text: "Words 0" }, via: "email" }]
    })
    const rest = await desk.contactHistory(requester, { limit: 2, after: page.next! })
    expect(rest).toMatchObject({ tickets: [{ ticket: { subject: "Request 1" }, messages: [{ via: "liveChat" }] }], next: null })
    const byAddress = await desk.contactHistory({ identity: { kind: "email", value: "ada@example.org" } }, { messages: 1 })
    expect(byAddress.tickets.map(({ messages, count }) => [messages.length, count])).toEqual([
      [1, 2],
      [1, 1],
      [1, 1]
    ])
  })
  test("what was sent to a ticket that was merged into somebody else's is in it", async () => {
    const { desk, later } = await make()
    const one = (await desk.open({ ...ada, subject: "Printer", text: "Ada's." })).ticket.id
    const eve = (await desk.open({ requester: { email: "eve@example.org" }, subject: "Fire", text: "Eve's." })).ticket
    await desk.merge(one, { ...bo, sources: [eve.id], consent: true })
    later(1)
    await desk.perform(one, { as: "requester", commands: [{ _tag: "Reply", content: { text: "Ada again." } }] })
    await desk.perform(one, {
      as: "participant:eve@example.org",
      commands: [{ _tag: "Reply", content: { text: "Eve again." }, home: eve.id }]
    })
    const { tickets } = await desk.contactHistory(eve.requester.id)
    expect(tickets.map(({ ticket, messages }) => [ticket.id, messages.map(({ content }) => content.text)])).toEqual([
      [eve.id, ["Eve again.", "Eve's."]]
    ])
  })
  test("of everybody in an organization", async () => {
    const { desk } = await make()
    await desk.addOrganization({ id: "lovelace", name: "Lovelace Ltd", domains: ["lovelace.example"] })
    for (const email of ["ada@lovelace.example", "bob@lovelace.example", "eve@example.org"])
      await desk.open({ requester: { email }, subject: email, text: "Help" })
    const { tickets, requester } = await desk.contactHistory({ organization: "lovelace" })
    expect(tickets.map(({ ticket }) => ticket.subject).toSorted()).toEqual(["ada@lovelace.example", "bob@lovelace.example"])
    expect(requester).toBeNull()
  })
  test("nobody is nobody; only agents of the desk look; what is misspelt is refused", async () => {
    const { desk } = await make()
    expect(await desk.contactHistory("r-nobody")).toEqual({ requester: null, tickets: [], next: null })
    await expect(desk.contactHistory({ identity: { kind: "email", value: "x@example.org" } })).rejects.toMatchObject({
      _tag: "RequesterMissing"
    })
    await expect(desk.contactHistory("r-1", { as: "agent:mallory" as never })).rejects.toMatchObject({ _tag: "UnknownWord" })
    await expect(desk.contactHistory("r-1", { as: "requester:r-1" as never })).rejects.toMatchObject({ _tag: "InputInvalid" })
    await expect(desk.contactHistory("r-1", { limit: 0 })).rejects.toMatchObject({ _tag: "InputInvalid" })
    await expect(desk.contactHistory({ team: "x" } as never)).rejects.toMatchObject({ _tag: "InputInvalid", what: "contact" })
  })
})

describe("a picture of a ticket", () => {
  test("is drawn by the desk with its deadlines, until now", async () => {
    const { desk, later } = await make()
    const { ticket } = await desk.open({ ...ada, subject: "Printer", text: "It burns." })
    later(6)
    await desk.tick()
    later(1)
    const svg = await desk.drawLife(ticket.reference, { zone: "Europe/Paris" })
    expect(svg).toContain("firstReply 1: due Mon 5 Jan 2026 14:00, missed")
    expect(svg).toContain("Mon 5 Jan 2026 17:00 (Europe/Paris)")
    expect(await desk.drawLife(ticket.id, { zone: "Europe/Paris" })).toBe(svg)
  })
})

/** A town runs some milliseconds, so fewer of them. */
const numRuns = Math.ceil(fc.readConfigureGlobal().numRuns! / 40)

describe("laws, over tickets that are mailed, merged, split and parted as luck has it", () => {
  test("a ticket at a moment is the fold of what had happened; at the end it is the ticket", async () => {
    const later = fc.asyncProperty(happenings(12), fc.nat(), async (all, luck) => {
      const { place } = await live([memory()], all)
      const desk = place.desk()
      const now = (await ticketsOf(place)).reduce((last, { updatedAt }) => Math.max(last, updatedAt), place.clock.at)
      for (const ticket of await ticketsOf(place)) {
        const events = await desk.events(ticket.id)
        const end = (await desk.stateAt(ticket.id, now))!
        expect(end.ticket).toEqual(ticket)
        expect(end.conversation).toEqual(await desk.conversation(ticket.id))
        expect(end.deadlines).toEqual(await desk.deadlines(ticket.id, now))
        const version = 1 + (luck % events.length)
        const then = (await desk.stateAt(ticket.id, { version }))!
        const known = replay(deskOf(), events.slice(0, version))
        expect(then.ticket).toEqual(known.ticket)
        expect(then.deadlines).toEqual(Deadline.all(known.sla.clocks, then.at, deskOf().promises))
        expect(then.conversation.every(({ at }) => at <= then.at)).toBe(true)
        const { differences } = await desk.changes(ticket.id, { version }, { version: events.length })
        expect(differences.find(({ field }) => field === "subject")?.to ?? then.ticket.subject).toBe(ticket.subject)
      }
    })
    await fc.assert(later, { numRuns })
  })
  test("nobody sees what they were no party to, and nobody outside a note; the requester sees what the timeline tells them", async () => {
    const property = fc.asyncProperty(happenings(12), async (all) => {
      const { place } = await live([memory()], all)
      const desk = place.desk()
      const tickets = await ticketsOf(place)
      const now = tickets.reduce((last, { updatedAt }) => Math.max(last, updatedAt), place.clock.at)
      const strands = new Map(await Promise.all(tickets.map(async ({ id }) => [id, await desk.events(id)] as const)))
      for (const ticket of tickets) {
        const own = (await desk.audienceAt(ticket.id, now, "requester"))!
        expect(JSON.stringify(own.timeline)).toBe(JSON.stringify(await desk.timeline(ticket.id, { as: "customer" })))
        for (const email of ["ada@lovelace.example", "eve@moneypenny.example", "abe@lincoln.example", "mallory@example.org"]) {
          const seen = (await desk.audienceAt(ticket.id, now, `participant:${email}`))!
          const reader = { id: null, addresses: [email] }
          for (const message of await desk.conversation(ticket.id)) {
            const then = Ticket.Conversation.along([{ stream: message.ticket, events: strands.get(message.ticket)! }])
            const { after } = then.find(({ event }) => "messageId" in event && event.messageId === message.id)!
            const may = message.visibility === "public" && Ticket.Conversation.isParty(reader, after)
            const shown = Ticket.unfolded(message.content).news
            expect(seen.timeline.some(({ at, text }) => at === message.at && text === shown)).toBe(may)
          }
        }
      }
    })
    await fc.assert(property, { numRuns })
  })
  test("while they stay a party, what somebody could see only grows; agents too", async () => {
    const property = fc.asyncProperty(
      happenings(12).map((all) => all.filter(({ deed }) => !["unmerge", "split", "unsplit", "rethread"].includes(deed))),
      fc.nat(),
      async (all, luck) => {
        const { place } = await live([memory()], all)
        const desk = place.desk()
        for (const ticket of await ticketsOf(place)) {
          const events = await desk.events(ticket.id)
          const at = events[luck % events.length]!.at
          for (const viewer of ["requester", "participant:abe@lincoln.example", "agent:cy"] as const) {
            const [early, late] = [
              await desk.audienceAt(ticket.id, at, viewer),
              await desk.audienceAt(ticket.id, place.clock.at + HOUR, viewer)
            ]
            const entries = new Set(late!.timeline.map((entry) => JSON.stringify(entry)))
            for (const entry of early!.timeline) expect(entries).toContain(JSON.stringify(entry))
          }
        }
      }
    )
    await fc.assert(property, { numRuns })
  })
  test("other notes, same bytes: what anybody outside could see is a function of public things alone", async () => {
    const play = async (all: Parameters<typeof live>[1], secret: string) => {
      const words = all.filter(({ deed }) => deed !== "note")
      const { place } = await live([memory()], words)
      const desk = place.desk()
      const tickets = await ticketsOf(place)
      // What the desk alone knows: said at the very instant at which all else was.
      for (const { id } of tickets)
        if (secret !== "")
          await desk
            .perform(id, {
              ...bo,
              commands: [
                { _tag: "Note", content: { text: secret } },
                { _tag: "Tag", tags: [secret] }
              ]
            })
            .catch((refusal: { readonly _tag: string }) => expect(refusals).toContain(refusal._tag))
      const at = Instant.make(place.clock.at + HOUR)
      const seen = tickets.map(async ({ id }) => [
        (await desk.audienceAt(id, at, "requester"))!.timeline,
        (await desk.audienceAt(id, at, "participant:abe@lincoln.example"))!.timeline
      ])
      return JSON.stringify(await Promise.all(seen))
    }
    const property = fc.asyncProperty(happenings(10), fc.constantFrom("secret", "fire"), async (all, secret) => {
      expect(await play(all, secret)).toBe(await play(all, ""))
    })
    await fc.assert(property, { numRuns })
  })
})
