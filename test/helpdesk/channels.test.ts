/** Messages that come in by channels and answers that go out by them, in memory and in a SQLite file. */
import { createHmac, randomBytes } from "node:crypto"
import { afterAll, describe, expect, test } from "vitest"
import { messenger } from "../../examples/inlets.ts"
import { socialWebhook } from "../../examples/social-webhook.ts"
import { createHelpdesk, type Inbound } from "../../src/index.ts"
import { replay } from "../../src/desk/replay.ts"
import { memory } from "../../src/storage/memory.ts"
import { memoryBlobs } from "../../src/storage/memoryBlobs.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import { freshPath } from "../freshPath.ts"
import { ada, aDesk, byForm, bySms, DAY, eve, inChat, outbox, type Place, readersOf, taken, textsOf, workspace } from "./channels/aDesk.ts"

const bo = { as: "agent:bo" } as const
const stops: Array<() => Promise<void>> = []
afterAll(async () => {
  for (const stop of stops) await stop()
})
const refused = async (wish: Promise<unknown>): Promise<string> =>
  wish.then(
    () => "granted",
    (cause: { _tag?: string }) => cause._tag ?? "a defect"
  )

const stores = [
  ["memory", async () => memory()],
  ["SQLite", async () => openSqlite(freshPath())]
] as const

