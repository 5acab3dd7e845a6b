/** Tickets that have to do with each other: said by agents, kept by the desk. */
import { afterAll, describe, expect, test, vi } from "vitest"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import type { Options } from "../../src/helpdesk/Helpdesk.ts"
import { memory } from "../../src/storage/memory.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import type { Settlement, Storage } from "../../src/storage/Storage.ts"
import { limits } from "../../src/ticket/index.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"
import { freshPath } from "../freshPath.ts"

const definition = {
  name: "Acme",
  agents: [
    { id: "bo", name: "Bo", email: "bo@acme.example" },
    { id: "cy", name: "Cy", email: "cy@acme.example" }
  ],
  fields: [{ id: "cause", type: "text", requiredOn: ["solved"] }],
  statuses: [
    { id: "solved", category: "solved", isDefault: true },
    { id: "answered", category: "solved" }
  ],
  links: [
    { id: "task", name: "has the task", inverse: "is a task of", acyclic: true, onClose: "rollUp" },
    { id: "twin", name: "is the twin of", onClose: "cascade" },
    { id: "chief", name: "leads", inverse: "follows", onClose: "cascade" }
  ],
  macros: [{ id: "done", then: [{ _tag: "ChangeStatus", status: "answered" }] }],
  triggers: [
    {
      id: "shut",
      where: { field: "tags", op: "added", value: "shut" },
      then: [{ _tag: "ChangeStatus", status: "answered" }]
    }
  ],
  automations: [{ id: "auto-close", where: { field: "tags", op: "contains", value: "stale" }, after: "1d", then: [{ _tag: "Close" }] }]
} as const
const workspace = defineWorkspace(definition)
const bo = { as: "agent:bo" } as const

const stops: Array<() => Promise<void>> = []
afterAll(async () => {
  for (const stop of stops) await stop()
})

const make = (storage: Storage = memory(), options: Partial<Options<typeof workspace>> = {}) => {
  const clock = { at: Date.UTC(2026, 0, 5, 9) }
  const desk = createHelpdesk({ workspace, storage, now: () => clock.at, ...options })
  stops.push(desk.stop)
  const open = async (subject: string, email = "ada@example.org") =>
    (await desk.open({ requester: { email }, subject, text: "Help", fields: { cause: "unknown" } })).ticket
  const statusOf = async (...ids: ReadonlyArray<string>) => Promise.all(ids.map(async (id) => (await desk.get(id)).ticket.status))
  const tagsOf = async (id: string) => (await desk.events(id)).map(({ _tag }) => _tag)
  const solve = (id: string) => desk.changeStatus(id, { ...bo, status: "answered" })
  return { desk, clock, open, statusOf, tagsOf, solve }
}
const refused = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => expect.fail(`it was granted: ${JSON.stringify(value)}`),
    (cause: unknown) => cause
  )
const words = ({ links }: { readonly links: ReadonlyArray<{ readonly words: string; readonly ticket: { readonly id: string } }> }) =>
  links.map((link) => `${link.words} ${link.ticket.id}`)

