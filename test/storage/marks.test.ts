/** What a record is looked up by: marks lead to it, whatever it was once, and whoever else has the same words. */
import { DatabaseSync } from "node:sqlite"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { holds, type Findable, type Facts } from "../../src/condition/Condition.ts"
import { encode } from "../../src/storage/sortable.ts"
import { openSqlite, sqlite } from "../../src/storage/sqlite.ts"
import { marked, marksIn, marksOf } from "../../src/storage/sqlite/marks.ts"
import { split } from "../../src/storage/sqlite/records.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import * as Text from "../../src/text/Text.ts"
import { all, batch, committed, desk, streamsOf, tickets, write } from "../../src/testing/storage/batches.ts"
import { freshPath } from "./stores.ts"

const is = (field: string, value: string): Findable => ({ field, op: "is", value })
const found = async (storage: Storage, where: Findable): Promise<ReadonlyArray<string>> =>
  streamsOf(await all(storage, desk, tickets({ where })))
const opened = (stream: string, facts: Facts) => write(stream, 0, { facts })
const changed = (stream: string, version: number, facts: Facts) => write(stream, version, { facts })

describe("a record is looked up by what it is now", () => {
  test("given a ticket that goes from one team to another and back, then it is found where it is", async () => {
    const storage = await openSqlite(freshPath())
    await committed(storage, desk, batch([opened("a", { team: "first" }), opened("b", { team: "second" })]))
    await committed(storage, desk, batch([changed("a", 1, { team: "second" })]))
    expect(await found(storage, is("team", "first"))).toEqual([])
    expect(await found(storage, is("team", "second"))).toEqual(["a", "b"])
    await committed(storage, desk, batch([changed("a", 2, { team: "first" })]))
    expect(await found(storage, is("team", "first"))).toEqual(["a"])
    expect(await storage.count(desk, "ticket", [is("team", "first"), is("team", "second")])).toEqual([1, 1])
    await storage.close()
  })

  test("given teams in a list that changes, then the ticket is found by each that is there", async () => {
    const storage = await openSqlite(freshPath())
    await committed(storage, desk, batch([opened("a", { team: ["first", "second"] })]))
    await committed(storage, desk, batch([changed("a", 1, { team: ["second", "third"] })]))
    expect(await found(storage, is("team", "first"))).toEqual([])
    for (const team of ["second", "third"]) expect(await found(storage, is("team", team))).toEqual(["a"])
    await storage.close()
  })

  test("given a word that reads like a name, then it is no name, and a name is no word", async () => {
    const storage = await openSqlite(freshPath())
    await committed(storage, desk, batch([write("a", 0, { words: "ann sann" }), opened("b", { requester: "ann" })]))
    expect(await found(storage, is("requester", "ann"))).toEqual(["b"])
    for (const text of ["ann", "sann", "0sann"]) expect(streamsOf((await storage.find(desk, tickets({ text }))).found)).not.toContain("b")
    await storage.close()
  })

  test("given more names than a question usually has, then each is looked for", async () => {
    const storage = await openSqlite(freshPath())
    const names = Array.from({ length: 2000 }, (_, i) => `r ${i}`)
    // So many at once go to the index without waiting.
    const streams = Array.from({ length: 100 }, (_, i) => `t${i}`).toSorted()
    await committed(storage, desk, batch(streams.map((stream, i) => opened(stream, { requester: names[i * 20]! }))))
    await committed(storage, desk, batch([opened("z", { requester: "r 1999" })]))
    expect(await found(storage, { field: "requester", op: "in", value: names })).toEqual([...streams, "z"])
    expect(await found(storage, { any: names.map((name) => is("requester", name)) })).toEqual([...streams, "z"])
    expect(await found(storage, { field: "requester", op: "in", value: [] })).toEqual([])
    expect(await found(storage, { any: [] })).toEqual([])
    await storage.close()
  })

  test("given thousands in one team, when its latest tickets are asked for, then these come first", async () => {
    const storage = await openSqlite(freshPath())
    const many = Array.from({ length: 2500 }, (_, i) => opened(`t${i}`, { team: i % 5 === 0 ? "second" : "first", updatedAt: i }))
    await committed(storage, desk, batch(many))
    const latest = {
      where: is("team", "first"),
      order: [{ field: "updatedAt", descending: true }],
      limit: 2
    }
    expect(streamsOf((await storage.find(desk, tickets(latest))).found)).toEqual(["t2499", "t2498"])
    await storage.close()
  })
})

