/** What holds of permissions whatever the roles are: rights add up, lists show what may be seen, edited roles hold at once. */
import * as Result from "effect/Result"
import fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import { prepared } from "../../src/condition/question.ts"
import type { Question } from "../../src/condition/Variable.ts"
import { factsOf } from "../../src/desk/facts.ts"
import { type Capability, can, capabilities } from "../../src/permission/index.ts"
import { memory } from "../../src/storage/memory.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import * as Ticket from "../../src/ticket/index.ts"
import * as Instant from "../../src/time/Instant.ts"
import { decodeWorkspace } from "../../src/workspace/define.ts"
import { freshPath } from "../freshPath.ts"
import { begin } from "./aHouse.ts"

const runs = (cost: number) => ({ numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / cost) })
const all = Object.keys(capabilities) as ReadonlyArray<Capability>

const my = { my: "departments" } as const
const question: fc.Arbitrary<Question> = fc.letrec<{ place: Question; test: Question }>((tie) => ({
  place: fc.oneof(
    { depthSize: "small", maxDepth: 2 },
    tie("test"),
    fc.record({ all: fc.array(tie("place"), { maxLength: 2 }) }),
    fc.record({ any: fc.array(tie("place"), { maxLength: 2 }) }),
    fc.record({ not: tie("place") })
  ),
  test: fc.constantFrom<Question>(
    { field: "department", op: "is", value: my },
    { field: "department", op: "is", value: "sales" },
    { field: "assignee", op: "is", value: { my: "id" } },
    { field: "assignee", op: "isSet", value: false },
    { field: "priority", op: "gte", value: "high" },
    { field: "tags", op: "contains", value: "VIP" },
    { field: "restricted", op: "isSet", value: true },
    { field: "restrictedAgents", op: "contains", value: { my: "id" } },
    { field: "statusCategory", op: "in", value: ["new", "open"] },
    { field: "openedAt", op: "lt", value: { ago: 5000 } },
    { field: "parties", op: "contains", value: "eve@example.org" },
    { field: "subject", op: "contains", value: "o" }
  )
})).place
const grant = fc.record({
  can: fc.oneof(
    fc.subarray(["read", "seeRestricted", "reply", "restrict"] as ReadonlyArray<Capability> as Array<Capability>, { minLength: 1 }),
    fc.constant(["read"] as ReadonlyArray<Capability>)
  ),
  where: question
})
type Grants = ReadonlyArray<{ readonly can: ReadonlyArray<Capability>; readonly where: Question }>
const grants: fc.Arbitrary<Grants> = fc.array(grant, { maxLength: 3 })

const workspaceOf = (one: Grants, other: Grants = []) =>
  Result.getOrThrow(
    decodeWorkspace({
      name: "Acme",
      departments: ["support", "sales"],
      teams: ["hr"],
      colleagues: "read",
      roles: [
        { id: "one", grants: one },
        { id: "other", grants: other },
        { id: "admin", grants: [{ can: all }] }
      ],
      agents: [
        { id: "ann", email: "ann@acme.example", roles: ["admin"] },
        { id: "bo", email: "bo@acme.example", teams: ["hr"], departments: ["support"], roles: ["one", "other"] },
        { id: "cy", email: "cy@acme.example", departments: [], roles: ["other"] }
      ]
    })
  )