describe.each(stores)("in %s", (_, open) => {
  const make = async (own: Parameters<typeof aDesk>[0] = {}): Promise<Place> => {
    const place = aDesk({ storage: await open(), ...own })
    stops.push(place.desk.stop)
    return place
  }

  describe("a message comes in", () => {
    test("and opens a ticket of its person, by its channel, with its subject", async () => {
      const { desk } = await make()
      const { opened, ticket } = await taken(desk.accept(byForm("It burns", { subject: "Printer" })))
      expect(opened).toBe(true)
      expect(ticket).toMatchObject({ channel: "webForm", subject: "Printer", requester: { name: "Ada", email: "ada@lovelace.example" } })
      expect(ticket.submitter).toBe(`requester:${ticket.requester.id}`)
    })
    test("a subject is made of the first line that says something", async () => {
      const { desk } = await make()
      const { ticket } = await taken(desk.accept(inChat("\n \nIt burns\nand burns")))
      expect(ticket.subject).toBe("It burns")
    })
    test("again is a duplicate, also after a restart, and also where it ended in quarantine", async () => {
      const place = await make()
      const message = byForm("Hello")
      await taken(place.desk.accept(message))
      expect(await place.desk.accept(message)).toEqual({ _tag: "Duplicate" })
      const other = aDesk({ storage: place.storage })
      expect(await other.desk.accept(message)).toEqual({ _tag: "Duplicate" })
      const strange = { ...message, channel: "pigeon", id: "p-1" }
      expect((await place.desk.accept(strange))._tag).toBe("Quarantined")
      expect(await place.desk.accept(strange)).toEqual({ _tag: "Duplicate" })
    })
    test("the same id by another account or channel is another message", async () => {
      const { desk } = await make()
      const all = [bySms("x", { id: "1" }), bySms("x", { id: "1", account: "+33700000001" }), inChat("x", { id: "1" })]
      for (const message of all) expect((await desk.accept(message))._tag).toBe("Message")
    })
    test("two at once open one conversation", async () => {
      const place = await make()
      const all = await Promise.all([1, 2, 3, 4, 5].map((n) => taken(place.desk.accept(inChat(`${n}`)))))
      expect(new Set(all.map(({ ticket }) => ticket.id)).size).toBe(1)
      expect(all.filter(({ opened }) => opened)).toHaveLength(1)
    })
    test("the same one twice at once is one message, in a conversation that is there already, too", async () => {
      const place = await make()
      const { ticket } = await taken(place.desk.accept(inChat("first")))
      const message = inChat("second")
      const ends = await Promise.all([1, 2, 3].map(() => place.desk.accept(message)))
      expect(ends.map(({ _tag }) => _tag).toSorted()).toEqual(["Duplicate", "Duplicate", "Message"])
      expect(await textsOf(place, ticket.id)).toEqual(["first", "second"])
    })
    test("its documents are what its events say", async () => {
      const place = await make()
      const { ticket } = await taken(place.desk.accept(inChat("Hello")))
      await taken(place.desk.accept(inChat("Again")))
      const again = replay({ workspace, promises: workspace.promises }, await place.desk.events(ticket.id))
      expect((await place.desk.get(ticket.id)).ticket).toEqual(again.ticket)
      expect(again.ticket!.line).toEqual({ account: "", thread: "chat-1", to: ada.identity })
    })
  })

  describe("a conversation", () => {
    test("goes on in its ticket, which a word of its requester reopens", async () => {
      const place = await make()
      const { ticket } = await taken(place.desk.accept(inChat("It burns")))
      await place.desk.reply(ticket.id, { ...bo, text: "It is out", then: "solve" })
      const back = await taken(place.desk.accept(inChat("Not at all")))
      expect([back.opened, back.ticket.id, back.ticket.status]).toEqual([false, ticket.id, "open"])
      expect(await textsOf(place, ticket.id)).toEqual(["It burns", "It is out", "Not at all"])
    })
    test("of another account is another, though the network calls both the same", async () => {
      const { desk } = await make()
      const person = (account: string) => ({
        channel: "messenger",
        account,
        thread: "1",
        person: { identity: { kind: "social" as const, provider: "messenger", value: "7" } }
      })
      const one = await taken(desk.accept(inChat("a", person("page-a"))))
      const other = await taken(desk.accept(inChat("b", person("page-b"))))
      expect(other.ticket.id).not.toBe(one.ticket.id)
      // And so are the people: 7 on one page is not 7 on the other.
      expect(other.ticket.requester.id).not.toBe(one.ticket.requester.id)
    })
    test("is not mixed up by colons in what networks call it", async () => {
      const { desk } = await make()
      const one = await taken(desk.accept(inChat("a", { account: "x:y", thread: "z" })))
      const other = await taken(desk.accept(inChat("b", { account: "x", thread: "y:z" })))
      expect(other.ticket.id).not.toBe(one.ticket.id)
    })
    test("by text messages is all that one number writes to one of ours", async () => {
      const place = await make()
      const { ticket } = await taken(place.desk.accept(bySms("Are you open?")))
      expect((await taken(place.desk.accept(bySms("Hello?")))).ticket.id).toBe(ticket.id)
      expect((await taken(place.desk.accept(bySms("Hello?", { account: "+33700000009" })))).ticket.id).not.toBe(ticket.id)
    })
    test("by a name that nobody vouches for is none: each message stands alone", async () => {
      const { desk } = await make()
      const person = { identity: { kind: "phone", value: "+33123456789" } } as const
      const one = await taken(desk.accept(bySms("a", { person })))
      expect((await taken(desk.accept(bySms("b", { person })))).ticket.id).not.toBe(one.ticket.id)
    })
    test("calls stand alone", async () => {
      const { desk } = await make()
      const call = () => bySms("", { channel: "phone", kind: "call", seconds: 5 })
      expect((await taken(desk.accept(call()))).ticket.id).not.toBe((await taken(desk.accept(call()))).ticket.id)
    })
  })

  describe("a closed ticket", () => {
    const closed = async (message: Inbound) => {
      const place = await make()
      const { ticket } = await taken(place.desk.accept(message))
      await place.desk.tag(ticket.id, { ...bo, tags: ["fire"] })
      await place.desk.close(ticket.id, bo)
      return { ...place, ticket }
    }
    test("is reopened within its days", async () => {
      const { desk, clock, ticket } = await closed(inChat("It burns"))
      clock.at += 9 * DAY
      expect((await taken(desk.accept(inChat("Again")))).ticket).toMatchObject({ id: ticket.id, status: "open" })
    })
    test("is followed up afterwards: via closed ticket, by the channel of the word, with what is inherited", async () => {
      const { desk, clock, ticket } = await closed(inChat("It burns"))
      clock.at += 11 * DAY
      const next = await taken(desk.accept(inChat("Again")))
      expect(next.ticket).toMatchObject({ followUpOf: ticket.id, channel: "liveChat", subject: "It burns", tags: ["fire"] })
      expect((await desk.events(next.ticket.id))[0]).toMatchObject({ via: "closedTicket", channel: "liveChat", formerly: ticket.reference })
      expect((await desk.get(ticket.id)).ticket.edges!.followUps).toEqual([next.ticket.id])
      // The conversation is there from now on.
      expect((await taken(desk.accept(inChat("And again")))).ticket.id).toBe(next.ticket.id)
      expect(await desk.channelReport()).toEqual([
        { channel: "liveChat", via: "closedTicket", messages: 1, tickets: 1 },
        { channel: "liveChat", via: "liveChat", messages: 2, tickets: 2 }
      ])
    })
    test("is followed up again and again, by many at once one time each", async () => {
      const { desk, clock, ticket } = await closed(inChat("1"))
      const chain = [ticket.id]
      for (let n = 0; n < 3; n++) {
        clock.at += 11 * DAY
        const all = await Promise.all([1, 2, 3].map((m) => taken(desk.accept(inChat(`${n} ${m}`)))))
        expect(new Set(all.map((one) => one.ticket.id)).size).toBe(1)
        expect(all[0]!.ticket.followUpOf).toBe(chain.at(-1))
        chain.push(all[0]!.ticket.id)
        await desk.close(all[0]!.ticket.id, bo)
      }
      expect(new Set(chain).size).toBe(4)
    })
    test("goes on where it was followed up by other means", async () => {
      const { desk, clock, ticket } = await closed(inChat("It burns"))
      clock.at += 11 * DAY
      const next = await desk.open({
        as: "agent:bo",
        requester: { id: ticket.requester.id },
        subject: "Called back",
        text: "It burns again",
        followUpOf: ticket.id
      })
      const word = await taken(desk.accept(inChat("Still burning")))
      expect(word.opened).toBe(false)
      expect(word.ticket.id).toBe(next.ticket.id)
    })
    test("is nothing to a text message months later: that is a request like any other", async () => {
      const { desk, clock, ticket } = await closed(bySms("Are you open?"))
      clock.at += 200 * DAY
      const next = await taken(desk.accept(bySms("My order?")))
      expect(next.ticket).toMatchObject({ followUpOf: null, subject: "My order?", channel: "sms" })
      expect(next.ticket.id).not.toBe(ticket.id)
      expect((await taken(desk.accept(bySms("Hello?")))).ticket.id).toBe(next.ticket.id)
    })
    test("takes no word of a stranger, which is kept apart", async () => {
      const { desk } = await closed(inChat("It burns"))
      expect(await desk.accept(inChat("Me too", { person: eve }))).toMatchObject({ _tag: "Quarantined", causes: ["closed"] })
    })
  })

  describe("tickets that join and part", () => {
    const two = async () => {
      const place = await make()
      const one = await taken(place.desk.accept(inChat("one", { thread: "a" })))
      const other = await taken(place.desk.accept(inChat("other", { thread: "b" })))
      return { ...place, one: one.ticket.id, other: other.ticket.id }
    }
    test("what is sent to a merged one goes to the survivor, and home when that is taken back", async () => {
      const place = await two()
      await place.desk.merge(place.one, { ...bo, sources: [place.other], policy: { tell: null } })
      expect((await taken(place.desk.accept(inChat("late", { thread: "b" })))).ticket.id).toBe(place.one)
      // The answer goes to where they wrote from last.
      expect((await place.desk.get(place.one)).ticket.line!.thread).toBe("b")
      await place.desk.unmerge(place.other, bo)
      expect(await textsOf(place, place.other)).toEqual(["other", "late"])
      expect((await taken(place.desk.accept(inChat("later", { thread: "b" })))).ticket.id).toBe(place.other)
    })
    test("a conversation goes on where its last messages went", async () => {
      const place = await two()
      await taken(place.desk.accept(inChat("curtains", { thread: "a" })))
      const from = (await place.desk.conversation(place.one))[1]!.id
      const { done } = await place.desk.split(place.one, { ...bo, from })
      expect(done.ticket.line).toEqual({ account: "", thread: "a", to: ada.identity })
      expect((await taken(place.desk.accept(inChat("all of them", { thread: "a" })))).ticket.id).toBe(done.ticket.id)
      // The new ticket is answered by the same channel.
      await place.desk.reply(done.ticket.id, { ...bo, text: "Sorry" })
      await place.desk.deliver()
      expect(place.sent.map(({ thread, text }) => [thread, text])).toEqual([["a", "Sorry"]])
    })
  })

  describe("an answer", () => {
    test("leaves by the channel once, under one key, and not by mail as well", async () => {
      const place = await make()
      const { ticket } = await taken(place.desk.accept(inChat("It burns")))
      const { ticket: answered } = await place.desk.reply(ticket.id, {
        ...bo,
        text: "On it",
        attachments: [{ name: "a.txt", bytes: new Uint8Array([1, 2]) }]
      })
      await place.desk.deliver()
      await place.desk.deliver()
      expect(place.sent).toEqual([
        {
          channel: "liveChat",
          key: `channel:${ticket.id}:${(await place.desk.conversation(ticket.id))[1]!.id}`,
          account: "",
          thread: "chat-1",
          to: ada.identity,
          text: "On it",
          attachments: [{ name: "a.txt", type: "application/octet-stream", bytes: new Uint8Array([1, 2]) }]
        }
      ])
      expect(answered.answeredAt).not.toBeNull()
      // The department heard of the request by mail; the requester of nothing, not even that it arrived.
      place.clock.at += 30 * DAY
      expect(readersOf(await outbox(place))).not.toContain("ada@lovelace.example")
    })
    test("goes by mail where this desk has no outlet", async () => {
      const place = await make({ outlets: [] })
      const { ticket } = await taken(place.desk.accept(inChat("It burns")))
      await place.desk.reply(ticket.id, { ...bo, text: "On it" })
      const effects = await outbox(place)
      expect(effects.filter(({ kind }) => kind === "channel")).toEqual([])
      expect(readersOf(effects).filter((address) => address === "ada@lovelace.example")).toHaveLength(2)
    })
    test("goes by mail to those who are there by mail", async () => {
      const place = await make()
      const { ticket } = await taken(place.desk.accept(inChat("It burns")))
      await place.desk.addParticipant(ticket.id, { ...bo, address: "eve@moneypenny.example" })
      await place.desk.reply(ticket.id, { ...bo, text: "On it" })
      const effects = await outbox(place)
      expect(effects.filter(({ kind }) => kind === "channel")).toHaveLength(1)
      expect(readersOf(effects)).toContain("eve@moneypenny.example")
      expect(readersOf(effects)).not.toContain("ada@lovelace.example")
    })
    test("of a participant who writes by mail reaches the requester by the channel, as far as it carries", async () => {
      const place = await make()
      const { ticket } = await taken(place.desk.accept(bySms("It burns")))
      await place.desk.addParticipant(ticket.id, { ...bo, address: "eve@moneypenny.example" })
      await place.desk.reply(ticket.id, { as: "participant:eve@moneypenny.example", text: "x".repeat(2000) })
      await place.desk.deliver()
      expect(place.sent.map(({ text }) => text.length)).toEqual([1600])
    })
    test("that the channel cannot carry is refused, and nothing happens", async () => {
      const place = await make()
      const { ticket } = await taken(place.desk.accept(bySms("It burns")))
      expect(await refused(place.desk.reply(ticket.id, { ...bo, text: "x".repeat(1601) }))).toBe("ChannelCannot")
      expect(await refused(place.desk.reply(ticket.id, { ...bo, text: "x", attachments: [{ name: "a", bytes: new Uint8Array(1) }] }))).toBe(
        "ChannelCannot"
      )
      expect((await outbox(place)).filter(({ kind }) => kind === "channel")).toEqual([])
    })
    test("is never a note, nor what was forwarded, nor what its reader wrote", async () => {
      const place = await make()
      const { ticket } = await taken(place.desk.accept(bySms("It burns")))
      await place.desk.note(ticket.id, { ...bo, text: "Fool" })
      await place.desk.forward(ticket.id, { ...bo, text: "See", to: ["eve@moneypenny.example"] })
      await place.desk.reply(ticket.id, { as: "requester", text: "Me, by the portal" })
      await taken(place.desk.accept(bySms("Me, by text")))
      expect((await outbox(place)).filter(({ kind }) => kind === "channel")).toEqual([])
    })
    test("that was said there already is not said again, nor mailed", async () => {
      const place = await make()
      const { ticket } = await taken(place.desk.accept(inChat("It burns")))
      await taken(place.desk.accept(inChat("I am on it"), { as: "agent:bo" }))
      const effects = await outbox(place)
      expect(effects.filter(({ kind }) => kind === "channel")).toEqual([])
      expect(readersOf(effects)).not.toContain("ada@lovelace.example")
      expect((await place.desk.get(ticket.id)).ticket.answeredAt).not.toBeNull()
    })
    test("is tried again later, held where nobody knows, and over where it failed", async () => {
      const place = await make()
      const { ticket } = await taken(place.desk.accept(inChat("It burns")))
      await place.desk.reply(ticket.id, { ...bo, text: "1" })
      place.answers.push({ state: "retry", reply: "later" })
      expect(await place.desk.deliver()).toMatchObject({ retry: 1, sent: 0 })
      place.clock.at += 120_000
      expect(await place.desk.deliver()).toMatchObject({ retry: 0, sent: 1 })
      for (const state of ["failed", "unknown"] as const) {
        await place.desk.reply(ticket.id, { ...bo, text: state })
        place.answers.push({ state, reply: "" })
        expect(await place.desk.deliver()).toMatchObject({ [state]: 1, sent: 0 })
        place.clock.at += 30 * DAY
        expect(await place.desk.deliver()).toMatchObject({ [state]: 0, sent: 0 })
      }
      expect(place.sent.map(({ text }) => text)).toEqual(["1"])
    })
    test("waits for a desk that has the outlet", async () => {
      const place = await make()
      const { ticket } = await taken(place.desk.accept(inChat("It burns")))
      await place.desk.reply(ticket.id, { ...bo, text: "On it" })
      const other = aDesk({ storage: place.storage, outlets: ["sms"] })
      other.clock.at = place.clock.at
      expect(await other.desk.deliver()).toMatchObject({ sent: 0, failed: 0 })
      place.clock.at += DAY
      expect(await place.desk.deliver()).toMatchObject({ sent: 1 })
    })
  })

  describe("who speaks", () => {
    test("whoever is in the conversation is heard; anybody else writes to the desk alone", async () => {
      const place = await make()
      const { ticket } = await taken(place.desk.accept(inChat("It burns")))
      await place.desk.addParticipant(ticket.id, { ...bo, address: "eve@moneypenny.example" })
      await place.desk.changeStatus(ticket.id, { ...bo, status: "solve" })
      const mallory = { identity: { kind: "social", provider: "chat", value: "mal lory" } } as const
      const { ticket: after } = await taken(place.desk.accept(inChat("Give me the key", { person: mallory })))
      expect(after.status).toBe("solved")
      expect(after.participants).toHaveLength(1)
      await taken(place.desk.accept(inChat("I saw it too", { person: eve })))
      expect(await textsOf(place, ticket.id)).toEqual(["It burns", "(note) Give me the key", "I saw it too"])
      expect((await place.desk.timeline(ticket.id, { as: "customer" })).map(({ text }) => text)).not.toContain("Give me the key")
    })
    test("an agent's address proves no agent; who brings the message can say so, and nothing in it", async () => {
      const place = await make()
      const { ticket } = await taken(place.desk.accept(inChat("It burns")))
      const person = { identity: { kind: "email", value: "bo@acme.example" }, name: "Bo", verified: true } as const
      await taken(place.desk.accept(inChat("Send me your password", { person })))
      expect((await place.desk.conversation(ticket.id)).at(-1)).toMatchObject({ visibility: "internal", by: "participant:bo@acme.example" })
      await taken(place.desk.accept(inChat("I am on it"), { as: "agent:bo" }))
      expect((await place.desk.conversation(ticket.id)).at(-1)).toMatchObject({ visibility: "public", by: "agent:bo" })
      const smuggled = { ...inChat("x"), as: "agent:bo" }
      expect(await place.desk.accept(smuggled)).toMatchObject({ _tag: "Quarantined", causes: ["unparsable"] })
      expect(await refused(place.desk.accept(inChat("x"), { as: "requester:r" as never }))).toBe("InputInvalid")
      expect(await place.desk.accept(inChat("x"), { as: "agent:zed" as never })).toMatchObject({ _tag: "Quarantined", causes: ["refused"] })
    })
    test("in public a name that nobody vouches for is a stranger's", async () => {
      const place = await make()
      const post = (text: string, verified: boolean) =>
        inChat(text, {
          channel: "community",
          kind: "post",
          person: { identity: { kind: "external", provider: "forum", value: "7" }, verified }
        })
      const { ticket } = await taken(place.desk.accept(post("It burns", true)))
      await taken(place.desk.accept(post("It was me", false)))
      await taken(place.desk.accept(post("It was not", true)))
      expect(await textsOf(place, ticket.id)).toEqual(["It burns", "(note) It was me", "It was not"])
    })
    test("a bot answers, and the first reply is still owed: only agents keep that promise", async () => {
      const place = await make()
      const { ticket } = await taken(place.desk.accept(inChat("It burns")))
      const status = async () => (await place.desk.deadlines(ticket.id)).find(({ metric }) => metric === "firstReply")!.status
      const { ticket: after } = await taken(place.desk.accept(inChat("How can I help?"), { as: "integration:bot" }))
      expect([after.answeredAt, await status()]).toEqual([null, "running"])
      await taken(place.desk.accept(inChat("I am on it"), { as: "agent:bo" }))
      expect(await status()).toBe("met")
    })
  })

  describe("calls and transcripts", () => {
    test("a voicemail has its recording and its transcript, said by whom", async () => {
      const place = await make()
      const said = [
        { role: "bot", text: "Leave a word" },
        { role: "requester", name: "Ada", text: "It burns", at: place.clock.at as never }
      ] as const
      const { ticket } = await taken(
        place.desk.accept(
          bySms("", {
            channel: "voicemail",
            kind: "voicemail",
            seconds: 12,
            recording: { name: "v.mp3", type: "audio/mpeg", bytes: new Uint8Array(3) },
            transcript: said
          })
        )
      )
      expect(ticket.subject).toBe("It burns")
      const { content } = (await place.desk.conversation(ticket.id))[0]!
      expect(content.text).toBe("Bot: Leave a word\nAda: It burns")
      expect(content.attachments![content.origin!.recording!]!.type).toBe("audio/mpeg")
      expect(content.origin!.transcript!.map(({ role, from, to }) => [role, content.text.slice(from, to)])).toEqual([
        ["bot", "Leave a word"],
        ["requester", "It burns"]
      ])
      expect((await place.desk.find({ text: "burns" })).tickets.map(({ id }) => id)).toEqual([ticket.id])
    })
    test("a call without a word is a call; a message without one is none", async () => {
      const { desk } = await make()
      const call = await taken(desk.accept(bySms("", { channel: "phone", kind: "call" })))
      expect(call.ticket.subject).toBe("Phone call")
      expect(await desk.accept(bySms(""))).toMatchObject({ _tag: "Quarantined", causes: ["empty"] })
    })
    test("what is too long is cut, and kept whole beside it; what is too large leaves a marker", async () => {
      const place = await make()
      const { ticket } = await taken(
        place.desk.accept(byForm("long ".repeat(20_000), { attachments: [{ name: "b", bytes: new Uint8Array(1001) }] }))
      )
      const { content } = (await place.desk.conversation(ticket.id))[0]!
      expect([content.text.length, content.cutFrom, content.attachments![0]!.ref]).toEqual([65_000, 100_000, null])
      expect(content.origin!.raw).toMatch(/^[0-9a-f]{64}$/)
    })
  })

  describe("a way to answer", () => {
    const visitor = { kind: "external", provider: "chat", value: "v-1" } as const
    test("is asked for where the channel takes no answers", async () => {
      const { desk } = await make()
      const open = (via: "missedChat" | "liveChat" | "api", requester: object) =>
        refused(desk.open({ via, subject: "x", text: "x", requester }))
      expect(await open("missedChat", { identity: visitor, name: "Ada" })).toBe("ReplyIdentityMissing")
      expect(await open("missedChat", { email: "ada@lovelace.example" })).toBe("granted")
      expect(await open("missedChat", { phone: "+33123456789" })).toBe("granted")
      expect(await open("liveChat", { identity: visitor })).toBe("granted")
      expect(await open("api", { identity: visitor })).toBe("granted")
    })
    test("without one a missed chat is kept apart", async () => {
      const { desk } = await make()
      const received = await desk.accept(byForm("Anybody?", { channel: "missedChat", person: { identity: visitor, name: "Ada" } }))
      expect(received).toMatchObject({ _tag: "Quarantined", causes: ["refused"], detail: expect.stringContaining("takes no answers") })
      expect(await desk.quarantine()).toMatchObject([{ from: "external:chat:v-1", subject: "A form" }])
    })
  })

  describe("what cannot be read", () => {
    const cyclic: Record<string, unknown> = {}
    cyclic["self"] = cyclic
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error("no")
        },
        ownKeys: () => {
          throw new Error("no")
        }
      }
    )
    test.each([
      ["nothing", undefined],
      ["null", null],
      ["a text", "It burns"],
      ["a list", [1, 2]],
      ["a circle", cyclic],
      ["an object that throws", trap],
      ["a number that JSON has no word for", 10n],
      ["no id", { ...byForm("x"), id: "" }],
      ["half a letter for an id", { ...byForm("x"), id: "\ud800" }],
      ["two addresses", { ...byForm("x"), person: { identity: { kind: "email", value: "a@b.example, c@d.example" } } }],
      ["a number that is none", { ...bySms("x"), person: { identity: { kind: "phone", value: "12345" } } }],
      ["a key that nobody knows", { ...byForm("x"), bcc: "eve@moneypenny.example" }],
      ["a time beyond all times", { ...byForm("x"), sentAt: 1e300 }]
    ])("is kept apart whole: %s", async (_, message) => {
      const { desk } = await make()
      expect(await desk.accept(message as never)).toMatchObject({ _tag: "Quarantined", causes: ["unparsable"] })
      expect((await desk.find()).tickets).toEqual([])
      expect(await desk.quarantine()).toHaveLength(1)
    })
    test("a channel that takes no requests, or that there is not, is none of this desk", async () => {
      const { desk } = await make()
      for (const channel of ["automatic", "pigeon"])
        expect(await desk.accept(byForm("x", { channel }))).toMatchObject({ _tag: "Quarantined", causes: ["notForThisDesk"] })
      expect((await desk.accept(byForm("x", { channel: "fax" })))._tag).toBe("Message")
    })
    test("its bytes can be read again", async () => {
      const storage = await open()
      const blobs = memoryBlobs()
      const desk = createHelpdesk({ workspace, storage, blobs })
      stops.push(desk.stop)
      const message = { ...byForm("x", { attachments: [{ name: "a", bytes: Buffer.from([255, 0]) }] }), extra: true }
      await desk.accept(message)
      const { raw } = (await desk.quarantine())[0]!
      expect(JSON.parse(new TextDecoder().decode(await blobs.get("main", raw)))).toEqual({
        ...message,
        attachments: [{ name: "a", bytes: { base64: "/wA=" } }]
      })
    })
  })

  describe("the report", () => {
    test("counts each message by its ticket's channel and its own, of some tickets, from one instant to another", async () => {
      const { desk, clock } = await make()
      const { ticket } = await taken(desk.accept(inChat("1")))
      await taken(desk.accept(inChat("2")))
      await desk.reply(ticket.id, { ...bo, text: "3", via: "webService" })
      const noon = new Date((clock.at += DAY))
      await taken(desk.accept(bySms("4")))
      const rows = async (asked: Parameters<typeof desk.channelReport>[0]) =>
        (await desk.channelReport(asked)).map(({ channel, via, messages, tickets }) => `${channel} ${via} ${messages} ${tickets}`)
      expect(await rows({})).toEqual(["liveChat liveChat 2 1", "liveChat webService 1 1", "sms sms 1 1"])
      expect(await rows({ from: noon })).toEqual(["sms sms 1 1"])
      expect(await rows({ to: noon.getTime() })).toEqual(["liveChat liveChat 2 1", "liveChat webService 1 1"])
      expect(await rows({ where: { field: "channel", op: "is", value: "sms" } })).toEqual(["sms sms 1 1"])
      expect(await refused(desk.channelReport({ from: "yesterday" as never }))).toBe("InputInvalid")
      expect(await refused(desk.channelReport({ until: 1 } as never))).toBe("InputInvalid")
    })
  })
})

