/** Tickets that join and part, in help-desk words: by the desk's verbs, with real mails in between, in a SQLite file. */
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { startSink } from "../../examples/smtp-sink.ts"
import { createHelpdesk, defineWorkspace } from "../../src/index.ts"
import { mailParser } from "../../src/mail/parse.ts"
import { smtp } from "../../src/mail/smtp.ts"
import { memory } from "../../src/storage/memory.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import { freshPath } from "../freshPath.ts"

const workspace = defineWorkspace({
  name: "Acme",
  agents: [
    { id: "bo", name: "Bo", email: "bo@acme.example", teams: ["hardware"] },
    { id: "cy", name: "Cy", email: "cy@acme.example" }
  ],
  teams: ["hardware"],
  supportAddresses: [{ address: "help@acme.example", plus: true }],
  fields: [
    { id: "seats", type: "number" },
    { id: "model", type: "text" }
  ],
  categories: ["printer"],
  followUp: { reopenWithinDays: 10 },
  slaPolicies: [
    {
      id: "standard",
      targets: [
        { metric: "firstReply", within: "4h" },
        { metric: "agentWork", within: "24h" }
      ]
    }
  ]
})

const HOUR = 3_600_000
const start = Date.UTC(2026, 0, 5, 9)
const desks: Array<{ stop: () => Promise<void> }> = []
const parser = mailParser()
let sink: Awaited<ReturnType<typeof startSink>>
beforeAll(async () => {
  sink = await startSink()
})
afterAll(async () => {
  for (const desk of desks) await desk.stop()
  await sink.stop()
})

const make = async (own: Partial<Parameters<typeof createHelpdesk>[0]> = {}) => {
  const folder = freshPath()
  mkdirSync(folder)
  const clock = { at: start }
  const desk = createHelpdesk({
    workspace,
    storage: await openSqlite(join(folder, "desk.sqlite")),
    now: () => (clock.at += 10),
    mail: {
      secrets: ["a secret of the tests"],
      parser,
      outbound: smtp({ host: "127.0.0.1", port: sink.port }),
      authserv: "mx.acme.example"
    },
    ...own
  })
  desks.push(desk)
  const from = sink.mails.length
  let count = 0
  const mail = (head: Record<string, string> = {}, body = "Hello"): Buffer =>
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
  const receive = async (head: Record<string, string> = {}, body?: string) => {
    const received = await desk.receive(mail(head, body))
    if (received._tag !== "Message") throw new Error(JSON.stringify(received))
    return received
  }
  const said = async (ticket: string) => (await desk.conversation(ticket)).map(({ content }) => content.text.trim())
  const open = async (text: string, email = "ada@lovelace.example", more: object = {}) =>
    (await desk.open({ requester: { email }, subject: `About ${text}`, text, receivedAt: "help@acme.example", ...more })).ticket
  return { desk, clock, receive, said, open, sent: () => sink.mails.slice(from) }
}
const bo = { as: "agent:bo" } as const
const refused = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise
  } catch (cause) {
    return (cause as { readonly _tag: string })._tag
  }
  return "granted"
}

