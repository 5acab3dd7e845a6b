/** What a storage promises to those who search: exactly what `holds` keeps, in one order, page by page. */
import { holds, type Findable, type Fact, type Facts } from "../../condition/Condition.ts"
import type { Order, Storage } from "../../storage/Storage.ts"
import * as Text from "../../text/Text.ts"
import { must, same, type Clause } from "../Clause.ts"
import { all, batch, clause, committed, desk, streamsOf, tickets, write } from "./batches.ts"
import { randomCondition, randomFacts, randomOrder } from "./facts.ts"
import * as Luck from "./Luck.ts"

interface Kept {
  readonly stream: string
  readonly facts: Facts
}

/** A tenant of its own with records made by chance. Their ids are in no order of time. */
const furnish = async (storage: Storage, luck: Luck.Luck, tenant: string): Promise<ReadonlyArray<Kept>> => {
  const lists = luck.chance(0.3)
  const kept = Array.from({ length: 1 + luck.int(25) }, (_, i) => ({
    stream: `${luck.pick(["é", "Z", "a", "😀", "\uFFFD"])}${i}`,
    facts: randomFacts(luck, lists)
  }))
  await committed(storage, tenant, batch(kept.map(({ stream, facts }) => write(stream, 0, { facts }))))
  return kept
}

/** The order as the port says it, without any shortcut. */
const sorted = (kept: ReadonlyArray<Kept>, order: ReadonlyArray<Order>): ReadonlyArray<string> =>
  streamsOf(
    kept.toSorted((a, b) => {
      for (const { field, descending } of order) {
        const found = compare(a.facts[field], b.facts[field], descending)
        if (found !== 0) return found
      }
      return Text.compare(a.stream, b.stream)
    })
  )

const compare = (a: Fact | undefined, b: Fact | undefined, descending: boolean): number => {
  const [rank, other] = [rankOf(a), rankOf(b)]
  if (rank === unset || other === unset) return rank - other
  if (rank !== other) return descending ? other - rank : rank - other
  const found = typeof a === "string" ? Text.compare(a, b as string) : Number(a) - Number(b)
  return descending ? -found : found
}

const unset = 3
const rankOf = (fact: Fact | undefined): number => {
  const rank = ["boolean", "number", "string"].indexOf(typeof fact)
  return rank === -1 ? unset : rank
}

