/** Who may do what, in the words of a help desk. */
import { describe, expect, test } from "vitest"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import type { Letter } from "../../src/mail/Letter.ts"
import { roles } from "../../src/permission/index.ts"
import { memory } from "../../src/storage/memory.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"
import { house, told, workspace, written } from "./aHouse.ts"

const gone = (ticketId: string) => ({ _tag: "TicketNotFound", ticketId })

describe("agents", () => {
  test("given a role for one's own departments, then tickets of others are as if they were not there", async () => {
    const { desk, opened, storage, blobs } = house()
    const { id, reference } = await opened("support")
    const [bo, cy] = [desk.as("agent:bo"), desk.as("agent:cy")]
    expect((await bo.get(reference)).ticket.id).toBe(id)
    const before = await written(storage)
    const file = { attachments: [{ name: "a.txt", bytes: Buffer.from("a") }] }
    for (const asked of [id, reference, "nothing", "0000-0000"]) {
      expect(await told(() => cy.get(asked))).toMatchObject(gone(asked))
      expect(await told(() => cy.reply(asked, { text: "Mine", ...file }))).toMatchObject(gone(asked))
      expect(await told(() => cy.can({ action: "reply", ticketId: asked }))).toMatchObject(gone(asked))
    }
    expect([(await cy.find()).tickets, await cy.count([{ all: [] }]), await cy.viewCounts()]).toEqual([
      [],
      [0],
      [{ view: "all", count: 0 }]
    ])
    expect(blobs).toEqual([])
    expect(await written(storage)).toBe(before)
  })
  test("given that they read and may not answer, then they are told which role grants what", async () => {
    const { desk, opened, storage } = house()
    const { id } = await opened("support")
    const before = await written(storage)
    const no = await told(() => desk.as("agent:li").reply(id, { text: "Hello" }))
    expect(no).toMatchObject({ _tag: "Denied", actor: "agent:li", action: "reply", reason: 'no role of li grants "reply"' })
    expect(await written(storage)).toBe(before)
    await desk.as("agent:li").note(id, { text: "I know this one" })
    expect(await desk.can({ as: "agent:cy", action: "close" as never, ticketId: id })).toMatchObject({ _tag: "Deny" })
    expect(await desk.can({ as: "agent:cy", action: "status", ticketId: id })).toEqual({
      _tag: "Deny",
      reason: 'role ofDepartment grants "status" where department is "sales", and it is "support"'
    })
  })
  test("given many tickets to be laid aside, then they count those that they see, and lay aside none where they may not", async () => {
    const { desk, opened, storage } = house()
    const [own, other] = [await opened("support"), await opened("sales")]
    const ids = [own.id, other.id, "nothing"]
    const before = await written(storage)
    expect(await told(() => desk.as("agent:bo").removeAll(ids, { confirm: 2 }))).toMatchObject({ _tag: "CountMismatch", expected: 1 })
    const done = await desk.as("agent:bo").removeAll(ids, { confirm: 1 })
    expect(done.map((one) => ("refusal" in one ? (one.refusal as { _tag?: string })._tag : "done"))).toEqual([
      "Denied",
      "TicketNotFound",
      "TicketNotFound"
    ])
    expect(await written(storage)).toBe(before)
    await desk.as("agent:ann").removeAll(ids, { confirm: 2 })
    expect((await desk.find()).tickets).toEqual([])
    expect((await desk.as("agent:bo").find({ where: { field: "removed", op: "is", value: true } })).tickets.map(({ id }) => id)).toEqual([
      own.id
    ])
  })
  test("given an answer that solves, then the right to answer is not enough", async () => {
    const base = defineWorkspace({
      name: "Acme",
      roles: [{ id: "voice", grants: [{ can: ["read", "reply"] }] }],
      agents: [{ id: "bo", email: "bo@acme.example", roles: ["voice"] }]
    })
    const desk = createHelpdesk({ workspace: base })
    const { ticket } = await desk.open({ requester: { email: "ada@example.org" }, subject: "Fire", text: "Help" })
    const bo = desk.as("agent:bo")
    expect(await told(() => bo.reply(ticket.id, { text: "Done", then: "solve" }))).toMatchObject({ _tag: "Denied", action: "status" })
    await bo.reply(ticket.id, { text: "Done" })
  })
  test("every way to a command asks the same: macro, several at once, many tickets, preview, a ballot", async () => {
    const { desk, opened } = house()
    const { id } = await opened("support")
    await desk.requestApproval(id, { as: "agent:bo", approval: "budget" })
    const li = desk.as("agent:li")
    const denied = { _tag: "Denied", action: "reply" }
    expect(await told(() => li.perform(id, { macro: "thanks" }))).toMatchObject(denied)
    expect(await told(() => li.perform(id, { commands: [{ _tag: "Note", text: "x" }, { _tag: "Close" }] }))).toMatchObject({
      action: "status"
    })
    expect(await told(() => li.preview(id, { macro: "thanks" }))).toMatchObject(denied)
    expect(await li.performAll([id, "nothing"], { macro: "thanks" })).toMatchObject([{ refusal: denied }, { refusal: gone("nothing") }])
    expect(await told(() => li.vote(id, { approval: "budget", answer: "yes" }))).toMatchObject({ _tag: "Denied", action: "vote" })
    expect(await told(() => li.rebind(id))).toMatchObject({ _tag: "Denied", action: "edit" })
  })
  test("nothing of a ticket shows in how its version or a macro is refused", async () => {
    const { desk, opened } = house()
    const { id } = await opened("support")
    const cy = desk.as("agent:cy")
    for (const asked of [id, "nothing"]) {
      expect(await told(() => cy.note(asked, { text: "x", expectedVersion: 7 }))).toMatchObject(gone(asked))
      expect(await told(() => cy.perform(asked, { macro: "sales" }))).toMatchObject(gone(asked))
      expect(await told(() => cy.preview(asked, { macro: "sales" }))).toMatchObject(gone(asked))
      expect(await told(() => cy.macros({ ticketId: asked }))).toMatchObject(gone(asked))
    }
  })
  test("a ballot is good as long as its voter may see the ticket, and vote", async () => {
    const { desk, opened, storage } = house()
    const { id } = await opened("support")
    await desk.requestApproval(id, { as: "agent:ann", approval: "budget" })
    const letters = (await storage.claim("main", "effects", 1e15, 100, 1)).map(({ payload }) => payload as unknown as Letter)
    const text = letters.find(({ template, to }) => template === "approval" && to[0]!.address === "bo@acme.example")!.data.text
    const token = decodeURIComponent(/t=(\S+)/.exec(text)![1]!)
    const { confirmation } = await desk.ballot(token)
    await desk.restrict(id, { as: "agent:ann", agents: ["di"] })
    const before = await written(storage)
    expect(await told(() => desk.ballot(token))).toMatchObject(gone(id))
    expect(await told(() => desk.castBallot({ confirmation, answer: "yes" }))).toMatchObject(gone(id))
    expect(await written(storage)).toBe(before)
    await desk.restrict(id, { as: "agent:ann", agents: ["bo"] })
    await desk.castBallot({ confirmation, answer: "yes" })
    await desk.restrict(id, { as: "agent:ann", agents: ["di"] })
    expect(await told(() => desk.castBallot({ confirmation, answer: "yes" }))).toMatchObject(gone(id))
  })
  test("rules of another workspace are not theirs to bring", async () => {
    const { desk, opened } = house()
    const { id } = await opened("support")
    const mine = defineWorkspace({ ...workspace.definition, roles: [] } as never)
    expect(await told(() => desk.as("agent:li").preview(id, { macro: "thanks", workspace: mine } as never))).toMatchObject({
      _tag: "Denied"
    })
  })
  test("who asks cannot be smuggled in", async () => {
    const { desk, opened } = house()
    const { id } = await opened("support")
    expect(await told(() => desk.as("agent:li").close(id, { as: "system" } as never))).toMatchObject({ _tag: "Denied" })
    expect(await told(() => desk.as("agent:cy").view("all", { as: "agent:bo" } as never))).toBe("granted")
    expect((await desk.as("agent:cy").view("all", { as: "agent:bo" } as never)).rows).toEqual([])
  })
  test("given a workspace without roles, then every agent may do everything, but see what is restricted to others", async () => {
    const desk = createHelpdesk({
      workspace: defineWorkspace({
        name: "Acme",
        agents: [
          { id: "bo", email: "bo@acme.example", roles: ["director"] },
          { id: "cy", email: "cy@acme.example" }
        ]
      })
    })
    const { ticket } = await desk.open({ requester: { email: "ada@example.org" }, subject: "Fire", text: "Help" })
    await desk.as("agent:cy").restrict(ticket.id, { agents: ["bo"] })
    expect(await told(() => desk.as("agent:cy").get(ticket.id))).toMatchObject(gone(ticket.id))
    await desk.as("agent:bo").restrict(ticket.id, {})
    expect((await desk.as("agent:cy").get(ticket.id)).ticket).not.toHaveProperty("restricted")
  })
  test("a ticket is opened where one may, and nobody is added for one that is not", async () => {
    const { desk, storage, blobs } = house()
    const before = await written(storage)
    const wish = { requester: { email: "new@example.org" }, subject: "x", text: "x", attachments: [{ name: "a", bytes: Buffer.from("a") }] }
    expect(await told(() => desk.as("agent:cy").open({ ...wish, department: "support" }))).toMatchObject({ _tag: "Denied", action: "open" })
    expect([await written(storage), blobs]).toEqual([before, []])
    await desk.as("agent:cy").open({ ...wish, department: "sales" })
  })
  test("given a role that is edited, then it holds from the next command on", async () => {
    const storage = memory()
    const { desk, opened } = house(storage)
    const { id } = await opened("support")
    const cy = desk.as("agent:cy")
    expect(await told(() => cy.note(id, { text: "x" }))).toMatchObject(gone(id))
    const promoted = workspace.definition.agents.map((agent) => (agent.id === "cy" ? { ...agent, roles: ["admin"] } : agent))
    const next = createHelpdesk({ workspace: defineWorkspace({ ...workspace.definition, agents: promoted } as never), storage })
    await next.as("agent:cy" as never).note(id, { text: "x" })
    expect(await told(() => cy.note(id, { text: "x" }))).toMatchObject(gone(id))
  })
  test("a wish that was granted shows nothing once they may not see the ticket any more", async () => {
    const { desk, opened } = house()
    const { id } = await opened("support")
    const bo = desk.as("agent:bo")
    await bo.note(id, { text: "x", commandId: "once" })
    await desk.restrict(id, { as: "agent:ann", agents: ["li"] })
    expect(await told(() => bo.note(id, { text: "x", commandId: "once" }))).toMatchObject(gone(id))
  })
})

