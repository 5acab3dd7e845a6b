/** What holds of links whatever happens to their tickets, by several hands at once, in memory and in a file. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import { isTagged } from "../../src/helpdesk/Failure.ts"
import { memory } from "../../src/storage/memory.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import { edgesOf, type Ticket } from "../../src/ticket/index.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"
import { freshPath } from "../freshPath.ts"

/** Several hands on one store: the same Maps, or connections of their own to one file. `cost`: of a case, roughly in milliseconds. */
const stores: ReadonlyArray<readonly [name: string, cost: number, open: () => Promise<() => Promise<Storage>>]> = [
  [
    "memory",
    8,
    async () => {
      const one = memory()
      return async () => one
    }
  ],
  [
    "SQLite",
    80,
    async () => {
      const path = freshPath()
      return () => openSqlite(path)
    }
  ]
]
const runs = (cost: number) => ({ numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / cost) })

const workspace = defineWorkspace({
  name: "Acme",
  agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }],
  links: [
    { id: "twin", name: "is the twin of", onClose: "cascade", onReply: "copyPublic" },
    { id: "chief", name: "leads", inverse: "follows", onClose: "cascade" },
    { id: "before", name: "comes before", inverse: "comes after", acyclic: true }
  ]
})
const types = ["parent", "problem", "related", "duplicate", "blocks", "twin", "chief", "before"] as const
const acyclic: ReadonlySet<string> = new Set(["parent", "problem", "duplicate", "blocks", "before"])
const symmetric: ReadonlySet<string> = new Set(["related", "twin"])
const bo = { as: "agent:bo" } as const

/** A store, some hands that work with it, and tickets `0` to `count - 1`. */
const town = async (fresh: () => Promise<() => Promise<Storage>>, hands: number, count: number) => {
  const connect = await fresh()
  const clock = { at: Date.UTC(2026, 0, 5, 9) }
  const stored = await Promise.all(Array.from({ length: hands }, connect))
  const desks = stored.map((storage) => createHelpdesk({ workspace, storage, now: () => clock.at }))
  const [desk] = desks
  const tickets = Array.from({ length: count }, (_, i) => String(i))
  for (const id of tickets) await desk!.open({ id, requester: { email: "ada@example.org" }, subject: id, text: "Help" })
  const all = (): Promise<ReadonlyArray<Ticket>> => Promise.all(tickets.map(async (id) => (await desk!.get(id)).ticket))
  const stop = async () => {
    if (new Set(stored).size > 1) for (const one of desks) await one.stop()
  }
  return { desks, desk: desk!, clock, all, stop }
}
type Town = Awaited<ReturnType<typeof town>>

/** Who answers for whom, and what leads to what by a type; told by the tickets alone. */
const arrowsOf = (tickets: ReadonlyArray<Ticket>, type: string): ReadonlyArray<readonly [string, string]> => {
  const answers = new Map(tickets.map(({ id, edges }) => [id, edges?.mergedInto?.survivor ?? id]))
  return tickets.flatMap((ticket) =>
    edgesOf(ticket).links.flatMap((link): ReadonlyArray<readonly [string, string]> => {
      const [from, to] = [answers.get(ticket.id)!, answers.get(link.ticket)!]
      return link.type === type && link.side === "to" && from !== to ? [[from, to]] : []
    })
  )
}
const hasCircle = (arrows: ReadonlyArray<readonly [string, string]>): boolean => {
  let left = arrows
  for (;;) {
    const sources = new Set(left.map(([from]) => from))
    const rest = left.filter(([, to]) => sources.has(to))
    if (rest.length === left.length) return left.length > 0
    left = rest
  }
}

const expectSound = async ({ all, desk }: Town): Promise<void> => {
  const tickets = await all()
  const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]))
  for (const { id, edges } of tickets)
    for (const { type, side, ticket } of edges?.links ?? []) {
      const back = symmetric.has(type) || side === "from" ? "to" : "from"
      expect(byId.get(ticket)!.edges?.links).toContainEqual({ type, side: back, ticket: id })
    }
  for (const type of acyclic) expect([type, hasCircle(arrowsOf(tickets, type))]).toEqual([type, false])
  // As the desk shows them: what one says of another, that says of it.
  const seen = await Promise.all(tickets.map(async ({ id }) => [id, (await desk.links(id)).links] as const))
  const said = new Set(seen.flatMap(([id, links]) => links.map((link) => `${id} ${link.type} ${link.side} ${link.ticket.id}`)))
  for (const [id, links] of seen) {
    for (const { type, side, ticket } of links) {
      expect(ticket.id).not.toBe(id)
      expect(ticket.edges?.mergedInto ?? null).toBeNull()
      const back = symmetric.has(type) || side === "from" ? "to" : "from"
      if (byId.get(id)!.edges?.mergedInto == null) expect(said).toContain(`${ticket.id} ${type} ${back} ${id}`)
    }
  }
}

/** Granted, or refused with a name. */
const tried = async (deed: Promise<unknown>): Promise<boolean> =>
  deed.then(
    () => true,
    (cause: unknown) => {
      expect(isTagged(cause) ? cause._tag : cause).toEqual(expect.stringMatching(/^[A-Z]/))
      return false
    }
  )

