/** What holds of the queues of every desk, whatever happens to it, in memory and in a file. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Schema from "effect/Schema"
import fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import { Rota } from "../../src/assignment/index.ts"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import { memory } from "../../src/storage/memory.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import { StorageError } from "../../src/storage/StorageError.ts"
import type { Ticket } from "../../src/ticket/index.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"

const folder = mkdtempSync(join(tmpdir(), "deskwright-queues-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const freshPath = (): string => join(folder, `${++files}`)

/** Several hands on one store: the same Maps, or connections of their own to one file. `cost`: of a case, roughly in milliseconds. */
const stores: ReadonlyArray<readonly [name: string, cost: number, open: () => Promise<() => Promise<Storage>>]> = [
  [
    "memory",
    4,
    async () => {
      const one = memory()
      return async () => one
    }
  ],
  [
    "SQLite",
    40,
    async () => {
      const path = freshPath()
      return () => openSqlite(path)
    }
  ]
]
const runs = (cost: number) => ({ numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / cost) })

const HOUR = 3_600_000
/** 2026-01-05 is a Monday. */
const begin = Date.parse("2026-01-05T06:00:00Z")
const people = [
  { id: "bo", email: "bo@acme.example", capacity: 3, skills: ["french"] },
  { id: "cy", email: "cy@acme.example", capacity: 2 },
  { id: "di", email: "di@acme.example", skills: ["french"], calendar: "office" }
] as const
const worldly = defineWorkspace({
  name: "Acme",
  calendars: [{ id: "office", zone: "UTC", hours: { mon: ["09:00-17:00"], tue: ["09:00-17:00"], wed: ["09:00-17:00"] } }],
  agents: people,
  queues: [
    {
      id: "all",
      skills: [{ skill: "french", where: { field: "subject", op: "is", value: "bonjour" } }],
      strategy: { weights: [{ channel: "liveChat", weight: 2 }], relaxing: [{ skill: "french", after: "30h" }] }
    }
  ]
})
const equals = defineWorkspace({
  name: "Acme",
  agents: ["ann", "bo", "cy"].map((id) => ({ id, email: `${id}@acme.example` })),
  queues: [{ id: "all" }]
})

type Step =
  | { readonly deed: "open"; readonly french: boolean; readonly chat: boolean }
  | { readonly deed: "away"; readonly isAway: boolean; readonly agent: (typeof people)[number]["id"] }
  | { readonly deed: "touch"; readonly isSolved: boolean; readonly nth: number }
  | { readonly deed: "wait"; readonly hours: number }
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ deed: fc.constant("open"), french: fc.boolean(), chat: fc.boolean() }) },
  fc.record({ deed: fc.constant("away"), isAway: fc.boolean(), agent: fc.constantFrom("bo", "cy", "di") }),
  { weight: 2, arbitrary: fc.record({ deed: fc.constant("touch"), isSolved: fc.boolean(), nth: fc.nat() }) },
  fc.record({ deed: fc.constant("wait"), hours: fc.integer({ min: 1, max: 20 }) })
)

/** The same rule in other words: may the agent have the ticket, with so much in hand? */
const mayHave = (who: (typeof people)[number], ticket: Ticket, inHand: number, away: ReadonlySet<string>, now: number): boolean => {
  const hour = new Date(now).getUTCHours()
  const isAtWork = !("calendar" in who) || ([1, 2, 3].includes(new Date(now).getUTCDay()) && hour >= 9 && hour < 17)
  const isSkilled = ticket.subject !== "Bonjour" || "skills" in who || now - ticket.openedAt >= 30 * HOUR
  return !away.has(who.id) && isAtWork && isSkilled && (!("capacity" in who) || inHand + weightOf(ticket) <= who.capacity)
}
const weightOf = ({ channel }: Ticket): number => (channel === "liveChat" ? 2 : 1)

const rotaIn = async (storage: Storage): Promise<Rota.Rota | undefined> => {
  const { found } = await storage.find("main", { kind: "queue", order: [], limit: 1 })
  return found[0]?.document.body as Rota.Rota | undefined
}
const turnsIn = async (storage: Storage): Promise<ReadonlyArray<Rota.Event>> =>
  (await storage.read("main", "queue:rota", 1, 1e6)).map((event) => Schema.decodeUnknownSync(Rota.Event)(event))
