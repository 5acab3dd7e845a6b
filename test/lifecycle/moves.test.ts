/** Tickets that move to another department, and conversations that move out of their ticket. */
import { describe, expect, test } from "vitest"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import * as Ticket from "../../src/ticket/index.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"

const HOUR = 3_600_000
const nine = Date.UTC(2026, 0, 5, 9)

/** Repairs know statuses and fields that accounts do not, and the other way round. */
const base = {
  name: "Acme",
  statuses: [
    { id: "atCarrier", category: "onHold", name: "At the carrier" },
    { id: "disputed", category: "open", isDefault: false },
    { id: "open", category: "open", isDefault: true }
  ],
  fields: [
    { id: "serial", type: "text" },
    { id: "device", type: "text" },
    { id: "invoice", type: "text" },
    { id: "cost", type: "number" },
    { id: "cause", type: "text", requiredOn: ["disputed"] }
  ],
  departments: [
    {
      id: "repair",
      name: "Repair",
      statuses: ["new", "open", "pending", "atCarrier", "solved", "closed"],
      fields: ["serial", "cost", "cause"]
    },
    {
      id: "accounts",
      name: "Accounts",
      statuses: ["new", "open", "disputed", "pending", "solved", "closed"],
      fields: ["device", "invoice", "cause"]
    },
    { id: "front", name: "Front desk" }
  ],
  moves: [
    {
      from: "repair",
      to: "accounts",
      statuses: [{ from: "atCarrier", to: "pending" }],
      fields: [{ from: "serial", to: "device" }]
    },
    { from: "front", to: "accounts", statuses: [{ from: "atCarrier", to: "pending" }] }
  ],
  teams: ["mechanics", "clerks", "nobody"],
  agents: [
    { id: "bo", name: "Bo", email: "bo@acme.example", teams: ["mechanics"], departments: ["repair", "front"] },
    { id: "cy", name: "Cy", email: "cy@acme.example", teams: ["clerks", "mechanics"], departments: ["accounts"] }
  ]
} as const
const workspace = defineWorkspace(base)
const bo = { as: "agent:bo" } as const
const ada = { requester: { email: "ada@example.org" }, subject: "Printer on fire", text: "Help" } as const

/** Each look at the clock finds it a minute on. */
const aDesk = () => ({ desk: createHelpdesk({ workspace, now: ticking() }) })
const ticking = () => {
  let at = nine
  return () => (at += 60_000)
}
const inRepair = async () => {
  const { desk } = aDesk()
  const { ticket } = await desk.open({ ...ada, fields: { serial: "A-17", cost: 12 }, ...bo })
  return { desk, id: ticket.id }
}
const fieldsOf = ({ fields }: Ticket.Ticket) => Object.fromEntries(fields.map(({ field, value }) => [field, value]))