describe("merge", () => {
  test("the target shows every message in the order of its time, and the source keeps its own and says where it went", async () => {
    const { desk, open, said } = await make()
    const target = await open("It burns")
    const source = await open("It smokes")
    await desk.reply(target.id, { ...bo, text: "Water?" })
    await desk.note(source.id, { ...bo, text: "The same one." })
    const { done, merge } = await desk.merge(target.id, { ...bo, sources: [source.reference] })
    expect(done.events.map(({ _tag }) => _tag)).toEqual(["Absorbed"])
    expect(await said(target.id)).toEqual(["It burns", "It smokes", "Water?", "The same one."])
    expect(await said(source.id)).toEqual(["It smokes", "The same one."])
    const merged = (await desk.get(source.id)).ticket
    expect(merged.edges?.mergedInto).toMatchObject({ merge, into: target.id, survivor: target.id, was: { status: "new" } })
    expect([merged.statusCategory, merged.solvedAt === null]).toEqual(["closed", false])
    const story = (await desk.timeline(target.id)).text
    expect(story).toContain(`noted for the desk in ${source.reference}`)
    expect(story).toContain(`merged ${source.reference} into it`)
  })
  test("tags, followers and parties come along; properties as the policy says, and a principal's where it says nothing", async () => {
    const { desk, open } = await make()
    const target = await open("It burns", "ada@lovelace.example", { tags: ["hot"], priority: "low" })
    const source = await open("It smokes", "ada@lovelace.example", {
      tags: ["hot", "smoke"],
      cc: ["eve@lovelace.example"],
      priority: "urgent",
      fields: { seats: 3, model: "B" },
      category: ["printer"]
    })
    await desk.follow(source.id, { ...bo, agent: "cy" })
    await desk.setField(target.id, { ...bo, field: "seats", value: 1 })
    const before = (await desk.get(target.id)).ticket
    await desk.merge(target.id, {
      ...bo,
      sources: [source.id],
      principal: source.id,
      policy: {
        take: [
          { property: "fields.seats", from: "fill" },
          { property: "category", from: "target" },
          { property: "subject", from: "newest" }
        ]
      }
    })
    const { ticket } = await desk.get(target.id)
    expect([ticket.tags, ticket.followers, ticket.participants.map(({ address }) => address)]).toEqual([
      ["hot", "smoke"],
      ["cy"],
      ["eve@lovelace.example"]
    ])
    expect([ticket.priority, ticket.category, ticket.subject]).toEqual(["urgent", [], before.subject])
    expect(new Map(ticket.fields.map(({ field, value }) => [field, value]))).toEqual(
      new Map<string, unknown>([
        ["seats", 1],
        ["model", "B"]
      ])
    )
    await desk.unmerge(target.id, bo)
    const { edges: _edges, updatedAt: _at, ...after } = (await desk.get(target.id)).ticket
    const { updatedAt: _before, ...was } = before
    expect(after).toEqual(was)
  })
  test("what somebody changed since stays when the merge is taken back", async () => {
    const { desk, open } = await make()
    const target = await open("It burns")
    const source = await open("It smokes", "ada@lovelace.example", { priority: "urgent", tags: ["smoke"] })
    await desk.merge(target.id, { ...bo, sources: [source.id], policy: { take: [{ property: "priority", from: "source" }] } })
    await desk.prioritize(target.id, { ...bo, priority: "high" })
    await desk.unmerge(target.id, bo)
    const { ticket } = await desk.get(target.id)
    expect([ticket.priority, ticket.tags]).toEqual(["high", []])
  })
  test("a merged ticket takes nothing more and never reopens by itself; rules and automations leave it alone", async () => {
    const { desk, open } = await make({
      workspace: defineWorkspace({
        name: "Acme",
        agents: [{ id: "bo", email: "bo@acme.example" }],
        triggers: [{ id: "mark", then: [{ _tag: "Tag", tags: ["seen"] }] }],
        automations: [
          { id: "late", where: { field: "statusCategory", op: "is", value: "closed" }, after: "1h", then: [{ _tag: "Reopen" }] }
        ]
      })
    })
    const [target, source] = [await open("It burns"), await open("It smokes")]
    await desk.untag(source.id, { ...bo, tags: ["seen"] })
    const { version } = await desk.get(source.id)
    await desk.merge(target.id, { ...bo, sources: [source.id] })
    for (const wish of [
      desk.reply(source.id, { ...bo, text: "x" }),
      desk.reply(source.id, { as: "requester", text: "x" }),
      desk.note(source.id, { ...bo, text: "x" }),
      desk.reopen(source.id, bo),
      desk.tag(source.id, { ...bo, tags: ["x"] }),
      desk.assign(source.id, { ...bo, agent: "bo" })
    ])
      expect(await refused(wish)).toBe("TicketMerged")
    const merged = await desk.get(source.id)
    await desk.tick()
    expect((await desk.get(source.id)).version).toBe(merged.version)
    expect((await desk.events(source.id)).slice(version).map(({ by }) => by)).toEqual(["agent:bo", "agent:bo"])
  })
  test("chains: what was merged into a source answers to the last survivor, and comes back with it", async () => {
    const { desk, open, said } = await make()
    const [a, b, c] = [await open("a"), await open("b"), await open("c")]
    await desk.merge(b.id, { ...bo, sources: [a.id] })
    await desk.merge(c.id, { ...bo, sources: [b.id] })
    const into = async (id: string) => (await desk.get(id)).ticket.edges!.mergedInto
    expect([(await into(a.id))?.survivor, (await into(b.id))?.survivor]).toEqual([c.id, c.id])
    expect(await said(c.id)).toEqual(["a", "b", "c"])
    expect(await refused(desk.unmerge(a.id, bo))).toBe("MergedSince")
    await desk.unmerge(b.id, bo)
    expect([(await into(a.id))?.survivor, await into(b.id)]).toEqual([b.id, null])
    expect([await said(b.id), await said(c.id)]).toEqual([["a", "b"], ["c"]])
    await desk.unmerge(a.id, bo)
    expect([await said(a.id), await said(b.id)]).toEqual([["a"], ["b"]])
  })
  test("to merge a merged ticket merges the one that answers for it; to do so again changes nothing", async () => {
    const { desk, open, said } = await make()
    const [a, b, c] = [await open("a"), await open("b"), await open("c")]
    await desk.merge(b.id, { ...bo, sources: [a.id] })
    await desk.merge(c.id, { ...bo, sources: [a.id] })
    expect(await said(c.id)).toEqual(["a", "b", "c"])
    const again = await desk.merge(c.id, { ...bo, sources: [a.id, b.id] })
    expect(again.done.events).toEqual([])
    // Into a merged ticket: into the one that answers for it.
    const d = await open("d")
    await desk.merge(a.id, { ...bo, sources: [d.id] })
    expect(await said(c.id)).toEqual(["a", "b", "c", "d"])
  })
  test("a fresh record: none survives, it begins when the oldest did, and all can come back", async () => {
    const { desk, open, said } = await make()
    const a = await open("a", "ada@lovelace.example", { priority: "high", fields: { seats: 2 } })
    const b = await open("b", "ada@lovelace.example", { tags: ["blue"] })
    const { done } = await desk.merge(b.id, { ...bo, sources: [a.id], principal: a.id, survivor: "fresh" })
    expect([done.ticket.id === a.id, done.ticket.id === b.id]).toEqual([false, false])
    expect(done.ticket).toMatchObject({ subject: a.subject, priority: "high", tags: ["blue"], openedAt: a.openedAt, channel: "api" })
    expect(done.ticket.fields).toEqual([{ field: "seats", value: 2 }])
    expect(await said(done.ticket.id)).toEqual(["a", "b"])
    expect((await desk.get(done.ticket.reference)).ticket.id).toBe(done.ticket.id)
    await desk.unmerge(done.ticket.id, bo)
    expect([await said(a.id), await said(b.id), await said(done.ticket.id)]).toEqual([["a"], ["b"], []])
  })
  test("a ticket that waits for permission is not merged, or asks no more", async () => {
    const { desk, open } = await make({
      workspace: defineWorkspace({
        name: "Acme",
        agents: ["bo", "cy"].map((id) => ({ id, email: `${id}@acme.example` })),
        approvals: [{ id: "budget", steps: [{ id: "cy", approvers: [{ agent: "cy" }] }] }]
      })
    })
    const [target, source] = [await open("It burns"), await open("A new one?")]
    await desk.requestApproval(source.id, { ...bo, approval: "budget" })
    const { version } = await desk.get(source.id)
    expect(await refused(desk.merge(target.id, { ...bo, sources: [source.id] }))).toBe("ApprovalPending")
    expect((await desk.get(source.id)).version).toBe(version)
    await desk.merge(target.id, { ...bo, sources: [source.id], policy: { approvals: "withdraw" } })
    expect((await desk.events(source.id)).slice(version).map(({ _tag }) => _tag)).toEqual(["MailAsked", "ApprovalWithdrawn", "MergedInto"])
    expect(await refused(desk.vote(source.id, { as: "agent:cy", approval: "budget", answer: "yes" }))).toBe("TicketMerged")
    await desk.unmerge(source.id, bo)
    expect((await desk.explainApproval(source.id, "budget")).verdict).toBe("withdrawn")
  })
  test("a wish with an id is granted once", async () => {
    const { desk, open } = await make()
    const [a, b] = [await open("a"), await open("b")]
    const first = await desk.merge(a.id, { ...bo, sources: [b.id], commandId: "once" })
    await desk.unmerge(b.id, bo)
    const second = await desk.merge(a.id, { ...bo, sources: [b.id], commandId: "once" })
    expect([first.done.events.length, second.done.events.length, second.done.repeated]).toEqual([1, 0, true])
    expect(await refused(desk.merge(b.id, { ...bo, sources: [a.id], commandId: "once" }))).toBe("CommandReused")
  })
})