describe("a link", () => {
  test("is said of both tickets, each in its own words, in one commit", async () => {
    const { desk, open } = make()
    const [move, desks] = [await open("Move"), await open("Desks")]
    const { events } = await desk.link(move.id, { ...bo, type: "parent", to: desks.reference })
    expect(events).toMatchObject([{ _tag: "Linked", type: "parent", side: "to", ticket: desks.id, reference: desks.reference }])
    expect(words(await desk.links(move.id))).toEqual([`is the parent of ${desks.id}`])
    expect(words(await desk.links(desks.reference))).toEqual([`is a child of ${move.id}`])
  })
  test("is told in the history, with the reference of the other ticket; the customer hears nothing of it", async () => {
    const { desk, open } = make()
    const [move, desks] = [await open("Move"), await open("Desks")]
    await desk.link(move.id, { ...bo, type: "parent", to: desks.id })
    await desk.unlink(desks.id, { ...bo, type: "parent", to: move.id })
    const told = String(await desk.timeline(move.id)).replace(/\s+/g, " ")
    expect(told).toContain(`linked it: it is the parent of ${desks.reference}`)
    expect(told).toContain(`took a link away: it is the parent of ${desks.reference} no longer`)
    expect(String(await desk.timeline(move.id, { as: "customer" }))).not.toContain(desks.reference)
  })
  test("that is there already is not made twice; nor is one without direction from its other end", async () => {
    const { desk, open, tagsOf } = make()
    const [a, b] = [await open("a"), await open("b")]
    await desk.link(a.id, { ...bo, type: "related", to: b.id })
    expect((await desk.link(a.id, { ...bo, type: "related", to: b.id })).events).toEqual([])
    expect((await desk.link(b.id, { ...bo, type: "related", to: a.id })).events).toEqual([])
    expect([await tagsOf(a.id), await tagsOf(b.id)]).toEqual([
      ["Opened", "Linked"],
      ["Opened", "Linked"]
    ])
    expect(words(await desk.links(b.id))).toEqual([`is related to ${a.id}`])
  })
  test("can be taken away from either end", async () => {
    const { desk, open } = make()
    const [a, b] = [await open("a"), await open("b")]
    await desk.link(a.id, { ...bo, type: "blocks", to: b.id })
    await desk.link(a.id, { ...bo, type: "related", to: b.id })
    await desk.unlink(b.id, { ...bo, type: "blocks", to: a.id })
    expect(words(await desk.links(a.id))).toEqual([`is related to ${b.id}`])
    expect(words(await desk.links(b.id))).toEqual([`is related to ${a.id}`])
    expect((await desk.unlink(b.id, { ...bo, type: "blocks", to: a.id })).events).toEqual([])
  })
  test("asked for twice with one command id is made once; another wish under that id is refused", async () => {
    const { desk, open, tagsOf } = make()
    const [a, b] = [await open("a"), await open("b")]
    await desk.link(a.id, { ...bo, type: "parent", to: b.id, commandId: "c" })
    await desk.unlink(a.id, { ...bo, type: "parent", to: b.id })
    expect((await desk.link(a.id, { ...bo, type: "parent", to: b.id, commandId: "c" })).repeated).toBe(true)
    expect(await tagsOf(b.id)).toEqual(["Opened", "Linked", "Unlinked"])
    expect(await refused(desk.link(a.id, { ...bo, type: "blocks", to: b.id, commandId: "c" }))).toMatchObject({ _tag: "CommandReused" })
    expect(await refused(desk.link(a.id, { ...bo, type: "blocks", to: b.id, expectedVersion: 1 }))).toMatchObject({ _tag: "StaleVersion" })
  })
  test("can be asked for by conditions, by its direction", async () => {
    const { desk, open } = make()
    const [a, b] = [await open("a"), await open("b")]
    await desk.link(a.id, { ...bo, type: "parent", to: b.id })
    const found = async (field: "linksTo" | "linksFrom") =>
      (await desk.find({ where: { field, op: "contains", value: "parent" } })).tickets.map(({ id }) => id)
    expect([await found("linksTo"), await found("linksFrom")]).toEqual([[a.id], [b.id]])
    await desk.unlink(a.id, { ...bo, type: "parent", to: b.id })
    expect([await found("linksTo"), await found("linksFrom")]).toEqual([[], []])
  })
  test("is drawn as it is said, whatever tickets are called", async () => {
    const { desk, open, solve } = make()
    const [a, b] = [await open('"]; click'), await open("b")]
    await desk.link(a.id, { ...bo, type: "problem", to: b.id })
    await solve(b.id)
    expect((await desk.links(a.id)).mermaid).toBe(
      [
        "flowchart LR",
        `  t0["${a.reference} #34;#93;#59; click #40;new#41;"]`,
        `  t1("${b.reference} b #40;answered#41;")`,
        '  t0 -->|"is the problem behind"| t1'
      ].join("\n")
    )
  })
})

