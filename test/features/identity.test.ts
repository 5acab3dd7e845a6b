/** What a ticket is, and how one begins: rows 1 to 29 of the list of features. */
import { defineWorkspace, Storage, thanks, type Ticket } from "deskwright"
import { describe, expect } from "vitest"
import { acme, ada, aDesk, asked, bo, cy, DAY, eve, guarded, HOUR, mail, monday, openForBusiness, plain, refusal, taken } from "./desk.ts"
import { row } from "./row.ts"

openForBusiness()

describe("what a ticket is", () => {
  row(1, "a ticket holds its conversation, status, priority, category and kind, and may be a thank-you", async () => {
    const { desk } = aDesk(
      defineWorkspace({
        ...acme,
        kinds: ["question", "problem", { id: "thanks", name: "Thank-you" }],
        categories: ["praise", "printers"],
        needsNoAnswer: [...thanks.en]
      })
    )
    const { ticket } = await desk.open({ ...asked, kind: "thanks", category: ["praise"], priority: "low" })
    expect(ticket).toMatchObject({ kind: "thanks", category: ["praise"], priority: "low", status: "new", messages: 1 })
    await desk.reply(ticket.id, { ...bo, text: "Here you are.", then: "solve" })
    expect((await desk.reply(ticket.id, { as: "requester", text: "Thank you!" })).ticket.status).toBe("solved")
    expect((await desk.reply(ticket.id, { as: "requester", text: "It burns again." })).ticket.status).toBe("open")
    expect((await desk.conversation(ticket.id)).map(({ content }) => content.text).slice(0, 2)).toEqual([asked.text, "Here you are."])
  })

  row(2, "requests come in by every channel; one that is switched off takes no more, and what came by it stays", async () => {
    const storage = Storage.memory()
    const { desk } = aDesk(plain, { storage })
    const ways = ["email", "webForm", "phone", "liveChat", "community", "x", "facebook", "helpCenter"] as const
    for (const via of ways) expect((await desk.open({ ...asked, via })).ticket.channel).toBe(via)
    const without = aDesk(defineWorkspace({ ...acme, channels: [{ id: "webForm", inbound: false }, { id: "fax" }] }), { storage })
    const form = { channel: "webForm", id: "f1", person: { identity: { kind: "email", value: ada.email } }, text: "Help" } as const
    expect(await without.desk.accept(form)).toMatchObject({ _tag: "Quarantined", causes: ["notForThisDesk"] })
    expect((await taken(without.desk.accept({ ...form, channel: "fax" }))).ticket.channel).toBe("fax")
    const { tickets } = await without.desk.find({ where: { field: "channel", op: "is", value: "webForm" } })
    expect((await without.desk.timeline(tickets[0]!.id))[0]).toMatchObject({ via: "Web form", text: asked.text })
  })

  row(9, "nobody is without a name: that of the mail, else what stands before the @", async () => {
    const { desk } = aDesk(plain)
    const nameIn = async (From: string) => (await taken(desk.receive(mail({ From })))).ticket.requester.name
    expect(await nameIn("Ada Lovelace <ada@lovelace.example>")).toBe("Ada Lovelace")
    expect(await nameIn("grace.hopper@navy.example")).toBe("grace.hopper")
    expect(await refusal(desk.open({ requester: {}, subject: "?", text: "?" }))).toBe("RequesterMissing")
  })

  row(12, "the subject is the mail's own, and rules go by it", async () => {
    const { desk, lettersTo } = aDesk(
      defineWorkspace({
        ...acme,
        teams: ["fire"],
        triggers: [{ id: "fire", where: { field: "subject", op: "contains", value: "FIRE" }, then: [{ _tag: "Assign", team: "fire" }] }]
      })
    )
    const { ticket } = await taken(desk.receive(mail({ Subject: "Re: AW: Printer on fire" })))
    expect(ticket).toMatchObject({ subject: "Re: AW: Printer on fire", team: "fire" })
    await desk.reply(ticket.id, { ...bo, text: "Coming" })
    const letters = await lettersTo(ada.email)
    expect(letters.at(-1)!.subject).toBe(`Re: Printer on fire [#${ticket.reference}]`)
  })

  row(13, "what is asked stands in the first public message, and nowhere twice", async () => {
    const { desk } = aDesk(plain)
    const { ticket } = await desk.open({ ...asked, ...bo, internal: true, text: "She is angry." })
    await desk.reply(ticket.id, { as: "requester", text: "It smells of burning." })
    const first = (await desk.timeline(ticket.id, { as: "customer" })).find(({ text }) => text !== null)
    expect(first!.text).toBe("It smells of burning.")
    expect(JSON.stringify(ticket)).not.toContain("angry")
  })
})