describe("refused by name, with nothing written to any ticket", () => {
  test("itself, its own part, the unknown, the closed, other people's, outsiders', too many", async () => {
    const { desk, open } = await make()
    const [a, b, c, theirs, closed] = [
      await open("a"),
      await open("b"),
      await open("c"),
      await open("d", "eve@example.org"),
      await open("e")
    ]
    await desk.close(closed.id, bo)
    await desk.merge(b.id, { ...bo, sources: [a.id] })
    const versions = async () => Promise.all([a, b, c, theirs, closed].map(async ({ id }) => (await desk.get(id)).version))
    const before = await versions()
    const merge = (target: string, sources: ReadonlyArray<string>, more: object = {}) =>
      refused(desk.merge(target, { ...bo, sources, ...more }))
    expect(await merge(b.id, [b.id])).toBe("SameTicket")
    expect(await merge(a.id, [b.id])).toBe("MergeCycle")
    expect(await merge(b.id, [c.id, "nowhere"])).toBe("TicketNotFound")
    expect(await merge("nowhere", [c.id])).toBe("TicketNotFound")
    expect(await merge(closed.id, [c.id])).toBe("TicketClosed")
    expect(await merge(b.id, [theirs.id])).toBe("ConsentMissing")
    expect(await merge(b.id, [c.id], { as: "requester" })).toBe("NotAnAgent")
    expect(await merge(b.id, [c.id], { as: "agent:zo" })).toBe("UnknownWord")
    expect(await refused(desk.unmerge(c.id, bo))).toBe("NotMerged")
    expect(await refused(desk.unmerge(b.id, { ...bo, sources: [c.id] }))).toBe("NotMerged")
    expect(await refused(desk.unmerge(a.id, { as: "requester" }))).toBe("NotAnAgent")
    expect(await refused(desk.unmerge(a.id, { ...bo, allocate: [{ message: "nothing", ticket: a.id }] }))).toBe("AllocationInvalid")
    expect(await refused(desk.unsplit(c.id, bo))).toBe("NotSplit")
    expect(await versions()).toEqual(before)
    expect(await merge(b.id, [theirs.id], { consent: true })).toBe("granted")
    expect(await merge(closed.id, [c.id], { policy: { closed: "allow" } })).toBe("granted")
  })
  test("a ticket of another tenant answers exactly as one that is nowhere", async () => {
    const storage = memory()
    const [ours, others] = [await make({ storage, tenant: "ours" }), await make({ storage, tenant: "others" })]
    const [mine, foreign] = [await ours.open("a"), await others.open("b")]
    const answer = async (source: string) =>
      ours.desk.merge(mine.id, { ...bo, sources: [source] }).catch((cause: Error) => cause.message.replace(source, "X"))
    expect(await answer(foreign.id)).toBe(await answer("nowhere"))
    expect(await answer(foreign.reference)).toBe(await answer("0000-0000"))
  })
  test("what does not fit its shape, somebody else's principal, a version that is not the ticket's any more", async () => {
    const { desk, open } = await make()
    const [a, b, c] = [await open("a"), await open("b"), await open("c")]
    const wrong = async (deed: Promise<unknown>): Promise<unknown> =>
      deed.catch((cause: { readonly problems?: unknown }) => cause.problems ?? cause)
    expect(await wrong(desk.merge(a.id, { ...bo, sources: b.id as never }))).toEqual([expect.stringContaining('["sources"]')])
    expect(await wrong(desk.merge(a.id, { ...bo, sources: [b.id], policy: { tags: "all" as never } }))).toEqual([
      expect.stringContaining('["policy"]["tags"]')
    ])
    expect(await wrong(desk.merge(a.id, { ...bo, sources: [b.id], polcy: {} } as never))).toEqual([expect.stringContaining('["polcy"]')])
    expect(await wrong(desk.merge(a.id, { ...bo, sources: [b.id], principal: c.id }))).toEqual([
      "expected one of the tickets that are merged"
    ])
    expect(await wrong(desk.split(a.id, { ...bo, from: "x", details: { tags: [""] } }))).toEqual([expect.stringContaining('["tags"]')])
    expect(await refused(desk.merge(a.id, { ...bo, sources: [b.id], expectedVersion: 1 }))).toBe("StaleVersion")
    expect(await refused(desk.merge(a.id, { ...bo, sources: [b.id], expectedVersion: 2 }))).toBe("granted")
    expect(await refused(desk.unmerge(b.id, { ...bo, expectedVersion: 2 }))).toBe("StaleVersion")
    expect([(await desk.get(a.id)).version, (await desk.get(b.id)).version]).toEqual([3, 4])
  })
  test("no command by which tickets join is anybody's to give", async () => {
    const { desk, open } = await make()
    const [a, b] = [await open("a"), await open("b")]
    const absorb = { _tag: "Absorb", merge: "m", ticket: b.id, reference: b.reference, pieces: [], carried: [] } as const
    expect(await refused(desk.perform(a.id, { ...bo, commands: [absorb] }))).toBe("InputInvalid")
    expect((await desk.get(a.id)).version).toBe(2)
  })
})

