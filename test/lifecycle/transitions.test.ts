/** Where tickets may go, by whatever way somebody tries to bring them there. */
import { describe, expect, test } from "vitest"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import type * as Ticket from "../../src/ticket/index.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"

const DAY = 86_400_000
const nine = Date.UTC(2026, 0, 5, 9)

/** New tickets are taken up; whoever solves names a cause, and only agents of the second line solve what is urgent. */
const workspace = defineWorkspace({
  name: "Acme",
  teams: ["first", "second"],
  agents: [
    { id: "bo", name: "Bo", email: "bo@acme.example", teams: ["first"] },
    { id: "cy", name: "Cy", email: "cy@acme.example", teams: ["second"] }
  ],
  fields: [
    { id: "cause", type: "text" },
    { id: "rootCause", type: "text" }
  ],
  transitions: [
    { from: "new", to: "open" },
    { from: "open", to: ["pending", "onHold"] },
    { from: ["pending", "onHold"], to: "open" },
    {
      from: "open",
      to: "solved",
      requires: ["cause"],
      where: { not: { field: "priority", op: "is", value: "urgent" } }
    },
    {
      from: "open",
      to: "solved",
      requires: ["cause", "rootCause"],
      where: { field: "assignee", op: "is", value: "cy" },
      reason: "the second line solves what is urgent"
    },
    { from: "solved", to: "open" },
    { from: "solved", to: "closed", where: { field: "commit.by", op: "in", value: ["rule", "system"] } }
  ],
  triggers: [
    {
      id: "impatient",
      where: { field: "tags", op: "contains", value: "junk" },
      then: [{ _tag: "Close" }, { _tag: "Prioritize", priority: "low" }]
    }
  ],
  automations: [
    { id: "giveUp", where: { field: "statusCategory", op: "is", value: "pending" }, after: "2d", then: [{ _tag: "Close" }] },
    { id: "finish", where: { field: "statusCategory", op: "is", value: "solved" }, after: "4d", then: [{ _tag: "Close" }] }
  ],
  macros: [{ id: "done", then: [{ _tag: "Reply", text: "That should be it.", then: "solve" }] }]
})
const bo = { as: "agent:bo" } as const
const cy = { as: "agent:cy" } as const
const ada = { requester: { email: "ada@example.org" }, subject: "Printer on fire", text: "Help" } as const

const aDesk = () => {
  const clock = { at: nine }
  const desk = createHelpdesk({ workspace, now: () => clock.at })
  const later = async (milliseconds: number) => {
    clock.at += milliseconds
    await desk.tick()
  }
  const told = async (id: string) => (await desk.timeline(id)).map(({ what, why }) => [what, ...why].join(" | "))
  return { desk, clock, later, told }
}
const opened = async () => {
  const world = aDesk()
  const { ticket } = await world.desk.open(ada)
  return { ...world, id: ticket.id }
}
/** A ticket that an agent has answered. */
const open = async () => {
  const world = await opened()
  await world.desk.reply(world.id, { ...bo, text: "On it" })
  return world
}
const solved = async () => {
  const world = await open()
  await world.desk.setField(world.id, { ...bo, field: "cause", value: "toner" })
  await world.desk.reply(world.id, { ...bo, text: "A new one is there", then: "solve" })
  return world
}
const statusOf = async ({ desk, id }: { readonly desk: ReturnType<typeof aDesk>["desk"]; readonly id: string }) =>
  (await desk.get(id)).ticket.status
const refused = (from: string, to: string, why: string | RegExp) =>
  expect.objectContaining({
    _tag: "TransitionRefused",
    from,
    to,
    why: typeof why === "string" ? why : (expect.stringMatching(why) as string)
  }) as Error

