/** Tickets that are laid aside, come back or are purged: real mails, in memory and in a file. */
import * as Result from "effect/Result"
import { afterAll, describe, expect, test } from "vitest"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import type { Deadline } from "../../src/sla/Deadline.ts"
import { memory } from "../../src/storage/memory.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import type * as Ticket from "../../src/ticket/index.ts"
import { decodeWorkspace, defineWorkspace } from "../../src/workspace/define.ts"
import type { Keeping } from "../../src/workspace/Keeping.ts"
import { answerTo, begin, bo, DAY, HOUR, mail, type Office, office, refused, stops, stores } from "./removing/office.ts"

afterAll(async () => {
  for (const stop of stops.toReversed()) await stop()
})

const aside = { field: "removed", op: "is", value: true } as const
const spam = { field: "spam", op: "is", value: true } as const
const dueOf = ({ due }: Deadline): number | null => (due._tag === "Value" ? due.value : null)
const idsOf = async (found: Promise<{ readonly tickets: ReadonlyArray<Ticket.Ticket> }>) => (await found).tickets.map(({ id }) => id)

describe.each(stores)("a ticket that is removed, in %s", (_, fresh) => {
  test("is in no list, until somebody asks for what was removed", async () => {
    const { desk, full } = await office(fresh)
    const { id } = await full()
    const here = async () => [
      await idsOf(desk.find()),
      await idsOf(desk.find({ text: "burns" })),
      await desk.count([{ all: [] }]),
      (await desk.view("all", bo)).rows.map(({ ticket }) => ticket.id),
      (await desk.openActivities()).rows.map(({ ticket }) => ticket.id),
      (await desk.contactHistory({ identity: { kind: "email", value: "ada@lovelace.example" } })).tickets.map(({ ticket }) => ticket.id),
      (await desk.explainAssignment(id)).map(({ queue }) => queue)
    ]
    expect(await here()).toEqual([[id], [id], [1], [id], [id], [id], ["all"]])
    const { ticket } = await desk.remove(id, bo)
    expect(ticket.removed).toEqual({ at: begin, by: "agent:bo", as: "removed", purgeAt: begin + 30 * DAY })
    expect(await here()).toEqual([[], [], [0], [], [], [], []])
    expect(await idsOf(desk.find({ where: aside }))).toEqual([id])
    expect(await idsOf(desk.find({ where: aside, text: "burns" }))).toEqual([id])
    expect(await desk.count([aside, spam, { all: [] }])).toEqual([1, 0, 0])
    expect((await desk.get(id)).ticket).toEqual(ticket)
    const back = await desk.restore(id, bo)
    expect(await here()).toEqual([[id], [id], [1], [id], [id], [id], ["all"]])
    // No rule is asked whether that is news.
    expect([back.events.map(({ _tag }) => _tag), back.ticket.tags]).toEqual([["Restored"], ["slow"]])
  })
  test("takes no command until it is back, and says so by name", async () => {
    const { desk, full } = await office(fresh)
    const { id } = await full()
    await desk.remove(id, bo)
    const other = await desk.open({ requester: { email: "eve@moneypenny.example" }, subject: "Phone", text: "Hello" })
    const asked = [
      desk.reply(id, { ...bo, text: "Hello" }),
      desk.reply(id, { as: "requester", text: "Hello" }),
      desk.note(id, { ...bo, text: "Hello" }),
      desk.close(id, bo),
      desk.remove(id, bo),
      desk.markSpam(id, bo),
      desk.vote(id, { as: "agent:cy", approval: "drum", answer: "yes" }),
      desk.merge(id, { ...bo, sources: [other.ticket.id], consent: true }),
      desk.merge(other.ticket.id, { ...bo, sources: [id], consent: true }),
      desk.link(id, { ...bo, type: "related", to: other.ticket.id }),
      desk.perform(id, { ...bo, commands: [{ _tag: "Tag", tags: ["x"] }] })
    ]
    expect(await Promise.all(asked.map(refused))).toEqual(asked.map(() => "TicketRemoved"))
    expect(await refused(desk.recover(id, bo))).toBe("NotRemoved")
    expect(await refused(desk.remove(id, { as: "requester" }))).toBe("NotAnAgent")
    expect(await refused(desk.restore(other.ticket.id, bo))).toBe("NotRemoved")
    expect(await refused(desk.purge(other.ticket.id, bo))).toBe("NotRemoved")
    expect(await refused(desk.remove("nowhere", bo))).toBe("TicketNotFound")
    expect(await refused(desk.remove(id, { ...bo, why: "no" } as never))).toBe("InputInvalid")
    expect(await refused(desk.perform(id, { ...bo, commands: [{ _tag: "Restore" }] }))).toBe("InputInvalid")
  })
  test("given what waits for its time, when it lies aside for a week, then nothing happens, and it goes on without that week", async () => {
    const { desk, clock, full } = await office(fresh)
    const { id } = await full()
    const before = await desk.deadlines(id)
    clock.at += HOUR
    await desk.remove(id, bo)
    clock.at += 7 * DAY
    await desk.tick()
    expect((await desk.events(id)).map(({ _tag }) => _tag).slice(-2)).toEqual(["ActivityPlanned", "Removed"])
    expect((await desk.deadlines(id)).every(({ status }) => status !== "running")).toBe(true)
    await desk.restore(id, bo)
    const after = await desk.deadlines(id)
    expect(after.map((one) => [one.metric, dueOf(one), one.status])).toEqual(
      before.map((one) => [one.metric, dueOf(one)! + 7 * DAY, one.status])
    )
    // The approval had four working hours, of which one was over at noon in Paris.
    clock.at += 3 * HOUR - 1
    await desk.tick()
    expect((await desk.get(id)).ticket.approvals![0]!.end).toBeNull()
    clock.at += 1
    await desk.tick()
    expect((await desk.get(id)).ticket.approvals![0]!.end?.verdict).toBe("expired")
    // Rules waited six hours; one of them six working hours.
    clock.at += 2 * HOUR - 1
    await desk.tick()
    const ran = async () =>
      (await desk.events(id)).filter(({ _tag }) => _tag === "AutomationRan").map((event) => "automation" in event && event.automation)
    expect(await ran()).toEqual([])
    clock.at += 1
    await desk.tick()
    expect(await ran()).toEqual(["nudge", "call"])
    // A reminder is of an instant: it was over meanwhile, and is told when the ticket is back.
    expect((await desk.events(id)).filter(({ _tag }) => _tag === "Reminded")).toHaveLength(1)
  })
  test("given late words, when they are to a removed ticket, then they open one that follows it, and come home when it is back", async () => {
    const { desk, full, takenIn, texts } = await office(fresh)
    const { id, first } = await full()
    await desk.remove(id, bo)
    const late = answerTo(first, {}, "It burns again.")
    const next = await takenIn(late)
    expect(next.opened).toBe(true)
    expect(next.ticket).toMatchObject({ followUpOf: id, tags: ["slow"], status: "new" })
    // The next word goes on there.
    expect(await takenIn(answerTo(first, {}, "And again."))).toMatchObject({ opened: false, ticket: { id: next.ticket.id } })
    expect(await takenIn(answerTo(late, {}, "And again!"))).toMatchObject({ opened: false, ticket: { id: next.ticket.id } })
    await desk.restore(id, bo)
    expect(await takenIn(answerTo(first, {}, "Home."))).toMatchObject({ opened: false, ticket: { id } })
    expect(await texts(id)).toEqual(["It burns.", "Home."])
    // An application says so itself.
    await desk.remove(id, bo)
    const own = await desk.open({ requester: { email: "ada@lovelace.example" }, subject: "Again", text: "Hello", followUpOf: id })
    expect(own.ticket.followUpOf).toBe(id)
  })
  test("given words of others to a removed ticket: a stranger has a request of their own, an agent's words wait in quarantine", async () => {
    const { desk, full, takenIn } = await office(fresh)
    const { id, first } = await full()
    await desk.remove(id, bo)
    const eve = await takenIn(answerTo(first, { From: "eve@moneypenny.example" }, "Me too."))
    expect(eve.ticket).toMatchObject({ followUpOf: null, requester: { email: "eve@moneypenny.example" } })
    const agent = { From: "bo@acme.example", "Authentication-Results": "mx.acme.example; dmarc=pass header.from=acme.example" }
    expect(await desk.receive(answerTo(first, agent, "Done."))).toMatchObject({ _tag: "Quarantined", causes: ["removed"] })
    const away = { Subject: "Automatic reply: Printer", "Auto-Submitted": "auto-replied" }
    expect(await desk.receive(answerTo(first, away, "I am away."))).toMatchObject({ _tag: "Quarantined", causes: ["removed"] })
    expect((await desk.get(id)).ticket.messages).toBe(1)
  })
  test("given a chat, when its ticket lies aside, then the next word opens one that follows it; a spammer's waits in quarantine", async () => {
    const { desk } = await office(fresh)
    let said = 0
    const chat = (text: string) =>
      desk.accept({
        channel: "liveChat",
        account: "main",
        id: `c${++said}`,
        thread: "room",
        person: { identity: { kind: "external", provider: "shop", value: "ada" }, name: "Ada", verified: true },
        text
      })
    const opened = await chat("Hello")
    if (opened._tag !== "Message") return expect.fail(JSON.stringify(opened))
    const { id } = opened.ticket
    await desk.remove(id, bo)
    const next = await chat("Anybody?")
    expect(next).toMatchObject({ _tag: "Message", opened: true, ticket: { followUpOf: id } })
    if (next._tag !== "Message") return
    expect(await chat("Here?")).toMatchObject({ _tag: "Message", opened: false, ticket: { id: next.ticket.id } })
    await desk.markSpam(next.ticket.id, bo)
    expect(await chat("Buy!")).toMatchObject({ _tag: "Quarantined", causes: ["spam"] })
  })
  test("stands in nobody's way, and is nobody's relative, until it is back; no way round it closes a circle", async () => {
    const { desk, takenIn } = await office(fresh)
    const [parent, child] = [(await takenIn(mail())).ticket.id, (await takenIn(mail())).ticket.id]
    await desk.link(parent, { ...bo, type: "parent", to: child })
    expect(await refused(desk.close(parent, bo))).toBe("Blocked")
    await desk.remove(child, bo)
    expect((await desk.links(parent)).links).toEqual([])
    const between = (await takenIn(mail())).ticket.id
    await desk.link(parent, { ...bo, type: "blocks", to: between })
    await desk.link(between, { ...bo, type: "blocks", to: (await takenIn(mail())).ticket.id })
    await desk.remove(between, bo)
    const last = (await desk.find({ where: { field: "linksFrom", op: "is", value: "blocks" } })).tickets[0]!.id
    expect(await refused(desk.link(last, { ...bo, type: "blocks", to: parent }))).toBe("LinkCycle")
    await desk.close(parent, bo)
    await desk.restore(child, bo)
    expect((await desk.links(parent)).links.map(({ ticket }) => ticket.id)).toEqual([child])
  })
  test("goes with all that were merged into it, and so it comes back and is purged", async () => {
    const { desk, full, clock, takenIn } = await office(fresh)
    const { id } = await full()
    const { id: source } = (await takenIn(mail({ Subject: "Scanner" }, "It burns too."))).ticket
    await desk.merge(id, { ...bo, sources: [source] })
    expect(await refused(desk.remove(source, bo))).toBe("TicketMerged")
    clock.at += HOUR
    const was = (await desk.get(source)).ticket
    await desk.remove(id, bo)
    expect((await desk.get(source)).ticket.removed).toMatchObject({ along: id })
    expect(await idsOf(desk.find())).toEqual([])
    expect(await refused(desk.restore(source, bo))).toBe("TicketMerged")
    expect(await refused(desk.purge(source, bo))).toBe("TicketMerged")
    expect(await refused(desk.unmerge(source, bo))).toBe("TicketRemoved")
    await desk.restore(id, bo)
    expect({ ...(await desk.get(source)).ticket, updatedAt: 0 }).toEqual({ ...was, updatedAt: 0 })
    await desk.unmerge(source, bo)
    expect(dueOf((await desk.deadlines(source)).find(({ metric }) => metric === "firstReply")!)).toBe(begin + 4 * HOUR + HOUR)
    await desk.merge(id, { ...bo, sources: [source] })
    await desk.remove(id, bo)
    await desk.purge(id, bo)
    expect((await desk.get(source)).ticket).toMatchObject({ subject: "(purged)", removed: { along: id, purgedAt: clock.at } })
  })
})

