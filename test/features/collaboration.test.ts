/** What agents do together on a ticket: rows 26 and 30 to 39 of the list of features. */
import { Actor, defineWorkspace, type Notification } from "deskwright"
import { expect } from "vitest"
import { acme, ada, aDesk, asked, bo, cy, eve, HOUR, mail, monday, openForBusiness, plain, refusal, taken } from "./desk.ts"
import { row } from "./row.ts"

openForBusiness()

row(26, "files belong to a message or to the ticket itself, and one list has them all", async () => {
  const { desk } = aDesk(plain)
  const file = (name: string) => ({ name, type: "application/pdf", bytes: Buffer.from("%PDF") })
  const { ticket } = await desk.open({ ...asked, attachments: [file("photo.pdf")] })
  await desk.attach(ticket.id, { ...bo, files: [file("invoice.pdf")] })
  await desk.attach(ticket.id, { ...bo, files: [file("contract.pdf")], visibility: "public" })
  const names = async (as: "agent" | "customer") => (await desk.attachments(ticket.id, { as })).map((one) => one.file.name)
  expect(await names("agent")).toEqual(["photo.pdf", "invoice.pdf", "contract.pdf"])
  expect(await names("customer")).toEqual(["photo.pdf", "contract.pdf"])
  expect(await desk.conversation(ticket.id)).toHaveLength(1)
})

row(30, "history tells what agents, customers, rules and the desk itself did, and why", async () => {
  const { desk, later } = aDesk(
    defineWorkspace({
      ...acme,
      slaPolicies: [{ id: "standard", targets: [{ metric: "firstReply", within: "4h" }] }],
      triggers: [
        { id: "fire", where: { field: "subject", op: "contains", value: "fire" }, then: [{ _tag: "Prioritize", priority: "urgent" }] }
      ]
    })
  )
  const { ticket } = await desk.open(asked)
  await later(4 * HOUR)
  await desk.reply(ticket.id, { ...bo, text: "Sorry" })
  await desk.tag(ticket.id, { as: "integration:crm", tags: ["vip"] })
  const kinds = (await desk.events(ticket.id)).map(({ by }) => Actor.kindOf(by))
  expect(new Set(kinds)).toEqual(new Set(["requester", "rule", "system", "agent", "integration"]))
  const byRule = (await desk.timeline(ticket.id)).find(({ who }) => who === "Rule fire")!
  expect(byRule.changes).toEqual([{ field: "Priority", from: "Normal", to: "Urgent" }])
  expect(byRule.why.join()).toContain("because of trigger fire")
})

row(31, "an approver is written to, and says yes or no by the link in the letter", async () => {
  const { desk, lettersTo } = aDesk(
    defineWorkspace({
      ...acme,
      approvalPage: "https://desk.acme.example/approve?t={token}",
      approvals: [{ id: "budget", steps: [{ id: "boss", approvers: [{ agent: "di" }] }] }]
    })
  )
  const { ticket } = await desk.open(asked)
  await desk.requestApproval(ticket.id, { ...bo, approval: "budget", subject: "A new printer" })
  expect(await refusal(desk.close(ticket.id, bo))).toBe("ApprovalPending")
  const letter = (await lettersTo("di@acme.example")).find(({ subject }) => subject.includes("A new printer"))!
  const { confirmation, subject } = await desk.ballot(decodeURIComponent(/\?t=(\S+)/.exec(letter.text)![1]!))
  await desk.castBallot({ confirmation, answer: "no", reason: "Repair the old one." })
  expect([subject, (await desk.get(ticket.id)).ticket.approvals![0]!.end!.verdict]).toEqual(["A new printer", "rejected"])
  expect(await refusal(desk.close(ticket.id, bo))).toBe("granted")
})

