/** Reading the events of one ticket. */
import { join } from "node:path"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import type { StreamWrite } from "../../src/storage/Storage.ts"
import { epoch, history, workspace } from "./data.ts"
import { documentPattern } from "./documentPattern.ts"
import { interleaved } from "./measure.ts"
import * as Peers from "./peers.ts"
import { type Sample, TENANT } from "./sample.ts"
import { type Tell, timesLimit } from "./table.ts"

export const reading = async (tell: Tell, folder: string, { write, letter }: Sample): Promise<void> => {
  const LENGTH = 50
  const storage = await openSqlite(join(folder, "desk-read.sqlite"))
  const store = documentPattern(join(folder, "hand-read.sqlite"), "NORMAL")
  const { getSQLiteEventStore } = await Peers.emmett()
  const theirs = getSQLiteEventStore({ fileName: join(folder, "emmett-read.sqlite") })
  for (let i = 0; i < 100; i++) {
    const stream = `t-${i}`
    const events = history(stream, LENGTH, i)
    await storage.commit(TENANT, {
      command: { id: stream, digest: "" },
      at: epoch,
      streams: [{ ...write, stream, expected: 0, events: events as unknown as StreamWrite["events"] }],
      keys: [],
      effects: []
    })
    store.commit(events.map((event, version) => ({ stream, expected: version, event, document: write.document.body as object, letter })))
    await theirs.appendToStream(
      stream,
      events.map((data) => ({ type: data._tag, data }))
    )
  }
  const desk = createHelpdesk({ workspace, storage })
  let n = 0
  const each = (work: (stream: string) => unknown) => ({
    run: async (times: number) => {
      for (let i = 0; i < times; i++) await work(`t-${n++ % 100}`)
    }
  })
  const figures = await interleaved({
    ours: each((stream) => storage.read(TENANT, stream, 1, 1000)),
    checked: each((stream) => desk.events(stream)),
    limit: each((stream) => store.read(stream)),
    peer: each((stream) => theirs.readStream(stream))
  })
  await desk.stop()
  store.close()
  const limit = { name: "SQLite + JSON.parse", figure: figures.limit }
  const peer = { name: "emmett-sqlite", figure: figures.peer }
  tell({ what: "SQLite: read a ticket of 50 events", unit: "ns", ours: figures.ours, limit, peer, goals: [timesLimit(1.5)] })
  tell({ what: "  the same through desk.events (found, each event checked)", unit: "ns", ours: figures.checked, limit, peer, goals: [] })
}