describe.each(stores)("spam, in %s", (_, fresh) => {
  test("keeps no promise, sends nothing, and stays spam whatever its sender writes to it", async () => {
    const { desk, clock, takenIn } = await office(fresh)
    const first = mail({ Cc: "eve@moneypenny.example" }, "Buy!")
    const { id } = (await takenIn(first)).ticket
    await desk.deliver()
    await desk.markSpam(id, bo)
    expect((await desk.deadlines(id)).map(({ status }) => status)).toEqual(["removed", "removed"])
    expect((await desk.get(id)).ticket).toMatchObject({ status: "new", removed: { as: "spam", purgeAt: clock.at + 90 * DAY } })
    expect((await desk.view("spam", bo)).rows.map(({ ticket }) => ticket.id)).toEqual([id])
    expect(await desk.viewCounts(bo)).toEqual([
      { view: "all", count: 0 },
      { view: "spam", count: 1 }
    ])
    expect(await desk.receive(answerTo(first, {}, "Buy more!"))).toMatchObject({ _tag: "Quarantined", causes: ["spam"] })
    // Whom they wrote to besides is no part of that.
    expect(await takenIn(answerTo(first, { From: "eve@moneypenny.example" }, "Who are they?"))).toMatchObject({
      opened: true,
      ticket: { followUpOf: null }
    })
    expect((await desk.get(id)).ticket.removed?.as).toBe("spam")
    await desk.recover(id, bo)
    expect((await desk.deadlines(id)).map(({ status }) => status)).toEqual(["running", "running"])
    expect(await takenIn(answerTo(first, {}, "Sorry."))).toMatchObject({ opened: false, ticket: { id } })
  })
  test("given one word of spam in a conversation, when it is marked, then it alone is parted, and goes back when it is none", async () => {
    const { desk, takenIn, texts, full } = await office(fresh)
    const { id, first } = await full()
    const bad = await takenIn(answerTo(first, {}, "Buy!"))
    await takenIn(answerTo(first, {}, "Sorry."))
    const was = (await desk.get(id)).ticket
    const { ticket } = await desk.markSpam(id, { ...bo, messages: [bad.messageId] })
    expect(ticket).toMatchObject({ removed: { as: "spam", partedFrom: id }, edges: { splitFrom: id } })
    expect([await texts(id), await texts(ticket.id)]).toEqual([["It burns.", "Sorry."], ["Buy!"]])
    expect(await idsOf(desk.find())).toEqual([id])
    expect(await refused(desk.unsplit(ticket.id, bo))).toBe("TicketRemoved")
    const back = await desk.recover(ticket.id, bo)
    expect(back.ticket.id).toBe(id)
    expect(await texts(id)).toEqual(["It burns.", "Buy!", "Sorry."])
    expect({ ...back.ticket, updatedAt: 0, edges: null }).toEqual({ ...was, updatedAt: 0, edges: null })
    // Restored, and not taken back: a request of its own.
    const own = await desk.markSpam(id, { ...bo, messages: [bad.messageId] })
    await desk.restore(own.ticket.id, bo)
    expect([await texts(id), await texts(own.ticket.id)]).toEqual([["It burns.", "Sorry."], ["Buy!"]])
    expect(await refused(desk.markSpam(id, { ...bo, messages: [] }))).toBe("NothingLeft")
    expect(await refused(desk.markSpam(id, { ...bo, messages: ["nowhere"] }))).toBe("MessageNotFound")
    // All of it is the ticket itself.
    const all = (await desk.conversation(id)).map((message) => message.id)
    expect((await desk.markSpam(id, { ...bo, messages: all })).ticket).toMatchObject({ id, removed: { as: "spam" } })
  })
})

