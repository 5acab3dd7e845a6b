/** What lies in quarantine becomes a message after all, or its time is over: in memory and in a file. */
import { afterAll, describe, expect, test } from "vitest"
import { answerTo, begin, bo, DAY, mail, office, refused, stops, stores } from "./removing/office.ts"

afterAll(async () => {
  for (const stop of stops.toReversed()) await stop()
})

const apart = async (end: Promise<{ readonly _tag: string }>): Promise<string> => {
  const quarantined = (await end) as { readonly _tag: string; readonly id: string }
  expect(quarantined._tag).toBe("Quarantined")
  return quarantined.id
}

describe.each(stores)("a mail in quarantine, in %s", (_, fresh) => {
  test("becomes a message when an agent wants it, whatever was said against it; its words end once", async () => {
    const { desk, takenIn, texts } = await office(fresh)
    const elsewhere = mail({ To: "shop@other.example" }, "For you?")
    const id = await apart(desk.receive(elsewhere))
    expect(await desk.quarantine()).toMatchObject([{ id, causes: ["notForThisDesk"], expiresAt: begin + 90 * DAY }])
    const end = await desk.recoverQuarantined(id, bo)
    expect(end).toMatchObject({ _tag: "Message", opened: true, ticket: { requester: { email: "ada@lovelace.example" } } })
    if (end._tag !== "Message") return
    expect(await texts(end.ticket.id)).toEqual(["For you?"])
    expect(await desk.quarantine()).toEqual([])
    // Wanted again, or brought again, it is the same.
    expect(await desk.recoverQuarantined(id, bo)).toEqual({ _tag: "Duplicate" })
    expect(await desk.receive(elsewhere)).toEqual({ _tag: "Duplicate" })
    expect(await desk.count([{ all: [] }])).toEqual([1])
    // Answers to it find it.
    expect(await takenIn(answerTo(elsewhere, {}, "And now?"))).toMatchObject({ opened: false, ticket: { id: end.ticket.id } })
  })
  test("is taken in once where two agents want it at once, on two desks", async () => {
    const { desk, hand, texts } = await office(fresh)
    const other = await hand()
    const id = await apart(desk.receive(mail({ To: "shop@other.example" }, "For you?")))
    const ends = await Promise.all([
      desk.recoverQuarantined(id, bo),
      other.recoverQuarantined(id, { as: "agent:cy" }),
      desk.recoverQuarantined(id, bo)
    ])
    expect(ends.map(({ _tag }) => _tag).toSorted()).toEqual(["Duplicate", "Duplicate", "Message"])
    const { tickets } = await desk.find()
    expect(await Promise.all(tickets.map(({ id }) => texts(id)))).toEqual([["For you?"]])
  })
  test("goes to the ticket that it was meant for, if that is in its place again; else to one that follows it", async () => {
    const { desk, full, texts } = await office(fresh)
    const { id, first } = await full()
    await desk.markSpam(id, bo)
    const [sorry, buy] = [await apart(desk.receive(answerTo(first, {}, "Sorry."))), await apart(desk.receive(answerTo(first, {}, "Buy!")))]
    // It is spam still: the words are wanted, the ticket is not.
    expect(await desk.recoverQuarantined(buy, bo)).toMatchObject({ _tag: "Message", opened: true, ticket: { followUpOf: null } })
    await desk.recover(id, bo)
    expect(await desk.recoverQuarantined(sorry, bo)).toMatchObject({ _tag: "Message", opened: false, ticket: { id } })
    expect(await texts(id)).toEqual(["It burns.", "Sorry."])
    await desk.remove(id, bo)
    const agent = { From: "bo@acme.example", "Authentication-Results": "mx.acme.example; dmarc=pass header.from=acme.example" }
    const done = await apart(desk.receive(answerTo(first, agent, "Done.")))
    expect(await desk.recoverQuarantined(done, bo)).toMatchObject({ _tag: "Message", opened: true, ticket: { followUpOf: id } })
    const away = await apart(desk.receive(mail({ Subject: "Automatic reply: Printer", "Auto-Submitted": "auto-replied" }, "I am away.")))
    expect(await desk.recoverQuarantined(away, bo)).toMatchObject({ _tag: "Message", opened: true })
  })
  test("stays where it is, if it cannot be read or nobody sent it; and for whoever is no agent", async () => {
    const { desk } = await office(fresh)
    const nobody = await apart(desk.receive(mail({ From: "" }, "Who?")))
    expect(await refused(desk.recoverQuarantined(nobody, bo))).toBe("NotRecoverable")
    expect(await refused(desk.recoverQuarantined("nowhere", bo))).toBe("NotRecoverable")
    expect(await refused(desk.recoverQuarantined(nobody, { as: "requester:r" as never }))).toBe("NotAnAgent")
    expect(await refused(desk.recoverQuarantined(nobody, { as: "agent:zz" as never }))).toBe("UnknownWord")
    expect(await desk.quarantine()).toHaveLength(1)
  })
  test("is over when its days are: nobody can want it any more, and who wrote it is nowhere to be read", async () => {
    const { desk, clock, storage } = await office(fresh)
    const id = await apart(desk.receive(mail({ To: "shop@other.example" })))
    clock.at += 90 * DAY - 1
    expect(await desk.tick()).toMatchObject({ facts: 0 })
    expect(await desk.quarantine()).toHaveLength(1)
    clock.at += 1
    expect(await desk.tick()).toMatchObject({ tickets: 1, facts: 1, failed: 0 })
    expect(await desk.quarantine()).toEqual([])
    expect(await desk.recoverQuarantined(id, bo)).toEqual({ _tag: "Duplicate" })
    const { found } = await storage.find("main", { kind: "quarantine", order: [], limit: 10 })
    expect(JSON.stringify(found)).not.toMatch(/lovelace|Printer/)
    expect(await desk.tick()).toMatchObject({ tickets: 0 })
  })
})