row(32, "one resolution to a ticket that is solved: published as an article, told to the customer, gone when it returns", async () => {
  const published: Array<string> = []
  const { desk, lettersTo } = aDesk(plain, { knowledge: { publish: async ({ key, text }) => (published.push(text), { id: key }) } })
  const { ticket } = await desk.open(asked)
  expect(await refusal(desk.resolve(ticket.id, { ...bo, text: "A new drum." }))).toBe("NotSolved")
  await desk.resolve(ticket.id, { ...bo, text: "A new drum.", then: "solve" })
  await desk.resolve(ticket.id, { ...bo, text: "A new fuse.", article: true, tell: true })
  expect((await lettersTo(ada.email)).at(-1)!.text).toContain("A new fuse.")
  expect((await desk.get(ticket.id)).ticket.resolution).toMatchObject({ text: "A new fuse." })
  expect(published).toEqual(["A new fuse."])
  expect((await desk.reply(ticket.id, { as: "requester", text: "It burns." })).ticket.resolution).toBeUndefined()
})

row(33, "tasks, calls and events have an owner and reminders, which are for times to come", async () => {
  const told: Array<string> = []
  const tell = (way: string) => async (one: Notification) => void told.push(`${way} ${one.agent}`)
  const { desk, later, lettersTo } = aDesk(plain, { notify: tell("pop-up"), sms: tell("sms") })
  const { ticket } = await desk.open(asked)
  const at = monday + HOUR
  const plan = { ...bo, kind: "call", subject: "Ring Ada", due: at } as const
  expect(await refusal(desk.planActivity(ticket.id, { ...plan, reminders: [{ at: monday - 1, way: "mail" }] }))).toBe("ReminderInPast")
  const ways = (["mail", "notification", "sms"] as const).map((way) => ({ at, way }))
  await desk.planActivity(ticket.id, { ...plan, reminders: ways })
  const { activity } = await desk.planActivity(ticket.id, { ...plan, kind: "task", subject: "Order a drum", reminders: ways })
  await desk.completeActivity(ticket.id, { ...bo, id: activity })
  await later(HOUR)
  expect((await lettersTo("bo@acme.example")).filter(({ text }) => text.includes("Ring Ada"))).toHaveLength(1)
  expect(told.toSorted()).toEqual(["pop-up bo", "sms bo"])
  expect((await desk.activities(ticket.id)).map(({ subject, owner }) => [subject, owner])).toEqual([
    ["Ring Ada", "bo"],
    ["Order a drum", "bo"]
  ])
})

row(34, "time is written down by kind, billable or not, put right by another entry, and added up", async () => {
  const { desk } = aDesk(defineWorkspace({ ...acme, timeTypes: ["phone", "road"] }))
  const { ticket } = await desk.open(asked)
  const { entry } = await desk.logTime(ticket.id, { ...bo, minutes: 300, billable: true, type: "phone" })
  await desk.reverseTime(ticket.id, { ...bo, entry })
  await desk.logTime(ticket.id, { ...bo, minutes: 30, billable: true, type: "phone", note: "She was long." })
  await desk.logTime(ticket.id, { ...cy, minutes: 15, billable: false, type: "road" })
  expect((await desk.timeEntries(ticket.id)).entries).toHaveLength(4)
  const { rows } = await desk.timeSpent({ by: "agent" })
  expect(rows).toMatchObject([
    { key: "bo", milliseconds: HOUR / 2, billable: HOUR / 2 },
    { key: "cy", milliseconds: HOUR / 4, billable: 0 }
  ])
})