describe("a declared way", () => {
  test("is open, and every other is refused, with where it goes instead", async () => {
    const { desk, id } = await opened()
    await expect(desk.changeStatus(id, { ...bo, status: "hold" })).rejects.toEqual(refused("new", "onHold", "from there it goes to open"))
    await desk.changeStatus(id, { ...bo, status: "open" })
    await desk.changeStatus(id, { ...bo, status: "hold" })
    await expect(desk.changeStatus(id, { ...bo, status: "pending" })).rejects.toEqual(
      refused("onHold", "pending", "from there it goes to open")
    )
    expect((await desk.get(id)).ticket.status).toBe("onHold")
  })
  test("asks for fields, beside those of the status; the one of several that asks least", async () => {
    const { desk, id } = await open()
    await expect(desk.changeStatus(id, { ...bo, status: "solve" })).rejects.toMatchObject({ _tag: "FieldsRequired", fields: ["cause"] })
    await desk.setField(id, { ...bo, field: "cause", value: "toner" })
    await desk.changeStatus(id, { ...bo, status: "solve" })
  })
  test("has a guard, and says in words what that asks", async () => {
    const { desk, id } = await open()
    await desk.prioritize(id, { ...bo, priority: "urgent" })
    await expect(desk.changeStatus(id, { ...bo, status: "solve" })).rejects.toEqual(
      refused(
        "open",
        "solved",
        'not priority is "urgent", and it is "urgent"; or the second line solves what is urgent (assignee is "cy", and nothing is there)'
      )
    )
    await desk.assign(id, { ...bo, agent: "cy" })
    await expect(desk.changeStatus(id, { ...bo, status: "solve" })).rejects.toMatchObject({
      _tag: "FieldsRequired",
      fields: ["cause", "rootCause"]
    })
  })
  test("sees what the same commit did before", async () => {
    const { desk, id } = await open()
    await desk.perform(id, {
      ...bo,
      commands: [
        { _tag: "SetField", field: "cause", value: "toner" },
        { _tag: "ChangeStatus", status: "solve" }
      ]
    })
    expect((await desk.get(id)).ticket.status).toBe("solved")
  })
})

