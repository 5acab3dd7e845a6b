/** What a desk forgets is gone: from the bytes of its SQLite file, its folder of blobs and its outbox; the rest stays as it was. */
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { createHelpdesk, defineWorkspace } from "../../src/index.ts"
import { mailParser } from "../../src/mail/parse.ts"
import { diskBlobs } from "../../src/storage/diskBlobs.ts"
import { memory } from "../../src/storage/memory.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import { vaulted } from "../../src/storage/vault/vaulted.ts"
import { proveErased } from "../../src/testing/index.ts"
import * as Ticket from "../../src/ticket/index.ts"
import { freshPath } from "../freshPath.ts"

const workspace = defineWorkspace({
  name: "Acme",
  agents: [
    { id: "bo", name: "Bo Larsen", email: "bo@acme.example" },
    { id: "cy", name: "Cy Young", email: "cy@acme.example" }
  ],
  channels: [{ id: "sms", name: "SMS", inbound: true, outbound: true, visibility: "private" }],
  supportAddresses: ["help@acme.example"],
  fields: [{ id: "iban", name: "Account", type: "text", visible: true }],
  automations: [
    {
      id: "forget-old",
      name: "Forget what is long over",
      where: { field: "statusCategory", op: "is", value: "closed" },
      since: "closedAt",
      after: "730d",
      then: [{ _tag: "AskErasure" }]
    }
  ]
})
const DAY = 86_400_000
const bo = { as: "agent:bo" } as const
const asked = { ...bo, why: "a request of 3 November" }
const desks: Array<{ stop: () => Promise<void> }> = []
afterAll(async () => {
  for (const desk of desks) await desk.stop()
})

const make = async () => {
  const folder = freshPath()
  mkdirSync(folder)
  const clock = { at: Date.UTC(2026, 0, 5, 9) }
  const storage = await openSqlite(join(folder, "desk.sqlite"))
  const blobs = diskBlobs(join(folder, "blobs"))
  const desk = createHelpdesk({
    workspace,
    storage,
    blobs,
    mail: { secrets: ["a secret of sixteen bytes"], parser: mailParser() },
    now: () => (clock.at += 1000)
  })
  desks.push(desk)
  return { desk, storage, blobs, clock, folder, found: (...probes: ReadonlyArray<string>) => proveErased({ files: [folder] }, probes) }
}
type Made = Awaited<ReturnType<typeof make>>

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const mail = (from: string, to: string, id: string, text: string, more = ""): Uint8Array =>
  bytes(
    `From: ${from}\r\nTo: ${to}\r\nSubject: Quincunx lamps\r\nMessage-ID: <${id}>\r\n${more}Date: Mon, 5 Jan 2026 09:00:00 +0000\r\n\r\n${text}\r\n`
  )

const ada = "Ada Wigglesworth <Ada.Wigglesworth@example.org>"
/** Everything that only Ada is, or said, or was told. */
const probes = ["Wigglesworth", "ada.wigglesworth@example.org", "quincunx", "zanzibar", "CH93-0076", "mauve velvet", "lovelace-laptop"]

/** Ada wrote by mail with Eve in copy; Eve quotes her; Bo answered. */
const adasTicket = async ({ desk }: Made) => {
  const got = await desk.receive(
    mail(
      ada,
      "help@acme.example, Eve <eve@example.com>",
      "1@lovelace-laptop.example",
      "My zanzibar lamp hums.\r\nIt is of mauve velvet.",
      "Cc: eve@example.com\r\n"
    )
  )
  if (got._tag !== "Message") throw new Error(got._tag)
  const { id } = got.ticket
  await desk.addParticipant(id, { ...bo, address: "eve@example.com", name: "Eve" })
  await desk.setField(id, { ...bo, field: "iban", value: "CH93-0076" })
  await desk.reply(id, {
    ...bo,
    text: "Dear Ada Wigglesworth, is the zanzibar lamp of mauve velvet?",
    attachments: [{ name: "zanzibar.txt", bytes: bytes("a mauve velvet plan") }]
  })
  await desk.note(id, { as: "agent:cy", text: "Wigglesworth again" })
  await desk.receive(
    mail(
      "Eve <eve@example.com>",
      "help@acme.example",
      "2@eve.example",
      "I hear it too.\r\n\r\nOn Mon, Ada Wigglesworth wrote:\r\n> My zanzibar lamp hums.\r\n> It is of mauve velvet.",
      "In-Reply-To: <1@lovelace-laptop.example>\r\nReferences: <1@lovelace-laptop.example>\r\n"
    )
  )
  return id
}
const told = async ({ desk }: Made, id: string): Promise<ReadonlyArray<string>> =>
  (await desk.conversation(id)).map(({ content }) => content.text.trim())