row(
  35,
  "an answer goes to all who take part or to the requester alone, a forward to outsiders; sending and closing is one commit",
  async () => {
    const { desk, letters, lettersTo } = aDesk(plain)
    const { ticket } = await taken(desk.receive(mail({ Cc: eve.email })))
    const before = (await letters()).length
    const sent = await desk.reply(ticket.id, { ...bo, text: "On it.", then: "close" })
    expect(sent.events.map(({ _tag, at }) => [_tag, at])).toEqual([
      ["Replied", sent.events[0]!.at],
      ["StatusChanged", sent.events[0]!.at]
    ])
    const answer = (await letters()).slice(before).find(({ to }) => to.includes(ada.email))!
    expect(answer.to.toSorted()).toEqual([ada.email, eve.email])
    await desk.reopen(ticket.id, bo)
    const known = (await letters()).length
    await desk.reply(ticket.id, { ...bo, text: "For you alone.", to: "requester" })
    expect((await letters()).slice(known).flatMap(({ to }) => to)).toEqual([ada.email])
    expect(String(await desk.as(`participant:${eve.email}`).timeline(ticket.id))).not.toContain("alone")
    await desk.forward(ticket.id, { ...bo, text: "Can you repair it?", to: ["smith@forge.example"] })
    const shown = (await lettersTo("smith@forge.example"))[0]!
    expect(await lettersTo(ada.email)).not.toContainEqual(expect.objectContaining({ text: expect.stringContaining("repair") }))
    const back = await taken(desk.receive(mail({ From: "smith@forge.example", "In-Reply-To": shown.messageId }, "Monday.")))
    expect([back.ticket.id, (await desk.conversation(ticket.id)).at(-1)]).toMatchObject([
      ticket.id,
      { by: "participant:smith@forge.example", visibility: "internal" }
    ])
  }
)

row(37, "whoever follows hears of every word and is not seen; who stops hears no more; a merge keeps the followers", async () => {
  const { desk, lettersTo } = aDesk(plain)
  const { ticket } = await desk.open({ ...asked, agent: "bo" })
  const other = (await desk.open({ ...asked, agent: "bo" })).ticket
  await desk.follow(ticket.id, { ...cy, agent: "cy" })
  await desk.follow(ticket.id, { ...cy, agent: "cy" })
  await desk.reply(ticket.id, { as: "requester", text: "Hello?" })
  expect((await lettersTo("cy@acme.example")).filter(({ text }) => text.includes("Hello?"))).toHaveLength(1)
  expect(String(await desk.timeline(ticket.id, { as: "customer" }))).not.toContain("Cy")
  expect((await desk.merge(other.id, { ...bo, sources: [ticket.id] })).done.ticket.followers).toEqual(["cy"])
  await desk.unfollow(other.id, { ...cy, agent: "cy" })
  await desk.reply(other.id, { as: "requester", text: "Anybody?" })
  expect((await lettersTo("cy@acme.example")).filter(({ text }) => text.includes("Anybody?"))).toEqual([])
})

row(38, "each agent has their own unread words; that nobody has seen them is known as well", async () => {
  const { desk } = aDesk(plain)
  const { ticket } = await desk.open(asked)
  const unread = async (as: typeof bo | typeof cy) => (await desk.unread({ ...as, tickets: [ticket.id] }))[0]
  expect(await unread(bo)).toMatchObject({ messages: 1, unseenByAll: true })
  const events = (await desk.events(ticket.id)).length
  await desk.markRead(ticket.id, cy)
  expect([await unread(bo), await unread(cy)]).toMatchObject([
    { messages: 1, unseenByAll: false },
    { messages: 0, unseenByAll: false }
  ])
  await desk.reply(ticket.id, { as: "requester", text: "Hello?" })
  expect((await unread(cy))!.messages).toBe(1)
  expect((await desk.events(ticket.id)).length).toBe(events + 1)
})

row(39, "any agent may answer what is another's; of two who answer at once the later one is told", async () => {
  const { desk } = aDesk(plain)
  const { ticket } = await desk.open({ ...asked, agent: "bo" })
  const { version } = await desk.get(ticket.id)
  expect((await desk.reply(ticket.id, { ...cy, text: "Bo is ill.", expectedVersion: version })).ticket.assignee).toBe("bo")
  expect(await refusal(desk.reply(ticket.id, { ...bo, text: "On it.", expectedVersion: version }))).toBe("StaleVersion")
})
