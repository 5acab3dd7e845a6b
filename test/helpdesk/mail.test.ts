/** The whole way: raw bytes in, a SQLite file and a folder, real SMTP on loopback out, and the answer to it in again. */
import { mkdirSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { startSink } from "../../examples/smtp-sink.ts"
import { createHelpdesk, defineWorkspace } from "../../src/index.ts"
import { mailParser } from "../../src/mail/parse.ts"
import { smtp } from "../../src/mail/smtp.ts"
import { diskBlobs } from "../../src/storage/diskBlobs.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import { freshPath } from "../freshPath.ts"

const workspace = defineWorkspace({
  name: "Acme",
  agents: [
    { id: "bo", name: "Bo", email: "bo@acme.example" },
    { id: "cy", name: "Cy", email: "cy@acme.example" }
  ],
  supportAddresses: ["help@acme.example"],
  followUp: { reopenWithinDays: 10, afterwards: "followUp" },
  attachmentLimit: 1000
})

const desks: Array<{ stop: () => Promise<void> }> = []
let sink: Awaited<ReturnType<typeof startSink>>
const parser = mailParser()
beforeAll(async () => {
  sink = await startSink()
})
afterAll(async () => {
  for (const desk of desks) await desk.stop()
  await sink.stop()
})

const start = Date.UTC(2026, 0, 5, 9)
const make = async () => {
  const folder = freshPath()
  mkdirSync(folder)
  const blobs = diskBlobs(join(folder, "blobs"))
  const clock = { at: start }
  const desk = createHelpdesk({
    workspace,
    storage: await openSqlite(join(folder, "desk.sqlite")),
    blobs,
    now: () => (clock.at += 10),
    mail: {
      secrets: ["a secret of the tests"],
      parser,
      outbound: smtp({ host: "127.0.0.1", port: sink.port }),
      authserv: "mx.acme.example"
    }
  })
  desks.push(desk)
  const from = sink.mails.length
  return { desk, blobs, clock, sent: () => sink.mails.slice(from) }
}
let count = 0
const mail = (head: Record<string, string>, body = "Hello"): Buffer =>
  Buffer.from(
    [
      ...Object.entries({
        From: "Ada <ada@lovelace.example>",
        To: "help@acme.example",
        Subject: "Printer on fire",
        "Message-ID": `<m${++count}@lovelace.example>`,
        ...head
      }).map(([name, value]) => `${name}: ${value}`),
      "",
      body,
      ""
    ].join("\r\n")
  )
const idOf = (raw: Buffer): string => /^Message-ID: (.*)$/im.exec(raw.toString().replace(/\r\n\s+/g, " "))![1]!.trim()
const taken = async (received: Promise<{ _tag: string }>) => {
  const message = await received
  if (message._tag !== "Message") throw new Error(JSON.stringify(message))
  return message as unknown as {
    opened: boolean
    ticket: { id: string; reference: string; status: string; messages: number; requester: { id: string } }
  }
}

describe("a conversation by mail", () => {
  test("the requester's answer to the desk's mail comes home by its signed Message-ID and reopens the ticket", async () => {
    const { desk, sent } = await make()
    const { ticket } = await taken(desk.receive(mail({})))
    await desk.reply(ticket.id, { as: "agent:bo", text: "On it", then: "solve" })
    await desk.deliver()
    const answer = sent().find((one) => one.to.includes("ada@lovelace.example") && one.text.includes("On it"))!
    const back = await taken(
      desk.receive(mail({ Subject: "something else", "In-Reply-To": answer.messageId }, "Still burning\r\n\r\n> On it"))
    )
    expect([back.opened, back.ticket.id, back.ticket.status]).toEqual([false, ticket.id, "open"])
    const last = (await desk.timeline(ticket.id)).at(-1)!
    expect([last.text?.trim(), last.visibility]).toEqual(["Still burning", "public"])
    expect(last.why.join()).toContain(answer.messageId.replace(/[<>]/g, ""))
  })
  test("an agent answers the copy they got: it is their public word, and reaches the requester", async () => {
    const { desk, sent } = await make()
    const { ticket } = await taken(desk.receive(mail({})))
    await desk.assign(ticket.id, { as: "agent:bo", agent: "bo" })
    await desk.deliver()
    const copy = sent().find((one) => one.to.includes("bo@acme.example"))!
    await taken(desk.receive(mail({ From: "bo@acme.example", "In-Reply-To": copy.messageId }, "By mail")))
    expect((await desk.events(ticket.id)).at(-2)).toMatchObject({ _tag: "Replied", by: "agent:bo" })
    await desk.deliver()
    expect(sent().at(-1)).toMatchObject({ to: ["ada@lovelace.example"], text: expect.stringContaining("By mail") })
    // What an agent answers to a note stays a note.
    await desk.note(ticket.id, { as: "agent:cy", text: "Is it insured?" })
    await desk.deliver()
    const noted = sent().find((one) => one.to.includes("bo@acme.example") && one.text.includes("insured"))!
    await taken(desk.receive(mail({ From: "bo@acme.example", "In-Reply-To": noted.messageId }, "It is")))
    expect((await desk.events(ticket.id)).at(-1)).toMatchObject({ _tag: "Noted", by: "agent:bo" })
    // The same token in somebody else's hands speaks for nobody: the desk alone reads it.
    await taken(desk.receive(mail({ From: "cy@acme.example", "In-Reply-To": copy.messageId }, "I am Cy")))
    expect((await desk.events(ticket.id)).at(-1)).toMatchObject({ _tag: "Noted", by: "participant:cy@acme.example" })
  })
  test("files travel both ways; one that is too large leaves a marker, and the message stays", async () => {
    const { desk, blobs, sent } = await make()
    const part = (name: string, size: number) =>
      `--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\n${"x".repeat(size)}\r\n`
    const { ticket } = await taken(
      desk.receive(
        mail(
          { "MIME-Version": "1.0", "Content-Type": "multipart/mixed; boundary=b" },
          `--b\r\n\r\nSee files\r\n${part("small.pdf", 10)}${part("large.pdf", 2000)}--b--`
        )
      )
    )
    const files = (await desk.timeline(ticket.id))[0]!.attachments
    expect(files.map(({ name, refused }) => [name, refused === null])).toEqual([
      ["small.pdf", true],
      ["large.pdf", false]
    ])
    expect(Buffer.from((await blobs.get("main", files[0]!.ref!))!).toString()).toBe("x".repeat(10))
    await desk.reply(ticket.id, {
      as: "agent:bo",
      text: "Thanks",
      attachments: [{ name: "answer.txt", type: "text/plain", bytes: Buffer.from("42") }]
    })
    await desk.deliver()
    expect(sent().at(-1)!.raw.toString()).toContain("answer.txt")
  })
  test("after the reopen window a late word opens a follow-up; before it, the ticket itself", async () => {
    const { desk, clock } = await make()
    const first = mail({})
    const { ticket } = await taken(desk.receive(first))
    const answer = () => mail({ "In-Reply-To": idOf(first) }, "And now?")
    await desk.close(ticket.id, { as: "agent:bo" })
    clock.at += 9 * 86_400_000
    expect((await taken(desk.receive(answer()))).opened).toBe(false)
    await desk.close(ticket.id, { as: "agent:bo" })
    clock.at += 11 * 86_400_000
    const late = await taken(desk.receive(answer()))
    expect([late.opened, late.ticket]).toMatchObject([true, { followUpOf: ticket.id }])
    expect((await desk.get(ticket.id)).ticket.statusCategory).toBe("closed")
  })
})

describe("every mail ends as exactly one of message, duplicate, quarantine", () => {
  test("one mail by five ways at the same moment is one message", async () => {
    const { desk } = await make()
    const raw = mail({})
    const ways = Array.from({ length: 5 }, (_, i) => Buffer.concat([Buffer.from(`Received: by relay${i}\r\n`), raw]))
    const ends = await Promise.all(ways.map((way) => desk.receive(way)))
    expect(ends.map((end) => end._tag).toSorted()).toEqual(["Duplicate", "Duplicate", "Duplicate", "Duplicate", "Message"])
    expect((await desk.find()).tickets).toHaveLength(1)
  })
  test("broken, empty, cut and huge mails are kept apart with their bytes and a cause; the rest goes on", async () => {
    const { desk, blobs } = await make()
    const junk = readFileSync(join(import.meta.dirname, "../../examples/mails/10-not-a-mail.eml"))
    const huge = Buffer.concat([mail({}), Buffer.alloc(26 * 1024 * 1024, "x")])
    const causes: Array<string> = []
    for (const raw of [
      Buffer.alloc(0),
      junk,
      huge,
      mail({ From: "" }),
      mail({ From: "a@x.example, b@y.example" }),
      mail({ To: "somebody@else.example" })
    ]) {
      const end = await desk.receive(raw)
      if (end._tag !== "Quarantined") throw new Error(JSON.stringify(end))
      causes.push(end.causes.join())
    }
    expect(causes).toEqual(["empty", "unparsable", "tooLarge", "senderMissing", "senderAmbiguous", "notForThisDesk"])
    const records = await desk.quarantine()
    expect(records).toHaveLength(6)
    expect((await blobs.get("main", records.find((one) => one.causes[0] === "tooLarge")!.raw))!.length).toBe(huge.length)
    expect((await desk.receive(junk))._tag).toBe("Duplicate")
    expect((await taken(desk.receive(mail({})))).opened).toBe(true)
  })
  test("the same answer, delivered three times at once, is one message", async () => {
    const { desk } = await make()
    const first = mail({})
    const { ticket } = await taken(desk.receive(first))
    const answer = mail({ "In-Reply-To": idOf(first) }, "Still burning")
    const all = await Promise.all([desk.receive(answer), desk.receive(answer), desk.receive(answer)])
    expect(all.map(({ _tag }) => _tag).toSorted()).toEqual(["Duplicate", "Duplicate", "Message"])
    expect(await desk.conversation(ticket.id)).toHaveLength(2)
  })
  test("the folder of examples, in any order, gives the same tickets", async () => {
    const folder = join(import.meta.dirname, "../../examples/mails")
    const files = readdirSync(folder).filter((file) => !file.startsWith("06") && !file.startsWith("09"))
    const play = async (order: ReadonlyArray<string>) => {
      const { desk } = await make()
      for (const file of order) await desk.receive(readFileSync(join(folder, file)))
      for (const file of order) expect((await desk.receive(readFileSync(join(folder, file))))._tag).toBe("Duplicate")
      return (await desk.find()).tickets.length
    }
    // A mail's answer may come first: then it opens the ticket, and the mail itself finds its way there.
    expect([await play(files), await play(files.toReversed())]).toEqual([6, 6])
  })
})

describe("mail out", () => {
  test("what was sent is not sent again, however often the worker comes by", async () => {
    const { desk, sent, clock } = await make()
    const { ticket } = await taken(desk.receive(mail({})))
    await desk.reply(ticket.id, { as: "agent:bo", text: "On it" })
    const first = await desk.deliver()
    clock.at += 86_400_000
    expect(await desk.deliver()).toEqual({ sent: 0, retry: 0, failed: 0, unknown: 0 })
    expect(first.sent).toBe(sent().flatMap((one) => one.to).length)
    expect(new Set(sent().map((one) => one.messageId)).size).toBe(sent().length)
  })
  test("a server that is not there: every recipient waits, and gets the same mail later", async () => {
    const { desk, clock } = await make()
    const gone = createHelpdesk({
      workspace,
      now: () => (clock.at += 10),
      mail: { secrets: ["a secret of the tests"], parser, outbound: smtp({ host: "127.0.0.1", port: 1 }) }
    })
    await gone.open({
      requester: { email: "ada@lovelace.example" },
      subject: "s",
      text: "t",
      as: "agent:bo",
      receivedAt: "help@acme.example"
    })
    const tally = await gone.deliver()
    expect([tally.sent, tally.retry > 0]).toEqual([0, true])
    expect(await gone.deliver()).toEqual({ sent: 0, retry: 0, failed: 0, unknown: 0 })
    expect(desk.workspace.name).toBe("Acme")
  })
  test("the worker works by itself between start and stop", async () => {
    const { desk, sent } = await make()
    desk.start(5)
    await taken(desk.receive(mail({})))
    for (let i = 0; i < 400 && sent().length === 0; i++) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(sent().length).toBeGreaterThan(0)
  })
})