describe("what takes two tickets asks for both", () => {
  test("merge, split, rethread, link and follow-up: the other one is as if it were not there, by its id and by its reference", async () => {
    const { desk, opened, storage } = house()
    const [ours, theirs] = [await opened("support"), await opened("sales")]
    await desk.close(theirs.id, { as: "agent:ann" })
    const bo = desk.as("agent:bo")
    await bo.note(ours.id, { text: "x" })
    const [first] = await bo.conversation(ours.id)
    const before = await written(storage)
    for (const other of [theirs.id, theirs.reference, "nothing"]) {
      const no = gone(other)
      expect(await told(() => bo.merge(ours.id, { sources: [other] }))).toMatchObject(no)
      expect(await told(() => bo.merge(other, { sources: [ours.id] }))).toMatchObject(no)
      expect(await told(() => bo.merge(ours.id, { sources: [], principal: other }))).toMatchObject(no)
      expect(await told(() => bo.unmerge(ours.id, { sources: [other] }))).toMatchObject(no)
      expect(await told(() => bo.rethread(ours.id, { to: other, messages: [first!.id] }))).toMatchObject(no)
      expect(await told(() => bo.link(ours.id, { type: "related", to: other }))).toMatchObject(no)
      expect(await told(() => bo.unlink(ours.id, { type: "related", to: other }))).toMatchObject(no)
      const next = { requester: { email: "ada@lovelace.example" }, subject: "x", text: "x", followUpOf: other }
      expect(await told(() => bo.open(next))).toMatchObject(no)
    }
    const elsewhere = { messages: [first!.id], details: { department: "sales" as const } }
    expect(await told(() => bo.split(ours.id, elsewhere))).toMatchObject({ _tag: "Denied", action: "split" })
    expect(await written(storage)).toBe(before)
  })
  test("a ticket that is linked with one that they may not see names it nowhere", async () => {
    const { desk, opened } = house()
    const [ours, theirs, next] = [await opened("support"), await opened("sales"), await opened("support")]
    const ann = "agent:ann"
    await desk.link(ours.id, { as: ann, type: "parent", to: theirs.id })
    await desk.link(ours.id, { as: ann, type: "related", to: next.id })
    await desk.link(next.id, { as: ann, type: "blocks", to: theirs.id })
    await desk.unlink(next.id, { as: ann, type: "blocks", to: theirs.id })
    const bo = desk.as("agent:bo")
    const answers = async (id: string) => [
      await bo.get(id),
      await bo.events(id),
      String(await bo.timeline(id)),
      await bo.timeline(id),
      (await bo.timeline(id)).text,
      await bo.stateAt(id, { version: 2 }),
      await bo.changes(id, { version: 1 }, { version: 2 }),
      await bo.audienceAt(id, { version: 2 }, "agent:bo"),
      await bo.drawLife(id),
      (await bo.links(id)).links,
      (await bo.links(id)).mermaid,
      await bo.explain(id),
      await bo.find(),
      await bo.view("all"),
      await bo.contactHistory(ours.requester.id),
      await bo.note(id, { text: "Look" }),
      await told(() => bo.close(id))
    ]
    for (const { id } of [ours, next]) {
      const shown = JSON.stringify(await answers(id))
      expect([shown.includes(theirs.reference), shown.includes(JSON.stringify(theirs.id))]).toEqual([false, false])
    }
    // What they may see is named, and whoever may see both sees both.
    expect(String(await bo.timeline(ours.id))).toContain(next.reference)
    expect(String(await desk.as("agent:ann").timeline(ours.id))).toContain(theirs.reference)
    expect(await told(() => bo.close(ours.id))).toMatchObject({ _tag: "Blocked" })
  })
  test("a merged ticket answers as the one that answers for it", async () => {
    const { desk, opened } = house()
    const [ours, theirs] = [await opened("support"), await opened("sales")]
    const [bo, cy] = [desk.as("agent:bo"), desk.as("agent:cy")]
    await desk.merge(ours.id, { as: "agent:ann", sources: [theirs.id] })
    expect((await bo.get(theirs.id)).ticket.id).toBe(theirs.id)
    expect(await told(() => cy.get(theirs.id))).toMatchObject(gone(theirs.id))
    expect([(await bo.find()).tickets.length, await bo.count([{ all: [] }]), await cy.count([{ all: [] }])]).toEqual([2, [2], [0]])
    await bo.unmerge(theirs.id)
    expect((await cy.get(theirs.id)).ticket.id).toBe(theirs.id)
    expect(await told(() => bo.get(theirs.id))).toMatchObject(gone(theirs.id))
  })
  test("of what a ticket is linked with, one sees what one may see", async () => {
    const { desk, opened } = house()
    const [ours, theirs] = [await opened("support"), await opened("sales")]
    await desk.link(ours.id, { as: "agent:ann", type: "related", to: theirs.id })
    expect((await desk.as("agent:ann").links(ours.id)).links).toHaveLength(1)
    const { links, mermaid } = await desk.as("agent:bo").links(ours.id)
    expect([links, mermaid.includes(theirs.reference)]).toEqual([[], false])
  })
})