const PROBES = ["lovelace", "Ada", "burns", "Printer", "A-17", "slow", "Ring", "Toner", "sorry", "removal"]

/** All that the desk says of a ticket. */
const projections = async (desk: Office["desk"], id: string): Promise<string> => {
  const { tickets } = await desk.find({ where: aside })
  const at = (await desk.events(id)).map((_, i) => i + 1)
  return JSON.stringify([
    await desk.get(id),
    tickets,
    await desk.events(id),
    await desk.conversation(id),
    await desk.timeline(id),
    await desk.timeline(id, { as: "customer" }),
    await Promise.all(at.map((version) => desk.stateAt(id, { version }))),
    await Promise.all(at.map((version) => desk.audienceAt(id, { version }, "agent:bo"))),
    await Promise.all(at.map((version) => desk.audienceAt(id, { version }, "requester"))),
    await desk.changes(id, { version: 0 }, { version: at.length }),
    await desk.drawLife(id),
    await desk.activities(id),
    await desk.timeEntries(id),
    await desk.summaries(id),
    (await desk.links(id)).mermaid
  ])
}

describe.each(stores)("a ticket that is purged, in %s", (_, fresh) => {
  test("is a skeleton: no word and no name is in anything that the desk shows; who did what when stays", async () => {
    const { desk, clock, full, takenIn } = await office(fresh)
    const { id, first } = await full()
    await takenIn(answerTo(first, {}, "I am sorry."))
    await desk.note(id, { ...bo, text: "Toner, says Ada" })
    await desk.logTime(id, { ...bo, agent: "bo", milliseconds: HOUR, billable: false, note: "Ada rang" })
    await desk.withdrawApproval(id, { ...bo, approval: "drum", reason: "Toner" })
    await desk.changeStatus(id, { ...bo, status: "solve" })
    await desk.resolve(id, { ...bo, text: "Toner burns" })
    await desk.suggest(id, bo)
    await desk.rename(id, { ...bo, subject: "Printer of Ada" })
    const [before, kinds] = [(await desk.get(id)).ticket, (await desk.events(id)).map(({ _tag, at }) => [_tag, at])]
    expect(PROBES.filter((probe) => !JSON.stringify([before, "removal"]).includes(probe))).not.toContain("Ada")
    await desk.remove(id, bo)
    const shown = await projections(desk, id)
    expect(PROBES.filter((probe) => !shown.toLowerCase().includes(probe.toLowerCase()))).toEqual([])
    clock.at += HOUR
    await desk.purge(id, bo)
    const left = await projections(desk, id)
    // As a word: three letters stand in many an id.
    expect(PROBES.filter((probe) => new RegExp(`(?<![0-9a-z])${probe}(?![0-9a-z])`, "i").test(left))).toEqual([])
    const { ticket } = await desk.get(id)
    expect(ticket).toMatchObject({ id, reference: before.reference, messages: before.messages, openedAt: begin, subject: "(purged)" })
    expect(ticket.removed).toMatchObject({ purgeAt: null, purgedAt: clock.at })
    expect((await desk.events(id)).map(({ _tag, at }) => [_tag, at]).slice(0, kinds.length)).toEqual(kinds)
    expect((await desk.timeEntries(id)).milliseconds).toBe(HOUR)
    // By no word can it be found, and it is there for who asks for what was removed.
    expect(await idsOf(desk.find({ where: aside, text: "burns" }))).toEqual([])
    expect(await idsOf(desk.find({ where: { field: "purged", op: "is", value: true } }))).toEqual([id])
    expect(await refused(desk.restore(id, bo))).toBe("TicketPurged")
    expect(await refused(desk.reply(id, { ...bo, text: "Hello" }))).toBe("TicketRemoved")
    expect((await desk.purge(id, bo)).events).toEqual([])
    // A word to it is not lost.
    expect(await takenIn(answerTo(first, {}, "Hello?"))).toMatchObject({ opened: true, ticket: { followUpOf: null } })
  })
  test("given words that other tickets show, when theirs or its own are purged, then each loses its own and no other", async () => {
    const { desk, takenIn, texts, full } = await office(fresh)
    const { id, first } = await full()
    const late = answerTo(first, {}, "The scanner burns.")
    const other = await takenIn(late)
    await takenIn(answerTo(first, {}, "Buy!"))
    const bad = (await desk.conversation(id)).find(({ content }) => content.text.trim() === "Buy!")!
    const scanner = (await desk.split(id, { ...bo, messages: [other.messageId] })).done.ticket.id
    const junk = (await desk.markSpam(id, { ...bo, messages: [bad.id] })).ticket.id
    await desk.purge(junk, bo)
    expect(JSON.stringify([await desk.events(id), await projections(desk, junk)])).not.toContain("Buy!")
    expect([await texts(id), await texts(scanner), await texts(junk)]).toEqual([["It burns."], ["The scanner burns."], ["(purged)"]])
    const told = await desk.timeline(scanner, { as: "customer" })
    await desk.remove(id, bo)
    await desk.purge(id, bo)
    expect([await texts(id), await texts(scanner)]).toEqual([["(purged)"], ["The scanner burns."]])
    expect(JSON.stringify(await desk.timeline(scanner, { as: "customer" }))).toBe(JSON.stringify(told))
    expect(JSON.stringify(await desk.timeline(id))).not.toContain("Ada")
    expect(await takenIn(answerTo(late, {}, "Still."))).toMatchObject({ opened: false, ticket: { id: scanner } })
  })
  test("by itself, when its days are over; a late look changes nothing but when it is noticed", async () => {
    const { desk, clock, full } = await office(fresh)
    const [{ id }, { id: junk }] = [await full(), await full()]
    await desk.remove(id, bo)
    await desk.markSpam(junk, bo)
    clock.at += 30 * DAY - 1
    await desk.tick()
    expect((await desk.get(id)).ticket.subject).toBe("Printer")
    clock.at += 1
    expect(await desk.tick()).toMatchObject({ facts: 1, failed: 0 })
    expect([(await desk.get(id)).ticket.subject, (await desk.get(junk)).ticket.subject]).toEqual(["(purged)", "Printer"])
    expect((await desk.events(id)).find(({ _tag }) => _tag === "Purged")).toMatchObject({ by: "system", at: begin + 30 * DAY })
    clock.at += 70 * DAY
    await desk.tick()
    expect((await desk.get(junk)).ticket.subject).toBe("(purged)")
    expect(await desk.tick()).toEqual({ tickets: 0, facts: 0, failed: 0 })
  })
})