describe("forgetting somebody who asked", () => {
  test("given a conversation by mail, then no byte of theirs is left, the ticket is, and so are the words of others", async () => {
    const made = await make()
    const { desk, found } = made
    const id = await adasTicket(made)
    expect(new Set(found(...probes).map(({ probe }) => probe))).toEqual(new Set(probes))
    const before = await desk.get(id)
    const seen: Array<number> = []
    const report = await desk.forget(
      { address: "ada.wigglesworth@example.org" },
      { ...asked, onProgress: ({ tickets }) => seen.push(tickets) }
    )
    expect(report).toEqual({ tickets: 1, messages: 4, files: 3, quarantined: 0, places: [] })
    expect(seen).toEqual([1])
    expect(found(...probes)).toEqual([])
    expect(await told(made, id)).toEqual(["(erased)", "(erased)", "(erased)", "I hear it too.\n\n▇▇▇▇▇"])
    const { ticket } = await desk.get(id)
    expect(ticket).toMatchObject({
      subject: "(erased)",
      requester: { id: before.ticket.requester.id, name: "(erased)", email: null },
      fields: [],
      messages: 4
    })
    expect(ticket.participants).toEqual(before.ticket.participants)
    expect(await desk.verify(id)).toMatchObject({ sound: true })
    expect(await desk.verifyAll()).toEqual([])
  })
  test("then a fact says who had it erased, when and why; asked again, there is nothing to do", async () => {
    const made = await make()
    const id = await adasTicket(made)
    await made.desk.forget({ address: "ada.wigglesworth@example.org" }, asked)
    const events = await made.desk.events(id)
    expect(events.at(-1)).toMatchObject({ _tag: "Erased", by: "agent:bo", what: "requester", why: "a request of 3 November" })
    expect(String(await made.desk.timeline(id))).toContain("erased what it said of the requester")
    expect(await made.desk.forget({ address: "ada.wigglesworth@example.org" }, asked)).toMatchObject({ tickets: 0, messages: 0, files: 0 })
    expect(await made.desk.events(id)).toEqual(events)
  })
  test("then nothing leads to them: no search, no history; their next mail is a new person", async () => {
    const made = await make()
    const { desk } = made
    const id = await adasTicket(made)
    const { requester } = (await desk.get(id)).ticket
    await desk.forget(requester.id, asked)
    for (const text of ["wigglesworth", "zanzibar", "ada.wigglesworth@example.org"]) expect((await desk.find({ text })).tickets).toEqual([])
    expect(await desk.requester(requester.id)).toMatchObject({ name: "(erased)", identities: [] })
    const next = await desk.receive(mail(ada, "help@acme.example", "9@elsewhere.example", "Something new"))
    expect(next).toMatchObject({ _tag: "Message", opened: true })
    if (next._tag === "Message") expect(next.ticket.requester.id).not.toBe(requester.id)
    expect((await desk.contactHistory({ identity: { kind: "email", value: "Ada.Wigglesworth@example.org" } })).tickets).toHaveLength(1)
  })
  test("then letters that wait are not sent to them; those for others are, unless they hold their words", async () => {
    const made = await make()
    const { desk, storage } = made
    const id = await adasTicket(made)
    await desk.reply(id, { as: "participant:eve@example.com", text: "Any news?" })
    await desk.forget({ address: "ada.wigglesworth@example.org" }, asked)
    const left = (await storage.outbox("main", [id])).map(
      ({ payload }) => payload as { to: ReadonlyArray<{ address: string }>; data: { text: string } }
    )
    expect(left.flatMap(({ to }) => to.map(({ address }) => address)).filter((address) => !address.endsWith("@acme.example"))).toEqual([])
    expect(proveErased(left, probes)).toEqual([])
  })
  test("then what others still say of them is told, and left for somebody to read", async () => {
    const made = await make()
    const { desk } = made
    const { ticket } = await desk.open({
      requester: { email: "max@example.net", name: "Max" },
      subject: "Lamps",
      text: "I am a neighbour of Ada Wigglesworth",
      as: "requester"
    })
    const id = await adasTicket(made)
    await desk.reply(id, { as: "participant:eve@example.com", text: "Ask ada.wigglesworth@example.org herself" })
    const { places } = await desk.forget({ address: "ada.wigglesworth@example.org" }, asked)
    const said = await Promise.all(
      places.map(async ({ ticketId, message }) => (await desk.conversation(ticketId)).find((one) => one.id === message)?.content.text)
    )
    expect(new Set(said)).toEqual(new Set(["Ask ada.wigglesworth@example.org herself", "I am a neighbour of Ada Wigglesworth"]))
    expect(places[0]).toMatchObject({ where: "content.text" })
    expect((await desk.get(ticket.id)).version).toBe(1)
  })
  test("who was in somebody else's conversation: their words and address go, the requester's stay", async () => {
    const made = await make()
    const { desk, found } = made
    const id = await adasTicket(made)
    const before = (await told(made, id)).slice(0, 3)
    expect(await desk.forget({ address: "eve@example.com" }, asked)).toMatchObject({ tickets: 1, messages: 2 })
    expect(found("eve@example.com", "I hear it too")).toEqual([])
    expect(await told(made, id)).toEqual([...before, "(erased)"])
    const { ticket } = await desk.get(id)
    expect(ticket.participants).toEqual([])
    expect(ticket.requester.name).toBe("Ada Wigglesworth")
    expect((await desk.events(id)).at(-1)).toMatchObject({ what: "participant" })
    expect(await desk.verify(id)).toMatchObject({ sound: true })
  })
  test("given a file that two people sent, then it stays as long as one of them refers to it", async () => {
    const { desk, blobs } = await make()
    const open = (email: string) =>
      desk.open({
        requester: { email },
        subject: "Plan",
        text: "See there",
        as: "requester",
        attachments: [{ name: "plan.txt", bytes: bytes("the plan") }]
      })
    const [one, other] = [await open("one@example.org"), await open("other@example.org")]
    const ref = (await desk.conversation(one.ticket.id))[0]!.content.attachments![0]!.ref!
    expect(await desk.forget({ address: "one@example.org" }, asked)).toMatchObject({ files: 0 })
    expect(await blobs.has("main", ref)).toBe(true)
    expect((await desk.conversation(other.ticket.id))[0]!.content.attachments![0]).toMatchObject({ ref, refused: null })
    expect(await desk.forget({ address: "other@example.org" }, asked)).toMatchObject({ files: 1 })
    expect(await blobs.has("main", ref)).toBe(false)
  })
  test("given mail that was kept apart, then that it was stays, and nothing of what", async () => {
    const { desk, found } = await make()
    await desk.receive(mail(ada, "somebody@elsewhere.example", "1@x.example", "zanzibar"))
    await desk.receive(mail("Eve <eve@example.com>", "somebody@elsewhere.example", "2@x.example", "hello"))
    expect(await desk.forget({ address: "ada.wigglesworth@example.org" }, asked)).toMatchObject({ tickets: 0, files: 1, quarantined: 1 })
    expect(found("wigglesworth", "zanzibar")).toEqual([])
    const [eves, adas] = await desk.quarantine()
    expect(eves).toMatchObject({ from: "eve@example.com", subject: "Quincunx lamps" })
    expect(adas).toMatchObject({ causes: ["notForThisDesk"], from: null, subject: null, raw: "" })
    expect(await desk.forget({ address: "ada.wigglesworth@example.org" }, asked)).toMatchObject({ quarantined: 0 })
  })
  test("given text messages, then the next of that number opens a ticket of its own", async () => {
    const { desk, found } = await make()
    const text = (id: string, said: string) => ({
      channel: "sms" as const,
      id,
      person: { identity: { kind: "phone" as const, value: "+33123456789" }, name: "Zoë Quux", verified: true },
      text: said
    })
    const first = await desk.accept(text("SM1", "Open on Sunday? xylophone"))
    const second = await desk.accept(text("SM2", "Hello? xylophone"))
    expect([first, second]).toMatchObject([{ opened: true }, { opened: false }])
    await desk.forget({ identity: { kind: "phone", value: "+33123456789" } }, asked)
    expect(found("+33123456789", "xylophone", "Zoë", "Quux", "SM1")).toEqual([])
    const third = await desk.accept(text("SM3", "Me again"))
    expect(third).toMatchObject({ _tag: "Message", opened: true })
  })
  test("given a request of theirs that comes in just before they are gone, then it is gone too", async () => {
    const storage = memory()
    const late: Storage = {
      ...storage,
      commit: async (tenant, batch) => {
        const [write] = batch.streams
        if (batch.erase !== undefined && write?.document.kind === "requester")
          await desk.open({ requester: { id: write.stream }, subject: "One more thing", text: "xylophone", as: "requester" })
        return storage.commit(tenant, batch)
      }
    }
    const desk = createHelpdesk({ workspace, storage: late })
    await desk.open({ requester: { email: "ada@example.org" }, subject: "A thing", text: "marimba", as: "requester" })
    expect(await desk.forget({ address: "ada@example.org" }, asked)).toMatchObject({ tickets: 2 })
    expect(proveErased(storage.dump(), ["xylophone", "marimba", "ada@example.org"])).toEqual([])
  })
  test("only people of the desk may, and the reason must not say whom it is about", async () => {
    const made = await make()
    await adasTicket(made)
    for (const as of ["requester", "system", "rule:x", "participant:eve@example.com"])
      await expect(made.desk.forget({ address: "eve@example.com" }, { as: as as "agent:bo", why: "x" })).rejects.toMatchObject({
        _tag: "OnlyAgents"
      })
    await expect(made.desk.forget({ address: "eve@example.com" }, { as: "agent:zz" as "agent:bo", why: "x" })).rejects.toMatchObject({
      _tag: "UnknownWord"
    })
    for (const why of ["for Eve@example.com", ""])
      await expect(made.desk.forget({ address: "eve@example.com" }, { ...bo, why })).rejects.toMatchObject({ _tag: "InputInvalid" })
    await expect(made.desk.forget({ address: "eve@example.com", all: true } as never, asked)).rejects.toMatchObject({
      _tag: "InputInvalid"
    })
  })
})

