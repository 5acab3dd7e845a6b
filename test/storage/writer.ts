/** A process that opens a file; that writes to it beside another; or that writes until it is killed, and tells each commit once it is acknowledged. */
import { once } from "node:events"
import { openSqlite } from "../../src/storage/sqlite.ts"
import { batch, desk, effect, tickets, write } from "../../src/testing/storage/batches.ts"

const [path, task, name] = process.argv.slice(2)
const storage = await openSqlite(path!)
const versionOf = async (stream: string): Promise<number> =>
  (await storage.find(desk, tickets({ streams: [stream] }))).found[0]?.version ?? 0

if (task === "write") for (let version = await versionOf("a"); ; version++) await writeBoth(version)
if (task === "contend") {
  process.send?.("ready")
  await once(process, "message")
  process.disconnect()
  for (let i = 0; i < 100; i++) await writeOne(i % 2 === 0 ? "a" : "b", i)
}
await storage.close()

async function writeBoth(version: number): Promise<void> {
  const both = [write("a", version, { words: `word${version + 1}`, wakeAt: version }), write("b", version)]
  const command = { id: `command ${version + 1}`, digest: "" }
  const answer = await storage.commit(desk, batch(both, { command, effects: [effect(`e${version + 1}`)] }))
  if (answer._tag !== "Committed") throw new Error(answer._tag)
  process.send?.(version + 1)
}

async function writeOne(stream: string, number: number): Promise<void> {
  const one = write(stream, await versionOf(stream), { events: [`${name} ${number}`] })
  const answer = await storage.commit(desk, batch([one], { command: { id: `${name} ${number}`, digest: "" } }))
  if (answer._tag === "Conflict") await writeOne(stream, number)
  else if (answer._tag !== "Committed") throw new Error(answer._tag)
}