describe("the way that marks lead", () => {
  const ann = is("requester", "ann")
  const team = is("team", "first")

  test("the one that few have leads, and only if no other can meet the condition", () => {
    const mark = (field: string, value: string) => marksOf(split("ticket", { [field]: value }), [field as (typeof marked)[number]])
    expect(marksIn({ all: [team, { all: [ann] }] }, false)).toEqual(mark("requester", "ann"))
    expect(marksIn({ any: [team, ann] }, false)).toEqual([...mark("team", "first"), ...mark("requester", "ann")])
    for (const none of [{ not: ann }, { any: [ann, is("status", "open")] }, { ...ann, op: "contains" }, { all: [] }])
      expect(marksIn(none as Findable, false)).toBeUndefined()
    // Active tickets of a team have an index, in the order of a queue.
    expect(marksIn(team, true)).toBeUndefined()
    expect(marksIn(ann, true)).toEqual(mark("requester", "ann"))
  })

  test("law: other values have other marks, and a mark is one word to the index, in small letters", () => {
    const index = new DatabaseSync(":memory:")
    index.exec(
      "CREATE VIRTUAL TABLE words USING fts5 (word, detail = none, tokenize = 'ascii'); CREATE VIRTUAL TABLE seen USING fts5vocab (words, row)"
    )
    const value = fc.oneof(
      fc.string({ unit: "binary" }).map(Text.clean),
      fc.constantFrom("Ann", "ann", "a b", 'a"b', "r-1", "~", ""),
      fc.integer()
    )
    const markOf = (one: string | number): string => marksIn({ field: "team", op: "is", value: one }, false)![0]!
    fc.assert(
      fc.property(value, value, (one, other) => {
        expect(markOf(one) === markOf(other)).toBe(encode(one) === encode(other))
        index.exec("DELETE FROM words")
        index.prepare("INSERT INTO words VALUES (?)").run(markOf(one))
        expect(index.prepare("SELECT term FROM seen").all()).toEqual([{ term: markOf(one) }])
      })
    )
  })

  test("law: whatever happened to them, the records found are those that the condition holds for", async () => {
    const name = fc.constantFrom("ann", "Ann", "bob", "a b", "é", "~")
    const fact = fc.oneof(name, fc.constant(null), fc.array(name, { maxLength: 2 }))
    const facts = fc.record({ requester: fact, team: fact }, { requiredKeys: [] })
    const one: fc.Arbitrary<Findable> = fc.oneof(
      fc.record({
        field: fc.constantFrom("requester", "team"),
        op: fc.constant("is" as const),
        value: name
      }),
      fc.record({
        field: fc.constantFrom("requester", "team"),
        op: fc.constant("in" as const),
        value: fc.array(name, { maxLength: 3 })
      }),
      fc.constant<Findable>({ field: "status", op: "isSet", value: false })
    )
    const some = fc.array(one, { maxLength: 3 })
    const condition = fc.oneof(
      one,
      fc.record({ all: some }),
      fc.record({ any: some }),
      one.map((inner): Findable => ({ not: inner }))
    )
    const storage = sqlite(new DatabaseSync(":memory:"))
    let run = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(4), facts), { maxLength: 12 }),
        fc.array(condition, { minLength: 1, maxLength: 6 }),
        async (changes, conditions) => {
          const tenant = `tenant ${run++}`
          const now = new Map<string, Facts>()
          const versions = new Map<string, number>()
          for (const [place, next] of changes) {
            const stream = `t${place}`
            const version = versions.get(stream) ?? 0
            await committed(storage, tenant, batch([changed(stream, version, next)]))
            versions.set(stream, version + 1)
            now.set(stream, next)
          }
          const expected = conditions.map((where) => [...now.keys()].filter((stream) => holds(where, now.get(stream)!)).toSorted())
          for (const [i, where] of conditions.entries())
            expect(streamsOf(await all(storage, tenant, tickets({ where })))).toEqual(expected[i])
          expect(await storage.count(tenant, "ticket", conditions)).toEqual(expected.map(({ length }) => length))
        }
      ),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 10) }
    )
    await storage.close()
  })
})