describe("redacting a passage", () => {
  const leaky = async (made: Made) => {
    const { desk } = made
    const got = await desk.receive(mail(ada, "help@acme.example", "1@x.example", "My card is 4111-1111-1111 of course.\r\nThanks"))
    if (got._tag !== "Message") throw new Error(got._tag)
    const { id } = got.ticket
    await desk.reply(id, { ...bo, text: "We do not need 4111-1111-1111." })
    await desk.note(id, { ...bo, text: "She sent a card number" })
    await desk.rename(id, { ...bo, subject: "Card 4111-1111-1111" })
    return { id, message: got.messageId }
  }
  test("it is blocks of one length wherever the ticket had it, the mail as it came is gone, all else stays", async () => {
    const made = await make()
    const { desk, found } = made
    const { id, message } = await leaky(made)
    expect(found("4111-1111-1111").length).toBeGreaterThan(0)
    const report = await desk.redact(id, { ...bo, message, text: "4111-1111-1111", why: "a card number" })
    expect(report).toEqual({ messages: 2, files: 1, places: [] })
    expect(found("4111-1111-1111", "4111")).toEqual([])
    expect(await told(made, id)).toEqual(["My card is ▇▇▇▇▇ of course.\nThanks", "We do not need ▇▇▇▇▇.", "She sent a card number"])
    expect((await desk.get(id)).ticket).toMatchObject({ subject: "Card ▇▇▇▇▇", requester: { name: "Ada Wigglesworth" } })
    expect((await desk.events(id)).at(-1)).toMatchObject({ _tag: "Erased", what: "passage", message, why: "a card number", by: "agent:bo" })
    for (const text of ["4111", "1111"]) expect((await desk.find({ text })).tickets).toEqual([])
    expect((await desk.find({ text: "course" })).tickets).toHaveLength(1)
    expect(await desk.verify(id)).toMatchObject({ sound: true })
  })
  test("no view of the past has it, nor any letter that waits", async () => {
    const made = await make()
    const { desk, storage } = made
    const { id, message } = await leaky(made)
    const letters = await storage.outbox("main", [id])
    await desk.redact(id, { ...bo, message, text: "4111-1111-1111", why: "a card number" })
    const views = [
      await desk.stateAt(id, { version: 3 }),
      await desk.changes(id, { version: 1 }, { version: 5 }),
      await desk.audienceAt(id, { version: 4 }, "requester"),
      await desk.contactHistory((await desk.get(id)).ticket.requester.id),
      String(await desk.timeline(id)),
      String(await desk.timeline(id, { as: "customer" })),
      await desk.drawLife(id),
      await desk.events(id)
    ]
    expect(proveErased(views, ["4111-1111-1111"])).toEqual([])
    const left = await storage.outbox("main", [id])
    expect(left).toHaveLength(letters.length)
    expect(JSON.stringify(left)).toContain("We do not need ▇▇▇▇▇.")
    expect(proveErased(left, ["4111-1111-1111"])).toEqual([])
  })
  test("given that it was to be said on a linked ticket as well, then that says blocks; purged, it says nothing", async () => {
    const { desk, storage } = await make()
    const open = async (subject: string) =>
      (await desk.open({ requester: { email: `${subject}@example.org` }, subject, text: "Help", as: "requester" })).ticket.id
    const [outage, one] = [await open("outage"), await open("one")]
    await desk.link(outage, { ...bo, type: "problem", to: one })
    const { events } = await desk.reply(outage, { ...bo, text: "Ring 4111-1111-1111, please" })
    const message = events.find(Ticket.Conversation.isSaid)!.messageId
    await desk.redact(outage, { ...bo, message, text: "4111-1111-1111", why: "a number" })
    await desk.deliver()
    expect((await desk.conversation(one)).at(-1)!.content.text).toBe("Ring ▇▇▇▇▇, please")
    await desk.reply(outage, { ...bo, text: "Never mind" })
    await desk.forget({ address: "outage@example.org" }, asked)
    expect((await storage.outbox("main", [one])).filter(({ kind }) => kind === "command")).toEqual([])
    await desk.deliver()
    expect((await desk.conversation(one)).map(({ content }) => content.text)).toEqual(["Help", "Ring ▇▇▇▇▇, please"])
  })
  test("by characters; what is folded away is still folded away", async () => {
    const made = await make()
    const { desk } = made
    const got = await desk.receive(
      mail(ada, "help@acme.example", "1@x.example", "My pin is 77, do not tell.\r\n\r\nOn Mon, Bo wrote:\r\n> Hello\r\n> there")
    )
    if (got._tag !== "Message") throw new Error(got._tag)
    const before = (await desk.conversation(got.ticket.id))[0]!
    const at = before.content.text.indexOf("77")
    await desk.redact(got.ticket.id, { ...bo, message: before.id, span: { from: at, to: at + 2 }, why: "a pin" })
    const after = (await desk.conversation(got.ticket.id))[0]!
    expect(after.content.text).toBe(before.content.text.replace("77", "▇▇"))
    expect(Ticket.unfolded(after.content).folded).toEqual(Ticket.unfolded(before.content).folded)
  })
  test("an attachment: its bytes, its name; that there was one stays", async () => {
    const { desk, found, blobs } = await make()
    const { ticket, events } = await desk.open({
      requester: { email: "ada@example.org" },
      subject: "Scan",
      text: "See there",
      as: "requester",
      attachments: [
        { name: "passport.txt", bytes: bytes("KLINGON-PASS") },
        { name: "map.txt", bytes: bytes("a map") }
      ]
    })
    const message = events.find(Ticket.Conversation.isSaid)!.messageId
    const kept = (await desk.conversation(ticket.id))[0]!.content.attachments![1]!
    expect(await desk.redact(ticket.id, { ...bo, message, attachment: 0, why: "a passport" })).toEqual({
      messages: 1,
      files: 1,
      places: []
    })
    expect(found("KLINGON-PASS", "passport.txt")).toEqual([])
    const { attachments, text } = (await desk.conversation(ticket.id))[0]!.content
    expect(text).toBe("See there")
    expect(attachments).toMatchObject([{ name: "(erased)", ref: null, refused: "erased", size: 12 }, kept])
    expect(await blobs.has("main", kept.ref!)).toBe(true)
    expect(await desk.verify(ticket.id)).toMatchObject({ sound: true })
  })
  test("what is not there cannot be redacted, and the reason must not repeat it", async () => {
    const made = await make()
    const { id, message } = await leaky(made)
    const tried = (input: object) => made.desk.redact(id, { ...bo, message, why: "x", ...input } as never)
    for (const input of [
      { text: "nowhere" },
      { attachment: 3 },
      { span: { from: 5, to: 5 } },
      { text: "4111", why: "it was 4111" },
      {},
      { text: "4111", bcc: 1 }
    ])
      await expect(tried(input)).rejects.toMatchObject({ _tag: "InputInvalid" })
    await expect(tried({ text: "4111", message: "none" })).rejects.toMatchObject({ _tag: "MessageNotFound" })
    await expect(tried({ text: "4111", as: "requester" })).rejects.toMatchObject({ _tag: "OnlyAgents" })
    expect((await made.desk.events(id)).at(-1)!._tag).toBe("Renamed")
  })
})

