/** Tenants of one store: neither sees, changes or slows down what is the other's, and nobody can tell its ids from ids of nothing. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { memory } from "../../src/storage/memory.ts"
import { vaulted } from "../../src/storage/vault/vaulted.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import { freshPath } from "../freshPath.ts"
import { house, told } from "./aHouse.ts"

interface Deed {
  readonly what: "open" | "reply" | "note" | "close" | "merge" | "restrict" | "link" | "tick" | "theirs"
  readonly nth: number
}
const deeds: fc.Arbitrary<ReadonlyArray<Deed>> = fc.array(
  fc.record({
    what: fc.constantFrom("open", "open", "reply", "note", "close", "merge", "restrict", "link", "tick", "theirs"),
    nth: fc.nat(99)
  }),
  { maxLength: 8 }
)

type Place = ReturnType<typeof house>
const as = "agent:ann"

/** `theirs`: ids of the other tenant. What is refused, and how, is part of what is seen. */
const happens = async (
  { desk, opened, tenant }: Place,
  { what, nth }: Deed,
  n: number,
  theirs: ReadonlyArray<string>
): Promise<unknown> => {
  const { tickets } = await desk.find({ order: [{ field: "openedAt", descending: false }], limit: 1000 })
  const id = tickets[nth % Math.max(tickets.length, 1)]?.id ?? "nothing"
  const other = tickets[(nth >> 1) % Math.max(tickets.length, 1)]?.id ?? "nothing"
  const commandId = nth % 3 === 0 ? `${tenant}-d${n}` : `d${n}`
  return told(async () => {
    switch (what) {
      case "open":
        return opened(nth % 2 === 0 ? "support" : "sales", { commandId })
      case "reply":
        return desk.reply(id, { as, text: `Words ${n}`, commandId })
      case "note":
        return desk.note(id, { as, text: `Words ${n}`, commandId })
      case "close":
        return desk.close(id, { as, commandId })
      case "merge":
        return desk.merge(id, { as, sources: [other], commandId })
      case "restrict":
        return desk.restrict(id, { as, agents: ["bo"], commandId })
      case "link":
        return desk.link(id, { as, type: "related", to: other, commandId })
      case "tick":
        return desk.tick()
      case "theirs": {
        const own = new Set(tickets.flatMap((ticket) => [ticket.id, ticket.reference]))
        const strange = theirs.filter((one) => !own.has(one))
        const stranger = strange[nth % Math.max(strange.length, 1)] ?? "nothing"
        for (const ask of [
          (ticket: string) => desk.get(ticket),
          (ticket: string) => desk.note(ticket, { as, text: "x" }),
          (ticket: string) => desk.as("agent:ann").timeline(ticket),
          (ticket: string) => desk.merge(id, { as, sources: [ticket] }),
          (ticket: string) => desk.link(id, { as, type: "related", to: ticket })
        ]) {
          const answers = [await told(() => ask(stranger)), await told(() => ask("nothing"))]
          expect(JSON.stringify(answers[0]).replaceAll(stranger, "nothing")).toBe(JSON.stringify(answers[1]))
        }
      }
    }
  })
}

/** All that a tenant has and is shown. */
const stateOf = async ({ desk, storage, tenant }: Place): Promise<string> => {
  const { tickets } = await desk.find({ limit: 1000 })
  return JSON.stringify([
    // The seals are drawn by lot.
    (await vaulted(storage).feed(tenant, 0, 1e6)).entries,
    tickets,
    await desk.count([{ all: [] }, { field: "department", op: "is", value: "sales" }]),
    await desk.viewCounts({ as }),
    await Promise.all(tickets.map(async ({ id }) => String(await desk.timeline(id)))),
    (await storage.claim(tenant, "effects", 1e15, 1000, 0)).map(({ payload }) => payload)
  ])
}

const ids = async ({ desk }: Place): Promise<ReadonlyArray<string>> =>
  (await desk.find({ limit: 1000 })).tickets.flatMap(({ id, reference }) => [id, reference])

describe.each([
  ["memory", 40, async () => memory()],
  ["SQLite", 200, () => openSqlite(freshPath())]
] as ReadonlyArray<readonly [string, number, () => Promise<Storage>]>)("in %s", (_, cost, open) => {
  test("whatever one does, the other has, is shown and sends the same, byte for byte", async () => {
    await fc.assert(
      fc.asyncProperty(deeds, deeds, async (ones, others) => {
        const life = async (withOthers: boolean): Promise<string> => {
          const storage = await open()
          // The same ids, too: what tells them apart is the tenant alone.
          const [one, other] = [house(storage, "one"), house(storage, "other")]
          const seen: Array<unknown> = []
          for (let n = 0; n < Math.max(ones.length, others.length); n++) {
            if (withOthers && others[n] !== undefined) await happens(other, others[n]!, n, await ids(one))
            if (ones[n] !== undefined) seen.push(await happens(one, ones[n]!, n, []))
          }
          const state = await stateOf(one)
          await storage.close()
          return JSON.stringify([seen, state])
        }
        expect(await life(true)).toBe(await life(false))
      }),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / cost) }
    )
  })
})