describe("what is no link is refused by name, and nothing happens to any ticket", () => {
  test("whatever is wrong with it", async () => {
    const storage = memory()
    const { desk, open, tagsOf } = make(storage)
    const [a, b, c, gone, shut] = [await open("a"), await open("b"), await open("c"), await open("gone"), await open("shut")]
    const other = make(storage, { tenant: "elsewhere" })
    const foreign = await other.open("not here")
    await desk.link(a.id, { ...bo, type: "parent", to: b.id })
    await desk.link(a.id, { ...bo, type: "duplicate", to: b.id })
    await desk.merge(c.id, { ...bo, sources: [gone.id] })
    await desk.close(shut.id, bo)
    const all = [a, b, c, gone, shut]
    const before = await Promise.all(all.map(({ id }) => tagsOf(id)))
    const link = (from: string, type: string, to: string, as: "agent:bo" | "requester" | "integration:crm" | "agent:zoe" = "agent:bo") =>
      refused(desk.link(from, { as, type, to } as never))

    expect(await link(a.id, "parent", a.id)).toMatchObject({ _tag: "SameTicket" })
    expect(await link(a.id, "cousin", b.id)).toMatchObject({ _tag: "UnknownWord", what: "link", word: "cousin" })
    expect(await link(a.id, "followUp", b.id)).toMatchObject({ _tag: "LinkReserved" })
    expect(await link(b.id, "parent", a.id)).toMatchObject({ _tag: "LinkCycle", way: [b.reference, a.reference, b.reference] })
    expect(await link(a.id, "duplicate", c.id)).toMatchObject({ _tag: "TooMany", what: 'links "is a duplicate of"', limit: 1 })
    expect(await link(c.id, "parent", b.id)).toMatchObject({ _tag: "TooMany", what: 'links "is a child of"', limit: 1 })
    expect(await link(gone.id, "related", b.id)).toMatchObject({ _tag: "TicketMerged", ticketId: gone.id, survivor: c.id })
    expect(await link(b.id, "related", gone.id)).toMatchObject({ _tag: "TicketMerged", ticketId: gone.id, survivor: c.id })
    expect(await link(shut.id, "parent", c.id)).toMatchObject({ _tag: "TicketClosed", ticketId: shut.id })
    expect(await link(c.id, "blocks", shut.id)).toMatchObject({ _tag: "TicketClosed", ticketId: shut.id })
    expect(await link(a.id, "related", c.id, "requester")).toMatchObject({ _tag: "NotAnAgent", command: "Link" })
    expect(await link(a.id, "related", c.id, "agent:zoe")).toMatchObject({ _tag: "UnknownWord", what: "agent" })
    for (const odd of [
      { type: 7, to: b.id },
      { type: "related", to: null },
      { type: "related" },
      { type: "related", to: b.id, side: "to" }
    ])
      expect(await refused(desk.link(a.id, { ...bo, ...odd } as never))).toMatchObject({ _tag: "InputInvalid" })
    // A ticket of somebody else is as good as none.
    for (const id of [foreign.id, "no-such-ticket"]) {
      expect(await link(a.id, "related", id)).toEqual(expect.objectContaining({ _tag: "TicketNotFound", ticketId: id }))
      expect(await link(id, "related", a.id)).toEqual(expect.objectContaining({ _tag: "TicketNotFound", ticketId: id }))
    }
    expect(await refused(desk.unlink(c.id, { as: "requester", type: "related", to: a.id }))).toMatchObject({ _tag: "NotAnAgent" })
    expect(await refused(desk.unlink(a.id, { ...bo, type: "related", to: gone.id }))).toMatchObject({ _tag: "TicketMerged" })
    expect(
      await refused(desk.perform(a.id, { ...bo, commands: [{ _tag: "Conclude", link: "parent", category: "solved" }] }))
    ).toMatchObject({ _tag: "InputInvalid" })

    expect(await Promise.all(all.map(({ id }) => tagsOf(id)))).toEqual(before)
    expect(await other.tagsOf(foreign.id)).toEqual(["Opened"])
    expect(await desk.deliver()).toMatchObject({ sent: 0, failed: 0 })
  })
  test("a closed ticket can still be called related, or a finished part of something", async () => {
    const { desk, open } = make()
    const [a, shut] = [await open("a"), await open("shut")]
    await desk.close(shut.id, bo)
    await desk.link(shut.id, { ...bo, type: "related", to: a.id })
    await desk.link(a.id, { ...bo, type: "parent", to: shut.id })
    expect(words(await desk.links(a.id))).toEqual([`is related to ${shut.id}`, `is the parent of ${shut.id}`])
  })
})

