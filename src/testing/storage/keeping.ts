/** What a storage promises about what it keeps: nothing is changed, nothing is mixed up, the feed tells all of it. */
import type { FeedEntry, Storage } from "../../storage/Storage.ts"
import { must, same, type Clause } from "../Clause.ts"
import { all, batch, clause, committed, desk, effect, key, settlement, streamsOf, tickets, write } from "./batches.ts"
import { values } from "./facts.ts"
import * as Luck from "./Luck.ts"

/** Ids that careless comparison takes for one another: by case, accent, normal form, white space, as numbers, as patterns. */
const lookalikes = [
  "a",
  "A",
  "á",
  "a\u0301",
  "a ",
  " a",
  "a\t",
  "1",
  "1.0",
  "01",
  "%",
  "_",
  "a%",
  "ß",
  "ss",
  "İ",
  "i",
  "😀",
  "a'",
  'a"',
  "a\\"
]

export const keeping: ReadonlyArray<Clause<Storage>> = [
  clause("text, numbers and shapes come back as they were given", async (storage) => {
    const long = "Ünï😀'\"\\\n\t".repeat(20_000)
    const shapes = [
      ...values,
      null,
      [],
      {},
      [[[]], {}],
      long,
      { "a b": { "": [null, { x: [1, "2", true] }] } },
      -1e-7,
      253402300799999,
      -62135596800000
    ]
    const facts = { subject: long.slice(0, 60_000), tags: ["b", "a", "b"], "fields.size": 0.1, escalated: false, team: null, followers: [] }
    const document = { kind: "quarantine", body: { shapes }, facts, wakeAt: 253402300799999 } as const
    await committed(storage, desk, batch([write("a", 0, { events: shapes, document })], { effects: [effect("e", { payload: shapes })] }))
    same(await storage.read(desk, "a", 1, 100), shapes, "events")
    same(
      (await storage.feed(desk, 0, 100)).entries.map(({ event }) => event),
      shapes,
      "feed"
    )
    same(
      (await storage.find(desk, { kind: "quarantine", order: [], limit: 1 })).found,
      [{ stream: "a", version: shapes.length, document }],
      "document"
    )
    const [claim] = await storage.claim(desk, "effects", 0, 1, 10)
    same([claim!.payload, claim!.progress], [shapes, null], "effect")
    await storage.settle(desk, "effects", [settlement(claim!, { _tag: "Retry", at: 1 }, shapes)])
    same((await storage.claim(desk, "effects", 1, 1, 10))[0]!.progress, shapes, "progress")
  }),
  clause("ids are compared exactly", async (storage) => {
    for (const id of lookalikes) {
      const command = { id, digest: "wish" }
      const more = { command, keys: [key(id, id, true)], effects: [effect(id, { stream: id })] }
      await committed(storage, desk, batch([write(id, 0, { events: [id], wakeAt: 0 })], more))
      await committed(storage, id, batch([write("own", 0, { events: [id] })]))
    }
    for (const id of lookalikes) {
      same(await storage.read(desk, id, 1, 10), [id], "events")
      same(await storage.lookup(desk, [id]), [{ key: id, stream: id }], "keys")
      same(streamsOf((await storage.find(desk, tickets({ streams: [id] }))).found), [id], "records")
      same(await storage.read(id, "own", 1, 10), [id], "tenants")
    }
    const sorted = [...lookalikes].sort()
    for (const what of ["effects", "wakeups"] as const) {
      const claims = await storage.claim(desk, what, 0, 100, 10)
      same(streamsOf(claims).toSorted(), sorted, what)
      same(
        (
          await storage.settle(
            desk,
            what,
            claims.map((claim) => settlement(claim))
          )
        ).length,
        sorted.length,
        `settled ${what}`
      )
    }
  }),
  clause("tenants are walls", async (storage) => {
    const one = batch([write("a", 0, { words: "secret", wakeAt: 0 })], { keys: [key("k", "a", true)], effects: [effect("e")] })
    await committed(storage, "mine", one)
    const before = await storage.feed("mine", 0, 10)
    same(await storage.read("yours", "a", 1, 10), [], "read")
    for (const more of [{}, { streams: ["a"] }, { text: "secret" }])
      same(await storage.find("yours", tickets(more)), { found: [], next: null }, "find")
    same(await storage.count("yours", "ticket", [{ all: [] }]), [0], "count")
    same(await storage.lookup("yours", ["k"]), [], "lookup")
    same((await storage.feed("yours", 0, 10)).entries, [], "feed")
    for (const what of ["effects", "wakeups"] as const) {
      same(await storage.claim("yours", what, 0, 10, 10), [], `claim of ${what}`)
      const [mine] = await storage.claim("mine", what, 0, 10, 10)
      same(await storage.settle("yours", what, [settlement(mine!)]), [], `settle of ${what}`)
      same(await storage.settle("mine", what, [settlement(mine!)]), [mine!.id], `settle of ${what} at home`)
    }
    await committed(storage, "yours", {
      ...one,
      streams: [write("a", 0, { events: ["yours"] })],
      effects: [effect("e", { payload: "yours" })]
    })
    for (const after of [0, -1, -(2 ** 33), -(2 ** 50), 2 ** 40]) {
      const { entries } = await storage.feed("yours", after, 10)
      must(
        entries.every(({ event }) => event === "yours"),
        `the feed after ${after} tells what is the other's`
      )
    }
    same(
      (await storage.claim("yours", "effects", 0, 10, 10)).map(({ payload }) => payload),
      ["yours"],
      "the same effect key"
    )
    same(await storage.feed("mine", 0, 10), before, "the other's feed")
  }),
  clause("the feed tells every event once, in an order that never changes, while many write", async (storage, { seed }) => {
    const luck = Luck.make(seed)
    const streams = ["a", "b", "c", "d"]
    let writers = 4
    const work = async (writer: number): Promise<void> => {
      for (let i = 0; i < 15; i++) {
        const stream = luck.pick(streams)
        const [found] = (await storage.find(desk, tickets({ streams: [stream] }))).found
        const more = luck.list(2, () => ({ writer, i }))
        await storage.commit(desk, batch([write(stream, found?.version ?? 0, { events: [{ writer, i }, ...more] })]))
      }
    }
    const counted = (writer: number): Promise<void> => work(writer).finally(() => writers--)
    const told: Array<FeedEntry> = []
    const follow = async (): Promise<void> => {
      let position = 0
      for (let more = true; more;) {
        const last = writers === 0
        const page = await storage.feed(desk, position, 1 + luck.int(4))
        must(page.entries.length > 0 ? page.position > position : page.position === position, "the position tells what was read")
        more = !last || page.entries.length > 0
        position = page.position
        told.push(...page.entries)
        // An adapter that never waits for anything would else leave the writers no turn.
        if (page.entries.length === 0) await new Promise((turn) => setTimeout(turn))
      }
      same(await storage.feed(desk, position, 10), { entries: [], position }, "after the last")
    }
    await Promise.all([...[1, 2, 3, 4].map(counted), follow()])
    for (const stream of streams) {
      const events = (await storage.read(desk, stream, 1, 1000)).map((event, i) => ({ stream, version: i + 1, event }))
      same(
        told.filter((entry) => entry.stream === stream),
        events,
        `what was told of stream ${stream}`
      )
    }
    same((await storage.feed(desk, 0, 1000)).entries, told, "the same again from the beginning")
    same(await storage.feed(desk, 0, 0), { entries: [], position: 0 }, "no more than 0")
  }),
  clause("what was committed is seen at once", async (storage) => {
    for (let version = 0; version < 20; version++) {
      await committed(storage, desk, batch([write("a", version, { facts: { messages: version }, words: `word${version}` })]))
      const where = { field: "messages", op: "is", value: version } as const
      const [found] = await all(storage, desk, tickets({ where }))
      same(found?.version, version + 1, "found by its facts")
      same(await storage.count(desk, "ticket", [where]), [1], "counted")
      same(streamsOf((await storage.find(desk, tickets({ text: `word${version}` }))).found), ["a"], "found by its words")
      same((await storage.read(desk, "a", version + 1, 10)).length, 1, "read")
    }
  })
]