describe.each(stores)("many at once, in %s", (_, fresh) => {
  test("only where the number is right; nothing happens where it is not", async () => {
    const { desk, takenIn } = await office(fresh)
    const ids = [1, 2, 3, 4].map((n) => mail({ Subject: `S${n}` }))
    const opened: Array<Ticket.Ticket> = []
    for (const raw of ids) opened.push((await takenIn(raw)).ticket)
    const [a, b, c, d] = opened as [Ticket.Ticket, Ticket.Ticket, Ticket.Ticket, Ticket.Ticket]
    await desk.remove(d.id, bo)
    const asked = [a.id, b.reference, b.id, c.id, d.id, "nowhere"]
    await expect(desk.removeAll(asked, { ...bo, confirm: 5 })).rejects.toMatchObject({ _tag: "CountMismatch", confirm: 5, expected: 3 })
    expect(await desk.count([{ all: [] }, aside])).toEqual([3, 1])
    const seen: Array<unknown> = []
    const done = await desk.removeAll(asked, { ...bo, confirm: 3, commandId: "bin", onProgress: (one) => seen.push(one) })
    expect(done.map((one) => ("done" in one ? one.ticketId : (one.refusal as { _tag?: string })._tag))).toEqual([
      a.id,
      b.id,
      c.id,
      "TicketRemoved",
      "TicketNotFound"
    ])
    expect(seen.at(-1)).toEqual({ done: 5, of: 5 })
    // Asked twice it is done once.
    const again = await desk.removeAll(asked, { ...bo, confirm: 3, commandId: "bin" })
    expect(again.map((one) => "done" in one && one.done.repeated)).toEqual([true, true, true, false, false])
    await expect(desk.removeAll(asked, { ...bo, confirm: 3 })).rejects.toMatchObject({ _tag: "CountMismatch", expected: 0 })
    expect(await desk.restoreAll([a.id, b.id], { ...bo, confirm: 2 })).toHaveLength(2)
    expect(await refused(desk.purgeAll([a.id, c.id, d.id], { ...bo, confirm: 3 }))).toBe("CountMismatch")
    await desk.purgeAll([a.id, c.id, d.id], { ...bo, confirm: 2 })
    expect(await desk.count([{ all: [] }, aside])).toEqual([2, 2])
    expect(await refused(desk.restoreAll([c.id], { ...bo, confirm: 1 }))).toBe("CountMismatch")
    expect(await refused(desk.removeAll([a.id], { ...bo, confirm: "1" } as never))).toBe("InputInvalid")
  })
})