describe("retention", () => {
  test("given a ticket closed for two years, then an automation has it erased, with what was merged into it", async () => {
    const made = await make()
    const { desk, clock, found } = made
    const id = await adasTicket(made)
    const { ticket: twin } = await desk.open({
      requester: { email: "ada.wigglesworth@example.org" },
      subject: "zanzibar too",
      text: "mauve velvet",
      as: "requester"
    })
    await desk.merge(id, { ...bo, sources: [twin.id], consent: true })
    await desk.close(id, bo)
    await desk.deliver()
    clock.at += 729 * DAY
    await desk.tick()
    await desk.deliver()
    expect(found("zanzibar").length).toBeGreaterThan(0)
    clock.at += 2 * DAY
    await desk.tick()
    await desk.deliver()
    const events = await desk.events(id)
    expect(events.slice(-3).map(({ _tag, by }) => [_tag, by])).toEqual([
      ["ErasureAsked", "rule:forget-old"],
      ["AutomationRan", "rule:forget-old"],
      ["Erased", "rule:forget-old"]
    ])
    for (const one of [id, twin.id]) {
      expect(proveErased(await desk.events(one), [...probes, "eve@example.com"])).toEqual([])
      expect(await desk.verify(one)).toMatchObject({ sound: true })
    }
    expect((await desk.get(id)).ticket).toMatchObject({ statusCategory: "closed", participants: [], messages: 4 })
    await desk.deliver()
    expect(await desk.events(id)).toEqual(events)
  })
  test("people, triggers and macros may not ask for it", async () => {
    const { desk } = await make()
    const { ticket } = await desk.open({ requester: { email: "ada@example.org" }, subject: "x", text: "x", as: "requester" })
    for (const command of [
      { _tag: "AskErasure" as const },
      { _tag: "Erase" as const, what: "ticket" as const, why: "", message: null, gone: [], rewritten: [] }
    ])
      await expect(desk.perform(ticket.id, { ...bo, commands: [command] })).rejects.toMatchObject({ _tag: "InputInvalid" })
    expect(() => defineWorkspace({ name: "x", agents: [], triggers: [{ id: "t", name: "T", then: [{ _tag: "AskErasure" }] }] })).toThrow(
      "AskErasure"
    )
  })
})