describe("how it begins", () => {
  row(3, "an agent enters a request for somebody known or new; company and addresses are filled in", async () => {
    const { desk } = aDesk(plain)
    await desk.addOrganization({ id: "engines", name: "Engines", domains: ["lovelace.example"] })
    const first = (await desk.open({ ...asked, ...bo, via: "phone" })).ticket
    const again = (await desk.open({ requester: { id: first.requester.id }, subject: "Again", text: "She called.", ...bo })).ticket
    expect(again.requester).toMatchObject({ name: "Ada", email: ada.email, organization: "engines" })
    expect(again).toMatchObject({ submitter: "agent:bo" })
    expect((await desk.conversation(again.id))[0]).toMatchObject({ by: "agent:bo" })
    expect(await refusal(desk.open({ ...bo, subject: "Whose?", text: "?" } as unknown as Parameters<typeof desk.open>[0]))).toBe(
      "RequesterMissing"
    )
  })

  row(4, "who writes in is told that it arrived: not a machine, not for what an agent enters, not twice a day", async () => {
    const { desk, lettersTo } = aDesk(plain)
    await desk.receive(mail())
    await desk.receive(mail({ Subject: "And another thing" }))
    await desk.receive(mail({ From: "robot@lovelace.example", "Auto-Submitted": "auto-generated" }))
    await desk.open({ ...asked, requester: eve, ...bo })
    const toAda = await lettersTo(ada.email)
    expect([toAda.length, toAda[0]!.text.includes("has arrived"), toAda[0]!.text.includes("burning")]).toEqual([1, true, false])
    expect(await lettersTo("robot@lovelace.example")).toEqual([])
    expect((await lettersTo(eve.email)).filter(({ text }) => text.includes("has arrived"))).toEqual([])
  })

  row(5, "an unknown sender becomes a contact; people in copy only take part", async () => {
    const { desk } = aDesk(plain)
    const { ticket } = await taken(desk.receive(mail({ Cc: "Eve <eve@moneypenny.example>", "Reply-To": "boss@lovelace.example" })))
    expect(await desk.requester(ticket.requester.id)).toMatchObject({ identities: [{ kind: "email", value: ada.email }] })
    expect(ticket.participants).toMatchObject([{ address: eve.email }])
    for (const value of [eve.email, "boss@lovelace.example"])
      expect(await refusal(desk.contactHistory({ identity: { kind: "email", value } }))).toBe("RequesterMissing")
  })

  row(6, "a file may have 20 MB; a larger one leaves a marker, and the message stays", async () => {
    const { desk } = aDesk(plain)
    const file = (name: string, size: number) => ({ name, type: "application/pdf", bytes: new Uint8Array(size) })
    const limit = 20 * 1024 * 1024
    const { ticket } = await desk.open({ ...asked, attachments: [file("fits.pdf", limit), file("large.pdf", limit + 1)] })
    const [{ attachments }] = (await desk.timeline(ticket.id)) as unknown as [{ attachments: ReadonlyArray<Ticket.Attachment> }]
    expect(attachments.map(({ name, ref, refused }) => [name, ref !== null, refused])).toEqual([
      ["fits.pdf", true, null],
      ["large.pdf", false, `larger than ${limit} bytes`]
    ])
  })

  row(7, "what an agent enters is theirs, unless the desk wants it otherwise; what comes in is nobody's", async () => {
    const { desk } = aDesk(plain)
    expect((await desk.open({ ...asked, ...bo })).ticket.assignee).toBe("bo")
    expect((await desk.open({ ...asked, ...bo, agent: "cy" })).ticket.assignee).toBe("cy")
    expect((await taken(desk.receive(mail()))).ticket.assignee).toBeNull()
    const shared = aDesk(defineWorkspace({ ...acme, onAgentCreate: "unassigned" }))
    expect((await shared.desk.open({ ...asked, ...bo })).ticket.assignee).toBeNull()
  })

  row(10, "people of one company share it, and its tickets; a ticket keeps the company that it was opened for", async () => {
    const { desk } = aDesk(defineWorkspace({ ...acme, colleagues: "read" }))
    const before = (await desk.open(asked)).ticket
    await desk.addOrganization({ id: "engines", name: "Engines", domains: ["lovelace.example"] })
    const other = { email: "byron@lovelace.example" }
    const after = (await desk.open({ ...asked, requester: other })).ticket
    expect([before.requester.organization, after.requester.organization]).toEqual([null, "engines"])
    expect((await desk.find({ where: { field: "organization", op: "is", value: "engines" } })).tickets.map(({ id }) => id)).toEqual([
      after.id
    ])
    expect((await desk.contactHistory({ organization: "engines" })).tickets).toHaveLength(1)
    const third = (await desk.open({ ...asked, requester: { email: "menabrea@lovelace.example" } })).ticket
    const menabrea = desk.as(`requester:${third.requester.id}`)
    expect((await menabrea.find()).tickets.map(({ id }) => id)).toEqual([third.id, after.id])
    expect(await refusal(menabrea.get(before.id))).toBe("TicketNotFound")
  })

  row(11, "a contact has addresses, numbers and accounts; a ticket keeps the one that was used", async () => {
    const identities = [
      { kind: "email", value: ada.email },
      { kind: "email", value: "ada@engines.example" },
      { kind: "phone", value: "+33123456789" }
    ] as const
    const person = { id: "u1", name: "Ada", identities, organization: null }
    const mine = async (_: string, one: { readonly value: string }) => identities.find(({ value }) => value === one.value) && person
    const directory = {
      get: async () => person,
      find: mine,
      add: async () => person,
      organization: async () => undefined,
      addOrganization: async () => undefined,
      forget: async () => undefined
    }
    const { desk } = aDesk(plain, { directory })
    const second = (await desk.open({ ...asked, requester: { email: "ada@engines.example" } })).ticket
    const called = (await desk.open({ ...asked, requester: { phone: "+33123456789" }, via: "phone" })).ticket
    expect([second.requester.id, second.requester.email]).toEqual(["u1", "ada@engines.example"])
    expect([called.requester.id, called.requester.email]).toEqual(["u1", ada.email])
    const own = aDesk(plain).desk
    const first = (await own.open(asked)).ticket
    await own.addIdentity(first.requester.id, { kind: "email", value: "ada@engines.example" })
    expect((await own.open({ ...asked, requester: { email: "ada@engines.example" } })).ticket.requester.id).toBe(first.requester.id)
  })
})