describe("no way passes by", () => {
  test("an answer that solves is refused whole", async () => {
    const world = await open()
    await expect(world.desk.reply(world.id, { ...bo, text: "Done", then: "solve" })).rejects.toMatchObject({ _tag: "FieldsRequired" })
    expect((await world.desk.get(world.id)).ticket.messages).toBe(2)
  })
  test("closing, solving with a resolution, a macro, many at once", async () => {
    const world = await open()
    const { desk, id } = world
    await expect(desk.close(id, bo)).rejects.toEqual(refused("open", "closed", /goes to pending, onHold, solved/))
    await expect(desk.resolve(id, { ...bo, text: "Toner", then: "close" })).rejects.toEqual(refused("open", "closed", /./))
    await expect(desk.perform(id, { ...bo, macro: "done" })).rejects.toMatchObject({ _tag: "FieldsRequired" })
    const [one] = await desk.performAll([id], { ...bo, commands: [{ _tag: "Close" }] })
    expect(one).toMatchObject({ refusal: refused("open", "closed", /./) })
    expect(await statusOf(world)).toBe("open")
  })
  test("opening a ticket elsewhere than at the beginning", async () => {
    const { desk } = aDesk()
    await expect(desk.open({ ...ada, ...bo, status: "solve" })).rejects.toEqual(refused("new", "solved", /./))
    expect((await desk.open({ ...ada, ...bo, status: "open" })).ticket.status).toBe("open")
  })
  test("a merge ends the ticket that joins another, unless a guard lets it through", async () => {
    const { desk, id } = await open()
    const { ticket } = await desk.open(ada)
    await expect(desk.merge(id, { ...bo, sources: [ticket.id] })).rejects.toEqual(refused("new", "closed", /./))
    const wide = defineWorkspace({
      name: "Acme",
      agents: [{ id: "bo", email: "bo@acme.example" }],
      transitions: [
        { from: "new", to: "open" },
        { from: "any", to: "closed", where: { field: "commit.events", op: "contains", value: "MergedInto" } }
      ]
    })
    const other = createHelpdesk({ workspace: wide })
    const [target, source] = [(await other.open(ada)).ticket.id, (await other.open(ada)).ticket.id]
    await expect(other.close(target, bo)).rejects.toEqual(refused("new", "closed", /commit.events contains "MergedInto"/))
    await other.merge(target, { ...bo, sources: [source] })
    expect((await other.get(source)).ticket.status).toBe("closed")
    await other.unmerge(source, bo)
    expect((await other.get(source)).ticket.status).toBe("new")
  })
  test("a trigger that is refused has failed, says why in its trace, and does nothing of it", async () => {
    const { desk, id } = await open()
    const { trace, ticket } = await desk.tag(id, { ...bo, tags: ["junk"] })
    expect(trace).toMatchObject([{ trigger: "impatient", verdict: { _tag: "Failed" } }])
    expect(JSON.stringify(trace)).toContain("from there it goes to pending, onHold, solved")
    expect([ticket.status, ticket.priority]).toEqual(["open", "normal"])
  })
  test("an automation that is refused says so in the history; one that the guard lets through acts", async () => {
    const waiting = await open()
    await waiting.desk.changeStatus(waiting.id, { ...bo, status: "pending" })
    await waiting.later(3 * DAY)
    expect(await statusOf(waiting)).toBe("pending")
    expect(await waiting.told(waiting.id)).toContainEqual(
      expect.stringMatching(/^could not run giveUp: a ticket does not go from "pending"/)
    )
    const done = await solved()
    await expect(done.desk.close(done.id, bo)).rejects.toEqual(
      refused("solved", "closed", /commit.by in \["rule","system"\], and it is "agent"/)
    )
    await done.later(5 * DAY)
    expect(await statusOf(done)).toBe("closed")
  })
  test("a ticket that follows another by a link stays open, and the other is solved all the same", async () => {
    const { desk, id, clock } = await solved()
    await desk.reopen(id, bo)
    const { ticket } = await desk.open(ada)
    await desk.link(id, { ...bo, type: "problem", to: ticket.id })
    await desk.changeStatus(id, { ...bo, status: "solve" })
    clock.at += 1000
    await desk.deliver()
    expect((await desk.get(ticket.id)).ticket.status).toBe("new")
    expect((await desk.get(id)).ticket.status).toBe("solved")
  })
})

describe("a word that would have brought the ticket back", () => {
  const strict = defineWorkspace({
    name: "Acme",
    agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }],
    transitions: [
      { from: "new", to: "solved" },
      { from: "solved", to: "closed" },
      { from: "closed", to: "open", where: { field: "tags", op: "contains", value: "vip" }, reason: "only VIPs come back" }
    ],
    triggers: [
      {
        id: "late",
        where: { field: "commit.events", op: "contains", value: "StatusKept" },
        then: [{ _tag: "Tag", tags: ["late word"] }]
      }
    ]
  })
  const closed = async () => {
    const desk = createHelpdesk({ workspace: strict })
    const { ticket } = await desk.open(ada)
    await desk.changeStatus(ticket.id, { ...bo, status: "solve" })
    await desk.close(ticket.id, bo)
    return { desk, id: ticket.id }
  }
  test("is kept, the ticket stays where it is, and the desk sees why", async () => {
    const { desk, id } = await closed()
    const { ticket, events } = await desk.reply(id, { as: "requester", text: "It burns again" })
    expect([ticket.status, ticket.messages, ticket.tags]).toEqual(["closed", 2, []])
    expect(events.map(({ _tag, by }) => [_tag, by])).toEqual([
      ["Replied", `requester:${ticket.requester.id}`],
      ["StatusKept", "system"]
    ])
    const entry = (await desk.timeline(id)).at(-1)
    expect([entry?.what, entry?.why]).toEqual([
      "left it Closed: it may not become Open",
      ['only VIPs come back (tags contains "vip", and it is [])']
    ])
  })
  test("shows the requester what they wrote, and nothing of the rest", async () => {
    const { desk, id } = await closed()
    await desk.reply(id, { as: "requester", text: "It burns again" })
    const said = String(await desk.timeline(id, { as: "customer" }))
    expect(said).toContain("It burns again")
    expect(said).not.toContain("VIP")
  })
  test("brings it back where the guard holds", async () => {
    const desk = createHelpdesk({ workspace: strict })
    const { ticket } = await desk.open({ ...ada, tags: ["vip"] })
    await desk.changeStatus(ticket.id, { ...bo, status: "solve" })
    await desk.close(ticket.id, bo)
    expect((await desk.reply(ticket.id, { as: "requester", text: "Again" })).ticket.status).toBe("open")
  })
  test("of an agent is kept as well, where taking the ticket up by it is no declared way; rules may answer that", async () => {
    const desk = createHelpdesk({ workspace: strict })
    const { ticket } = await desk.open(ada)
    const done = await desk.reply(ticket.id, { ...bo, text: "Seen" })
    expect([done.ticket.status, done.ticket.messages, done.ticket.tags]).toEqual(["new", 2, ["late word"]])
  })
})