describe("block: what waits for others", () => {
  test("cannot be solved or closed while they are open, by no way whatever", async () => {
    const { desk, clock, open, tagsOf, statusOf, solve } = make()
    const [move, desks, chairs] = [await open("Move"), await open("Desks"), await open("Chairs")]
    for (const child of [desks, chairs]) await desk.link(move.id, { ...bo, type: "parent", to: child.id })
    const before = await tagsOf(move.id)
    const blocked = { _tag: "Blocked", ticketId: move.id, by: [desks.reference, chairs.reference] }
    expect(await refused(desk.close(move.id, bo))).toMatchObject(blocked)
    expect(await refused(solve(move.id))).toMatchObject({ ...blocked, status: "answered" })
    expect(await refused(desk.reply(move.id, { ...bo, text: "Done", then: "solve" }))).toMatchObject(blocked)
    expect(await refused(desk.perform(move.id, { ...bo, macro: "done" }))).toMatchObject(blocked)
    expect(await refused(desk.preview(move.id, { ...bo, macro: "done" }))).toMatchObject(blocked)
    expect(await tagsOf(move.id)).toEqual(before)

    const { trace } = await desk.tag(move.id, { ...bo, tags: ["shut"] })
    expect(trace).toMatchObject([{ trigger: "shut", verdict: { _tag: "Failed", reason: expect.stringContaining(desks.reference) } }])
    await desk.tag(move.id, { ...bo, tags: ["stale"] })
    clock.at += 2 * 86_400_000
    await desk.tick()
    expect((await desk.events(move.id)).at(-1)).toMatchObject({ _tag: "AutomationRan", refused: expect.stringContaining(chairs.reference) })
    expect(await statusOf(move.id)).toEqual(["new"])

    await solve(desks.id)
    expect(await refused(solve(move.id))).toMatchObject({ by: [chairs.reference] })
    await desk.close(chairs.id, bo)
    expect((await solve(move.id)).ticket.status).toBe("answered")
  })
  test("holds for whoever is blocked, not for who blocks", async () => {
    const { desk, open, solve } = make()
    const [cable, network] = [await open("Cable"), await open("Network")]
    await desk.link(cable.id, { ...bo, type: "blocks", to: network.id })
    expect(await refused(solve(network.id))).toMatchObject({ _tag: "Blocked", by: [cable.reference] })
    await solve(cable.id)
    await solve(network.id)
  })
  test("waits for what the links of a merged ticket lead to, and for who answers for a merged one", async () => {
    const { desk, open, solve } = make()
    const [move, desks, chairs, seats] = [await open("Move"), await open("Desks"), await open("Chairs"), await open("Seats")]
    await desk.link(move.id, { ...bo, type: "parent", to: chairs.id })
    await desk.merge(seats.id, { ...bo, sources: [chairs.id] })
    expect(words(await desk.links(move.id))).toEqual([`is the parent of ${seats.id}`])
    expect(words(await desk.links(seats.id))).toEqual([`is a child of ${move.id}`])
    expect(await refused(solve(move.id))).toMatchObject({ _tag: "Blocked", by: [seats.reference] })
    // The parent goes too: now another is the parent.
    await desk.merge(desks.id, { ...bo, sources: [move.id] })
    expect(words(await desk.links(seats.id))).toEqual([`is a child of ${desks.id}`])
    expect(await refused(solve(desks.id))).toMatchObject({ _tag: "Blocked", by: [seats.reference] })
    expect(await refused(desk.link(seats.id, { ...bo, type: "parent", to: desks.id }))).toMatchObject({ _tag: "LinkCycle" })
    await desk.unlink(desks.id, { ...bo, type: "parent", to: seats.id })
    expect(words(await desk.links(seats.id))).toEqual([])
    await solve(desks.id)
  })
  test("a ticket that was merged with its own child has nothing to wait for", async () => {
    const { desk, open, solve } = make()
    const [a, b] = [await open("a"), await open("b")]
    await desk.link(a.id, { ...bo, type: "parent", to: b.id })
    await desk.merge(a.id, { ...bo, sources: [b.id] })
    expect([words(await desk.links(a.id)), words(await desk.links(b.id))]).toEqual([[], []])
    await solve(a.id)
  })
})

