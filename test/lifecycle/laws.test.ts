/** What holds of the life of tickets, whatever is asked of a whole desk: by people, rules, links, merges and time. */
import * as Result from "effect/Result"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import { isTagged } from "../../src/helpdesk/Failure.ts"
import * as Actor from "../../src/people/Actor.ts"
import * as arbitraries from "../../src/testing/arbitraries.ts"
import { broken } from "../../src/testing/invariant.ts"
import * as Ticket from "../../src/ticket/index.ts"
import { decodeWorkspace } from "../../src/workspace/define.ts"
import type { Workspace } from "../../src/workspace/Workspace.ts"

/** A case drives a whole desk and takes about twenty milliseconds. */
const scaled = () => ({ numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 25) })

const HOUR = 3_600_000
const statuses = ["new", "open", "pending", "onHold", "solved", "closed"] as const
const one = fc.constantFrom(...statuses)
const departments = ["support", "billing"] as const

const guard = fc.constantFrom<unknown>(
  { all: [] },
  { all: [] },
  { field: "commit.by", op: "is", value: "agent" },
  { field: "tags", op: "contains", value: "go" },
  { field: "commit.events", op: "contains", value: "MergedInto" }
)
const transitionOf = (department: string | null, among: ReadonlyArray<string>) =>
  fc.record({
    department: fc.constant(department),
    from: fc.oneof(fc.constant("any"), fc.subarray([...among], { minLength: 1 })),
    to: fc.subarray([...among], { minLength: 2 }),
    where: guard,
    requires: fc.subarray(["cause"])
  })
const ofBilling = statuses.filter((id) => id !== "onHold")
const transition = fc.oneof(
  { weight: 3, arbitrary: transitionOf(null, statuses) },
  { weight: 1, arbitrary: transitionOf("billing", ofBilling) }
)
const rule = fc.record({
  field: fc.constantFrom("tags", "commit.events"),
  status: fc.constantFrom("open", "pending", "solve", "close"),
  move: fc.boolean()
})

/** Desks whose tickets may go some ways only, with rules that try others. Billing knows no tickets on hold, and no place. */
const workspace: fc.Arbitrary<Workspace> = fc
  .record({
    transitions: fc.array(transition, { maxLength: 6 }),
    rules: fc.array(rule, { maxLength: 2 }),
    idle: fc.array(fc.record({ of: one, status: fc.constantFrom("solve", "close", "open") }), { maxLength: 2 }),
    otherwise: fc.constantFrom("keep", "drop", "block"),
    days: fc.constantFrom(0, 30)
  })
  .map(({ transitions, rules, idle, otherwise, days }) =>
    Result.getOrThrow(
      decodeWorkspace({
        name: "Acme",
        teams: ["first", "second"],
        agents: [
          { id: "bo", email: "bo@acme.example", teams: ["first"], departments: ["support"] },
          { id: "cy", email: "cy@acme.example", teams: ["first", "second"] }
        ],
        fields: [
          { id: "cause", type: "text", requiredOn: ["solved"] },
          { id: "place", type: "text" }
        ],
        departments: ["support", { id: "billing", statuses: ofBilling, fields: ["cause"] }],
        moves: [{ from: "support", to: "billing", statuses: [{ from: "onHold", to: "pending" }], otherwise }],
        followUp: { reopenWithinDays: days },
        transitions,
        triggers: rules.map(({ field, status, move }, i) => ({
          id: `t${i}`,
          where: { field, op: "contains", value: field === "tags" ? "go" : "Replied" },
          then: [{ _tag: "ChangeStatus", status }, ...(move ? [{ _tag: "Move", department: "billing" }] : [])]
        })),
        automations: idle.map(({ of, status }, i) => ({
          id: `a${i}`,
          where: { field: "status", op: "is", value: of },
          after: "3h",
          then: [{ _tag: "ChangeStatus", status }]
        }))
      })
    )
  )

const place = fc.nat(2)
const agent = fc.constantFrom("agent:bo" as const, "agent:cy" as const)
const deed = fc.record({
  what: fc.constantFrom(
    ...(
      "status status status answer answer ask ask close reopen resolve fill fill empty tag move move assign " +
      "merge unmerge link split moveOut wait deliver open bulk"
    ).split(" ")
  ),
  as: agent,
  one: place,
  other: place,
  status: one,
  department: fc.constantFrom(...departments),
  luck: fc.boolean()
})
const life = fc.array(deed, { minLength: 15, maxLength: 40, size: "max" })
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never

