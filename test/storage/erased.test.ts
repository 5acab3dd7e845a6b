/** What is erased is gone from the bytes of a file: tables, free pages, the index of words and the log that is written ahead. */
import Better from "better-sqlite3"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { openSqlite, sqlite } from "../../src/storage/sqlite.ts"
import type { Erasure, Storage } from "../../src/storage/Storage.ts"
import { proveErased } from "../../src/testing/index.ts"
import { batch, committed, desk, effect, settlement, tickets, write } from "../../src/testing/storage/batches.ts"
import { freshPath } from "./stores.ts"

const nothing: Erasure = { vault: [], words: [], keys: [], effects: [] }
const filesOf = (path: string): ReadonlyArray<string> => [path, `${path}-wal`]

describe.each<[string, (path: string) => Promise<Storage>]>([
  ["node:sqlite", (path) => openSqlite(path)],
  ["better-sqlite3", async (path) => sqlite(new Better(path))]
])("a file by %s", (_, open) => {
  test("given hundreds of records, when one is erased, then its words are in no page of the index, and the others are found", async () => {
    const path = freshPath()
    const storage = await open(path)
    for (let n = 0; n < 400; n++)
      await committed(storage, desk, batch([write(`t${n}`, 0, { words: `common word${n} ${n === 123 ? "zanzibar quagga" : "plain"}` })]))
    expect(proveErased({ files: filesOf(path) }, ["zanzibar", "quagga"]).length).toBeGreaterThan(0)
    const erase = { ...nothing, words: [{ stream: "t123", entries: [] }] }
    await committed(storage, desk, batch([write("t123", 1)], { erase }))
    expect(proveErased({ files: filesOf(path) }, ["zanzibar", "quagga", "word123 "])).toEqual([])
    expect((await storage.find(desk, tickets({ text: "common", limit: 1000 }))).found).toHaveLength(399)
    await storage.close()
  })
  test("given a letter that was sent, then nothing is left of who got it", async () => {
    const path = freshPath()
    const storage = await open(path)
    await committed(storage, desk, batch([write("a", 0)], { effects: [effect("e", { payload: { to: "ada@example.org" } })] }))
    const [claim] = await storage.claim(desk, "effects", 0, 1, 10)
    await storage.settle(desk, "effects", [settlement(claim!, { _tag: "Done" }, [{ address: "ada@example.org", state: "sent" }])])
    await committed(storage, desk, batch([write("a", 1)], { erase: nothing }))
    expect(proveErased({ files: filesOf(path) }, ["ada@example.org"])).toEqual([])
    await storage.close()
  })
  test("given several commits at once, then the log is emptied for all of them", async () => {
    const path = freshPath()
    const storage = await open(path)
    const vault = (value: string) => [{ version: 1, subject: "s", value }]
    await committed(storage, desk, batch([write("a", 0, { vault: vault("zanzibar") }), write("b", 0, { vault: vault("quagga") })]))
    const erase = (stream: string) => ({ ...nothing, vault: [{ stream, version: 1, subject: "s", value: null }] })
    await Promise.all([
      storage.commit(desk, batch([write("a", 1)], { erase: erase("a") })),
      storage.commit(desk, batch([write("b", 1)], { erase: erase("b") })),
      storage.commit(desk, batch([write("c", 0)]))
    ])
    expect(proveErased({ files: filesOf(path) }, ["zanzibar", "quagga"])).toEqual([])
    await storage.close()
  })
})

test("law: whatever was written before and however often, no page keeps what was erased", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(5), fc.nat(3000)), { minLength: 5, maxLength: 40 }), fc.nat(5), async (writes, gone) => {
      const path = freshPath()
      const storage = await openSqlite(path)
      const versions = new Map<string, number>()
      for (const [n, size] of writes) {
        const [stream, secret] = [`t${n}`, `zanzibar${n}q`.repeat(1 + size / 10)]
        const version = versions.get(stream) ?? 0
        const document = { kind: "ticket", body: { secret }, facts: { subject: secret }, wakeAt: null } as const
        const vault = [{ version: version + 1, subject: "s", value: secret }]
        await committed(storage, desk, batch([write(stream, version, { document, vault, words: `${secret} ${"word".repeat(size % 7)}` })]))
        versions.set(stream, version + 1)
      }
      const stream = `t${gone}`
      const version = versions.get(stream) ?? 0
      const vault = Array.from({ length: version }, (_, i) => ({ stream, version: i + 1, subject: "s", value: null }))
      await committed(storage, desk, batch([write(stream, version)], { erase: { ...nothing, vault, words: [{ stream, entries: [] }] } }))
      expect(proveErased({ files: filesOf(path) }, [`zanzibar${gone}q`])).toEqual([])
      await storage.close()
    }),
    { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 50) }
  )
})