describe("restricted tickets", () => {
  test("are seen by those named, by the team, by the assignee and by who may; nobody else finds a hint", async () => {
    const { desk, opened, storage } = house()
    const { id } = await opened("support")
    await desk.as("agent:bo").restrict(id, { teams: ["hr"] })
    const [bo, di, ann] = [desk.as("agent:bo"), desk.as("agent:di"), desk.as("agent:ann")]
    expect([await bo.count([{ all: [] }]), await di.count([{ all: [] }]), await ann.count([{ all: [] }])]).toEqual([[0], [1], [1]])
    expect(await told(() => bo.note(id, { text: "x" }))).toMatchObject(gone(id))
    const before = await written(storage)
    expect(await told(() => bo.restrict(id, {}))).toMatchObject(gone(id))
    expect(await written(storage)).toBe(before)
    await desk.assign(id, { as: "agent:ann", agent: "bo" })
    await bo.note(id, { text: "I have it" })
    expect((await desk.timeline(id, { as: "customer" })).text).not.toContain("restrict")
  })
  test("naming does not let in whoever could not see it before", async () => {
    const { desk, opened } = house()
    const { id } = await opened("support")
    await desk.restrict(id, { as: "agent:ann", agents: ["cy"] })
    expect(await told(() => desk.as("agent:cy").get(id))).toMatchObject(gone(id))
  })
  test("nobody is written to who may not see it", async () => {
    const { desk, opened, storage } = house()
    const { id } = await opened("support")
    await desk.follow(id, { as: "agent:ann", agent: "bo" })
    await desk.follow(id, { as: "agent:ann", agent: "di" })
    const letters = async () =>
      (await storage.claim("main", "effects", 1e15, 100, 1)).map(({ payload }) => payload as unknown as Letter).flatMap(({ to }) => to)
    await desk.note(id, { as: "agent:ann", text: "For all of us" })
    expect((await letters()).map(({ address }) => address)).toEqual(expect.arrayContaining(["bo@acme.example", "di@acme.example"]))
    await desk.restrict(id, { as: "agent:ann", teams: ["hr"] })
    await desk.note(id, { as: "agent:ann", text: "Between us" })
    const addresses = (await letters()).map(({ address }) => address)
    expect(addresses).toContain("di@acme.example")
    expect(addresses).not.toContain("bo@acme.example")
  })
  test("what comes of one is as restricted: a merge, a split, a follow-up; messages go nowhere else; a merge taken back takes that along", async () => {
    const { desk, opened } = house()
    const [secret, plain] = [await opened("support"), await opened("support")]
    await desk.restrict(secret.id, { as: "agent:ann", teams: ["hr"] })
    await desk.note(secret.id, { as: "agent:ann", text: "Between us" })
    const as = "agent:ann"
    await desk.merge(plain.id, { as, sources: [secret.id] })
    expect((await desk.get(plain.id)).ticket.restricted).toEqual({ agents: [], teams: ["hr"] })
    await desk.unmerge(plain.id, { as })
    expect((await desk.get(plain.id)).ticket).not.toHaveProperty("restricted")
    const note = (await desk.conversation(secret.id)).at(-1)!.id
    expect(await told(() => desk.rethread(secret.id, { as, to: plain.id, messages: [note] }))).toMatchObject({ _tag: "Denied" })
    const { done } = await desk.split(secret.id, { as, messages: [note] })
    expect(done.ticket.restricted).toEqual({ agents: [], teams: ["hr"] })
    await desk.close(secret.id, { as })
    const next = { requester: { email: "ada@lovelace.example" }, subject: "x", text: "x", followUpOf: secret.id }
    expect((await desk.open(next)).ticket.restricted).toEqual({ agents: [], teams: ["hr"] })
  })
  test("two that nobody sees both of are not merged", async () => {
    const { desk, opened } = house()
    const [one, other] = [await opened("support"), await opened("support")]
    await desk.restrict(one.id, { as: "agent:ann", agents: ["li"] })
    await desk.restrict(other.id, { as: "agent:ann", agents: ["bo"] })
    expect(await told(() => desk.merge(one.id, { as: "agent:ann", sources: [other.id] }))).toMatchObject({ _tag: "NobodyLeft" })
  })
  test("a rule restricts, and never lets anybody see more", async () => {
    const desk = createHelpdesk({
      workspace: defineWorkspace({
        name: "Acme",
        agents: [
          { id: "bo", email: "bo@acme.example" },
          { id: "cy", email: "cy@acme.example" }
        ],
        triggers: [
          { id: "hush", where: { field: "commit.opened", op: "is", value: true }, then: [{ _tag: "Restrict", agents: ["bo"], teams: [] }] },
          { id: "tell", where: { field: "tags", op: "contains", value: "open" }, then: [{ _tag: "Restrict", agents: [], teams: [] }] }
        ]
      })
    })
    const { ticket } = await desk.open({ requester: { email: "ada@example.org" }, subject: "x", text: "x" })
    expect(ticket.restricted).toEqual({ agents: ["bo"], teams: [] })
    const { ticket: still, trace } = await desk.tag(ticket.id, { as: "agent:bo", tags: ["open"] })
    expect(still.restricted).toEqual({ agents: ["bo"], teams: [] })
    expect(JSON.stringify(trace)).toContain("a rule lets nobody see what others restricted")
  })
})

