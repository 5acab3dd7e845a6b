/** What the contract cannot say, because it is about files: migrations, faults, other processes, sudden death. */
import { fork } from "node:child_process"
import { once } from "node:events"
import { DatabaseSync } from "node:sqlite"
import Better from "better-sqlite3"
import { describe, expect, test } from "vitest"
import { openSqlite, sqlite, type Handle } from "../../src/storage/sqlite.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import { StorageError } from "../../src/storage/StorageError.ts"
import { all, batch, committed, desk, effect, key, settlement, tickets, write } from "../../src/testing/storage/batches.ts"
import { freshPath } from "./stores.ts"

const drivers: ReadonlyArray<readonly [name: string, open: (path: string) => Handle]> = [
  ["node:sqlite", (path) => new DatabaseSync(path)],
  ["better-sqlite3", (path) => new Better(path)]
]

const failureOf = async (work: () => unknown): Promise<StorageError> => {
  try {
    await work()
  } catch (error) {
    if (error instanceof StorageError) return error
    throw error
  }
  throw new Error("nothing failed")
}

const told = ({ operation, reason, retriable, detail }: StorageError) => ({ operation, reason, retriable, detail })

describe("the schema", () => {
  test("given a new file, when it is opened twice, then it is migrated once and keeps what it has", async () => {
    const path = freshPath()
    const first = await openSqlite(path)
    await committed(first, desk, batch([write("a", 0)]))
    await first.close()
    const handle = new DatabaseSync(path)
    const second = sqlite(handle)
    expect(handle.prepare("SELECT version FROM desk_migrations").all()).toEqual([{ version: 1 }])
    expect(await second.read(desk, "a", 1, 10)).toHaveLength(1)
    await second.close()
  })

  test("given a file of a newer library, when it is opened, then it is refused and untouched", async () => {
    const path = freshPath()
    const handle = new DatabaseSync(path)
    await sqlite(handle).close()
    const newer = new DatabaseSync(path)
    newer.exec("INSERT INTO desk_migrations VALUES (7)")
    expect(told(await failureOf(() => openSqlite(path)))).toEqual({
      operation: "open",
      reason: "schema",
      retriable: false,
      detail: "the database has schema 7, this library knows up to 1: update the library"
    })
    newer.close()
  })

  test.each([
    ["DROP TABLE desk_keys", "table desk_keys, column desk_keys.tenant, column desk_keys.key, column desk_keys.stream"],
    ["ALTER TABLE desk_events RENAME COLUMN body TO text", "column desk_events.body"],
    ["DROP INDEX desk_wakeups_due", "index desk_wakeups_due"],
    ["DROP TABLE desk_words", "table desk_words"]
  ])("given %s, when the file is opened, then what is missing is named", async (damage, missing) => {
    const path = freshPath()
    const handle = new DatabaseSync(path)
    sqlite(handle)
    handle.exec(damage)
    handle.close()
    const error = await failureOf(() => openSqlite(path))
    expect([error.reason, error.detail]).toEqual(["schema", `the database lacks ${missing}`])
  })

  test("given a file that is no database, when it is opened, then it is corrupt", async () => {
    const path = freshPath()
    const { writeFileSync } = await import("node:fs")
    writeFileSync(path, "this is not a database ".repeat(500))
    expect((await failureOf(() => openSqlite(path))).reason).toBe("corrupt")
    expect((await failureOf(() => sqlite(new Better(path)))).reason).toBe("corrupt")
  })

  test("given a folder that is not there, when a file in it is opened, then that is said", async () => {
    const error = await failureOf(() => openSqlite(`${freshPath()}/not/there`))
    expect([error.operation, error.reason]).toEqual(["open", "other"])
  })

  test("given several processes, when they open a new file at once, then each finds it ready", async () => {
    const path = freshPath()
    const openers = Array.from({ length: 4 }, () => fork(new URL("writer.ts", import.meta.url), [path, "open"], { stdio: "ignore" }))
    expect(await Promise.all(openers.map(async (opener) => (await once(opener, "exit"))[0]))).toEqual([0, 0, 0, 0])
    const handle = new DatabaseSync(path)
    expect(handle.prepare("SELECT version FROM desk_migrations").all()).toEqual([{ version: 1 }])
    handle.close()
  })
})