describe("mail", () => {
  test("answers to either ticket arrive at the right one: before the merge, after it, and after it was taken back", async () => {
    const { desk, receive, sent, said } = await make()
    const { ticket: t } = await receive({ Subject: "Printer" }, "It burns")
    const { ticket: s } = await receive({ Subject: "Scanner" }, "It blinks")
    await desk.reply(s.id, { ...bo, text: "Which light?" })
    await desk.deliver()
    const asked = sent().find(({ text }) => text.includes("Which light?"))!
    await desk.merge(t.id, { ...bo, sources: [s.id] })
    const during = await receive({ "In-Reply-To": asked.messageId }, "The red one.")
    expect([during.opened, during.ticket.id]).toEqual([false, t.id])
    await receive({ "In-Reply-To": "<m1@lovelace.example>" }, "Flames!")
    expect(await said(t.id)).toEqual(["It burns", "It blinks", "Which light?", "The red one.", "Flames!"])
    expect((await desk.timeline(t.id)).flatMap(({ why }) => why)).toContain(`it was sent to ticket ${s.id}, which is part of this one`)
    await desk.unmerge(s.id, bo)
    expect([await said(s.id), await said(t.id)]).toEqual([
      ["It blinks", "Which light?", "The red one."],
      ["It burns", "Flames!"]
    ])
    expect((await receive({ "In-Reply-To": asked.messageId }, "Still red.")).ticket.id).toBe(s.id)
    // Also what answers a message that came while they were one.
    expect((await receive({ "In-Reply-To": "<m3@lovelace.example>" }, "No, green.")).ticket.id).toBe(s.id)
    expect((await receive({ "In-Reply-To": "<m4@lovelace.example>" }, "Out now.")).ticket.id).toBe(t.id)
    expect([await said(s.id), await said(t.id)]).toEqual([
      ["It blinks", "Which light?", "The red one.", "Still red.", "No, green."],
      ["It burns", "Flames!", "Out now."]
    ])
  })
  test("whoever takes the merge back may say where a message goes", async () => {
    const { desk, receive, said } = await make()
    const { ticket: t } = await receive({ Subject: "Printer" }, "It burns")
    const { ticket: s } = await receive({ Subject: "Scanner" }, "It blinks")
    await desk.merge(t.id, { ...bo, sources: [s.id] })
    await receive({ "In-Reply-To": "<m1@lovelace.example>" }, "And the scanner is on.")
    const stray = (await desk.conversation(t.id)).at(-1)!
    await desk.unmerge(s.id, { ...bo, allocate: [{ message: stray.id, ticket: s.id }] })
    expect([await said(s.id), await said(t.id)]).toEqual([["It blinks", "And the scanner is on."], ["It burns"]])
  })
  test("the parties of a source are told, and learn nothing of the other's", async () => {
    const { desk, receive, sent } = await make()
    const { ticket: t } = await receive(
      { From: "Eve Secret <eve@secret.example>", Subject: "Lawsuit", "Message-ID": "<e1@secret.example>" },
      "Hush"
    )
    const { ticket: s } = await receive({ Subject: "Printer" }, "It burns")
    await desk.deliver()
    const before = sent().length
    await desk.merge(t.id, { ...bo, sources: [s.id], consent: true })
    await desk.deliver()
    const told = sent().slice(before)
    expect(told.map(({ to }) => to)).toEqual([["ada@lovelace.example"]])
    const raw = Buffer.from(told[0]!.raw).toString()
    expect(raw).toContain("we have joined this request")
    expect(raw).not.toMatch(/secret|lawsuit|hush|eve/i)
    expect(raw).not.toContain(t.reference)
    const theirs = await desk.timeline(t.id, { as: "customer" })
    expect(theirs.text).not.toContain("It burns")
    expect((await desk.timeline(s.id, { as: "customer" })).text).not.toMatch(/Hush|Lawsuit/)
  })
  test("a late answer to a merged ticket whose survivor is closed for good follows that one up", async () => {
    const { desk, receive, clock } = await make()
    const { ticket: t } = await receive({}, "It burns")
    const { ticket: s } = await receive({ Subject: "Scanner" }, "It blinks")
    await desk.merge(t.id, { ...bo, sources: [s.id] })
    await desk.close(t.id, bo)
    clock.at += 11 * 24 * HOUR
    const late = await receive({ "In-Reply-To": "<m2@lovelace.example>" }, "It blinks again")
    expect([late.opened, late.ticket.followUpOf]).toEqual([true, t.id])
  })
})