describe("people outside", () => {
  const organized = async () => {
    const place = house()
    await place.desk.addOrganization({ id: "lovelace", name: "Lovelace", domains: ["lovelace.example"] })
    const ticket = await place.opened("support")
    const other = await place.opened("sales", { requester: { email: "abe@lovelace.example" }, cc: [] })
    return {
      ...place,
      ticket,
      ada: place.desk.as(`requester:${ticket.requester.id}`),
      abe: place.desk.as(`requester:${other.requester.id}`)
    }
  }
  test("see their own, what they are a party to, and their organization's where colleagues may; and nothing else", async () => {
    const { desk, ticket, ada, abe } = await organized()
    expect(await ada.get(ticket.id)).toEqual({
      id: ticket.id,
      reference: ticket.reference,
      subject: "A matter of support",
      status: "Open",
      openedAt: ticket.openedAt,
      fields: []
    })
    expect((await ada.find()).tickets).toHaveLength(2)
    expect(String(await abe.timeline(ticket.id))).toContain("Help")
    expect(await told(() => abe.reply(ticket.id, { text: "Me too" }))).toMatchObject({ _tag: "Denied", action: "reply" })
    const eve = desk.as("participant:Eve@example.org")
    expect([(await eve.find()).tickets.length, (await eve.get(ticket.id)).id]).toEqual([1, ticket.id])
    const mallory = desk.as("participant:mallory@example.org")
    for (const asked of [ticket.id, ticket.reference, "nothing"]) {
      expect(await told(() => mallory.get(asked))).toMatchObject(gone(asked))
      expect(await told(() => mallory.timeline(asked))).toMatchObject(gone(asked))
      expect(await told(() => mallory.reply(asked, { text: "x", attachments: [{ name: "a", bytes: Buffer.from("a") }] }))).toMatchObject(
        gone(asked)
      )
    }
  })
  test("a colleague reads no ticket that is restricted", async () => {
    const { desk, ticket, ada, abe } = await organized()
    await desk.restrict(ticket.id, { as: "agent:ann", agents: ["bo"] })
    expect(await told(() => abe.get(ticket.id))).toMatchObject(gone(ticket.id))
    expect([(await abe.find()).tickets.length, (await ada.find()).tickets.length]).toEqual([1, 2])
  })
  test("answer, which reopens; and ask, once for each command id of their own", async () => {
    const { desk, ticket, ada, abe } = await organized()
    await desk.changeStatus(ticket.id, { as: "agent:ann", status: "solve" })
    expect((await ada.reply(ticket.id, { text: "It burns again", commandId: "one" })).status).toBe("Open")
    await ada.reply(ticket.id, { text: "It burns again", commandId: "one" })
    expect((await desk.conversation(ticket.id)).filter(({ by }) => by.startsWith("requester:"))).toHaveLength(2)
    const asked = { subject: "Another", text: "Help", commandId: "two", department: "sales", status: "solve" }
    const first = await ada.open(asked)
    expect((await ada.open(asked)).id).toBe(first.id)
    expect((await abe.open(asked)).id).not.toBe(first.id)
    expect((await desk.get(first.id)).ticket).toMatchObject({
      department: "support",
      status: "new",
      submitter: `requester:${ticket.requester.id}`
    })
  })
  test("have no verb of the desk's; by the application's desk they are refused like everybody", async () => {
    const { desk, ticket } = await organized()
    const as = `requester:${ticket.requester.id}` as const
    expect(await told(() => desk.note(ticket.id, { as, text: "x" }))).toMatchObject({ _tag: "NotAnAgent" })
    expect(await told(() => desk.close(ticket.id, { as }))).toMatchObject({ _tag: "NotAnAgent" })
    expect(await told(() => desk.close(ticket.id, { as: "participant:mallory@example.org" }))).toMatchObject(gone(ticket.id))
    expect(
      await told(() =>
        desk.open({ as: "participant:eve@example.org", requester: { email: "ada@lovelace.example" }, subject: "x", text: "x" })
      )
    ).toMatchObject({ _tag: "Denied", action: "open" })
  })
  test("given a merge, then their request is the one that answers for it, where they are in that conversation", async () => {
    const { desk, ticket } = await organized()
    const { ticket: eves } = await desk.open({ requester: { email: "eve@moneypenny.example" }, subject: "Hers", text: "Hers" })
    const eve = desk.as(`requester:${eves.requester.id}`)
    await desk.merge(ticket.id, { as: "agent:ann", sources: [eves.id], consent: true })
    expect((await eve.get(eves.id)).id).toBe(ticket.id)
    await eve.reply(eves.id, { text: "Still hers" })
    expect((await desk.conversation(ticket.id)).at(-1)).toMatchObject({ home: eves.id, visibility: "public" })
    await desk.unmerge(eves.id, { as: "agent:ann" })
    expect((await eve.get(eves.id)).id).toBe(eves.id)
    await desk.merge(ticket.id, { as: "agent:ann", sources: [eves.id], consent: true, policy: { participants: "none" } })
    expect((await eve.get(eves.id)).id).toBe(eves.id)
    expect(await told(() => eve.get(ticket.id))).toMatchObject(gone(ticket.id))
  })
})