describe.each(drivers)("faults, through %s", (_, open) => {
  test("given a full disk, when something is committed, then nothing is half there, and with room it goes on", async () => {
    const handle = open(freshPath())
    const storage = sqlite(handle)
    await committed(storage, desk, batch([write("a", 0)]))
    handle.exec("PRAGMA max_page_count = 1")
    const big = batch([write("a", 1, { words: "much" }), write("b", 0, { events: ["x".repeat(1_000_000)] })], {
      keys: [key("k", "b", true)],
      effects: [effect("e")]
    })
    expect(told(await failureOf(() => storage.commit(desk, big)))).toEqual({
      operation: "commit",
      reason: "full",
      retriable: true,
      detail: "database or disk is full"
    })
    expect((await all(storage, desk, tickets())).map(({ stream, version }) => [stream, version])).toEqual([["a", 1]])
    expect([
      await storage.read(desk, "b", 1, 10),
      await storage.lookup(desk, ["k"]),
      await storage.claim(desk, "effects", 0, 9, 9)
    ]).toEqual([[], [], []])
    handle.exec("PRAGMA max_page_count = 1000000")
    await committed(storage, desk, big)
    await storage.close()
  })

  test("given another writer who does not let go, when something is committed, then the storage is busy, and later it is not", async () => {
    const path = freshPath()
    const handle = open(path)
    const storage = sqlite(handle)
    handle.exec("PRAGMA busy_timeout = 20")
    // Of the same driver: two copies of SQLite in one process do not see each other's locks.
    const other = open(path)
    other.exec("BEGIN IMMEDIATE")
    const error = await failureOf(() => storage.commit(desk, batch([write("a", 0)])))
    expect(told(error)).toEqual({ operation: "commit", reason: "busy", retriable: true, detail: "database is locked" })
    expect(await storage.read(desk, "a", 1, 10)).toEqual([])
    other.exec("ROLLBACK")
    await committed(storage, desk, batch([write("a", 0)]))
    other.close()
    await storage.close()
  })

  test("given a handle that may only read, when something is committed, then it is read-only", async () => {
    const handle = open(freshPath())
    const storage = sqlite(handle)
    await committed(storage, desk, batch([write("a", 0)]))
    handle.exec("PRAGMA query_only = 1")
    const error = await failureOf(() => storage.commit(desk, batch([write("a", 1)])))
    expect([error.reason, error.retriable]).toEqual(["readonly", false])
    expect(await storage.read(desk, "a", 1, 10)).toHaveLength(1)
    await storage.close()
  })

  test("given a closed storage, or a handle closed behind its back, when it is asked, then it is closed", async () => {
    const storage = sqlite(open(freshPath()))
    await storage.close()
    await storage.close()
    expect(told(await failureOf(() => storage.read(desk, "a", 1, 10)))).toEqual({
      operation: "read",
      reason: "closed",
      retriable: false,
      detail: "the storage was closed"
    })
    const handle = open(freshPath())
    const robbed = sqlite(handle)
    handle.close()
    for (const work of [
      () => robbed.read(desk, "a", 1, 10),
      () => robbed.commit(desk, batch([write("a", 0)])),
      () => robbed.find(desk, tickets())
    ])
      expect((await failureOf(work)).reason).toBe("closed")
  })

  test("given an event that is not JSON any more, when it is read, then it is named, and all others can be read", async () => {
    const handle = open(freshPath())
    const storage = sqlite(handle)
    for (const stream of ["a", "b", "c"]) await committed(storage, desk, batch([write(stream, 0, { events: [1, 2, 3] })]))
    handle.exec(`UPDATE desk_events SET body = '{"cut' WHERE stream = 'b' AND version = 2`)
    const error = await failureOf(() => storage.read(desk, "b", 1, 10))
    expect([error.reason, error.detail]).toEqual(["corrupt", "event 2 of stream b is not JSON"])
    expect(await storage.read(desk, "b", 1, 1)).toEqual([1])
    expect(await storage.read(desk, "b", 3, 1)).toEqual([3])
    expect(await storage.read(desk, "c", 1, 10)).toEqual([1, 2, 3])
    const feed = await storage.feed(desk, 0, 100)
    expect([feed.entries.length, feed.position]).toEqual([4, 4])
    expect((await failureOf(() => storage.feed(desk, 4, 100))).detail).toBe("event 2 of stream b is not JSON")
    expect((await storage.feed(desk, 5, 100)).entries).toHaveLength(4)
    handle.exec("UPDATE desk_records SET body = '' WHERE stream = 'b'")
    expect((await failureOf(() => storage.find(desk, tickets({ streams: ["b"] })))).detail).toBe("the record of stream b is not JSON")
    expect((await storage.find(desk, tickets({ streams: ["c"] }))).found).toHaveLength(1)
    await storage.close()
  })

  test("given something that cannot be stored, when it is committed, then nothing of it is, and the storage goes on", async () => {
    const storage = sqlite(open(freshPath()))
    const odd = batch([write("a", 0), write("b", 0, { wakeAt: 0.5 })])
    expect((await failureOf(() => storage.commit(desk, odd))).reason).toBe("other")
    expect(await storage.read(desk, "a", 1, 10)).toEqual([])
    await committed(storage, desk, batch([write("a", 0)]))
    await storage.close()
  })
})