describe("rights add up", () => {
  const base = workspaceOf([])
  const ticket: fc.Arbitrary<Ticket.Ticket> = fc
    .record({
      department: fc.constantFrom("support", "sales"),
      assignee: fc.constantFrom(null, "bo", "cy"),
      priority: fc.constantFrom("low", "high"),
      tags: fc.subarray(["vip"]),
      restricted: fc.option(fc.record({ agents: fc.subarray(["bo", "cy"]), teams: fc.subarray(["hr"]) }), { nil: undefined })
    })
    .map(({ restricted, ...more }) => {
      const { restricted: _, ...plain } = opened
      return { ...plain, ...more, ...(restricted === undefined ? {} : { restricted }) }
    })
  const opened = Ticket.replay([
    (
      Ticket.decide(
        undefined,
        {
          _tag: "Open",
          ticketId: "t",
          reference: "K7QM-4XW2",
          requester: { id: "r", name: "Ada", email: "eve@example.org", organization: null },
          subject: "Printer",
          content: { text: "x" }
        },
        { now: Instant.make(begin), id: "c", actor: "system", via: "api", vocabulary: base }
      ) as { readonly success: ReadonlyArray<Ticket.Event> }
    ).success[0]!
  ])!
  const rightsOf = (one: Grants, other: Grants = []) => {
    const role = (id: string, grants: Grants) =>
      [id, { id, name: id, grants: grants.map(({ can, where }) => ({ can, where: prepared(where, base, "store") })) }] as const
    return { ...base, roles: new Map([role("one", one), role("other", other)]) }
  }
  const allowed = (workspace: ReturnType<typeof rightsOf>, of: Ticket.Ticket) =>
    all.filter(
      (action) =>
        can(workspace, { actor: "agent:bo", now: Instant.make(begin + 10_000) }, action, { ticket: of, facts: factsOf(of, workspace) })
          ._tag === "Allow"
    )

  test("one grant more takes nothing away, one less adds nothing; no matter in which role, or in which order", () => {
    fc.assert(
      fc.property(grants, grants, grant, ticket, (one, other, more, of) => {
        const before = allowed(rightsOf(one, other), of)
        expect(allowed(rightsOf([...one, more], other), of)).toEqual(expect.arrayContaining(before as Array<string>))
        expect(allowed(rightsOf(one, [more, ...other]), of)).toEqual(expect.arrayContaining(before as Array<string>))
        expect(allowed(rightsOf(other, one), of)).toEqual(before)
      }),
      runs(3)
    )
  })
  test("whoever sees a restricted ticket would see it if it were not", () => {
    fc.assert(
      fc.property(grants, ticket, (one, of) => {
        const { restricted: _, ...plain } = of
        // A grant may ask for what is restricted: that one is for restricted tickets alone.
        fc.pre(!JSON.stringify(one).includes("restricted"))
        expect(allowed(rightsOf(one), plain as Ticket.Ticket)).toEqual(expect.arrayContaining(allowed(rightsOf(one), of) as Array<string>))
      })
    )
  })
})

/** Tickets of every kind: of two departments, merged, restricted, assigned, of several people. */
const furnished = async (storage: Storage) => {
  const clock = { at: begin }
  let drawn = 0
  const desk = createHelpdesk({ workspace: workspaceOf([]), storage, now: () => (clock.at += 1000), newId: () => `n${++drawn}` })
  await desk.addOrganization({ id: "lovelace", name: "Lovelace", domains: ["lovelace.example"] })
  const as = "agent:ann" as const
  const ids: Array<string> = []
  const requesters = new Set<string>()
  for (let n = 0; n < 14; n++) {
    const { ticket } = await desk.open({
      as,
      requester: { email: ["ada@lovelace.example", "abe@lovelace.example", "mo@example.org"][n % 3]! },
      subject: ["Printer", "Curtain", "Oven"][n % 3]!,
      text: "Help",
      department: n % 2 === 0 ? "support" : "sales",
      agent: [null, "bo", "cy"][n % 3]!,
      priority: n % 4 === 0 ? "high" : "low",
      tags: n % 5 === 0 ? ["VIP"] : [],
      cc: n % 4 === 1 ? ["eve@example.org"] : []
    })
    ids.push(ticket.id)
    requesters.add(ticket.requester.id)
  }
  await desk.restrict(ids[2]!, { as, agents: ["bo"] })
  await desk.restrict(ids[5]!, { as, teams: ["hr"] })
  await desk.restrict(ids[8]!, { as, agents: ["cy"] })
  await desk.merge(ids[0]!, { as, sources: [ids[3]!, ids[7]!], consent: true })
  await desk.merge(ids[9]!, { as, sources: [ids[0]!], consent: true })
  await desk.merge(ids[4]!, { as, sources: [ids[5]!, ids[11]!], consent: true })
  await desk.close(ids[12]!, { as })
  return { ids, requesters: [...requesters], clock }
}

const opened: Array<Storage> = []
afterAll(() => Promise.all(opened.map((one) => one.close())))

