/** What a storage promises to those who write: versions, wholeness, commands once, names once. */
import type { Storage } from "../../storage/Storage.ts"
import { must, rejects, same, type Clause } from "../Clause.ts"
import { all, batch, clause, committed, desk, effect, key, settlement, streamsOf, tickets, write } from "./batches.ts"

export const writing: ReadonlyArray<Clause<Storage>> = [
  clause("a stream that nobody wrote to is empty", async (storage) => {
    same(await storage.read(desk, "nobody", 1, 10), [], "read")
    same(await storage.find(desk, tickets({ streams: ["nobody"] })), { found: [], next: null }, "find")
    same(await storage.feed(desk, 0, 10), { entries: [], position: 0 }, "feed")
  }),
  clause("events are read back in order, from any version, in pages of any size", async (storage) => {
    const events = Array.from({ length: 25 }, (_, i) => ({ number: i + 1 }))
    await committed(storage, desk, batch([write("a", 0, { events: events.slice(0, 10) })]))
    await committed(storage, desk, batch([write("a", 10, { events: events.slice(10) })]))
    for (const size of [1, 4, 10, 25, 100]) {
      const pages = []
      for (let from = 1; from <= 25; from += size) pages.push(...(await storage.read(desk, "a", from, size)))
      same(pages, events, `pages of ${size}`)
    }
    same(await storage.read(desk, "a", 26, 10), [], "beyond the last event")
    same(await storage.read(desk, "a", 3, 0), [], "no more than 0 events")
  }),
  clause("versions count the events of a stream from 1, and the answer tells them", async (storage) => {
    const first = await committed(storage, desk, batch([write("a", 0, { events: [1, 2, 3] }), write("b", 0)]))
    same(
      first.heads,
      [
        { stream: "a", version: 3 },
        { stream: "b", version: 1 }
      ],
      "heads"
    )
    same((await committed(storage, desk, batch([write("a", 3)]))).heads, [{ stream: "a", version: 4 }], "heads")
    const { found } = await storage.find(desk, tickets())
    same(
      found.map(({ stream, version }) => [stream, version]),
      [
        ["a", 4],
        ["b", 1]
      ],
      "found"
    )
  }),
  clause("a commit that expects another version is a Conflict, and nothing happens", async (storage) => {
    await committed(storage, desk, batch([write("a", 0, { events: [1, 2] })]))
    for (const expected of [0, 1, 3]) {
      const answer = await storage.commit(desk, batch([write("a", expected)]))
      same(answer, { _tag: "Conflict", stream: "a", expected, actual: 2 }, "answer")
    }
    same(await storage.commit(desk, batch([write("b", 1)])), { _tag: "Conflict", stream: "b", expected: 1, actual: 0 }, "a new stream")
    same(await storage.read(desk, "a", 1, 10), [1, 2], "read")
  }),
  clause("of many commits at once that expect one version, exactly one wins", async (storage) => {
    for (let version = 0; version < 5; version++) {
      const rivals = Array.from({ length: 8 }, (_, i) =>
        storage.commit(desk, batch([write("a", version, { events: [{ version, rival: i }] })]))
      )
      const tags = (await Promise.all(rivals)).map(({ _tag }) => _tag).sort()
      same(tags, ["Committed", ...Array.from({ length: 7 }, () => "Conflict")], "answers")
    }
    same((await storage.read(desk, "a", 1, 100)).length, 5, "events")
  }),
  clause("a batch happens whole or not at all", async (storage) => {
    await committed(storage, desk, batch([write("a", 0), write("b", 0)], { keys: [key("taken", "a", true)] }))
    const more = { effects: [effect("e")], command: { id: "tried", digest: "wish" } }
    const keys = [key("new", "c", true)]
    const writes = [write("c", 0, { words: "lost", wakeAt: 0 }), write("a", 1)]
    const stale = await storage.commit(desk, batch([...writes, write("b", 0)], { ...more, keys }))
    same(stale, { _tag: "Conflict", stream: "b", expected: 0, actual: 1 }, "with one stale stream")
    const barred = await storage.commit(desk, batch(writes, { ...more, keys: [...keys, key("taken", "c", true)] }))
    same(barred, { _tag: "KeyTaken", key: "taken", stream: "a" }, "with a key that is taken")
    same(streamsOf(await all(storage, desk, tickets())), ["a", "b"], "records")
    same(await storage.read(desk, "c", 1, 10), [], "events of the new stream")
    same((await storage.read(desk, "a", 1, 10)).length, 1, "events of the old stream")
    same(await storage.lookup(desk, ["new"]), [], "keys")
    same((await storage.feed(desk, 0, 10)).entries.length, 2, "feed")
    same(await storage.find(desk, tickets({ text: "lost" })), { found: [], next: null }, "words")
    same(await storage.claim(desk, "effects", 9, 9, 9), [], "effects")
    same(await storage.claim(desk, "wakeups", 9, 9, 9), [], "wakeups")
    await committed(storage, desk, batch(writes, { ...more, keys }))
  }),
  clause("a batch that names a stream twice changes nothing", async (storage) => {
    const twice = batch([write("a", 0, { events: [1] }), write("a", 0, { events: [2] })])
    const answer = await storage.commit(desk, twice).then(
      ({ _tag }) => _tag,
      () => "rejected"
    )
    must(answer === "rejected" || answer === "Conflict", `expected a rejection or a Conflict, got ${answer}`)
    same(await storage.read(desk, "a", 1, 10), [], "read")
    same((await storage.feed(desk, 0, 10)).entries, [], "feed")
  }),
  clause("a command seen before is answered as it was then, and nothing happens", async (storage) => {
    const first = batch([write("a", 0), write("b", 0)], { effects: [effect("e")] })
    const then = await committed(storage, desk, first)
    await committed(storage, desk, batch([write("a", 1)]))
    same(await storage.commit(desk, first), { _tag: "Repeated", heads: then.heads }, "answer")
    same((await storage.read(desk, "a", 1, 10)).length, 2, "events")
    same((await storage.feed(desk, 0, 10)).entries.length, 3, "feed")
  }),
  clause("a command id is not used for two wishes", async (storage) => {
    await committed(storage, desk, batch([write("a", 0)], { command: { id: "once", digest: "wish" } }))
    for (const expected of [0, 1])
      same(
        await storage.commit(desk, batch([write("a", expected)], { command: { id: "once", digest: "other" } })),
        { _tag: "CommandReused" },
        "answer"
      )
    same((await storage.read(desk, "a", 1, 10)).length, 1, "events")
  }),
  clause("of one command given many times at once, one is committed and the others are repeats", async (storage) => {
    const one = batch([write("a", 0)])
    const tags = (await Promise.all(Array.from({ length: 8 }, () => storage.commit(desk, one)))).map(({ _tag }) => _tag).sort()
    same(tags, ["Committed", ...Array.from({ length: 7 }, () => "Repeated")], "answers")
  }),
  clause("a stale version is told before a taken key, and a refused command may be given again", async (storage) => {
    await committed(storage, desk, batch([write("a", 0)], { keys: [key("k", "a", true)] }))
    const command = { id: "again", digest: "wish" }
    const stale = await storage.commit(desk, batch([write("b", 1)], { command, keys: [key("k", "b", true)] }))
    same(stale._tag, "Conflict", "stale and taken")
    const taken = await storage.commit(desk, batch([write("b", 0)], { command, keys: [key("k", "b", true)] }))
    same(taken, { _tag: "KeyTaken", key: "k", stream: "a" }, "taken")
    await committed(storage, desk, batch([write("b", 0)], { command: { ...command, digest: "better wish" } }))
  }),
  clause("an exclusive key leads to one stream, also within a batch", async (storage) => {
    await committed(storage, desk, batch([write("a", 0)], { keys: [key("k", "a", true)] }))
    await committed(storage, desk, batch([write("a", 1)], { keys: [key("k", "a", true), key("k", "a", false)] }))
    same(
      await storage.commit(desk, batch([write("b", 0)], { keys: [key("k", "b", true)] })),
      { _tag: "KeyTaken", key: "k", stream: "a" },
      "later"
    )
    const both = batch([write("b", 0), write("c", 0)], { keys: [key("n", "b", false), key("n", "c", true)] })
    same(await storage.commit(desk, both), { _tag: "KeyTaken", key: "n", stream: "b" }, "in one batch")
    same(await storage.lookup(desk, ["k", "n"]), [{ key: "k", stream: "a" }], "lookup")
  }),
  clause("a key that is not exclusive stays with the first, and unknown keys are left out", async (storage) => {
    await committed(storage, desk, batch([write("a", 0), write("b", 0)], { keys: [key("k", "a", false), key("k", "b", false)] }))
    await committed(storage, desk, batch([write("b", 1)], { keys: [key("k", "b", false), key("own", "b", false)] }))
    const known = await storage.lookup(desk, ["k", "nobody's", "own"])
    same(
      [...known].sort((a, b) => (a.key < b.key ? -1 : 1)),
      [
        { key: "k", stream: "a" },
        { key: "own", stream: "b" }
      ],
      "lookup"
    )
    same(await storage.lookup(desk, []), [], "lookup of nothing")
  }),
  clause("an effect is written once by its key, even after it is done", async (storage) => {
    await committed(storage, desk, batch([write("a", 0)], { effects: [effect("e", { payload: 1 }), effect("e", { payload: 2 })] }))
    await committed(storage, desk, batch([write("a", 1)], { effects: [effect("e", { payload: 3 })] }))
    const claims = await storage.claim(desk, "effects", 0, 10, 10)
    same(
      claims.map(({ payload }) => payload),
      [1],
      "payloads"
    )
    await storage.settle(
      desk,
      "effects",
      claims.map((claim) => settlement(claim))
    )
    await committed(storage, desk, batch([write("a", 2)], { effects: [effect("e")] }))
    same(await storage.claim(desk, "effects", 1000, 10, 10), [], "after it was done")
  }),
  clause("a document can be written anew without an event", async (storage) => {
    await committed(storage, desk, batch([write("a", 0, { facts: { status: "open" }, words: "first words" })]))
    const answer = await committed(storage, desk, batch([write("a", 1, { events: [], facts: { status: "solved" } })]))
    same(answer.heads, [{ stream: "a", version: 1 }], "heads")
    const solved = tickets({ where: { field: "status", op: "is", value: "solved" }, text: "first" })
    same(streamsOf((await storage.find(desk, solved)).found), ["a"], "found")
  }),
  clause("a closed storage rejects whatever is asked", async (storage) => {
    await storage.close()
    await rejects(() => storage.commit(desk, batch([write("a", 0)])), "commit")
    await rejects(() => storage.read(desk, "a", 1, 10), "read")
    await rejects(() => storage.find(desk, tickets()), "find")
  })
]