describe("cascade and copies: what follows for others", () => {
  test("a problem that is answered and solved answers and solves its incidents, each in a commit of its own", async () => {
    const { desk, open, statusOf, tagsOf } = make()
    const problem = await open("Outage")
    const incidents = [await open("No mail", "eve@example.org"), await open("No web", "dan@example.org")]
    for (const { id } of incidents) await desk.link(problem.id, { ...bo, type: "problem", to: id })
    await desk.reply(problem.id, { ...bo, text: "It is back.", then: "answered" })
    expect(await statusOf(...incidents.map(({ id }) => id))).toEqual(["new", "new"])
    expect(await desk.deliver()).toEqual({ sent: 4, retry: 0, failed: 0, unknown: 0 })
    expect(await statusOf(...incidents.map(({ id }) => id))).toEqual(["solved", "solved"])
    for (const { id } of incidents) {
      expect(await tagsOf(id)).toEqual(["Opened", "Linked", "Replied", "StatusChanged", "StatusChanged"])
      const [, , replied, , solved] = await desk.events(id)
      const cause = `link problem of ${problem.reference}`
      expect(replied).toMatchObject({ by: "agent:bo", via: "automatic", content: { text: "It is back." }, cause })
      expect(solved).toMatchObject({ by: "system", via: "automatic", status: "solved", cause })
    }
    expect(await desk.deliver()).toEqual({ sent: 0, retry: 0, failed: 0, unknown: 0 })
  })
  test("what was quoted from one customer is not sent to the others", async () => {
    const { desk, open } = make()
    const [problem, incident] = [await open("Outage"), await open("No mail", "eve@example.org")]
    await desk.link(problem.id, { ...bo, type: "problem", to: incident.id })
    const text = "It is back.\n> my password is hunter2\n"
    const picture = { size: 1, ref: "0".repeat(64), contentId: "x", refused: null, type: "image/png" }
    await desk.perform(problem.id, {
      ...bo,
      commands: [
        {
          _tag: "Reply",
          content: {
            text,
            folded: [{ from: 12, to: text.length, reason: "quote" }],
            attachments: [
              { ...picture, name: "hers.png", inline: true },
              { ...picture, name: "manual.png", inline: false }
            ]
          }
        }
      ]
    })
    await desk.deliver()
    const copied = (await desk.events(incident.id)).find(({ _tag }) => _tag === "Replied")
    expect(copied).toMatchObject({ content: { attachments: [{ name: "manual.png" }] } })
    expect(JSON.stringify(copied)).not.toMatch(/hunter2|hers/)
  })
  test("notes, words of customers and of rules are not copied; nor is a copy", async () => {
    const { desk, open, tagsOf } = make()
    const [first, second, third] = [await open("1"), await open("2"), await open("3")]
    await desk.link(first.id, { ...bo, type: "problem", to: second.id })
    await desk.link(second.id, { ...bo, type: "problem", to: third.id })
    await desk.note(first.id, { ...bo, text: "between us" })
    await desk.reply(first.id, { as: "requester", text: "still down" })
    await desk.reply(first.id, { as: "rule:nightly", text: "patience" })
    await desk.reply(first.id, { ...bo, text: "we are on it" })
    await desk.deliver()
    expect(await tagsOf(second.id)).toEqual(["Opened", "Linked", "Linked", "Replied", "StatusChanged"])
    expect(await tagsOf(third.id)).toEqual(["Opened", "Linked"])
  })
  test("incidents that are finished already stay as they are; one that was reopened is not finished again", async () => {
    const { desk, open, statusOf, solve } = make()
    const [problem, one, other] = [await open("Outage"), await open("one"), await open("other")]
    for (const { id } of [one, other]) await desk.link(problem.id, { ...bo, type: "problem", to: id })
    await desk.close(one.id, bo)
    await solve(problem.id)
    await desk.deliver()
    expect(await statusOf(one.id, other.id)).toEqual(["closed", "solved"])
    await desk.reply(other.id, { as: "requester", text: "no, it is not" })
    await desk.close(problem.id, bo)
    await desk.deliver()
    expect(await statusOf(one.id, other.id)).toEqual(["closed", "open"])
    // Solved anew, it is solved anew for them.
    await desk.reopen(problem.id, bo)
    await solve(problem.id)
    await desk.deliver()
    expect(await statusOf(other.id)).toEqual(["solved"])
  })
  test("nor is one that was finished otherwise before it was told", async () => {
    const { desk, open, statusOf, solve } = make()
    const [problem, one, other] = [await open("Outage"), await open("one"), await open("other")]
    for (const { id } of [one, other]) await desk.link(problem.id, { ...bo, type: "problem", to: id })
    await solve(problem.id)
    await desk.close(one.id, bo)
    await solve(other.id)
    expect(await desk.deliver()).toMatchObject({ sent: 2 })
    expect(await statusOf(one.id, other.id)).toEqual(["closed", "answered"])
  })
  test("rules answer it as they answer anybody, and a rehearsal knows that", async () => {
    const { desk, open, solve } = make()
    const [problem, incident] = [await open("Outage"), await open("No mail")]
    await desk.link(problem.id, { ...bo, type: "problem", to: incident.id })
    await solve(problem.id)
    await desk.deliver()
    const candidate = defineWorkspace({
      ...definition,
      triggers: [{ id: "thank", where: { field: "status", op: "changedTo", value: "solved" }, then: [{ _tag: "Tag", tags: ["thanked"] }] }]
    })
    const { rules } = await desk.rehearse({ workspace: candidate })
    expect(rules.find(({ rule }) => rule === "thank")).toMatchObject({ fires: 1 })
  })
  test("the original finishes its duplicates, and these do not finish it", async () => {
    const { desk, open, statusOf, solve } = make()
    const [original, copy, late] = [await open("original"), await open("copy"), await open("late")]
    for (const { id } of [copy, late]) await desk.link(id, { ...bo, type: "duplicate", to: original.id })
    await solve(late.id)
    await desk.deliver()
    expect(await statusOf(original.id, copy.id)).toEqual(["new", "new"])
    await desk.close(original.id, bo)
    await desk.deliver()
    expect(await statusOf(copy.id, late.id)).toEqual(["closed", "answered"])
  })
  test("links without direction and circles of types: each is finished once, and it ends", async () => {
    const { desk, open, tagsOf, solve } = make()
    const ring = [await open("0"), await open("1"), await open("2"), await open("3")]
    for (const [i, { id }] of ring.entries())
      await desk.link(id, { ...bo, type: i % 2 === 0 ? "twin" : "chief", to: ring[(i + 1) % 4]!.id })
    await solve(ring[1]!.id)
    await desk.deliver()
    for (const { id } of ring) expect((await tagsOf(id)).filter((tag) => tag === "StatusChanged")).toHaveLength(1)
  })
  test("a chain that is too long stops, and says so", async () => {
    const { desk, open, statusOf, tagsOf, solve } = make()
    const chain = []
    for (let i = 0; i < limits.depth + 4; i++) chain.push(await open(String(i)))
    for (const [i, { id }] of chain.slice(1).entries()) await desk.link(chain[i]!.id, { ...bo, type: "chief", to: id })
    await solve(chain[0]!.id)
    await desk.deliver()
    const statuses = await statusOf(...chain.map(({ id }) => id))
    expect(statuses.indexOf("new")).toBe(limits.depth + 1)
    expect((await desk.events(chain[limits.depth]!.id)).at(-1)).toMatchObject({
      _tag: "RulesSuppressed",
      rules: ["chief"],
      reason: "depth"
    })
    expect(await tagsOf(chain.at(-1)!.id)).toEqual(["Opened", "Linked"])
  })
  test("an incident that was merged is answered for by another; one that was merged into the problem itself is done", async () => {
    const { desk, open, statusOf, tagsOf } = make()
    const [problem, one, other, survivor] = [await open("Outage"), await open("one"), await open("other"), await open("survivor")]
    for (const { id } of [one, other]) await desk.link(problem.id, { ...bo, type: "problem", to: id })
    await desk.reply(problem.id, { ...bo, text: "It is back.", then: "answered" })
    // Between the commit and what follows of it.
    await desk.merge(survivor.id, { ...bo, sources: [one.id] })
    await desk.merge(problem.id, { ...bo, sources: [other.id] })
    expect(await desk.deliver()).toMatchObject({ failed: 0 })
    expect(await statusOf(survivor.id, problem.id)).toEqual(["solved", "answered"])
    expect((await tagsOf(survivor.id)).filter((tag) => tag === "Replied")).toHaveLength(1)
    expect((await tagsOf(problem.id)).filter((tag) => tag === "Replied")).toHaveLength(1)
  })
  test("what an incident does not take is given up, with the reason kept", async () => {
    const settled: Array<Settlement> = []
    const inner = memory()
    const { desk, open, statusOf, solve } = make({
      ...inner,
      settle: (tenant, what, settlements) => {
        settled.push(...settlements)
        return inner.settle(tenant, what, settlements)
      }
    })
    const problem = await open("Outage")
    const bare = await desk.open({ requester: { email: "eve@example.org" }, subject: "No mail", text: "Help" })
    await desk.link(problem.id, { ...bo, type: "problem", to: bare.ticket.id })
    await solve(problem.id)
    expect(await desk.deliver()).toEqual({ sent: 0, retry: 0, failed: 1, unknown: 0 })
    expect(settled).toMatchObject([{ outcome: { _tag: "Dead" }, progress: { reply: expect.stringContaining("cause") } }])
    expect(await statusOf(bare.ticket.id)).toEqual(["new"])
  })
  test("what stands in the way for the moment is waited for", async () => {
    const { desk, clock, open, statusOf, solve } = make()
    const [problem, parent, child] = [await open("Outage"), await open("parent"), await open("child")]
    await desk.link(problem.id, { ...bo, type: "problem", to: parent.id })
    await desk.link(parent.id, { ...bo, type: "parent", to: child.id })
    await solve(problem.id)
    expect(await desk.deliver()).toMatchObject({ retry: 1 })
    await solve(child.id)
    clock.at += 60_000
    expect(await desk.deliver()).toMatchObject({ sent: 1 })
    expect(await statusOf(parent.id)).toEqual(["solved"])
  })
})