describe("a workspace", () => {
  const problems = (given: object): unknown => {
    try {
      defineWorkspace({ name: "Acme", ...given })
      return []
    } catch (invalid) {
      return (invalid as { readonly problems: ReadonlyArray<{ readonly path: string }> }).problems.map(({ path }) => path)
    }
  }
  const agents = [{ id: "bo", email: "bo@acme.example", roles: ["agent"] }]
  test("given roles, then its agents have those, and no others; without any, a role is a title", () => {
    expect(problems({ agents })).toEqual([])
    expect(problems({ agents, roles: [roles.agent] })).toEqual([])
    expect(problems({ agents, roles: [roles.admin] })).toEqual(["agents[0].roles[0]"])
    expect(problems({ roles: [roles.admin, roles.admin] })).toEqual(["roles[1].id"])
    expect(problems({ roles: [{ id: "r", grants: [{ can: ["fly"] }] }] })).toEqual(["roles[0].grants[0].can[0]"])
  })
  test("a grant asks what a store can answer", () => {
    const where = (one: object) => problems({ roles: [{ id: "r", grants: [{ can: ["read"], where: one }] }] })
    expect(where({ field: "department", op: "is", value: { my: "departments" } })).toEqual([])
    expect(where({ field: "subject", op: "matches", value: "x" })).toEqual(["roles[0].grants[0].where.op"])
    expect(where({ field: "status", op: "changed" })).toEqual(["roles[0].grants[0].where.op"])
    expect(where({ field: "department", op: "is", value: "nowhere" })).toEqual(["roles[0].grants[0].where.value"])
  })
  test("a rule restricts to whom there is", () => {
    const then = [{ _tag: "Restrict", agents: ["zoe"], teams: ["x"] }]
    expect(problems({ triggers: [{ id: "t", then }] })).toEqual(["triggers[0].then[0].agents[0]", "triggers[0].then[0].teams[0]"])
  })
})