/** Two desks on one store; before the first of them removes anything, `first` happens. */
const overtaken = () => {
  const store = memory()
  const hook: { first?: () => Promise<unknown> } = {}
  const slow: Storage = {
    ...store,
    commit: async (tenant, batch) => {
      const { first } = hook
      if (first !== undefined && JSON.stringify(batch).includes('"Removed"')) {
        delete hook.first
        await first()
      }
      return store.commit(tenant, batch)
    }
  }
  const workspace = defineWorkspace({ name: "Acme", agents: [{ id: "bo", email: "bo@acme.example" }] })
  const deskOn = (storage: Storage) => createHelpdesk({ workspace, storage, now: () => begin })
  const desk = deskOn(slow)
  const open = async (text: string) =>
    (await desk.open({ requester: { email: "ada@lovelace.example" }, subject: "Printer", text })).ticket.id
  return { desk, other: deskOn(store), hook, open }
}

describe("a word that comes in between", () => {
  test("is not spam, where all that was said before was marked as such", async () => {
    const { desk, other, hook, open } = overtaken()
    const id = await open("Buy!")
    const all = (await desk.conversation(id)).map((message) => message.id)
    hook.first = () => other.reply(id, { as: "requester", text: "It burns." })
    expect((await desk.markSpam(id, { ...bo, messages: all })).ticket.id).not.toBe(id)
    expect((await desk.conversation(id)).map(({ content }) => content.text)).toEqual(["It burns."])
  })
  test("keeps its ticket from being removed with those that were counted", async () => {
    const { desk, other, hook, open } = overtaken()
    const [a, b] = [await open("One"), await open("Two")]
    hook.first = () => other.reply(b, { as: "requester", text: "Wait!" })
    const done = await desk.removeAll([a, b], { ...bo, confirm: 2 })
    expect(done).toMatchObject([
      { ticketId: a, done: { ticket: { removed: { as: "removed" } } } },
      { ticketId: b, refusal: { _tag: "StaleVersion" } }
    ])
    expect((await desk.get(b)).ticket.removed).toBeUndefined()
  })
})