const COUNT = 5
const place = fc.nat(COUNT - 1)
const deed = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ what: fc.constant("link"), type: fc.constantFrom(...types, "before", "before"), one: place, other: place })
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("unlink"), type: fc.constantFrom(...types), one: place, other: place }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constantFrom("merge", "unmerge", "solve", "close", "reopen", "reply", "deliver"),
      type: fc.constant("related"),
      one: place,
      other: place
    })
  }
)
type Deed = { readonly what: string; readonly type: (typeof types)[number]; readonly one: number; readonly other: number }
const does = ({ desks }: Town, hand: number, { what, type, one, other }: Deed): Promise<unknown> => {
  const desk = desks[hand % desks.length]!
  const [id, to] = [String(one), String(other)]
  switch (what) {
    case "link":
      return desk.link(id, { ...bo, type, to })
    case "unlink":
      return desk.unlink(id, { ...bo, type, to })
    case "merge":
      return desk.merge(id, { ...bo, sources: [to] })
    case "unmerge":
      return desk.unmerge(id, bo)
    case "solve":
      return desk.changeStatus(id, { ...bo, status: "solve" })
    case "close":
      return desk.close(id, bo)
    case "reopen":
      return desk.reopen(id, bo)
    case "reply":
      return desk.reply(id, { ...bo, text: "Hello" })
    default:
      return desk.deliver()
  }
}

describe.each(stores)("in %s", (_, cost, fresh) => {
  test("links are said by both ends and go round in no circle, whatever several hands do at once", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(deed, { minLength: 1, maxLength: 4 }), { maxLength: 8 }), async (rounds) => {
        const here = await town(fresh, 3, COUNT)
        for (const round of rounds) await Promise.all(round.map((one, hand) => tried(does(here, hand, one))))
        await expectSound(here)
        await here.stop()
      }),
      runs(cost)
    )
  })
  test("a circle over four tickets that many hands close at the same time stays open at one place", async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }), async (order) => {
        const here = await town(fresh, 4, 4)
        const granted = await Promise.all(
          order.map((n, hand) => tried(here.desks[hand % 4]!.link(String(n % 4), { ...bo, type: "blocks", to: String((n + 1) % 4) })))
        )
        const arrows = arrowsOf(await here.all(), "blocks")
        expect(arrows).toHaveLength(3)
        expect(hasCircle(arrows)).toBe(false)
        // Each was asked for twice: one made it, the other found it there, or both were refused.
        expect(granted.filter((one) => one)).toHaveLength(6)
        await here.stop()
      }),
      runs(cost)
    )
  })
  test("a link and a merge that close a circle only together: one of them is refused", async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.integer({ min: 0, max: 3 }), async (linksFirst, delay) => {
        const here = await town(fresh, 2, 4)
        const [one, other] = here.desks as [(typeof here.desks)[number], (typeof here.desks)[number]]
        await one.link("0", { ...bo, type: "before", to: "1" })
        await one.link("2", { ...bo, type: "before", to: "3" })
        const deeds = [() => one.link("1", { ...bo, type: "before", to: "2" }), () => other.merge("0", { ...bo, sources: ["3"] })]
        const [first, second] = (linksFirst ? deeds : deeds.toReversed()) as [() => Promise<unknown>, () => Promise<unknown>]
        const early = tried(first())
        for (let i = 0; i < delay; i++) await Promise.resolve()
        expect((await Promise.all([early, tried(second())])).filter((granted) => granted)).toHaveLength(1)
        await expectSound(here)
        await here.stop()
      }),
      runs(cost)
    )
  })
  test("what follows ends, reaches whoever is led, and happens to each once, though it is delivered twice", async () => {
    const link = fc.record({ type: fc.constantFrom("twin", "chief", "problem", "duplicate"), one: place, other: place })
    await fc.assert(
      fc.asyncProperty(
        fc.array(link, { maxLength: 10 }),
        place,
        fc.array(fc.boolean(), { maxLength: 6 }),
        async (links, first, crashes) => {
          const lost = [...crashes]
          // A worker that dies before it could say that it was done.
          const here = await town(async () => dying(await fresh(), () => lost.shift() === true), 2, COUNT)
          for (const { type, one, other } of links) await tried(here.desk.link(String(one), { ...bo, type, to: String(other) }))
          const led = ledBy(await here.all(), String(first))
          await here.desk.changeStatus(String(first), { ...bo, status: "solve" })
          for (let i = 0; i < 8; i++) {
            await Promise.all(here.desks.map((desk) => desk.deliver().catch(() => undefined)))
            here.clock.at += 3_600_000
          }
          for (const { id, status } of await here.all()) {
            expect([id, status]).toEqual([id, led.has(id) ? "solved" : "new"])
            const changes = (await here.desk.events(id)).filter(({ _tag }) => _tag === "StatusChanged")
            expect([id, changes.length]).toEqual([id, led.has(id) ? 1 : 0])
          }
          expect(await here.desk.deliver()).toEqual({ sent: 0, retry: 0, failed: 0, unknown: 0 })
          await here.stop()
        }
      ),
      runs(cost)
    )
  })
})

const dying =
  (connect: () => Promise<Storage>, dies: () => boolean): (() => Promise<Storage>) =>
  async () => {
    const inner = await connect()
    return {
      ...inner,
      settle: async (tenant, what, settlements) => {
        if (dies()) throw new Error("power cut")
        return inner.settle(tenant, what, settlements)
      }
    }
  }

/** Whoever is finished when this one is, itself among them. */
const ledBy = (tickets: ReadonlyArray<Ticket>, first: string): ReadonlySet<string> => {
  const led = new Set([first])
  for (const id of led)
    for (const { type, side, ticket } of edgesOf(tickets.find((one) => one.id === id)!).links)
      if (type === "twin" || (type === "duplicate" ? side === "from" : side === "to")) led.add(ticket)
  return led
}