describe.each([
  ["memory", 25, async () => memory()],
  ["SQLite", 60, () => openSqlite(freshPath())]
] as ReadonlyArray<readonly [string, number, () => Promise<Storage>]>)("what lists show, in %s", (_, cost, open) => {
  const place = (async () => {
    const storage = await open()
    opened.push(storage)
    return { storage, ...(await furnished(storage)) }
  })()
  const order = [{ field: "openedAt", descending: true }] as const

  test("is what may be seen of what an admin is shown: page by page, counted, in views; and by itself", async () => {
    const { storage, clock } = await place
    await fc.assert(
      fc.asyncProperty(
        grants,
        grants,
        question,
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom("bo", "cy"),
        async (one, other, where, limit, id) => {
          const desk = createHelpdesk({ workspace: workspaceOf(one, other), storage, now: () => clock.at })
          const everything = (await desk.find({ where, order, limit: 1000 })).tickets
          const readable = await Promise.all(
            everything.map(async (ticket) => (await desk.can({ as: `agent:${id}`, action: "read", ticketId: ticket.id }))._tag === "Allow")
          )
          const expected = everything.filter((_, i) => readable[i]).map((ticket) => ticket.id)
          const mine = desk.as(`agent:${id}`)
          const found: Array<string> = []
          let after: string | null = null
          do {
            const page: Awaited<ReturnType<typeof mine.find>> = await mine.find({
              where,
              order,
              limit,
              ...(after === null ? {} : { after })
            })
            expect(page.tickets.length <= limit).toBe(true)
            found.push(...page.tickets.map((ticket) => ticket.id))
            after = page.next
          } while (after !== null)
          expect(found).toEqual(expected)
          expect(await mine.count([where, { all: [] }])).toEqual([expected.length, (await mine.find({ limit: 1000 })).tickets.length])
        }
      ),
      runs(cost)
    )
  })
  test("somebody outside is theirs, their organization's, and no more", async () => {
    const { storage, requesters, clock } = await place
    const desk = createHelpdesk({ workspace: workspaceOf([]), storage, now: () => clock.at })
    const everything = (await desk.find({ order, limit: 1000 })).tickets
    for (const as of [
      ...requesters.map((id) => `requester:${id}` as const),
      "participant:eve@example.org" as const,
      "participant:no@example.org" as const
    ]) {
      const verdicts = await Promise.all(everything.map((ticket) => desk.can({ as, action: "read", ticketId: ticket.id })))
      const expected = everything.filter((_, i) => verdicts[i]!._tag === "Allow").map(({ id }) => id)
      expect((await desk.as(as).find({ limit: 1000 })).tickets.map(({ id }) => id)).toEqual(expected)
    }
  })
  test("time, activities and a person's history leave out what may not be seen", async () => {
    const { storage, requesters, ids, clock } = await place
    const desk = createHelpdesk({
      workspace: workspaceOf([{ can: ["read"], where: { field: "department", op: "is", value: my } }]),
      storage,
      now: () => (clock.at += 1000)
    })
    const as = "agent:ann" as const
    for (const id of [ids[1]!, ids[2]!, ids[8]!]) {
      await desk.logTime(id, { as, minutes: 5, billable: true })
      await desk.planActivity(id, { as, kind: "task", subject: "Call" })
    }
    const bo = desk.as("agent:bo")
    const seen = new Set((await bo.find({ limit: 1000 })).tickets.map(({ id }) => id))
    const keys = (await bo.timeSpent({ by: "ticket" })).rows.map(({ key }) => key)
    expect(keys).toEqual([ids[2]])
    expect((await bo.openActivities()).rows.map(({ ticket }) => ticket.id)).toEqual([ids[2]])
    for (const requester of requesters) {
      const history = await bo.contactHistory({ requester })
      expect(history.tickets.every(({ ticket }) => seen.has(ticket.id))).toBe(true)
    }
    const cy = desk.as("agent:cy")
    expect(await cy.contactHistory({ requester: requesters[0]! })).toEqual({ requester: null, tickets: [], next: null })
    await expect(cy.requester(requesters[0]!)).rejects.toMatchObject({ _tag: "RequesterMissing" })
  })
})