/** Three tickets, and all that became of them and of those that they brought about. */
const lived = async (workspace: Workspace, deeds: ReadonlyArray<Deed>) => {
  const clock = { at: Date.UTC(2026, 0, 5, 9) }
  let count = 0
  const desk = createHelpdesk({ workspace, now: () => (clock.at += 1000), newId: () => `n${count++}` })
  const ada = { requester: { email: "ada@example.org" }, subject: "Printer", text: "Help" }
  const ids = ["0", "1", "2"]
  for (const id of ids) await desk.open({ ...ada, id })
  const does = ({ what, as, one, other, status, department, luck }: Deed): Promise<unknown> => {
    const [id, to] = [ids[one]!, ids[other]!]
    switch (what) {
      case "status":
        return desk.changeStatus(id, { as, status })
      case "answer":
        return desk.reply(id, luck ? { as, text: "An answer", then: status } : { as, text: "An answer" })
      case "ask":
        return desk.reply(id, { as: "requester", text: "A question" })
      case "close":
        return desk.close(id, { as })
      case "reopen":
        return desk.reopen(id, { as })
      case "resolve":
        return desk.resolve(id, { as, text: "So it was", then: luck ? "solve" : "close" })
      case "fill":
        return desk.perform(id, { as, commands: [{ _tag: "SetField", field: luck ? "cause" : "place", value: "x" }] })
      case "empty":
        return desk.perform(id, { as, commands: [{ _tag: "SetField", field: "cause", value: null }] })
      case "tag":
        return luck ? desk.tag(id, { as, tags: ["go"] }) : desk.untag(id, { as, tags: ["go"] })
      case "move":
        return desk.move(id, luck ? { as, department, status } : { as, department })
      case "assign":
        return desk.assign(id, { as, agent: luck ? "bo" : "cy", team: "first" })
      case "merge":
        return desk.merge(id, { as, sources: [to] })
      case "unmerge":
        return desk.unmerge(id, { as })
      case "link":
        return desk.link(id, { as, type: luck ? "problem" : "blocks", to })
      case "split":
        return desk.conversation(id).then((all) => desk.split(id, { as, from: all.at(-1)?.id ?? "none" }))
      case "moveOut":
        return desk.moveOut(id, { as, to: luck ? { department, status } : { department }, why: "It belongs there" })
      case "open":
        return desk.open({ ...ada, as, status, department })
      case "bulk":
        return desk.performAll(ids, { as, commands: [{ _tag: "ChangeStatus", status }] })
      case "wait":
        clock.at += luck ? 4 * HOUR : 40 * 24 * HOUR
        return desk.tick()
      default:
        return desk.deliver()
    }
  }
  for (const one of deeds)
    await does(one).catch((cause: unknown) => {
      if (!isTagged(cause)) throw cause
    })
  const { tickets } = await desk.find({ limit: 100 })
  const histories = await Promise.all(tickets.map(async (ticket) => ({ ticket, events: await desk.events(ticket.id) })))
  return { desk, histories }
}

interface Step {
  readonly before: Ticket.State
  readonly event: Ticket.Event
  readonly after: Ticket.Ticket
}
const stepsOf = (events: ReadonlyArray<Ticket.Event>): ReadonlyArray<Step> => {
  let before: Ticket.State
  return events.map((event) => {
    const after = Ticket.evolve(before, event)!
    const step = { before, event, after }
    before = after
    return step
  })
}

/** Says something of every step of every ticket of every desk. */
const always = (check: (step: Step, workspace: Workspace) => void): Promise<void> =>
  fc.assert(
    fc.asyncProperty(workspace, life, async (workspace, deeds) => {
      const { histories } = await lived(workspace, deeds)
      for (const { events } of histories) for (const step of stepsOf(events)) check(step, workspace)
    }),
    scaled()
  )

/** As the definition says, read anew. */
const isDeclared = ({ definition }: Workspace, { department, fields }: Ticket.Ticket, from: string, to: string): boolean => {
  const own = definition.transitions.filter((one) => one.department === department)
  const all = own.length > 0 ? own : definition.transitions.filter((one) => one.department === null)
  const filled = new Set(fields.map(({ field }) => field))
  return (
    all.length === 0 ||
    all.some((one) => (one.from ?? statuses).includes(from) && one.to.includes(to) && one.requires.every((field) => filled.has(field)))
  )
}