describe("where it stands", () => {
  const steps = defineWorkspace({
    ...acme,
    statuses: [
      { id: "diagnosis", category: "open", isDefault: true },
      { id: "repair", category: "open" },
      { id: "parts", category: "onHold", name: "Waiting for parts" }
    ],
    fields: [{ id: "cause", type: "text", requiredOn: ["solved"] }],
    triggers: [{ id: "parts", where: { field: "tags", op: "added", value: "parts" }, then: [{ _tag: "ChangeStatus", status: "parts" }] }]
  })

  row(14, "statuses of one's own lie within six categories; people and rules move a ticket through them", async () => {
    const { desk } = aDesk(steps)
    const { ticket } = await desk.open(asked)
    expect((await desk.changeStatus(ticket.id, { ...bo, status: "repair" })).ticket).toMatchObject({
      status: "repair",
      statusCategory: "open"
    })
    expect((await desk.tag(ticket.id, { ...bo, tags: ["parts"] })).ticket).toMatchObject({ status: "parts", statusCategory: "onHold" })
    expect(await refusal(desk.changeStatus(ticket.id, { ...bo, status: "solve" }))).toBe("FieldsRequired")
    const twice = { ...acme, statuses: ["a", "b"].map((id) => ({ id, category: "open" as const, isDefault: true })) }
    expect(() => defineWorkspace(twice)).toThrow(/default/)
  })

  row(15, "a customer reads Open where the desk reads On hold, and no name of the desk's own", async () => {
    const { desk } = aDesk(steps)
    const { ticket } = await desk.open(asked)
    await desk.changeStatus(ticket.id, { ...bo, status: "pending" })
    await desk.changeStatus(ticket.id, { ...bo, status: "parts" })
    const told = String(await desk.timeline(ticket.id, { as: "customer" }))
    expect([told.includes("Awaiting your reply → Open"), told.includes("parts")]).toEqual([true, false])
    expect(String(await desk.timeline(ticket.id))).toContain("Waiting for parts")
  })

  row(16, "a ticket is escalated when a promise is broken, whatever its status; a rule may move it then", async () => {
    const { desk, later } = aDesk(
      defineWorkspace({
        ...acme,
        statuses: [
          { id: "open", category: "open", isDefault: true },
          { id: "late", category: "open", name: "Late", customerName: "Open" }
        ],
        slaPolicies: [{ id: "standard", targets: [{ metric: "firstReply", within: "4h" }] }],
        triggers: [
          {
            id: "late",
            where: { field: "commit.breached", op: "contains", value: "firstReply" },
            then: [{ _tag: "ChangeStatus", status: "late" }]
          }
        ]
      })
    )
    const { ticket } = await desk.open(asked)
    await later(4 * HOUR)
    expect((await desk.get(ticket.id)).ticket).toMatchObject({ escalated: true, status: "late" })
    expect(String(await desk.timeline(ticket.id, { as: "customer" }))).not.toMatch(/late|escalated/i)
    expect((await desk.changeStatus(ticket.id, { ...bo, status: "solve" })).ticket.escalated).toBe(false)
  })

  row(17, "a ticket is closed by hand, or after days without a word", async () => {
    const { desk, later } = aDesk(
      defineWorkspace({
        ...acme,
        automations: [{ id: "quiet", where: { field: "status", op: "is", value: "solved" }, after: "4d", then: [{ _tag: "Close" }] }]
      })
    )
    const [byHand, quiet] = [(await desk.open(asked)).ticket, (await desk.open(asked)).ticket]
    expect((await desk.close(byHand.id, bo)).ticket.status).toBe("closed")
    await desk.changeStatus(quiet.id, { ...bo, status: "solve" })
    await later(4 * DAY - HOUR)
    expect((await desk.get(quiet.id)).ticket.status).toBe("solved")
    await later(HOUR)
    expect((await desk.events(quiet.id)).at(-2)).toMatchObject({ _tag: "StatusChanged", status: "closed", by: "rule:quiet" })
  })

  row(18, "a word from the customer reopens a closed ticket for some days; an automatic answer never does", async () => {
    const { desk, clock, letters } = aDesk(defineWorkspace({ ...acme, followUp: { reopenWithinDays: 10 } }))
    const { ticket } = await taken(desk.receive(mail()))
    await desk.reply(ticket.id, { ...bo, text: "Done.", then: "close" })
    const answers = (await letters()).at(-1)!.messageId
    await desk.receive(mail({ "In-Reply-To": answers, "Auto-Submitted": "auto-replied", Subject: "Out of office" }, "I am away."))
    expect((await desk.get(ticket.id)).ticket.status).toBe("closed")
    expect((await taken(desk.receive(mail({ "In-Reply-To": answers }, "It still burns.")))).ticket).toMatchObject({
      id: ticket.id,
      status: "open",
      reopened: 1
    })
    await desk.close(ticket.id, bo)
    clock.at += 11 * DAY
    expect((await taken(desk.receive(mail({ "In-Reply-To": answers }, "And again.")))).ticket.followUpOf).toBe(ticket.id)
  })

  row(21, "a due date follows from a promise, or is set by hand and then goes before it", async () => {
    const { desk } = aDesk(
      defineWorkspace({ ...acme, slaPolicies: [{ id: "standard", targets: [{ metric: "resolution", within: "5d" }] }] })
    )
    const { ticket } = await desk.open(asked)
    const dueOf = async () => (await desk.deadlines(ticket.id)).find(({ metric }) => metric === "due")
    expect((await desk.deadlines(ticket.id)).map(({ metric }) => metric)).toEqual(["resolution"])
    await desk.setDue(ticket.id, { ...bo, due: monday + DAY, pinned: true })
    expect(await dueOf()).toMatchObject({ due: { _tag: "Value", value: monday + DAY } })
    expect((await desk.find({ where: { field: "due", op: "lt", value: monday + 2 * DAY } })).tickets).toHaveLength(1)
    await desk.setDue(ticket.id, { ...bo, due: null })
    expect(await dueOf()).toMatchObject({ status: "cancelled" })
  })

  row(22, "priorities are the desk's own, in their order; people, rules and promises set them", async () => {
    const { desk, later } = aDesk(
      defineWorkspace({
        ...acme,
        priorities: ["low", "medium", "high"],
        slaPolicies: [{ id: "s", targets: [{ metric: "firstReply", within: "4h" }], thresholds: [{ id: "soon", percent: 75 }] }],
        triggers: [
          {
            id: "soon",
            where: { field: "commit.thresholds", op: "contains", value: "soon" },
            then: [{ _tag: "Prioritize", priority: "high" }]
          }
        ]
      })
    )
    const { ticket } = await desk.open(asked)
    expect(ticket.priority).toBeNull()
    await desk.prioritize(ticket.id, { ...bo, priority: "low" })
    await later(3 * HOUR)
    expect((await desk.get(ticket.id)).ticket.priority).toBe("high")
    expect(
      await desk.count([
        { field: "priority", op: "gt", value: "low" },
        { field: "priority", op: "lt", value: "high" }
      ])
    ).toEqual([1, 0])
  })
})