const gaveOut = async (storage: Storage) =>
  (await turnsIn(storage)).flatMap((event) => (event._tag === "GaveOut" ? [{ ticket: event.ticket, agent: event.agent }] : []))

/** Of each ticket, what queues gave of it by its own history. */
const routedIn = async (desk: { readonly events: ReturnType<typeof createHelpdesk>["events"] }, tickets: ReadonlyArray<string>) =>
  (
    await Promise.all(
      tickets.map(async (ticket) =>
        (await desk.events(ticket)).flatMap((event) =>
          event._tag === "Assigned" && event.routed !== undefined ? [{ ticket, agent: event.agent! }] : []
        )
      )
    )
  ).flat()
const sorted = (all: ReadonlyArray<{ readonly ticket: string; readonly agent: string }>) =>
  all.map(({ ticket, agent }) => `${ticket} ${agent}`).toSorted()
const spread = (all: ReadonlyArray<{ readonly agent: string }>, among: ReadonlyArray<string>): number => {
  const counts = among.map((id) => all.filter(({ agent }) => agent === id).length)
  return Math.max(...counts) - Math.min(...counts)
}
const ada = { requester: { email: "ada@example.org" }, text: "Help" }

describe.each(stores)("in %s", (_, cost, fresh) => {
  test("after a drain nobody waits for an agent who could have them; nobody got what they could not have", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const storage = await (await fresh())()
        let now = begin
        const desk = createHelpdesk({ workspace: worldly, storage, now: () => now })
        const away = new Set<string>()
        const everything = async () => (await desk.find({ limit: 1000 })).tickets
        for (const one of steps) {
          now += 1
          if (one.deed === "open")
            await desk.open({ ...ada, subject: one.french ? "Bonjour" : "Hello", via: one.chat ? "liveChat" : "email" })
          else if (one.deed === "wait") now += one.hours * HOUR
          else if (one.deed === "away") {
            await desk.setAvailability(one.agent, { away: one.isAway })
            if (one.isAway) away.add(one.agent)
            else away.delete(one.agent)
          } else {
            const all = (await everything()).filter(({ solvedAt }) => one.isSolved === (solvedAt !== null))
            const touched = all[one.nth % all.length]
            if (touched !== undefined && one.isSolved) await desk.reply(touched.id, { as: "requester", text: "It burns again." })
            else if (touched !== undefined) await desk.changeStatus(touched.id, { as: "system", status: "solve" })
          }
          const given = await desk.drain()
          const tickets = await everything()
          const inHand = (who: string): number =>
            tickets
              .filter(({ assignee, solvedAt }) => assignee === who && solvedAt === null)
              .reduce((sum, ticket) => sum + weightOf(ticket), 0)
          for (const { ticket: id, agent } of given) {
            const ticket = tickets.find((other) => other.id === id)!
            expect(ticket.assignee).toBe(agent)
            // Nothing else happened since: what is in hand now is the most that it was.
            expect(
              mayHave(
                people.find((who) => who.id === agent)!,
                ticket,
                inHand(agent) - weightOf(ticket),
                away,
                now
              )
            ).toBe(true)
          }
          for (const ticket of tickets)
            if (ticket.assignee === null && ticket.solvedAt === null)
              expect(people.filter((who) => mayHave(who, ticket, inHand(who.id), away, now)).map(({ id }) => id)).toEqual([])
          expect(await desk.drain()).toEqual([])
        }
        expect((await turnsIn(storage)).reduce(Rota.evolve, Rota.initial)).toEqual((await rotaIn(storage)) ?? Rota.initial)
        await desk.stop()
      }),
      runs(cost)
    )
  })
  test("equal agents get equally many, one more or less, whenever tickets come and go", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom("open", "open", "solve", "drain"), { maxLength: 20 }), async (deeds) => {
        const storage = await (await fresh())()
        const desk = createHelpdesk({ workspace: equals, storage })
        const ids: Array<string> = []
        for (const deed of deeds) {
          if (deed === "open") ids.push((await desk.open({ ...ada, subject: "Hello" })).ticket.id)
          else if (deed === "drain") await desk.drain()
          else if (ids.length > 0) await desk.changeStatus(ids.shift()!, { as: "system", status: "solve" })
          expect(spread(await gaveOut(storage), ["ann", "bo", "cy"])).toBeLessThanOrEqual(1)
        }
        await desk.stop()
      }),
      runs(cost)
    )
  })
  test("desks that drain one store at once give each ticket once, and turns stay fair", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 2, max: 4 }), async (tickets, hands) => {
        const open = await fresh()
        const storages = await Promise.all(Array.from({ length: hands }, open))
        const desks = storages.map((storage) => createHelpdesk({ workspace: equals, storage }))
        const ids: Array<string> = []
        for (let i = 0; i < tickets; i++) ids.push((await desks[0]!.open({ ...ada, subject: "Hello" })).ticket.id)
        const given = (await Promise.all(desks.map((desk) => desk.drain()))).flat()
        expect(given.map(({ ticket }) => ticket).toSorted()).toEqual(ids.toSorted())
        expect(sorted(await routedIn(desks[0]!, ids))).toEqual(sorted(given))
        expect(sorted(await gaveOut(storages[0]!))).toEqual(sorted(given))
        expect(spread(given, ["ann", "bo", "cy"])).toBeLessThanOrEqual(1)
        for (const desk of desks) await desk.stop()
      }),
      runs(cost)
    )
  })
  test("desks that drain at once give nobody more than they can have, nor who left in between", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 8 }), fc.nat({ max: 30 }), async (tickets, pause) => {
        const open = await fresh()
        const storages = [await open(), await open()] as const
        const now = () => begin
        const [one, two] = storages.map((storage) => createHelpdesk({ workspace: worldly, storage, now })) as [Desk, Desk]
        for (let i = 0; i < tickets; i++) await one.open({ ...ada, subject: "Hello" })
        const leaves = async () => {
          for (let i = 0; i < pause; i++) await Promise.resolve()
          await one.setAvailability("bo", { away: true })
        }
        await Promise.all([one.drain(), two.drain(), leaves()])
        const turns = await turnsIn(storages[0])
        const left = turns.findIndex(({ _tag }) => _tag === "WentAway")
        expect(turns.slice(left + 1).filter(({ agent }) => agent === "bo")).toEqual([])
        for (const { id, capacity } of [people[0], people[1]])
          expect(turns.filter(({ _tag, agent }) => _tag === "GaveOut" && agent === id).length).toBeLessThanOrEqual(capacity)
        await one.stop()
        await two.stop()
      }),
      runs(cost)
    )
  })
  test("a storage that fails, at whichever call, leaves the ticket and the turn both, or neither", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 40 }), fc.boolean(), async (nth, isDone) => {
        const whole = await (await fresh())()
        const healthy = createHelpdesk({ workspace: equals, storage: whole })
        const ids: Array<string> = []
        for (let i = 0; i < 4; i++) ids.push((await healthy.open({ ...ada, subject: "Hello" })).ticket.id)
        await createHelpdesk({ workspace: equals, storage: failing(whole, nth, isDone) })
          .drain()
          .catch((cause: unknown) => expect(cause).toBeInstanceOf(StorageError))
        expect(sorted(await routedIn(healthy, ids))).toEqual(sorted(await gaveOut(whole)))
        await healthy.drain()
        expect(sorted(await routedIn(healthy, ids))).toEqual(sorted(await gaveOut(whole)))
        expect((await gaveOut(whole)).map(({ ticket }) => ticket).toSorted()).toEqual(ids.toSorted())
        expect(spread(await gaveOut(whole), ["ann", "bo", "cy"])).toBeLessThanOrEqual(1)
        await healthy.stop()
      }),
      runs(cost)
    )
  })
})

type Desk = ReturnType<typeof createHelpdesk<typeof worldly>>

/** The n-th call fails: before anything happened, or `isDone`, when only the answer was lost. */
const failing = (whole: Storage, nth: number, isDone: boolean): Storage => {
  let left = nth
  const breaks =
    <A extends ReadonlyArray<unknown>, R>(verb: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      const fails = left-- === 0
      const broken = new StorageError({ operation: "any", reason: "other", retriable: false, detail: "pulled out" })
      if (fails && !isDone) throw broken
      const answer = await verb(...given)
      if (fails) throw broken
      return answer
    }
  return { ...whole, find: breaks(whole.find), read: breaks(whole.read), count: breaks(whole.count), commit: breaks(whole.commit) }
}