describe("the life of tickets", () => {
  test("goes only where transitions lead, on whatever way somebody tries; what they require is filled then", () =>
    always(({ before, event, after }, workspace) => {
      expect(broken(after, workspace)).toEqual([])
      const opens = event._tag === "Opened" || (event._tag === "Begun" && event.splitFrom !== null)
      const from = opens ? "new" : before?.status
      if (from === after.status || event._tag === "Unmerged" || event._tag === "Moved") return
      if (event._tag === "MergedInto" && before!.edges?.splitFrom === event.into) return
      expect([opens || event._tag === "StatusChanged" || event._tag === "MergedInto", event._tag]).toEqual([true, event._tag])
      expect([from, after.status, isDeclared(workspace, before ?? after, from!, after.status)]).toEqual([from, after.status, true])
    }))
  test("a move changes where a ticket belongs, not whether it is done; what it holds is shown, kept, dropped or not moved", () =>
    always(({ before, event, after }, workspace) => {
      if (event._tag !== "Moved") return
      expect(after.department).not.toBe(before!.department)
      expect([after.solvedAt, after.closedAt, after.reopened]).toEqual([before!.solvedAt, before!.closedAt, before!.reopened])
      const held = [...after.fields, ...(after.kept ?? []), ...event.dropped].map(({ field, value }) => `${field} ${JSON.stringify(value)}`)
      for (const { field, value } of [...before!.fields, ...(before!.kept ?? [])])
        expect(held).toContain(`${field} ${JSON.stringify(value)}`)
      const { otherwise } = workspace.definition.moves[0]!
      if (otherwise !== "drop") expect(event.dropped).toEqual([])
    }))
  test("a closed ticket comes back by being reopened or parted, and by nothing else", () =>
    always(({ before, event, after }, workspace) => {
      if (before?.statusCategory !== "closed" || after.statusCategory === "closed") return
      expect(["StatusChanged", "Unmerged"]).toContain(event._tag)
      if (event._tag === "StatusChanged") expect(after.status).toBe(workspace.defaultStatus.open.id)
    }))
  test("it was reopened as often as it came from done to not done", () =>
    always(({ before, event, after }) => {
      if (before === undefined) return
      const isEdge = event._tag === "StatusChanged" && Ticket.isDone(before) && !Ticket.isDone(after)
      expect(after.reopened - before.reopened).toBe(isEdge ? 1 : 0)
    }))
  test("a word from outside never moves a ticket nearer to its end", () =>
    always(({ before, event, after }) => {
      if (before === undefined || !Actor.isOutside(event.by)) return
      expect(statuses.indexOf(after.statusCategory)).toBeLessThanOrEqual(statuses.indexOf(before.statusCategory))
    }))
  test("who has a ticket is in its team; after a move they work for its department", () =>
    always(({ before, event, after }, { agents }) => {
      if (event._tag === "Assigned" && after.assignee !== null && after.team !== null)
        expect(agents.get(after.assignee)!.teams).toContain(after.team)
      if (event._tag === "Assigned" && event.because === "department" && event.agent !== null)
        expect([agents.get(event.agent)!.departments.includes(after.department), before!.assignee]).toEqual([true, event.agent])
    }))
  test("no way leads into a status whose fields are unset, but a merge", () =>
    always(({ before, event, after }) => {
      if (before?.status === after.status || after.status !== "solved" || event._tag === "Unmerged") return
      expect([event._tag, Ticket.fieldOf(after, "cause")]).toEqual([event._tag, "x"])
    }))
})

describe("what is asked before", () => {
  test("a way that is said to be open is open, and one that is said to be refused is refused", () =>
    fc.assert(
      fc.asyncProperty(workspace, life, agent, async (workspace, deeds, as) => {
        const { desk, histories } = await lived(workspace, deeds)
        await desk.tick()
        for (const { ticket } of histories)
          for (const { status, refusals } of await desk.transitions(ticket.id, { as })) {
            const isBack = ticket.statusCategory === "closed" && status === "open"
            const commands = [isBack ? ({ _tag: "Reopen" } as const) : ({ _tag: "ChangeStatus", status } as const)]
            const answer = await desk.preview(ticket.id, { as, commands }).then(
              () => "granted",
              (cause: unknown) => (isTagged(cause) ? cause._tag : "defect")
            )
            if (refusals.length === 0) expect([status, answer]).toEqual([status, "granted"])
            else expect(refusals.map(({ _tag }) => _tag)).toContain(answer)
          }
      }),
      scaled()
    ))
  test("what a ticket is follows from its history alone", () =>
    fc.assert(
      fc.asyncProperty(workspace, life, async (workspace, deeds) => {
        for (const { ticket, events } of (await lived(workspace, deeds)).histories) expect(Ticket.replay(events)).toEqual(ticket)
      }),
      scaled()
    ))
})

describe("there and back", () => {
  test("a ticket that comes back holds what it held, where nothing is dropped", () => {
    fc.assert(
      fc.property(arbitraries.history(6), fc.array(fc.nat()), ({ vocabulary, ticket }, picks) => {
        const all = [...vocabulary.fields.keys()]
        const there = all.filter((_, i) => (picks[i] ?? 0) % 2 === 0)
        const departments = new Map([
          ["support", { id: "support", name: "Support", fields: all }],
          ["sales", { id: "sales", name: "Sales", fields: there }]
        ])
        const words: Ticket.Vocabulary = { ...vocabulary, departments, moves: [] }
        const home = { fields: ticket!.fields, kept: [] }
        const away = Ticket.Mapping.fieldsAcross(home, Ticket.Mapping.between("support", "sales", words), words)
        const back = Ticket.Mapping.fieldsAcross(away, Ticket.Mapping.between("sales", "support", words), words)
        const sorted = (entries: ReadonlyArray<Ticket.Field.Entry>) => entries.toSorted((a, b) => (a.field < b.field ? -1 : 1))
        expect(away.fields.every(({ field }) => there.includes(field))).toBe(true)
        expect([sorted(back.fields), back.kept, back.left]).toEqual([sorted(home.fields), [], []])
      })
    )
  })
})
