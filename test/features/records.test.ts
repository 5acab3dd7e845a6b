/** Tickets that join and part, move, go and come back: rows 36, 38 and 76 to 83 of the list of features. */
import { defineWorkspace } from "deskwright"
import { expect } from "vitest"
import { acme, ada, aDesk, asked, bo, cy, DAY, eve, guarded, mail, openForBusiness, plain, refusal, taken } from "./desk.ts"
import { row } from "./row.ts"

openForBusiness()

const textsOf = async (desk: ReturnType<typeof aDesk<typeof plain>>["desk"], id: string) =>
  (await desk.conversation(id)).map(({ content }) => content.text.trim())

row(36, "a ticket moves to another department: status and fields as they are there, owner and promise anew", async () => {
  const { desk } = aDesk(
    defineWorkspace({
      ...acme,
      agents: [{ id: "bo", name: "Bo", email: "bo@acme.example", departments: ["support"] }],
      statuses: [
        { id: "open", category: "open", isDefault: true },
        { id: "checking", category: "open", name: "Checking the invoice" }
      ],
      departments: [
        { id: "support", statuses: ["new", "open", "pending", "onHold", "solved", "closed"], fields: ["serial"] },
        { id: "billing", statuses: ["new", "checking", "pending", "onHold", "solved", "closed"], fields: [] }
      ],
      fields: [{ id: "serial", type: "text" }],
      slaPolicies: [
        { id: "bills", where: { field: "department", op: "is", value: "billing" }, targets: [{ metric: "firstReply", within: "1h" }] }
      ]
    })
  )
  const { ticket } = await desk.open({ ...asked, ...bo, status: "open", fields: { serial: "MK-II" } })
  const moved = (await desk.move(ticket.id, { ...bo, department: "billing", why: "It is about money." })).ticket
  expect(moved).toMatchObject({ department: "billing", status: "checking", assignee: null, policy: "bills", fields: [] })
  expect(await refusal(desk.changeStatus(ticket.id, { ...bo, status: "open" }))).toBe("NotOfDepartment")
  const back = (await desk.move(ticket.id, { ...bo, department: "support" })).ticket
  expect(back).toMatchObject({ department: "support", status: "open", policy: null, fields: [{ field: "serial", value: "MK-II" }] })
})

row(76, "chosen messages of a mail ticket become a ticket of their own, and answers to them find it", async () => {
  const { desk } = aDesk(plain)
  const { ticket } = await taken(desk.receive(mail({ "Message-ID": "<one@lovelace.example>" }, "It burns.")))
  const second = mail({ "Message-ID": "<two@lovelace.example>", "In-Reply-To": "<one@lovelace.example>" }, "And my invoice is wrong.")
  const { messageId } = await taken(desk.receive(second))
  const { done } = await desk.split(ticket.id, {
    ...bo,
    messages: [messageId],
    details: { subject: "Invoice", priority: "low", agent: "cy" }
  })
  expect(done.ticket).toMatchObject({ subject: "Invoice", priority: "low", assignee: "cy", requester: { email: ada.email } })
  expect([await textsOf(desk, ticket.id), await textsOf(desk, done.ticket.id)]).toEqual([["It burns."], ["And my invoice is wrong."]])
  expect((await taken(desk.receive(mail({ "In-Reply-To": "<two@lovelace.example>" })))).ticket.id).toBe(done.ticket.id)
  const called = (await desk.open({ ...asked, via: "phone" })).ticket
  await desk.reply(called.id, { as: "requester", text: "One more thing.", via: "phone" })
  expect(await refusal(desk.split(called.id, { ...bo, from: (await desk.conversation(called.id))[1]!.id }))).toBe("ChannelCannot")
})