describe.each(stores)("a message of a channel in quarantine, in %s", (_, fresh) => {
  const said = (id: string, text: string, files: object = {}) => ({
    channel: "liveChat",
    account: "main",
    id,
    thread: "room",
    person: { identity: { kind: "external", provider: "shop", value: "ada" }, name: "Ada", verified: true } as const,
    text,
    ...files
  })
  test("is taken in as it was handed over, with its files, once", async () => {
    const { desk, texts } = await office(fresh)
    const first = await desk.accept(said("c1", "Hello"))
    if (first._tag !== "Message") return expect.fail(JSON.stringify(first))
    await desk.markSpam(first.ticket.id, bo)
    const files = { attachments: [{ name: "a.txt", bytes: new TextEncoder().encode("abc") }] }
    const id = await apart(desk.accept(said("c2", "Look", files)))
    await desk.recover(first.ticket.id, bo)
    const ends = await Promise.all([desk.recoverQuarantined(id, bo), desk.recoverQuarantined(id, bo)])
    expect(ends.map(({ _tag }) => _tag).toSorted()).toEqual(["Duplicate", "Message"])
    expect(await texts(first.ticket.id)).toEqual(["Hello", "Look"])
    expect((await desk.conversation(first.ticket.id))[1]!.content.attachments).toMatchObject([{ name: "a.txt", size: 3 }])
    expect(await desk.accept(said("c2", "Look", files))).toEqual({ _tag: "Duplicate" })
    // What the desk said there is the desk's, also when it comes late.
    await desk.markSpam(first.ticket.id, bo)
    const own = await apart(desk.accept(said("c3", "Can I help?"), { as: "agent:cy" }))
    await desk.recover(first.ticket.id, bo)
    await desk.recoverQuarantined(own, bo)
    expect((await desk.conversation(first.ticket.id)).at(-1)).toMatchObject({ by: "agent:cy", visibility: "public" })
  })
  test("stays where it is, if nobody can read it", async () => {
    const { desk } = await office(fresh)
    const id = await apart(desk.accept({ channel: 7 } as never))
    expect(await refused(desk.recoverQuarantined(id, bo))).toBe("NotRecoverable")
    const unknown = await apart(desk.accept({ ...said("c9", "Hello"), channel: "pigeon" }))
    expect(await refused(desk.recoverQuarantined(unknown, bo))).toBe("NotRecoverable")
    expect(await desk.quarantine()).toHaveLength(2)
  })
})