describe("tampering", () => {
  test("given a word that was changed in the file, then the ticket is named, and what is wrong with it", async () => {
    const made = await make()
    const id = await adasTicket(made)
    const storage: Storage = {
      ...made.storage,
      vault: async (...asked) =>
        (await made.storage.vault(...asked)).map((one) => ({
          ...one,
          value: JSON.parse(JSON.stringify(one.value).replace("hums", "sings"))
        }))
    }
    const desk = createHelpdesk({ workspace, storage })
    expect(await desk.verify(id)).toMatchObject({ sound: false, faults: [1, 6].map((version) => ({ version, what: "changed" })) })
    expect(await desk.verifyAll()).toMatchObject([{ ticketId: id }])
    await expect(desk.verify("nobody")).rejects.toMatchObject({ _tag: "TicketNotFound" })
  })
  test("given events cut off at the end, then they are missed", async () => {
    const made = await make()
    const id = await adasTicket(made)
    const storage: Storage = { ...made.storage, read: async (tenant, stream, from) => made.storage.read(tenant, stream, from, 3) }
    expect((await createHelpdesk({ workspace, storage }).verify(id)).faults).toContainEqual({ version: 4, what: "missing" })
  })
  test("the keeper itself is plain: what is apart comes with the events again", async () => {
    const made = await make()
    const id = await adasTicket(made)
    const [body] = await made.storage.read("main", id, 1, 1)
    expect(proveErased(body as object, probes)).toEqual([])
    const { entries } = await vaulted(made.storage).feed("main", 0, 100)
    expect(entries.filter(({ stream }) => stream === id).map(({ event }) => event)).toEqual(await made.desk.events(id))
  })
})