row(77, "two tickets become one, or a new one made as the principal is; the latest word is there, and they can part again", async () => {
  const { desk, clock } = aDesk(plain)
  const first = (await desk.open({ ...asked, priority: "high" })).ticket
  clock.at += 1000
  const second = (await desk.open({ ...asked, subject: "Again", text: "Still.", priority: "low" })).ticket
  const { done } = await desk.merge(first.id, { ...bo, sources: [second.id], survivor: "fresh", principal: second.id })
  expect(done.ticket).toMatchObject({ subject: "Again", priority: "low", openedAt: first.openedAt })
  expect([first.id, second.id]).not.toContain(done.ticket.id)
  expect(await textsOf(desk, done.ticket.id)).toEqual([asked.text, "Still."])
  expect(await refusal(desk.reply(first.id, { ...bo, text: "On it" }))).toBe("TicketMerged")
  await desk.unmerge(second.id, bo)
  expect((await desk.get(second.id)).ticket.status).toBe("new")
  const theirs = (await desk.open({ ...asked, requester: eve })).ticket
  expect(await refusal(desk.merge(second.id, { ...bo, sources: [theirs.id] }))).toBe("ConsentMissing")
})

row(78, "one follows what is not one's own, and finds it in a list", async () => {
  const { desk, lettersTo } = aDesk(
    defineWorkspace({ ...acme, views: [{ id: "followed", where: { field: "followers", op: "contains", value: { my: "id" } } }] })
  )
  const { ticket } = await desk.open({ ...asked, agent: "cy" })
  await desk.open({ ...asked, agent: "cy" })
  await desk.follow(ticket.id, { ...bo, agent: "bo" })
  expect((await desk.view("followed", bo)).rows.map((one) => one.ticket.id)).toEqual([ticket.id])
  await desk.note(ticket.id, { as: "agent:cy", text: "I ordered a drum." })
  expect((await lettersTo("bo@acme.example")).map(({ text }) => text).join()).toContain("I ordered a drum.")
})

row(79, "what one has read can be unread again, for oneself alone", async () => {
  const { desk } = aDesk(plain)
  const { ticket } = await desk.open(asked)
  const unread = async (as: "agent:bo" | "agent:cy") => (await desk.unread({ as, tickets: [ticket.id] }))[0]!.messages
  for (const as of ["agent:bo", "agent:cy"] as const) await desk.markRead(ticket.id, { as })
  expect([await unread("agent:bo"), await unread("agent:cy")]).toEqual([0, 0])
  await desk.markUnread(ticket.id, bo)
  expect([await unread("agent:bo"), await unread("agent:cy")]).toEqual([1, 0])
})

row(80, "a conversation moves to where it belongs, with a word why; its ticket stays, and it can come back", async () => {
  const { desk } = aDesk(defineWorkspace({ ...guarded, departments: ["support", "billing"] }))
  const { ticket } = await desk.open(asked)
  const to = { department: "billing", agent: "cy", status: "pending" } as const
  expect(await refusal(desk.moveOut(ticket.id, { ...cy, to, why: "It is about money." }))).toBe("Denied")
  const { done, from } = await desk.moveOut(ticket.id, { ...bo, to, why: "It is about money." })
  expect(done.ticket).toMatchObject({ department: "billing", assignee: "cy", status: "pending", requester: { email: ada.email } })
  expect(from.ticket).toMatchObject({ id: ticket.id, department: "support", status: "new" })
  const said = async (id: string) => (await desk.conversation(id)).map(({ content, visibility }) => [content.text, visibility])
  expect(await said(done.ticket.id)).toEqual([
    [asked.text, "public"],
    ["It is about money.", "internal"]
  ])
  expect(await said(ticket.id)).toEqual([["It is about money.", "internal"]])
  await desk.unsplit(done.ticket.id, bo)
  expect((await said(ticket.id)).map(([text]) => text)).toContain(asked.text)
})

