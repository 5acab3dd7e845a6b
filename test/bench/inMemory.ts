/** The storage in memory. */
import { memory } from "../../src/storage/memory.ts"
import type { Batch } from "../../src/storage/Storage.ts"
import { epoch } from "./data.ts"
import { interleaved } from "./measure.ts"
import * as Peers from "./peers.ts"
import { type Sample, TENANT, TICKETS } from "./sample.ts"
import { type Tell, timesLimit } from "./table.ts"

export const inMemory = async (tell: Tell, sample: Sample): Promise<void> => {
  const event = sample.write.events[0]!
  const batchOf = (i: number): Batch => ({
    command: { id: `c-${i}`, digest: "" },
    at: epoch,
    streams: [{ ...sample.write, stream: `t-${i % TICKETS}`, expected: Math.floor(i / TICKETS), words: "" }],
    keys: [],
    effects: []
  })
  const { getInMemoryEventStore } = await Peers.emmett()
  let storage = memory()
  let batches: ReadonlyArray<Batch> = []
  let streams = new Map<string, Array<unknown>>()
  let theirs = getInMemoryEventStore()
  const names = Array.from({ length: TICKETS }, (_, i) => `t-${i}`)
  const said = [{ type: "Replied", data: event as object }]
  const figures = await interleaved(
    {
      ours: {
        prepare: (times) => {
          storage = memory()
          batches = Array.from({ length: times }, (_, i) => batchOf(i))
        },
        run: async () => {
          for (const batch of batches) if ((await storage.commit(TENANT, batch))._tag !== "Committed") throw new Error("a commit failed")
        }
      },
      limit: {
        prepare: () => (streams = new Map()),
        run: async (times) => {
          for (let i = 0; i < times; i++) await append(streams, names[i % TICKETS]!, Math.floor(i / TICKETS), event)
        }
      },
      peer: {
        prepare: () => (theirs = getInMemoryEventStore()),
        run: async (times) => {
          for (let i = 0; i < times; i++) await theirs.appendToStream(names[i % TICKETS]!, said)
        }
      }
    },
    { most: 50_000 }
  )
  tell({
    what: "memory: commit of one event",
    unit: "ns",
    ours: figures.ours,
    limit: { name: "Map + push + version, awaited", figure: figures.limit },
    peer: { name: "emmett in memory", figure: figures.peer },
    goals: [timesLimit(5)]
  })
}

/** Behind a promise, as any storage is. */
const append = async (streams: Map<string, Array<unknown>>, name: string, expected: number, event: unknown): Promise<number> => {
  let stream = streams.get(name)
  if (stream === undefined) streams.set(name, (stream = []))
  if (stream.length !== expected) throw new Error("a version is wrong")
  return stream.push({ name, expected, event })
}
