/** A hundred tickets in one transaction: what an import or a sweep does. */
import { join } from "node:path"
import { openSqlite } from "../../src/storage/sqlite.ts"
import { epoch } from "./data.ts"
import { documentPattern } from "./documentPattern.ts"
import { interleaved } from "./measure.ts"
import * as Peers from "./peers.ts"
import { byHand, filled, filledByHand, type Sample, TENANT, TICKETS } from "./sample.ts"
import { type Tell, timesLimit } from "./table.ts"

export const hundreds = async (tell: Tell, folder: string, sample: Sample): Promise<void> => {
  const storage = await openSqlite(join(folder, "desk-100.sqlite"))
  const store = documentPattern(join(folder, "hand-100.sqlite"), "NORMAL")
  const heads = { plain: await filled(storage, sample, TICKETS), hand: filledByHand(store, sample, TICKETS) }
  const { getSQLiteEventStore } = await Peers.emmett()
  const events = getSQLiteEventStore({ fileName: join(folder, "emmett-100.sqlite") })
  const said = Array.from({ length: 100 }, () => ({ type: "Replied", data: sample.write.events[0] as object }))
  let calls = 0
  const places = (): ReadonlyArray<number> => Array.from({ length: 100 }, (_, i) => (calls * 100 + i) % TICKETS)
  const ours = (words: string) => ({
    run: async (times: number) => {
      for (let i = 0; i < times; i++) {
        calls++
        const streams = places().map((place) => ({ ...sample.write, stream: `t-${place}`, expected: heads.plain[place]!++, words }))
        const effects = streams.map(({ stream, expected }) => ({ ...sample.effect, stream, key: `${stream}:${expected}` }))
        const answer = await storage.commit(TENANT, { command: { id: `c-${calls}`, digest: "" }, at: epoch, streams, keys: [], effects })
        if (answer._tag !== "Committed") throw new Error(answer._tag)
      }
    }
  })
  const figures = await interleaved(
    {
      ours: ours(""),
      searchable: ours(sample.write.words),
      limit: {
        run: (times) => {
          for (let i = 0; i < times; i++) {
            calls++
            store.commit(places().map((place) => byHand(sample, `t-${place}`, heads.hand[place]!++)))
          }
        }
      },
      peer: {
        run: async (times) => {
          for (let i = 0; i < times; i++) await events.appendToStream(`ticket-${calls++}`, said)
        }
      }
    },
    { round: 100 }
  )
  await storage.close()
  store.close()
  const limit = { name: "document pattern", figure: figures.limit / 100 }
  const peer = { name: "emmett-sqlite, one stream", figure: figures.peer / 100 }
  tell({ what: "SQLite NORMAL: 100 per transaction, each", unit: "ns", ours: figures.ours / 100, limit, peer, goals: [timesLimit(1.5)] })
  tell({ what: "  the same, searchable by its words", unit: "ns", ours: figures.searchable / 100, limit, goals: [] })
}