describe("promises", () => {
  test("the source's clocks end as merged and stay in reports; they go on without the time between when it comes back", async () => {
    const { desk, open, clock } = await make()
    const [t, s] = [await open("t"), await open("s")]
    clock.at = start + HOUR
    const kept = (await desk.deadlines(t.id)).map(({ due }) => due)
    await desk.merge(t.id, { ...bo, sources: [s.id] })
    const merged = await desk.deadlines(s.id)
    expect(merged.filter(({ instance }) => instance > 0).map(({ status }) => status)).toEqual(["merged", "merged"])
    expect((await desk.deadlines(t.id)).map(({ due }) => due)).toEqual(kept)
    clock.at = start + 10 * HOUR
    await desk.tick()
    expect((await desk.events(s.id)).some(({ _tag }) => _tag === "Breached")).toBe(false)
    await desk.unmerge(s.id, bo)
    const [reply] = await desk.deadlines(s.id)
    expect(reply).toMatchObject({ metric: "firstReply", status: "running", instance: 1 })
    expect(reply!.remaining).toMatchObject({ value: expect.closeTo(3 * HOUR, -3) as number })
  })
  test("or the target is due when the first of them all would have been", async () => {
    const { desk, open, clock } = await make()
    const s = await open("s")
    clock.at = start + 2 * HOUR
    const t = await open("t")
    const due = async (id: string) =>
      (await desk.find({ where: { field: "requester", op: "isSet", value: true } })).tickets.find((one) => one.id === id)!.due
    expect(await due(t.id)).toBe(null)
    await desk.merge(t.id, { ...bo, sources: [s.id], policy: { sla: "earliest" } })
    expect((await due(t.id))!.at).toBeLessThan(start + 4.1 * HOUR)
    await desk.unmerge(t.id, bo)
    expect(await due(t.id)).toBe(null)
  })
})