describe("roll-up: what is finished when all its parts are", () => {
  test("waits for the last of them", async () => {
    const { desk, open, statusOf, solve } = make()
    const [whole, one, other] = [await open("whole"), await open("one"), await open("other")]
    for (const { id } of [one, other]) await desk.link(whole.id, { ...bo, type: "task", to: id })
    await solve(one.id)
    await desk.deliver()
    expect(await statusOf(whole.id)).toEqual(["new"])
    await solve(other.id)
    await desk.deliver()
    expect(await statusOf(whole.id)).toEqual(["solved"])
  })
  test("what is no part of it any more does not finish it", async () => {
    const { desk, open, statusOf, solve } = make()
    const [whole, one] = [await open("whole"), await open("one")]
    await desk.link(whole.id, { ...bo, type: "task", to: one.id })
    await solve(one.id)
    await desk.unlink(whole.id, { ...bo, type: "task", to: one.id })
    await desk.deliver()
    expect(await statusOf(whole.id)).toEqual(["new"])
  })
})

describe("crashes and repetitions change nothing but when", () => {
  test.each([
    ["memory", async () => memory()],
    ["SQLite", async () => openSqlite(freshPath())]
  ])("in %s, a consequence that was given but not settled is given again, and nothing happens twice", async (_, fresh) => {
    const inner = await fresh()
    let dies = true
    const { desk, clock, open, tagsOf } = make({
      ...inner,
      settle: async (tenant, what, settlements) => {
        if (dies) throw new Error("power cut")
        return inner.settle(tenant, what, settlements)
      }
    })
    const [problem, incident] = [await open("Outage"), await open("No mail")]
    await desk.link(problem.id, { ...bo, type: "problem", to: incident.id })
    await desk.reply(problem.id, { ...bo, text: "It is back.", then: "answered" })
    await expect(desk.deliver()).rejects.toThrow("power cut")
    await expect(desk.deliver()).resolves.toMatchObject({ sent: 0 })
    dies = false
    clock.at += 3_600_000
    await desk.deliver()
    expect(await tagsOf(incident.id)).toEqual(["Opened", "Linked", "Replied", "StatusChanged", "StatusChanged"])
    clock.at += 86_400_000
    expect(await desk.deliver()).toEqual({ sent: 0, retry: 0, failed: 0, unknown: 0 })
  })
  test("a desk without mail does it while it runs", async () => {
    const { desk, open, statusOf, solve } = make()
    const [problem, incident] = [await open("Outage"), await open("No mail")]
    await desk.link(problem.id, { ...bo, type: "problem", to: incident.id })
    await solve(problem.id)
    desk.start(1)
    await vi.waitFor(async () => expect(await statusOf(incident.id)).toEqual(["solved"]))
  })
})