describe("what is known of it", () => {
  row(8, "a department is chosen by the customer, an agent, an address or a rule", async () => {
    const { desk } = aDesk(
      defineWorkspace({
        ...acme,
        departments: ["support", "billing"],
        supportAddresses: ["help@acme.example", { address: "bills@acme.example", department: "billing" }],
        triggers: [
          { id: "bill", where: { field: "subject", op: "contains", value: "invoice" }, then: [{ _tag: "Move", department: "billing" }] }
        ]
      })
    )
    const departmentOf = async (opened: Promise<{ readonly ticket: Ticket.Ticket }>) => (await opened).ticket.department
    expect(await departmentOf(desk.open(asked))).toBe("support")
    expect(await departmentOf(desk.open({ ...asked, department: "billing" }))).toBe("billing")
    expect(await departmentOf(taken(desk.receive(mail({ To: "bills@acme.example" }))))).toBe("billing")
    expect(await departmentOf(desk.open({ ...asked, subject: "My invoice" }))).toBe("billing")
    const { ticket } = await desk.open(asked)
    expect(await departmentOf(desk.move(ticket.id, { ...bo, department: "billing" }))).toBe("billing")
  })

  row(19, "a product is a choice of the desk's own, which rules and lists go by", async () => {
    const { desk } = aDesk(
      defineWorkspace({ ...acme, fields: [{ id: "product", type: "select", choices: ["engine", { id: "printer", name: "Printer" }] }] })
    )
    const { ticket } = await desk.open({ ...asked, fields: { product: "printer" } })
    await desk.setField(ticket.id, { ...bo, field: "product", value: "engine" })
    expect(
      await desk.count([
        { field: "fields.product", op: "is", value: "engine" },
        { field: "fields.product", op: "is", value: "printer" }
      ])
    ).toEqual([1, 0])
  })

  row(20, "the owner is nobody, an agent or a team, and changes as often as need be, by hand or by rule", async () => {
    const { desk } = aDesk(
      defineWorkspace({
        ...acme,
        teams: ["night"],
        triggers: [
          { id: "night", where: { field: "tags", op: "added", value: "night" }, then: [{ _tag: "Assign", agent: null, team: "night" }] }
        ]
      })
    )
    const { ticket } = await desk.open(asked)
    for (const agent of ["bo", "cy", "bo"] as const) expect((await desk.assign(ticket.id, { ...cy, agent })).ticket.assignee).toBe(agent)
    expect((await desk.tag(ticket.id, { ...bo, tags: ["night"] })).ticket).toMatchObject({ assignee: null, team: "night" })
    expect((await desk.events(ticket.id)).at(-1)).toMatchObject({ _tag: "Assigned", by: "rule:night" })
    expect(await refusal(desk.assign(ticket.id, { ...bo, agent: "bo", team: "night" }))).toBe("NotInTeam")
  })

  row(23, "a ticket keeps the channel that it came by, and each word its own", async () => {
    const { desk } = aDesk(plain)
    const { ticket } = await desk.open({ ...asked, via: "webForm" })
    await desk.reply(ticket.id, { ...bo, text: "Coming.", via: "api" })
    await desk.note(ticket.id, { ...bo, text: "She called.", via: "phone" })
    expect((await desk.get(ticket.id)).ticket.channel).toBe("webForm")
    expect((await desk.conversation(ticket.id)).map(({ via }) => via)).toEqual(["webForm", "api", "phone"])
  })

  row(24, "a category is a way down a tree; a step that is not there is refused, a new parent has no old child", async () => {
    const fault = { id: "fault", children: ["inWarranty", "outOfWarranty", "extended"] }
    const { desk } = aDesk(defineWorkspace({ ...acme, categories: [fault, "praise"] }))
    const { ticket } = await desk.open({ ...asked, category: ["fault", "inWarranty"] })
    expect(await refusal(desk.categorize(ticket.id, { ...bo, category: ["praise", "inWarranty"] }))).toBe("UnknownWord")
    expect((await desk.categorize(ticket.id, { ...bo, category: ["praise"] })).ticket.category).toEqual(["praise"])
    expect(await desk.count([{ field: "category", op: "contains", value: "fault" }])).toEqual([0])
  })

  row(25, "fields of one's own have a type, and may be demanded before a status", async () => {
    const { desk } = aDesk(
      defineWorkspace({
        ...acme,
        fields: [
          { id: "serial", type: "text", requiredOn: ["solved"] },
          { id: "seats", type: "number", minimum: 1 },
          { id: "insured", type: "boolean" },
          { id: "bought", type: "date" },
          { id: "visit", type: "dateTime" },
          { id: "order", type: "lookup", of: "order" },
          { id: "invoice", type: "pattern", pattern: "^INV-[0-9]{4}$" },
          { id: "colours", type: "multiSelect", choices: ["red", "blue"] },
          { id: "place", type: "tree", choices: [{ id: "paris", children: ["office"] }] }
        ]
      })
    )
    const order = { id: "o-17", label: "A van" }
    const fields = {
      seats: 3,
      insured: true,
      bought: "2026-01-05",
      visit: monday,
      order,
      invoice: "INV-0017",
      colours: ["red" as const],
      place: ["paris", "office"]
    }
    const { ticket } = await desk.open({ ...asked, fields })
    expect(ticket.fields).toHaveLength(8)
    expect(await refusal(desk.setField(ticket.id, { ...bo, field: "invoice", value: "17" }))).toBe("FieldInvalid")
    expect(await refusal(desk.setField(ticket.id, { ...bo, field: "seats", value: 0 }))).toBe("FieldInvalid")
    expect(await refusal(desk.setField(ticket.id, { ...bo, field: "bought", value: "2026-02-30" }))).toBe("FieldInvalid")
    expect(await refusal(desk.changeStatus(ticket.id, { ...bo, status: "solve" }))).toBe("FieldsRequired")
  })

  row(27, "tags are added and taken off, one by one: nothing wipes those of others", async () => {
    const { desk } = aDesk(plain)
    const { ticket } = await desk.open({ ...asked, tags: ["vip"] })
    await desk.tag(ticket.id, { ...bo, tags: ["fire", "paris"] })
    expect((await desk.untag(ticket.id, { ...cy, tags: ["fire", "no-such"] })).ticket.tags).toEqual(["vip", "paris"])
    expect(await desk.count([{ field: "tags", op: "contains", value: "vip" }])).toEqual([1])
  })
})