describe("split", () => {
  test("chosen messages become a ticket of their author's, with details of its own; later answers to them find it", async () => {
    const { desk, receive, said, sent } = await make()
    const { ticket } = await receive({ Cc: "Eve <eve@lovelace.example>" }, "It burns")
    await desk.addParticipant(ticket.id, { ...bo, address: "eve@lovelace.example", name: "Eve" })
    await receive({ From: "Eve <eve@lovelace.example>", "In-Reply-To": "<m1@lovelace.example>" }, "And I need a new chair.")
    await desk.note(ticket.id, { ...bo, text: "Chairs are out of stock." })
    await desk.reply(ticket.id, { ...bo, text: "About the fire: we come." })
    const [, chair, note] = await desk.conversation(ticket.id)
    const { done, from } = await desk.split(ticket.id, {
      ...bo,
      messages: [note!.id, chair!.id],
      details: { subject: "A chair", priority: "low" }
    })
    expect([await said(done.ticket.id), await said(ticket.id)]).toEqual([
      ["And I need a new chair.", "Chairs are out of stock."],
      ["It burns", "About the fire: we come."]
    ])
    expect(done.ticket).toMatchObject({ subject: "A chair", priority: "low", channel: "email", openedAt: chair!.at, askedAt: chair!.at })
    expect(done.ticket.requester.email).toBe("eve@lovelace.example")
    expect([from.events.map(({ _tag }) => _tag), done.events[0]!._tag]).toEqual([["MessagesGiven"], "Begun"])
    expect((await receive({ From: "Eve <eve@lovelace.example>", "In-Reply-To": "<m2@lovelace.example>" }, "A red one.")).ticket.id).toBe(
      done.ticket.id
    )
    // The note stays the desk's own.
    expect((await desk.timeline(done.ticket.id, { as: "customer" })).text).not.toContain("out of stock")
    await desk.reply(done.ticket.id, { ...bo, text: "Soon." })
    await desk.deliver()
    const answer = sent().find(({ text }) => text.includes("Soon."))!
    expect([answer.to, Buffer.from(answer.raw).includes("m2@lovelace.example")]).toEqual([["eve@lovelace.example"], true])
    await desk.unsplit(done.ticket.id, bo)
    expect(await said(ticket.id)).toEqual([
      "It burns",
      "And I need a new chair.",
      "Chairs are out of stock.",
      "About the fire: we come.",
      "A red one.",
      "Soon."
    ])
  })
  test("an answer to an agent's letter finds the ticket that the letter's message went to", async () => {
    const { desk, receive, sent } = await make()
    const { ticket } = await receive({}, "It burns")
    await desk.reply(ticket.id, { ...bo, text: "Do you need a chair too?" })
    await desk.deliver()
    const letter = sent().find(({ text }) => text.includes("chair"))!
    const { done } = await desk.split(ticket.id, { ...bo, from: (await desk.conversation(ticket.id)).at(-1)!.id })
    expect((await receive({ "In-Reply-To": letter.messageId }, "Yes")).ticket.id).toBe(done.ticket.id)
    expect((await receive({ "In-Reply-To": "<m1@lovelace.example>" }, "Hurry")).ticket.id).toBe(ticket.id)
  })
  test("everything from a message on; its promises begin with its first message, or with the split", async () => {
    const { desk, open, said, clock } = await make()
    const ticket = await open("It burns")
    clock.at = start + HOUR
    await desk.reply(ticket.id, { as: "requester", text: "Another thing" })
    await desk.reply(ticket.id, { as: "requester", text: "and another" })
    const from = (await desk.conversation(ticket.id))[1]!
    clock.at = start + 3 * HOUR
    const { done } = await desk.split(ticket.id, { ...bo, from: from.id })
    expect(await said(done.ticket.id)).toEqual(["Another thing", "and another"])
    const firstReply = async (id: string) => (await desk.deadlines(id)).find(({ metric }) => metric === "firstReply")!.startedAt
    expect(await firstReply(done.ticket.id)).toBe(from.at)
    await desk.unsplit(done.ticket.id, bo)
    const later = await desk.split(ticket.id, { ...bo, from: from.id, counts: "split" })
    expect(await firstReply(later.done.ticket.id)).toBe(later.done.events[0]!.at)
  })
  test("refused: nothing chosen, everything, what is not there, what a channel cannot tell apart, the merged", async () => {
    const { desk, open } = await make()
    const ticket = await open("It burns")
    await desk.reply(ticket.id, { as: "requester", text: "Still" })
    const [first, second] = await desk.conversation(ticket.id)
    const { version } = await desk.get(ticket.id)
    const split = (choice: { readonly messages: ReadonlyArray<string> } | { readonly from: string }) =>
      refused(desk.split(ticket.id, { ...bo, ...choice }))
    expect(await split({ messages: [] })).toBe("NothingLeft")
    expect(await split({ messages: [first!.id, second!.id] })).toBe("NothingLeft")
    expect(await split({ from: first!.id })).toBe("NothingLeft")
    expect(await split({ messages: ["nowhere"] })).toBe("MessageNotFound")
    expect(await refused(desk.split(ticket.id, { as: "requester", messages: [second!.id] }))).toBe("NotAnAgent")
    const text = (await desk.open({ requester: { phone: "+33123456789" }, subject: "", text: "a", via: "sms" })).ticket
    await desk.reply(text.id, { as: "requester", text: "b", via: "sms" })
    expect(await refused(desk.split(text.id, { ...bo, from: (await desk.conversation(text.id))[1]!.id }))).toBe("ChannelCannot")
    expect((await desk.get(ticket.id)).version).toBe(version)
    const other = await open("Other")
    await desk.merge(other.id, { ...bo, sources: [ticket.id] })
    expect(await refused(desk.split(ticket.id, { ...bo, messages: [second!.id] }))).toBe("TicketMerged")
  })
})

