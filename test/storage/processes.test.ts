/** Several processes on one file, and what is left when one of them is killed. */
import { fork } from "node:child_process"
import { once } from "node:events"
import { describe, expect, test } from "vitest"
import { openSqlite } from "../../src/storage/sqlite.ts"
import { desk, tickets } from "../../src/testing/storage/batches.ts"
import { freshPath } from "./stores.ts"

describe("two processes on one file", () => {
  test("given both write to the same streams as fast as they can, then nobody fails, and who follows the feed is told all", async () => {
    const path = freshPath()
    const reader = await openSqlite(path)
    const writers = ["one", "two"].map((name) =>
      fork(new URL("writer.ts", import.meta.url), [path, "contend", name], { stdio: ["ignore", "ignore", "ignore", "ipc"] })
    )
    let running = writers.length
    const ends = writers.map(async (writer) => {
      const [code] = (await once(writer, "exit")) as [number]
      running--
      return code
    })
    await Promise.all(writers.map((writer) => once(writer, "message")))
    for (const writer of writers) writer.send("begin")
    const told: Array<string> = []
    for (let position = 0, more = true; more;) {
      const last = running === 0
      const page = await reader.feed(desk, position, 7)
      position = page.position
      more = !last || page.entries.length > 0
      told.push(...page.entries.map(({ stream, version, event }) => `${stream} ${version} ${JSON.stringify(event)}`))
      if (page.entries.length === 0) await new Promise((later) => setTimeout(later, 2))
    }
    expect(await Promise.all(ends)).toEqual([0, 0])
    const written: Array<string> = []
    for (const stream of ["a", "b"])
      (await reader.read(desk, stream, 1, 10_000)).forEach((event, i) => written.push(`${stream} ${i + 1} ${JSON.stringify(event)}`))
    expect(written).toHaveLength(200)
    expect(told.toSorted()).toEqual(written.toSorted())
    await reader.close()
  })
})

describe("sudden death", () => {
  const cycles = Number(process.env["LAW_RUNS"] ?? 1000) > 1000 ? 300 : 10

  test(`given a writer that is killed ${cycles} times, then no acknowledged commit is lost and none is half there`, async () => {
    const path = freshPath()
    let acknowledged = 0
    for (let cycle = 0; cycle < cycles; cycle++) {
      const writer = fork(new URL("writer.ts", import.meta.url), [path, "write"], { stdio: ["ignore", "ignore", "ignore", "ipc"] })
      let acks = 0
      writer.on("message", (version: number) => {
        acknowledged = Math.max(acknowledged, version)
        if (++acks === 5 + ((cycle * 7) % 40)) writer.kill("SIGKILL")
      })
      await once(writer, "exit")
    }
    const storage = await openSqlite(path)
    const events = await storage.read(desk, "a", 1, 1_000_000)
    expect(events.length).toBeGreaterThanOrEqual(acknowledged)
    expect(acknowledged).toBeGreaterThan(cycles * 4)
    expect(events).toEqual(events.map((_, i) => ({ number: i + 1 })))
    expect((await storage.feed(desk, 0, 1_000_000)).entries).toHaveLength(2 * events.length)
    expect(await storage.claim(desk, "effects", 0, 1_000_000, 1)).toHaveLength(events.length)
    const [record] = (await storage.find(desk, tickets({ streams: ["a"] }))).found
    expect(record?.version).toBe(events.length)
    expect((await storage.find(desk, tickets({ text: `word${events.length}` }))).found).toHaveLength(1)
    await storage.close()
  })
})