row(81, "spam is kept out of sight, a whole ticket or some of its messages; it can be recovered, and is gone after 90 days", async () => {
  const { desk, later } = aDesk(defineWorkspace({ ...guarded, views: [{ id: "spam", where: { field: "spam", op: "is", value: true } }] }))
  const spam = (await taken(desk.receive(mail({ From: "cash@prince.example", "Message-ID": "<gold@prince.example>" }, "Gold!")))).ticket
  expect(await refusal(desk.markSpam(spam.id, cy))).toBe("Denied")
  await desk.markSpam(spam.id, bo)
  expect([(await desk.find()).tickets, (await desk.view("spam", bo)).rows.map((one) => one.ticket.id)]).toEqual([[], [spam.id]])
  const more = mail({ From: "cash@prince.example", "In-Reply-To": "<gold@prince.example>" }, "More gold!")
  expect(await desk.receive(more)).toMatchObject({ _tag: "Quarantined", causes: ["spam"] })
  expect((await desk.recover(spam.id, bo)).ticket).toMatchObject({ id: spam.id, status: "new" })
  const { ticket } = await desk.open(asked)
  await desk.reply(ticket.id, { as: "requester", text: "Buy gold!" })
  const [, ad] = await desk.conversation(ticket.id)
  const parted = (await desk.markSpam(ticket.id, { ...bo, messages: [ad!.id] })).ticket
  expect([await textsOf(desk, ticket.id), parted.id === ticket.id]).toEqual([[asked.text], false])
  await later(90 * DAY)
  expect(JSON.stringify([(await desk.get(parted.id)).ticket, await desk.conversation(parted.id)])).not.toContain("gold")
  expect(await refusal(desk.recover(parted.id, bo))).toBe("TicketPurged")
})

row(82, "tickets are removed one by one, or many with their number said: with another number nothing happens", async () => {
  const { desk } = aDesk(defineWorkspace(guarded))
  const ids = await Promise.all([1, 2, 3].map(async (n) => (await desk.open({ ...asked, subject: `Ticket ${n}` })).ticket.id))
  expect(await refusal(desk.remove(ids[0]!, cy))).toBe("Denied")
  await desk.remove(ids[0]!, bo)
  expect(await refusal(desk.reply(ids[0]!, { ...bo, text: "On it" }))).toBe("TicketRemoved")
  expect(await refusal(desk.removeAll([...ids, "no-such"], { ...bo, confirm: 3 }))).toBe("CountMismatch")
  expect((await desk.find()).tickets).toHaveLength(2)
  await desk.removeAll([...ids, "no-such"], { ...bo, confirm: 2 })
  expect((await desk.find()).tickets).toEqual([])
  expect((await desk.restore(ids[1]!, bo)).ticket.subject).toBe("Ticket 2")
  await desk.purge(ids[2]!, bo)
  expect(JSON.stringify([(await desk.get(ids[2]!)).ticket, await desk.conversation(ids[2]!)])).not.toMatch(/Ticket 3|burning|ada/i)
})

row(83, "all properties of a ticket can be put right, one by one or together, and what belongs to it is linked", async () => {
  const { desk } = aDesk(defineWorkspace({ ...acme, categories: ["printers"], fields: [{ id: "deal", type: "text", maxLength: 40 }] }))
  const [{ ticket }, other] = [await desk.open(asked), (await desk.open(asked)).ticket]
  await desk.perform(ticket.id, {
    ...bo,
    commands: [
      { _tag: "Categorize", category: ["printers"] },
      { _tag: "Assign", agent: "cy" },
      { _tag: "Prioritize", priority: "high" },
      { _tag: "ChangeStatus", status: "pending" },
      { _tag: "SetField", field: "deal", value: "D-17" },
      { _tag: "Rename", subject: "Printer smokes" }
    ]
  })
  await desk.link(ticket.id, { ...bo, type: "related", to: other.id })
  expect((await desk.get(ticket.id)).ticket).toMatchObject({
    category: ["printers"],
    assignee: "cy",
    priority: "high",
    status: "pending",
    subject: "Printer smokes",
    fields: [{ field: "deal", value: "D-17" }]
  })
  expect((await desk.links(other.id)).links.map((one) => one.ticket.id)).toEqual([ticket.id])
  await desk.addOrganization({ id: "moneypenny", name: "Moneypenny", domains: ["moneypenny.example"] })
  const { requester, participants } = (await desk.changeRequester(ticket.id, { ...bo, requester: eve })).ticket
  expect([requester.email, requester.organization, participants.map(({ address }) => address)]).toEqual([
    eve.email,
    "moneypenny",
    [ada.email]
  ])
  expect(String(await desk.as(`requester:${requester.id}`).timeline(ticket.id))).not.toContain("smells of burning")
})
