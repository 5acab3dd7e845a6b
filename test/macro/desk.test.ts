/** Macros of a desk, bulk work, and what either would do before anybody does it. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { diff } from "../../src/desk/diff.ts"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import { decodeWorkspace, defineWorkspace } from "../../src/workspace/define.ts"
import type { ActionInput } from "../../src/workspace/Input.ts"

const workspace = defineWorkspace({
  name: "Acme",
  teams: ["front", "back"],
  agents: [
    { id: "bo", name: "Bo", email: "bo@acme.example", teams: ["front"] },
    { id: "cy", name: "Cy", email: "cy@acme.example", teams: ["back"] }
  ],
  fields: [
    { id: "days", type: "number" },
    { id: "depot", type: "text", requiredOn: ["solved"] }
  ],
  triggers: [{ id: "watch", where: { field: "tags", op: "contains", value: "sent-in" }, then: [{ _tag: "Prioritize", priority: "high" }] }],
  macros: [
    {
      id: "send-in",
      where: { field: "statusCategory", op: "in", value: ["new", "open", "pending"] },
      access: { teams: ["front"] },
      parameters: [{ id: "days", type: "number" }, "where"],
      then: [
        { _tag: "SetField", field: "days", value: "{{ days }}" },
        { _tag: "Reply", text: "Please send it to {{where}}; it takes {{ days }} days.", then: "pending" },
        { _tag: "Tag", tags: ["sent-in"] }
      ]
    },
    {
      id: "done",
      then: [
        { _tag: "Tag", tags: ["done"] },
        { _tag: "ChangeStatus", status: "solve" }
      ]
    }
  ]
})
const desk = () => createHelpdesk({ workspace })
type Desk = ReturnType<typeof desk>
const opened = async (one: Desk, subject = "Printer") =>
  (await one.open({ requester: { email: "ada@example.org" }, subject, text: "It is on fire." })).ticket.id
const sendIn = { macro: "send-in", with: { days: 3, where: "the depot" } } as const

describe("a macro", () => {
  test("does all that it says in one commit, in the name of the agent, saying which version of it that was", async () => {
    const acme = desk()
    const id = await opened(acme)
    const { events, ticket } = await acme.perform(id, { as: "agent:bo", ...sendIn })
    expect(events.map(({ _tag, by }) => [_tag, by])).toEqual([
      ["FieldSet", "agent:bo"],
      ["Replied", "agent:bo"],
      ["StatusChanged", "agent:bo"],
      ["Tagged", "agent:bo"],
      ["Prioritized", "rule:watch"]
    ])
    expect(events[1]).toMatchObject({
      content: { text: "Please send it to the depot; it takes 3 days." },
      cause: expect.stringMatching(/^macro send-in@\w+$/) as string
    })
    expect(ticket.fields).toEqual([{ field: "days", value: 3 }])
  })
  test("does nothing where a part of it is refused", async () => {
    const acme = desk()
    const id = await opened(acme)
    await expect(acme.perform(id, { as: "agent:bo", macro: "done" })).rejects.toMatchObject({ _tag: "FieldsRequired", fields: ["depot"] })
    expect((await acme.get(id)).ticket.tags).toEqual([])
  })
  test("is refused by name: unknown, for other agents, for other tickets, with blanks", async () => {
    const acme = desk()
    const id = await opened(acme)
    const wish = (input: object) => acme.perform(id, { as: "agent:bo", ...sendIn, ...input } as never).catch((cause: unknown) => cause)
    expect(await wish({ macro: "no-such" })).toMatchObject({ _tag: "UnknownWord", what: "macro", known: ["send-in", "done"] })
    expect(await wish({ as: "agent:cy" })).toMatchObject({ _tag: "MacroForbidden" })
    expect(await wish({ as: "requester" })).toMatchObject({ _tag: "MacroForbidden" })
    expect(await wish({ with: { days: "three", spare: 1 } })).toMatchObject({
      _tag: "MacroUnfilled",
      missing: ["where"],
      unknown: ["spare"],
      wrong: ["days"],
      message: "macro send-in; needs where; does not ask for spare; wants a number for days"
    })
    expect(await wish({ with: { days: 3, where: "x".repeat(70_000) } })).toMatchObject({ _tag: "MacroBroken" })
    await acme.setField(id, { as: "agent:bo", field: "depot", value: "north" })
    await acme.changeStatus(id, { as: "agent:bo", status: "solve" })
    expect(await wish({})).toMatchObject({ _tag: "MacroUnfit", because: 'statusCategory in ["new","open","pending"], and it is "solved"' })
    expect((await acme.events(id)).map(({ _tag }) => _tag)).toEqual(["Opened", "FieldSet", "StatusChanged"])
  })
  test("what an agent wrote is not read for blanks again", async () => {
    const acme = desk()
    const { events } = await acme.perform(await opened(acme), { as: "agent:bo", macro: "send-in", with: { days: 3, where: "{{ days }}" } })
    expect(events[1]).toMatchObject({ content: { text: "Please send it to {{ days }}; it takes 3 days." } })
  })
  test("with a command id is played once", async () => {
    const acme = desk()
    const id = await opened(acme)
    await acme.perform(id, { as: "agent:bo", commandId: "c-1", ...sendIn })
    expect(await acme.perform(id, { as: "agent:bo", commandId: "c-1", ...sendIn })).toMatchObject({ repeated: true })
    await expect(
      acme.perform(id, { as: "agent:bo", commandId: "c-1", ...sendIn, with: { days: 4, where: "the depot" } })
    ).rejects.toMatchObject({ _tag: "CommandReused" })
  })
  test("for tickets with a deadline is offered and played there", async () => {
    const acme = createHelpdesk({
      workspace: defineWorkspace({
        name: "Acme",
        agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }],
        slaPolicies: [{ id: "all", targets: [{ metric: "firstReply", within: "4h" }] }],
        macros: [{ id: "hurry", where: { field: "due", op: "isSet", value: true }, then: [{ _tag: "Tag", tags: ["hurry"] }] }]
      })
    })
    const { id } = (await acme.open({ requester: { email: "ada@example.org" }, subject: "Printer", text: "Fire" })).ticket
    expect((await acme.macros({ as: "agent:bo", ticketId: id })).map((macro) => macro.id)).toEqual(["hurry"])
    expect((await acme.perform(id, { as: "agent:bo", macro: "hurry" })).ticket.tags).toEqual(["hurry"])
  })
  test("is offered to those who may play it, on tickets that it is for", async () => {
    const acme = desk()
    const id = await opened(acme)
    const ids = async (as: "agent:bo" | "agent:cy", ticketId?: string) =>
      (await acme.macros(ticketId === undefined ? { as } : { as, ticketId })).map((macro) => macro.id)
    expect(await ids("agent:bo", id)).toEqual(["send-in", "done"])
    expect(await ids("agent:cy")).toEqual(["done"])
    await acme.setField(id, { as: "agent:bo", field: "depot", value: "north" })
    await acme.changeStatus(id, { as: "agent:bo", status: "solve" })
    expect(await ids("agent:bo", id)).toEqual(["done"])
  })
})

describe("a preview", () => {
  test("tells every change and what rules would add, and writes nothing", async () => {
    const acme = desk()
    const id = await opened(acme)
    const before = await acme.events(id)
    const { differences, events, trace } = await acme.preview(id, { as: "agent:bo", ...sendIn })
    expect(differences).toEqual([
      { field: "status", from: "new", to: "pending" },
      { field: "priority", from: "normal", to: "high" },
      { field: "tags", from: [], to: ["sent-in"] },
      { field: "messages", from: 1, to: 2 },
      { field: "answeredAt", from: null, to: expect.any(Number) as number },
      { field: "fields.days", from: null, to: 3 }
    ])
    expect(events).toHaveLength(5)
    expect(trace).toMatchObject([{ trigger: "watch", verdict: { _tag: "Fired" } }])
    expect(await acme.events(id)).toEqual(before)
  })
  test("is what then happens, but for the time", async () => {
    const clock = { now: () => 1_780_000_000_000 }
    const acme = createHelpdesk({
      workspace,
      ...clock,
      newId: (
        (n) => () =>
          `id-${n++}`
      )(0)
    })
    const id = await opened(acme)
    const { events, trace } = await acme.preview(id, { as: "agent:bo", ...sendIn })
    const done = await acme.perform(id, { as: "agent:bo", commandId: "preview", ...sendIn })
    expect([done.events, done.trace]).toEqual([events, trace])
  })
  test("law: whatever is asked, it is granted or refused, and does, what the preview says", async () => {
    const one: fc.Arbitrary<ActionInput> = fc.oneof(
      fc.constantFrom("low", "normal", "high", "urgent").map((priority) => ({ _tag: "Prioritize", priority }) as const),
      fc.constantFrom("sent-in", "done", "x").map((tag) => ({ _tag: "Tag", tags: [tag] }) as const),
      fc.constantFrom("solve", "pending", "close", "no-such").map((status) => ({ _tag: "ChangeStatus", status }) as const),
      fc.constantFrom("Look into it.", "").map((text) => ({ _tag: "Note", text }) as const),
      fc.constantFrom("north", null).map((value) => ({ _tag: "SetField", field: "depot", value }) as const)
    )
    await fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 5 }), async (commands) => {
        const acme = createHelpdesk({ workspace, now: () => 1_780_000_000_000 })
        const { id } = (await acme.open({ id: "t-1", requester: { email: "ada@example.org" }, subject: "Printer", text: "Fire" })).ticket
        const before = (await acme.get(id)).ticket
        const told = (cause: unknown): unknown => (cause as Error).message
        const preview = await acme.preview(id, { as: "agent:bo", commands }).catch(told)
        expect((await acme.get(id)).ticket).toEqual(before)
        const done = await acme.perform(id, { as: "agent:bo", commandId: "preview", commands }).catch(told)
        if (typeof preview === "string" || typeof done === "string") expect(done).toBe(preview)
        else {
          const { ticket, events, trace } = done as Awaited<ReturnType<typeof acme.perform>>
          expect(preview).toMatchObject({ events, trace, differences: diff(before, ticket) })
        }
      }),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 5) }
    )
  })
  test("under other rules says what they would do", async () => {
    const acme = desk()
    const id = await opened(acme)
    const other = defineWorkspace({ ...workspace.definition, triggers: [] } as never)
    const { differences } = await acme.preview(id, { as: "agent:bo", ...sendIn, workspace: other })
    expect(differences.find(({ field }) => field === "priority")).toBeUndefined()
  })
  test("of what would be refused is refused", async () => {
    const acme = desk()
    const id = await opened(acme)
    await expect(acme.preview(id, { as: "agent:bo", macro: "done" })).rejects.toMatchObject({ _tag: "FieldsRequired" })
    await expect(acme.preview("no-such", { as: "agent:bo", commands: [] })).rejects.toMatchObject({ _tag: "TicketNotFound" })
    await expect(acme.preview(id, { as: "agent:bo", commands: [{ _tag: "Explode" } as never] })).rejects.toMatchObject({
      _tag: "InputInvalid"
    })
  })
})

describe("bulk work", () => {
  test("is done ticket by ticket, with an answer for each", async () => {
    const acme = desk()
    const ids = [await opened(acme, "One"), await opened(acme, "Two"), "no-such", await opened(acme, "Three")]
    await acme.setField(ids[1]!, { as: "agent:bo", field: "depot", value: "north" })
    const told: Array<number> = []
    const performed = await acme.performAll(ids, { as: "agent:bo", macro: "done", onProgress: ({ done }) => told.push(done) })
    expect(performed.map((one) => ("done" in one ? one.done.ticket.status : (one.refusal as { _tag?: string })._tag))).toEqual([
      "FieldsRequired",
      "solved",
      "TicketNotFound",
      "FieldsRequired"
    ])
    expect(told).toEqual([1, 2, 3, 4])
  })
  test("of commands is one commit for each ticket", async () => {
    const acme = desk()
    const ids = [await opened(acme, "One"), await opened(acme, "Two")]
    const commands = [
      { _tag: "Prioritize", priority: "low" },
      { _tag: "Tag", tags: ["later"] }
    ] as const
    const performed = await acme.performAll(ids, { as: "agent:bo", commands, commandId: "c-9" })
    expect(performed.map((one) => "done" in one && one.done.events.length)).toEqual([2, 2])
    const again = await acme.performAll(ids, { as: "agent:bo", commands, commandId: "c-9" })
    expect(again.map((one) => "done" in one && one.done.repeated)).toEqual([true, true])
  })
})

test("a definition says where a macro names what is not there", () => {
  const answer = decodeWorkspace({
    name: "Acme",
    macros: [
      {
        id: "m",
        access: { teams: ["ghosts"] },
        where: { field: "colour", op: "is", value: "red" },
        parameters: ["a", "a"],
        then: [{ _tag: "Assign", team: "ghosts" }]
      }
    ]
  })
  const problems = answer._tag === "Failure" ? answer.failure.problems.map(({ path }) => path) : []
  expect(problems.toSorted()).toEqual([
    "macros[0].access.teams[0]",
    "macros[0].parameters[1].id",
    "macros[0].then[0].team",
    "macros[0].where.field"
  ])
})