export const finding: ReadonlyArray<Clause<Storage>> = [
  clause("a record is of the kind that it was last written as, whatever is asked", async (storage) => {
    const facts = { status: "open", requester: "ada" }
    const { document, ...first } = write("a", 0, { facts, words: "secret", wakeAt: 5 })
    await committed(storage, desk, batch([{ ...first, document }]))
    await committed(storage, desk, batch([{ ...first, expected: 1, words: "", document: { ...document, kind: "removed" } }]))
    const where: Findable = { field: "requester", op: "is", value: "ada" }
    for (const asked of [{}, { where }, { text: "secret" }, { streams: ["a"] }]) {
      same(streamsOf(await all(storage, desk, tickets(asked))), [], `as what it was: ${JSON.stringify(asked)}`)
      same(streamsOf(await all(storage, desk, tickets({ ...asked, kind: "removed" }))), ["a"], `as what it is: ${JSON.stringify(asked)}`)
    }
    same([await storage.count(desk, "ticket", [where]), await storage.count(desk, "removed", [where])], [[0], [1]], "counts")
    same((await storage.claim(desk, "wakeups", 5, 1, 1)).length, 1, "it wakes as it did")
  }),
  clause("find keeps exactly the records that meet the condition, and count counts them", async (storage, { seed, cases }) => {
    const luck = Luck.make(seed)
    for (let run = 0; run < cases; run++) {
      const kept = await furnish(storage, luck, `tenant ${run}`)
      const conditions = Array.from({ length: 10 }, () => randomCondition(luck))
      const expected = conditions.map((where) =>
        sorted(
          kept.filter(({ facts }) => holds(where, facts)),
          []
        )
      )
      for (const [i, where] of conditions.entries()) {
        const found = streamsOf(await all(storage, `tenant ${run}`, tickets({ where })))
        same(found, expected[i], `seed ${seed}, run ${run}, ${JSON.stringify(where)}`)
      }
      same(
        await storage.count(`tenant ${run}`, "ticket", conditions),
        expected.map(({ length }) => length),
        `counts of seed ${seed}, run ${run}`
      )
    }
    same(await storage.count(desk, "ticket", []), [], "no conditions, no counts")
  }),
  clause("texts are looked into, lists are gone through, and what is unset meets neither", async (storage) => {
    const texts = ["open", "sopen", "it's open", "", "%"]
    const facts: Readonly<Record<string, Facts>> = {
      ...Object.fromEntries(texts.map((text) => [text, { status: text, subject: text }])),
      list: { status: ["open", "vip"], subject: ["open", "vip"] },
      empty: { status: [], subject: [] },
      number: { status: 1, subject: 1 },
      unset: {}
    }
    await committed(storage, desk, batch(Object.keys(facts).map((stream) => write(`.${stream}`, 0, { facts: facts[stream]! }))))
    const expected: ReadonlyArray<readonly [op: "startsWith" | "endsWith", value: string, streams: ReadonlyArray<string>]> = [
      ["startsWith", "open", ["open"]],
      ["startsWith", " open", []],
      ["startsWith", "", texts],
      ["startsWith", "_", []],
      ["endsWith", "open", ["open", "sopen", "it's open"]],
      ["endsWith", "sopen", ["sopen"]],
      ["endsWith", "", texts],
      ["endsWith", "s", []]
    ]
    const several: ReadonlyArray<
      readonly [op: "containsAny" | "containsAll", value: ReadonlyArray<string | number>, streams: ReadonlyArray<string>]
    > = [
      ["containsAny", [], []],
      ["containsAny", ["%", "vip"], ["%", "list"]],
      ["containsAll", [], [...texts, "list", "number"]],
      ["containsAll", ["open", "s"], ["sopen", "it's open"]],
      ["containsAll", ["vip", "open"], ["list"]],
      ["containsAll", ["open", 1], []]
    ]
    for (const field of ["status", "subject"]) {
      const asked: ReadonlyArray<readonly [Findable, ReadonlyArray<string>]> = [
        ...expected.map(([op, value, streams]) => [{ field, op, value }, streams] as const),
        ...several.map(([op, value, streams]) => [{ field, op, value }, streams] as const)
      ]
      for (const [where, streams] of asked)
        same(
          streamsOf(await all(storage, desk, tickets({ where }))).toSorted(),
          streams.map((stream) => `.${stream}`).toSorted(),
          JSON.stringify(where)
        )
    }
  }),
  clause("a long and deep condition means what it says", async (storage) => {
    await committed(storage, desk, batch([write("a", 0, { facts: { status: "open" } })]))
    const open: Findable = { field: "status", op: "is", value: "open" }
    const deep = (levels: number): Findable => (levels === 0 ? open : { not: { all: [deep(levels - 1), { any: [open, { not: open }] }] } })
    const wide: Findable = { all: Array.from({ length: 200 }, () => ({ any: [open, { field: "tags", op: "contains", value: "x" }] })) }
    const many: Findable = { field: "status", op: "in", value: [...Array.from({ length: 999 }, (_, i) => i), "open"] }
    same(await storage.count(desk, "ticket", [wide, many, deep(10), deep(9)]), [1, 1, 1, 0], "counts")
  }),
  clause("records come in the order asked for: false, true, numbers, text, and unset last either way", async (storage, { seed, cases }) => {
    const facts: Readonly<Record<string, Fact>> = {
      a: null,
      b: "z",
      c: 10,
      d: "B",
      e: 9,
      f: [1],
      g: true,
      h: "😀",
      i: "\uFFFD",
      j: -1.5,
      k: [],
      l: false
    }
    await committed(storage, desk, batch(Object.keys(facts).map((stream) => write(stream, 0, { facts: { rank: facts[stream]! } }))))
    const inOrder = async (descending: boolean): Promise<string> =>
      streamsOf(await all(storage, desk, tickets({ order: [{ field: "rank", descending }] }))).join("")
    same(await inOrder(false), "lgjecdbihafk", "ascending")
    same(await inOrder(true), "hibdcejglafk", "descending")
    const luck = Luck.make(seed)
    for (let run = 0; run < cases; run++) {
      const kept = await furnish(storage, luck, `tenant ${run}`)
      for (let i = 0; i < 3; i++) {
        const order = randomOrder(luck)
        const found = streamsOf(await all(storage, `tenant ${run}`, tickets({ order, limit: 1 + luck.int(10) })))
        same(found, sorted(kept, order), `seed ${seed}, run ${run}, ${JSON.stringify(order)}`)
      }
    }
  }),
  clause("pages neither skip nor repeat a record, while others write", async (storage, { seed, cases }) => {
    const luck = Luck.make(seed)
    for (let run = 0; run < Math.ceil(cases / 5); run++) {
      const tenant = `tenant ${run}`
      const kept = await furnish(storage, luck, tenant)
      const order = randomOrder(luck)
      let others = 0
      const meddle = (): Promise<unknown> => {
        const stays = luck.pick(kept)
        const another = write(`${luck.pick(["a", "é", "zz"])} ${run} ${others++}`, 0, { facts: randomFacts(luck, false) })
        const rewritten = { ...write(stays.stream, 0, { facts: stays.facts }), events: [] }
        return storage.commit(tenant, batch([another, { ...rewritten, expected: 1 }]))
      }
      const found = streamsOf(await all(storage, tenant, tickets({ order, limit: 1 + luck.int(5) }), meddle))
      const expected = sorted(kept, order)
      same(
        found.filter((stream) => expected.includes(stream)),
        expected,
        `seed ${seed}, run ${run}`
      )
      must(new Set(found).size === found.length, `seed ${seed}, run ${run}: a record was found twice`)
    }
  }),
  clause("a page holds at most what was asked for, and says whether that was all", async (storage) => {
    await committed(storage, desk, batch(["a", "b", "c"].map((stream) => write(stream, 0))))
    same(await storage.find(desk, tickets({ limit: 0 })), { found: [], next: null }, "none")
    const two = await storage.find(desk, tickets({ limit: 2 }))
    same(streamsOf(two.found), ["a", "b"], "two")
    must(two.next !== null, "two of three were not all")
    same((await storage.find(desk, tickets({ limit: 3 }))).next, null, "after three of three")
  }),
  clause("records are found by their streams, each once", async (storage) => {
    await committed(storage, desk, batch(["a", "b", "c"].map((stream) => write(stream, 0, { facts: { status: stream }, words: "word" }))))
    const where: Findable = { not: { field: "status", op: "is", value: "a" } }
    const found = async (...more: Parameters<typeof tickets>): Promise<ReadonlyArray<string>> =>
      streamsOf((await storage.find(desk, tickets(...more))).found)
    same(await found({ streams: ["c", "a", "nobody", "c"] }), ["a", "c"], "some")
    same(await found({ streams: [] }), [], "none")
    same(await found({ streams: ["c", "a"], where }), ["c"], "and by a condition")
    same(await found({ streams: ["c", "a"], text: "word", where }), ["c"], "and by words")
    same(await found({ streams: ["a", "b", "c"], order: [{ field: "status", descending: true }] }), ["c", "b", "a"], "in an order")
  }),
  clause("kinds are kept apart", async (storage) => {
    const document = { kind: "requester", body: null, facts: {}, wakeAt: null } as const
    await committed(storage, desk, batch([write("a", 0, { words: "ann" }), write("b", 0, { document, words: "ann" })]))
    same(streamsOf(await all(storage, desk, tickets())), ["a"], "tickets")
    same(streamsOf(await all(storage, desk, { kind: "requester", order: [], limit: 5, text: "ann" })), ["b"], "requesters")
    same(await storage.count(desk, "requester", [{ all: [] }]), [1], "count")
  }),
  clause("a text finds the records with an entry that holds all of its words", async (storage) => {
    const entries = [
      ["a", "the printer is on fire"],
      ["b", "the printer"],
      ["b", "is on fire"],
      ["c", "printers fire"],
      ["d", "火 事 naive über 2026"]
    ] as const
    const versions = new Map<string, number>()
    for (const [stream, words] of entries) {
      await committed(storage, desk, batch([write(stream, versions.get(stream) ?? 0, { words })]))
      versions.set(stream, (versions.get(stream) ?? 0) + 1)
    }
    const expected: ReadonlyArray<readonly [text: string, streams: ReadonlyArray<string>]> = [
      ["printer", ["a", "b"]],
      ["fire printer", ["a"]],
      ["fire", ["a", "b", "c"]],
      ["fire fire", ["a", "b", "c"]],
      ["print", []],
      ["printer water", []],
      ["火", ["d"]],
      ["über 2026", ["d"]],
      ["uber", []],
      ["or", []],
      ["not", []],
      ["", []]
    ]
    for (const [text, streams] of expected) same(streamsOf(await all(storage, desk, tickets({ text }))), streams, `text "${text}"`)
    const busy = Array.from({ length: 150 }, (_, i) => write(`many ${i}`, 0, { facts: { messages: i }, words: `all word${i % 3}` }))
    for (const one of busy) await committed(storage, desk, batch([one]))
    const newest = tickets({
      text: "word1 all",
      limit: 7,
      order: [{ field: "messages", descending: true }],
      where: { field: "messages", op: "lt", value: 100 }
    })
    same(
      (await all(storage, desk, newest)).map(({ document }) => document.facts["messages"]),
      Array.from({ length: 33 }, (_, i) => 97 - 3 * i),
      "many, in pages"
    )
  })
]
