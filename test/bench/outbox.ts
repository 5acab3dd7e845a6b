/** The outbox: what a letter costs the commit that writes it, and what lending and settling it costs. */
import { join } from "node:path"
import { openSqlite } from "../../src/storage/sqlite.ts"
import { epoch } from "./data.ts"
import { documentPattern } from "./documentPattern.ts"
import { interleaved } from "./measure.ts"
import { byHand, filled, type Sample, TENANT, TICKETS } from "./sample.ts"
import { atMost, type Tell, timesLimit } from "./table.ts"

export const outbox = async (tell: Tell, folder: string, sample: Sample): Promise<void> => {
  const storage = await openSqlite(join(folder, "desk-outbox.sqlite"))
  const store = documentPattern(join(folder, "hand-outbox.sqlite"), "NORMAL")
  const heads = await filled(storage, sample, TICKETS)
  let n = 0
  const commit = async (withEffect: boolean): Promise<void> => {
    const place = n++ % TICKETS
    const write = { ...sample.write, stream: `t-${place}`, expected: heads[place]!++ }
    const effects = withEffect ? [{ ...sample.effect, stream: write.stream, key: `e-${n}`, dueAt: epoch * 2 }] : []
    await storage.commit(TENANT, { command: { id: `c-${n}`, digest: "" }, at: epoch, streams: [write], keys: [], effects })
  }
  const each = (work: () => Promise<void>) => ({
    run: async (times: number) => {
      for (let i = 0; i < times; i++) await work()
    }
  })
  const figures = await interleaved({ ours: each(() => commit(true)), limit: each(() => commit(false)) })
  tell({
    what: "outbox: commit that enqueues a letter",
    unit: "ns",
    ours: figures.ours,
    limit: { name: "without a letter", figure: figures.limit },
    goals: [timesLimit(1.25)]
  })

  const fill = async (times: number): Promise<void> => {
    const effects = Array.from({ length: times * 100 }, () => ({ ...sample.effect, stream: "t-0", key: `e-${n++}`, dueAt: epoch }))
    const streams = [{ ...sample.write, stream: `t-0`, expected: heads[0]!++, words: "" }]
    await storage.commit(TENANT, { command: { id: `c-${n}`, digest: "" }, at: epoch, streams, keys: [], effects })
  }
  const done = { _tag: "Done" } as const
  const drained = await interleaved(
    {
      ours: {
        prepare: fill,
        run: async (times) => {
          for (let i = 0; i < times; i++) {
            const claims = await storage.claim(TENANT, "effects", epoch, 100, 60_000)
            const settlements = claims.map(({ id, attempt }) => ({ id, attempt, outcome: done, progress: null }))
            if ((await storage.settle(TENANT, "effects", settlements)).length !== 100) throw new Error("the outbox is not full")
          }
        }
      },
      limit: {
        prepare: (times) => store.commit(Array.from({ length: times * 100 }, () => byHand(sample, `s-${n++}`, 0))),
        run: (times) => {
          for (let i = 0; i < times; i++) store.settle(store.claim(epoch, 100, epoch * 2))
        }
      }
    },
    { most: 20 }
  )
  await storage.close()
  store.close()
  tell({
    what: "outbox: claim 100 and settle them, each",
    unit: "ns",
    ours: drained.ours / 100,
    limit: { name: "lease by hand", figure: drained.limit / 100 },
    goals: [atMost(30_000, "ns")]
  })
}