describe("what lies beside a ticket", () => {
  const drafting = async () => {
    const made = await make()
    const { ticket } = await made.desk.open({ requester: { email: "ada@example.org" }, subject: "Lamps", text: "They hum" })
    await made.desk.saveDraft(ticket.id, { ...bo, text: "Dear bassoon", attachments: [{ name: "clavichord", bytes: bytes("harmonium") }] })
    await made.desk.saveDraft(ticket.id, { ...bo, text: "Dear oboe" })
    expect(made.found("bassoon", "oboe", "clavichord", "harmonium")).not.toEqual([])
    return { ...made, ticket }
  }
  test("is forgotten with whose ticket it is: drafts, and the versions before them", async () => {
    const { desk, found, ticket } = await drafting()
    await desk.forget({ requester: ticket.requester.id }, asked)
    expect(await desk.draft(ticket.id, bo)).toBeUndefined()
    expect(found("bassoon", "oboe", "clavichord", "harmonium")).toEqual([])
  })
  test("goes when that is purged, and all words of it from the file; sent drafts too", async () => {
    const { desk, found, ticket } = await drafting()
    await desk.sendDraft(ticket.id, bo)
    await desk.remove(ticket.id, bo)
    await desk.purge(ticket.id, bo)
    expect(found("bassoon", "oboe", "clavichord", "harmonium", "They hum")).toEqual([])
    expect((await desk.verify(ticket.id)).faults).toEqual([])
  })
  test("may be forgotten and redacted by those whose role says so", async () => {
    const roles = [{ id: "clerk", grants: [{ can: ["read", "reply"] }] }] as const
    const agents = [{ id: "bo", email: "bo@acme.example", roles: ["clerk"] }] as const
    const desk = createHelpdesk({ workspace: defineWorkspace({ name: "Acme", roles, agents }) })
    const { ticket } = await desk.open({ requester: { email: "ada@example.org" }, subject: "Lamps", text: "They hum" })
    const [said] = await desk.conversation(ticket.id)
    await expect(desk.forget({ requester: ticket.requester.id }, asked)).rejects.toMatchObject({ _tag: "Denied", action: "forget" })
    await expect(desk.redact(ticket.id, { ...asked, message: said!.id, text: "hum" })).rejects.toMatchObject({ _tag: "Denied" })
    expect((await desk.conversation(ticket.id))[0]!.content.text).toBe("They hum")
  })
})