describe("a ticket that moves", () => {
  test("stands where its status is the other department's, and holds what that uses", async () => {
    const { desk, id } = await inRepair()
    await desk.changeStatus(id, { ...bo, status: "atCarrier" })
    const { ticket, events } = await desk.move(id, { ...bo, department: "accounts", why: "They want to be paid" })
    expect([ticket.department, ticket.status, ticket.statusCategory]).toEqual(["accounts", "pending", "pending"])
    expect([fieldsOf(ticket), ticket.kept]).toEqual([{ device: "A-17" }, [{ field: "cost", value: 12 }]])
    expect(events.map(({ _tag }) => _tag)).toEqual(["Moved", "Assigned"])
    const entry = (await desk.timeline(id)).at(-1)
    expect(entry?.what).toBe("moved it to Accounts, assigned the ticket")
    expect(entry?.why).toEqual(["They want to be paid", "who had it does not work for its department"])
    expect(entry?.changes).toContainEqual({ field: "Status", from: "At the carrier", to: "Pending" })
    expect(entry?.changes).toContainEqual({ field: "Cost", from: "12", to: null })
  })
  test("stays in a status that both have, and takes the default of its category where they do not", async () => {
    const { desk, id } = await inRepair()
    expect((await desk.move(id, { ...bo, department: "accounts", fields: { cause: "x" } })).ticket.status).toBe("new")
    await desk.changeStatus(id, { ...bo, status: "disputed" })
    expect((await desk.move(id, { ...bo, department: "repair" })).ticket.status).toBe("open")
  })
  test("has again what was kept, when it comes back, and what stood for something else is that again", async () => {
    const { desk, id } = await inRepair()
    await desk.move(id, { ...bo, department: "accounts" })
    await desk.setField(id, { ...bo, field: "device", value: "A-18" })
    await desk.setField(id, { ...bo, field: "invoice", value: "R-1" })
    const { ticket } = await desk.move(id, { ...bo, department: "repair" })
    expect([fieldsOf(ticket), ticket.kept]).toEqual([{ serial: "A-18", cost: 12 }, [{ field: "invoice", value: "R-1" }]])
    const once = (await desk.move(id, { ...bo, department: "accounts" })).ticket
    expect(fieldsOf(once)).toEqual({ device: "A-18", invoice: "R-1" })
  })
  test("loses what is to be dropped, which its history keeps; or is not moved at all", async () => {
    for (const otherwise of ["drop", "block"] as const) {
      const moves = [
        { from: "repair", to: "accounts", statuses: [{ from: "atCarrier", to: "pending" }], otherwise },
        base.moves[1]
      ] as const
      const desk = createHelpdesk({ workspace: defineWorkspace({ ...base, moves }) })
      const { ticket } = await desk.open({ ...ada, fields: { cost: 12 } })
      const moved = desk.move(ticket.id, { ...bo, department: "accounts" })
      if (otherwise === "block") {
        await expect(moved).rejects.toMatchObject({ _tag: "MoveBlocked", fields: ["cost"] })
        await desk.setField(ticket.id, { ...bo, field: "cost", value: null })
        expect((await desk.move(ticket.id, { ...bo, department: "accounts" })).ticket.department).toBe("accounts")
        continue
      }
      const { events, ticket: after } = await moved
      expect([after.fields, after.kept]).toEqual([[], undefined])
      expect(events[0]).toMatchObject({ dropped: [{ field: "cost", value: 12 }] })
    }
  })
  test("goes on to a status that is asked for, with the fields that this demands", async () => {
    const { desk, id } = await inRepair()
    await expect(desk.move(id, { ...bo, department: "accounts", status: "disputed" })).rejects.toMatchObject({
      _tag: "FieldsRequired",
      fields: ["cause"]
    })
    await expect(desk.move(id, { ...bo, department: "accounts", fields: { cost: 3 } })).rejects.toMatchObject({
      _tag: "NotOfDepartment",
      word: "cost"
    })
    const { ticket } = await desk.move(id, { ...bo, department: "accounts", status: "disputed", fields: { cause: "price" } })
    expect([ticket.status, fieldsOf(ticket)]).toEqual(["disputed", { device: "A-17", cause: "price" }])
  })
  test("is moved once: to where it is there is nothing to do", async () => {
    const { desk, id } = await inRepair()
    expect((await desk.move(id, { ...bo, department: "repair" })).events).toEqual([])
  })
  test("is not moved by people outside, nor when it is closed, nor to nowhere", async () => {
    const { desk, id } = await inRepair()
    await expect(desk.move(id, { as: "requester", department: "accounts" })).rejects.toMatchObject({ _tag: "NotAnAgent" })
    await expect(desk.move(id, { ...bo, department: "sales" as "accounts" })).rejects.toMatchObject({ _tag: "UnknownWord" })
    await desk.close(id, bo)
    await expect(desk.move(id, { ...bo, department: "accounts" })).rejects.toMatchObject({ _tag: "TicketClosed" })
  })
  test("shows the requester that it waits for them, and not where", async () => {
    const { desk, id } = await inRepair()
    await desk.changeStatus(id, { ...bo, status: "atCarrier" })
    await desk.move(id, { ...bo, department: "accounts", why: "secret" })
    const said = String(await desk.timeline(id, { as: "customer" }))
    expect(said).toContain("Open → Awaiting your reply")
    expect(said).not.toMatch(/secret|Accounts/)
  })
})

describe("who has it then", () => {
  test("keeps it where they work for the department, a team where one of its agents does", async () => {
    const { desk, id } = await inRepair()
    await desk.assign(id, { ...bo, agent: "bo", team: "mechanics" })
    const { ticket } = await desk.move(id, { ...bo, department: "front" })
    expect([ticket.assignee, ticket.team]).toEqual(["bo", "mechanics"])
    const there = (await desk.move(id, { ...bo, department: "accounts" })).ticket
    // Cy is a mechanic too.
    expect([there.assignee, there.team]).toEqual([null, "mechanics"])
    await desk.assign(id, { ...bo, agent: null, team: "nobody" })
    expect((await desk.move(id, { ...bo, department: "repair" })).ticket.team).toBeNull()
  })
  test("is found anew by the queues of the other department", async () => {
    const desk = createHelpdesk({
      workspace: defineWorkspace({
        ...base,
        queues: [{ id: "clerks", team: "clerks", where: { field: "department", op: "is", value: "accounts" } }]
      })
    })
    const { ticket } = await desk.open({ ...ada, ...bo })
    await desk.move(ticket.id, { ...bo, department: "accounts" })
    await desk.drain()
    expect((await desk.get(ticket.id)).ticket.assignee).toBe("cy")
  })
})