describe("documents are a cache", () => {
  test("given all records are deleted, when they are written anew from their events, then versions and answers are as before", async () => {
    const handle = new DatabaseSync(freshPath())
    const storage = sqlite(handle)
    await committed(storage, desk, batch([write("a", 0, { events: [1, 2], facts: { status: "open" } })]))
    const before = await storage.find(desk, tickets())
    handle.exec("DELETE FROM desk_records")
    expect(await storage.commit(desk, batch([write("a", 0)]))).toEqual({ _tag: "Conflict", stream: "a", expected: 0, actual: 2 })
    await committed(storage, desk, batch([{ ...write("a", 2, { events: [] }), document: before.found[0]!.document }]))
    expect(await storage.find(desk, tickets())).toEqual(before)
    await storage.close()
  })
})

describe.each(drivers)("two handles on one file, through %s", (_, open) => {
  const pair = (): readonly [Storage, Storage] => {
    const path = freshPath()
    return [sqlite(open(path)), sqlite(open(path))]
  }

  test("given both know version 0, when both write, then one conflicts, and both read the same", async () => {
    const [one, two] = pair()
    await committed(one, desk, batch([write("a", 0, { events: ["one"] })]))
    expect(await two.commit(desk, batch([write("a", 0, { events: ["two"] })]))).toEqual({
      _tag: "Conflict",
      stream: "a",
      expected: 0,
      actual: 1
    })
    await committed(two, desk, batch([write("a", 1, { events: ["two"] })]))
    for (const storage of [one, two]) {
      expect(await storage.read(desk, "a", 1, 10)).toEqual(["one", "two"])
      expect((await storage.feed(desk, 0, 10)).entries.map(({ event }) => event)).toEqual(["one", "two"])
      await storage.close()
    }
  })

  test("given one effect, when both claim, then one has it; given a record that turns into a list, then both see it", async () => {
    const [one, two] = pair()
    await committed(one, desk, batch([write("a", 0, { facts: { status: "open" } })], { effects: [effect("e")] }))
    const [claim] = await one.claim(desk, "effects", 0, 10, 100)
    expect(await two.claim(desk, "effects", 0, 10, 100)).toEqual([])
    expect(await two.settle(desk, "effects", [settlement(claim!)])).toEqual(["e"])
    const open = tickets({ where: { field: "status", op: "is", value: "open" } })
    expect((await one.find(desk, open)).found).toHaveLength(1)
    await committed(two, desk, batch([write("a", 1, { facts: { status: ["new", "open"] } })]))
    expect((await one.find(desk, open)).found).toHaveLength(1)
    await Promise.all([one.close(), two.close()])
  })

  test("given a page of the tickets of another order, when it is gone on with, then it is refused", async () => {
    const [one, two] = pair()
    await committed(one, desk, batch(["a", "b"].map((stream) => write(stream, 0))))
    const { next } = await one.find(desk, tickets({ limit: 1 }))
    for (const after of [next!, "", "[]", "[1,2]", '[1,"a"]', '{"a":1}', '["sa","sb","sc"]'])
      expect((await failureOf(() => two.find(desk, tickets({ after, order: [{ field: "status", descending: true }] })))).operation).toBe(
        "find"
      )
    await Promise.all([one.close(), two.close()])
  })
})