describe("how long a workspace keeps what lies aside", () => {
  const acme = { name: "Acme", agents: [{ id: "bo", email: "bo@acme.example" }] } as const
  test("is stamped in: a workspace that changes its mind changes no past; `null`: for ever", async () => {
    const storage = memory()
    let now = begin
    const deskOf = (purgeAfter: Partial<Keeping>) =>
      createHelpdesk({ storage, now: () => now, workspace: defineWorkspace({ ...acme, purgeAfter }) })
    const [strict, lax] = [deskOf({ removed: 1 }), deskOf({ removed: null })]
    const opened = await Promise.all(
      [strict, lax].map((desk) => desk.open({ requester: { email: "ada@lovelace.example" }, subject: "Printer", text: "It burns" }))
    )
    const [a, b] = opened.map(({ ticket }) => ticket.id) as [string, string]
    await strict.remove(a, bo)
    await lax.remove(b, bo)
    expect([(await lax.get(a)).ticket.removed!.purgeAt, (await lax.get(b)).ticket.removed!.purgeAt]).toEqual([begin + DAY, null])
    now += 10_000 * DAY
    await lax.tick()
    expect([(await lax.get(a)).ticket.subject, (await lax.get(b)).ticket.subject]).toEqual(["(purged)", "Printer"])
  })
  test.each([
    [{ removed: -1 }, "purgeAfter.removed"],
    [{ spam: "90" }, "purgeAfter.spam"],
    [{ quarantine: 1.5 }, "purgeAfter.quarantine"],
    [{ bin: 1 }, "purgeAfter.bin"],
    [30, "purgeAfter"]
  ])("is refused where it is no number of days: %j", (purgeAfter, path) => {
    const decoded = decodeWorkspace({ ...acme, purgeAfter })
    expect(Result.isFailure(decoded) && decoded.failure.problems.map((one) => one.path)).toEqual([path])
  })
})