describe("what a department does not have", () => {
  test("is refused by its name", async () => {
    const { desk, id } = await inRepair()
    const no = { _tag: "NotOfDepartment", department: "repair" }
    await expect(desk.changeStatus(id, { ...bo, status: "disputed" })).rejects.toMatchObject({ ...no, what: "status", word: "disputed" })
    await expect(desk.setField(id, { ...bo, field: "invoice", value: "R-1" })).rejects.toMatchObject({ ...no, what: "field" })
    await expect(desk.open({ ...ada, fields: { invoice: "R-1" } })).rejects.toMatchObject({ ...no, word: "invoice" })
    await expect(desk.open({ ...ada, status: "disputed" })).rejects.toMatchObject({ ...no, word: "disputed" })
  })
  test("asks for nothing: a field that it does not use is not missed", async () => {
    const desk = createHelpdesk({
      workspace: defineWorkspace({
        name: "Acme",
        agents: [{ id: "bo", email: "bo@acme.example" }],
        fields: [{ id: "cause", type: "text", requiredOn: ["solved"] }],
        departments: [{ id: "support" }, { id: "chat", fields: [] }]
      })
    })
    const { ticket } = await desk.open({ ...ada, department: "chat" })
    expect((await desk.changeStatus(ticket.id, { ...bo, status: "solve" })).ticket.status).toBe("solved")
    await expect(desk.move(ticket.id, { ...bo, department: "support" })).rejects.toMatchObject({ _tag: "FieldsRequired" })
    await desk.move(ticket.id, { ...bo, department: "support", fields: { cause: "toner" } })
  })
  test("a verb means the department's own status of that category", async () => {
    const { desk, id } = await inRepair()
    expect((await desk.changeStatus(id, { ...bo, status: "hold" })).ticket.status).toBe("atCarrier")
    await desk.move(id, { ...bo, department: "accounts" })
    await expect(desk.changeStatus(id, { ...bo, status: "hold" })).rejects.toMatchObject({ _tag: "NotOfDepartment" })
  })
  test("is left behind by a merge and by a follow-up", async () => {
    const { desk, id } = await inRepair()
    const { ticket } = await desk.open({ ...ada, department: "accounts" })
    const merged = await desk.merge(ticket.id, { ...bo, sources: [id], policy: { take: [{ property: "fields.serial", from: "fill" }] } })
    expect(merged.done.ticket.fields).toEqual([])
    await desk.setField(ticket.id, { ...bo, field: "invoice", value: "R-1" })
    await desk.setField(ticket.id, { ...bo, field: "cause", value: "price" })
    await desk.close(ticket.id, bo)
    const next = (await desk.open({ ...ada, ...bo, followUpOf: ticket.id })).ticket
    expect([next.department, fieldsOf(next)]).toEqual(["repair", { cause: "price" }])
  })
})

describe("what was promised", () => {
  const promising = (promises: "carry" | "restart") =>
    defineWorkspace({
      name: "Acme",
      agents: [{ id: "bo", email: "bo@acme.example" }],
      departments: ["support", "billing"],
      moves: [{ from: "support", to: "billing", promises }],
      slaPolicies: [
        { id: "bills", where: { field: "department", op: "is", value: "billing" }, targets: [{ metric: "firstReply", within: "8h" }] },
        { id: "rest", targets: [{ metric: "firstReply", within: "4h" }] }
      ]
    })
  test.each(["carry", "restart"] as const)("is promised by the other department's policy: %s", async (promises) => {
    const clock = { at: nine }
    const desk = createHelpdesk({ workspace: promising(promises), now: () => clock.at })
    const { ticket } = await desk.open(ada)
    clock.at += HOUR
    const moved = await desk.move(ticket.id, { ...bo, department: "billing" })
    expect(moved.ticket.policy).toBe("bills")
    const [deadline] = await desk.deadlines(ticket.id)
    expect(deadline?.due).toEqual({ _tag: "Value", value: nine + 8 * HOUR + (promises === "carry" ? 0 : HOUR) })
  })
})

