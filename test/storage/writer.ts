/** A process that opens a file, or writes to it until it is killed: each commit is told to the parent after it was acknowledged. */
import { openSqlite } from "../../src/storage/sqlite.ts"
import { batch, desk, effect, tickets, write } from "../../src/testing/storage/batches.ts"

const [path, task] = process.argv.slice(2)
const storage = await openSqlite(path!)
const [found] = (await storage.find(desk, tickets({ streams: ["a"] }))).found
let version = found?.version ?? 0
if (task === "write") for (;;) await writeOnce()
await storage.close()

async function writeOnce(): Promise<void> {
  const both = [write("a", version, { words: `word${version + 1}`, wakeAt: version }), write("b", version)]
  const command = { id: `command ${version + 1}`, digest: "" }
  const answer = await storage.commit(desk, batch(both, { command, effects: [effect(`e${version + 1}`)] }))
  if (answer._tag !== "Committed") throw new Error(answer._tag)
  version++
  process.send?.(version)
}