describe("what a machine proposes", () => {
  const model = () => {
    const asked: Array<string> = []
    return {
      asked,
      name: "a-model",
      version: "1",
      suggest: async ({ messages }: { readonly messages: ReadonlyArray<{ readonly text: string }> }) => {
        asked.push(messages.map(({ text }) => text).join(" "))
        return { title: `Fire ${asked.length}`, summary: `${messages.length} words` }
      }
    }
  }

  row(28, "a title is proposed from the conversation, proposed anew, and taken over by an agent", async () => {
    const summarizer = model()
    const { desk } = aDesk(plain, { summarizer })
    const { ticket } = await desk.open(asked)
    await desk.suggest(ticket.id, bo)
    await desk.suggest(ticket.id, bo)
    expect((await desk.get(ticket.id)).ticket).toMatchObject({ subject: "Printer on fire", suggestion: { title: "Fire 2" } })
    expect((await desk.acceptSuggestion(ticket.id, { ...bo, what: "title" })).ticket.subject).toBe("Fire 2")
    await desk.stateAt(ticket.id, monday + DAY)
    expect(summarizer.asked).toHaveLength(2)
  })

  row(29, "a summary is kept with how far it had read; who may ask and whether notes are read is the desk's to say", async () => {
    const discreet = model()
    const { desk } = aDesk(defineWorkspace(guarded), { summarizer: discreet })
    const { ticket } = await desk.open(asked)
    expect([await refusal(desk.suggest(ticket.id, cy)), discreet.asked]).toEqual(["Denied", []])
    await desk.note(ticket.id, { ...bo, text: "She is angry." })
    await desk.suggest(ticket.id, bo)
    await desk.acceptSuggestion(ticket.id, { ...bo, what: "summary" })
    await desk.reply(ticket.id, { as: "requester", text: "Hello?" })
    expect((await desk.summaries(ticket.id)).summary).toMatchObject({ text: "1 words", unread: 1 })
    expect(discreet.asked.join()).not.toContain("angry")
    const open = model()
    const inside = aDesk(defineWorkspace({ ...acme, summaries: { internal: true } }), { summarizer: open })
    const other = (await inside.desk.open({ ...asked, ...bo, internal: true, text: "She is angry." })).ticket
    await inside.desk.suggest(other.id, bo)
    expect(open.asked.join()).toContain("angry")
  })
})