describe("a conversation that moves out of its ticket", () => {
  const talked = async () => {
    const world = aDesk()
    const { ticket } = await world.desk.open({ ...ada, fields: { serial: "A-17" } })
    await world.desk.reply(ticket.id, { ...bo, text: "Which printer?" })
    const { events } = await world.desk.reply(ticket.id, { as: "requester", text: "And what about my invoice?" })
    const last = events.find(Ticket.Conversation.isSaid)!.messageId
    return { ...world, id: ticket.id, last }
  }
  const texts = async (desk: ReturnType<typeof aDesk>["desk"], id: string) =>
    (await desk.conversation(id)).map(({ content }) => content.text)

  test("goes on in a new ticket of the other department; its own stays, and both say why", async () => {
    const { desk, id } = await talked()
    const { done, from } = await desk.moveOut(id, { ...bo, to: { department: "accounts", agent: "cy" }, why: "It is about money" })
    expect([done.ticket.department, done.ticket.assignee, done.ticket.subject]).toEqual(["accounts", "cy", "Printer on fire"])
    expect(await texts(desk, done.ticket.id)).toEqual(["Help", "Which printer?", "And what about my invoice?", "It is about money"])
    expect(await texts(desk, id)).toEqual(["It is about money"])
    expect([from.ticket.id, from.ticket.department, fieldsOf(from.ticket)]).toEqual([id, "repair", { serial: "A-17" }])
    const told = (await desk.timeline(id)).map(({ what }) => what)
    expect(told.slice(-2)).toEqual([`gave 3 messages to ${done.ticket.reference}`, "noted for the desk"])
    expect(String(await desk.timeline(done.ticket.id))).toContain(`split from ${from.ticket.reference}`)
  })
  test("may be some of it", async () => {
    const { desk, id, last } = await talked()
    const { done } = await desk.moveOut(id, { ...bo, to: { department: "accounts" }, why: "Money", messages: [last] })
    expect([await texts(desk, id), await texts(desk, done.ticket.id)]).toEqual([
      ["Help", "Which printer?", "Money"],
      ["And what about my invoice?", "Money"]
    ])
    expect(done.ticket.assignee).toBeNull()
  })
  test("comes back: what was said since comes with it", async () => {
    const { desk, id } = await talked()
    const { done } = await desk.moveOut(id, { ...bo, to: { department: "accounts" }, why: "Money" })
    await desk.reply(done.ticket.id, { as: "requester", text: "Thank you" })
    await desk.unsplit(done.ticket.id, bo)
    expect((await texts(desk, id)).filter((text) => text !== "Money")).toEqual([
      "Help",
      "Which printer?",
      "And what about my invoice?",
      "Thank you"
    ])
  })
  test("comes back where transitions would let no such ticket end: it ends no life", async () => {
    const desk = createHelpdesk({
      workspace: defineWorkspace({
        name: "Acme",
        agents: [{ id: "bo", email: "bo@acme.example" }],
        departments: ["support", "billing"],
        transitions: [{ from: "new", to: "open" }]
      })
    })
    const { ticket } = await desk.open(ada)
    await expect(desk.moveOut(ticket.id, { ...bo, to: { department: "billing", status: "solve" }, why: "Money" })).rejects.toMatchObject({
      _tag: "TransitionRefused",
      from: "new",
      to: "solved"
    })
    const { done } = await desk.moveOut(ticket.id, { ...bo, to: { department: "billing", status: "open" }, why: "Money" })
    await desk.unsplit(done.ticket.id, bo)
    expect((await desk.conversation(ticket.id)).map(({ content }) => content.text)).toContain("Help")
  })
  test("is asked for by the desk, with a reason, and is something", async () => {
    const { desk, id } = await talked()
    const to = { department: "accounts" } as const
    await expect(desk.moveOut(id, { as: "requester", to, why: "x" })).rejects.toMatchObject({ _tag: "NotAnAgent" })
    await expect(desk.moveOut(id, { ...bo, to, why: " " })).rejects.toMatchObject({ _tag: "InputInvalid" })
    await expect(desk.moveOut(id, { ...bo, to, why: "x", messages: [] })).rejects.toMatchObject({ _tag: "NothingLeft", chosen: 0 })
    await expect(desk.moveOut(id, { ...bo, to, why: "x", messages: ["m-9"] })).rejects.toMatchObject({ _tag: "MessageNotFound" })
    await expect(desk.moveOut(id, { ...bo, to, why: "x", bcc: 1 } as never)).rejects.toMatchObject({ _tag: "InputInvalid" })
    await expect(desk.split(id, { ...bo, from: (await desk.conversation(id))[0]!.id })).rejects.toMatchObject({ _tag: "NothingLeft" })
  })
  test("asked twice with one id is done once", async () => {
    const { desk, id } = await talked()
    const wish = { ...bo, to: { department: "accounts" }, why: "Money", commandId: "out-1" } as const
    const first = await desk.moveOut(id, wish)
    const again = await desk.moveOut(id, wish)
    expect([again.done.ticket.id, again.done.repeated, again.from.version]).toEqual([first.done.ticket.id, true, first.from.version])
  })
})