describe("where may it go?", () => {
  const asked = async (world: Awaited<ReturnType<typeof opened>>, who: typeof bo | typeof cy = bo) =>
    (await world.desk.transitions(world.id, who)).map(({ status, refusals }) => [status, ...refusals.map(({ _tag }) => _tag)])
  test("each status of the department, with all that is missing for it", async () => {
    expect(await asked(await opened())).toEqual([
      ["open"],
      ["pending", "TransitionRefused"],
      ["onHold", "TransitionRefused"],
      ["solved", "TransitionRefused"],
      ["closed", "TransitionRefused"]
    ])
    expect(await asked(await open())).toEqual([
      ["new", "TransitionRefused"],
      ["pending"],
      ["onHold"],
      ["solved", "FieldsRequired"],
      ["closed", "TransitionRefused"]
    ])
  })
  test("is none of the requester's business", async () => {
    const { desk, id } = await opened()
    await expect(desk.transitions(id, { as: "requester" })).rejects.toMatchObject({ _tag: "NotAnAgent" })
  })
  test("where nothing is declared, anywhere; from a closed ticket only back to work", async () => {
    const desk = createHelpdesk({ workspace: defineWorkspace({ name: "Acme", agents: [{ id: "bo", email: "bo@acme.example" }] }) })
    const { ticket } = await desk.open(ada)
    expect((await desk.transitions(ticket.id, bo)).flatMap(({ refusals }) => refusals)).toEqual([])
    await desk.close(ticket.id, bo)
    const open = (await desk.transitions(ticket.id, bo)).filter(({ refusals }) => refusals.length === 0).map(({ status }) => status)
    expect(open).toEqual(["open"])
  })
  test("names permission and tickets in the way too", async () => {
    const desk = createHelpdesk({
      workspace: defineWorkspace({
        name: "Acme",
        agents: [
          { id: "bo", email: "bo@acme.example" },
          { id: "cy", email: "cy@acme.example" }
        ],
        approvals: [{ id: "budget", steps: [{ id: "one", approvers: [{ agent: "cy" }] }] }]
      })
    })
    const [first, second] = [(await desk.open(ada)).ticket.id, (await desk.open(ada)).ticket.id]
    await desk.link(second, { ...bo, type: "blocks", to: first })
    await desk.requestApproval(first, { ...bo, approval: "budget" })
    const solve = (await desk.transitions(first, bo)).find(({ status }) => status === "solved")
    expect(solve?.refusals.map(({ _tag }): Ticket.Refusal["_tag"] => _tag)).toEqual(["ApprovalPending", "Blocked"])
  })
})