describe("rethread", () => {
  test("a mail that was taken to belong elsewhere is put right, its later branch follows, and back again is as before", async () => {
    const { desk, receive, said } = await make()
    const { ticket: printer } = await receive({}, "It burns")
    const { ticket: chair } = await receive({ Subject: "Chair" }, "A red one")
    await receive({ "In-Reply-To": "<m1@lovelace.example>" }, "With wheels.")
    const stray = (await desk.conversation(printer.id))[1]!
    await desk.rethread(printer.id, { ...bo, messages: [stray.id], to: chair.reference })
    expect([await said(printer.id), await said(chair.id)]).toEqual([["It burns"], ["A red one", "With wheels."]])
    expect((await receive({ "In-Reply-To": "<m3@lovelace.example>" }, "Five wheels.")).ticket.id).toBe(chair.id)
    await desk.rethread(chair.id, { ...bo, messages: [stray.id], to: printer.id })
    expect([await said(printer.id), await said(chair.id)]).toEqual([
      ["It burns", "With wheels."],
      ["A red one", "Five wheels."]
    ])
    expect((await receive({ "In-Reply-To": "<m3@lovelace.example>" }, "Four.")).ticket.id).toBe(printer.id)
    expect(await refused(desk.rethread(printer.id, { ...bo, messages: [stray.id], to: printer.reference }))).toBe("SameTicket")
    await desk.close(chair.id, bo)
    expect(await refused(desk.rethread(printer.id, { ...bo, messages: [stray.id], to: chair.id }))).toBe("TicketClosed")
  })
})