describe("a page that a network calls, over HTTP", () => {
  const secret = `whsec_${randomBytes(32).toString("base64")}`
  const key = Buffer.from(secret.slice(6), "base64")
  const now = () => Date.UTC(2026, 0, 5, 9)
  const make = async () => {
    const place = aDesk()
    const isBot = (payload: unknown) => (payload as { bot?: boolean } | null)?.bot === true
    const server = await socialWebhook({ desk: place.desk, secret, now, translate: messenger, isBot })
    stops.push(server.stop)
    const post = async (body: string | Uint8Array, { seconds = now() / 1000, signed = body, id = "m1" } = {}): Promise<number> => {
      const tag = createHmac("sha256", key).update(`${id}.${seconds}.`).update(signed).digest("base64")
      const headers = { "webhook-id": id, "webhook-timestamp": String(seconds), "webhook-signature": `v1,${tag}` }
      return (await fetch(server.url, { method: "POST", headers, body: body as BodyInit })).status
    }
    return { ...place, post, url: server.url }
  }
  const message = (mid: string, more: object = {}): string =>
    JSON.stringify({ page: "acme", conversation: "t1", mid, user: { id: "7", name: "Eve" }, text: `said ${mid}`, at: 1, ...more })

  test("takes what is signed, once, and goes on in the conversation", async () => {
    const place = await make()
    expect(await place.post(message("1"))).toBe(200)
    expect(await place.post(message("1"))).toBe(200)
    expect(await place.post(message("2", { bot: true }))).toBe(200)
    const { tickets } = await place.desk.find()
    expect(tickets).toHaveLength(1)
    expect((await place.desk.conversation(tickets[0]!.id)).map(({ by, content }) => [by.split(":")[0], content.text])).toEqual([
      ["requester", "said 1"],
      ["integration", "said 2"]
    ])
    await place.desk.reply(tickets[0]!.id, { ...bo, text: "Hello" })
    await place.desk.deliver()
    expect(place.sent).toMatchObject([{ account: "acme", thread: "t1", to: { value: "7", account: "acme" }, text: "Hello" }])
  })
  test("believes nothing that is not: neither another body, nor an old one, nor none at all", async () => {
    const place = await make()
    const spaced = `${message("1")} `
    expect(await place.post(spaced, { signed: message("1") })).toBe(401)
    expect(await place.post(message("1"), { seconds: now() / 1000 - 301 })).toBe(401)
    expect(await place.post(message("1"), { seconds: now() / 1000 + 301 })).toBe(401)
    expect((await fetch(place.url, { method: "POST", body: message("1") })).status).toBe(401)
    expect(await place.post("x".repeat(1_000_001))).toBe(413)
    expect((await place.desk.find()).tickets).toEqual([])
    expect(await place.desk.quarantine()).toEqual([])
  })
  test("what is signed and cannot be read is not lost, and cannot pass for a message made elsewhere", async () => {
    const place = await make()
    expect(await place.post(new Uint8Array([0xff, 0x00, 0x7b]), { id: "m2" })).toBe(200)
    expect(await place.post(JSON.stringify(bySms("pay me")), { id: "m3" })).toBe(200)
    expect((await place.desk.find()).tickets).toEqual([])
    expect(await place.desk.quarantine()).toHaveLength(2)
  })
})
