/** What goes wrong in storages when they write. */
import type { Kind, StreamWrite } from "../../src/storage/Storage.ts"
import type { Fault } from "./Fault.ts"
import { withStreams } from "./Fault.ts"

const only = { keys: [], effects: [] }
let retries = 0

export const faultsOfWriting: ReadonlyArray<Fault> = [
  [
    "a record stays what it was first",
    "a record is of the kind that it was last written as",
    (whole) => {
      const kinds = new Map<string, Kind>()
      const kept = ({ stream, document, ...write }: StreamWrite): StreamWrite => {
        const kind = kinds.get(stream) ?? document.kind
        kinds.set(stream, kind)
        return { ...write, stream, document: { ...document, kind } }
      }
      return { commit: (tenant, batch) => whole.commit(tenant, withStreams(batch, kept)) }
    }
  ],
  [
    "a lost update: the version is believed, not compared",
    "a commit that expects another version is a Conflict",
    (whole) => ({
      commit: async (tenant, batch) => {
        const answer = await whole.commit(tenant, batch)
        if (answer._tag !== "Conflict") return answer
        return whole.commit(
          tenant,
          withStreams(batch, (write) => ({ ...write, expected: write.stream === answer.stream ? answer.actual : write.expected }))
        )
      }
    })
  ],
  [
    "check and write apart: others come between",
    "of many commits at once that expect one version, exactly one wins",
    (whole) => ({
      commit: async (tenant, batch) => {
        for (const { stream, expected } of batch.streams) {
          const actual = (await whole.read(tenant, stream, 1, 1e9)).length
          if (actual !== expected) return { _tag: "Conflict", stream, expected, actual }
        }
        await new Promise((later) => setImmediate(later))
        const fresh = await Promise.all(
          batch.streams.map(async (write) => ({ ...write, expected: (await whole.read(tenant, write.stream, 1, 1e9)).length }))
        )
        return whole.commit(tenant, { ...batch, streams: fresh })
      }
    })
  ],
  [
    "a dirty batch: each stream is committed on its own",
    "a batch happens whole or not at all",
    (whole) => ({
      commit: async (tenant, batch) => {
        const [last, ...others] = batch.streams.toReversed()
        for (const write of others.toReversed())
          await whole.commit(tenant, {
            ...batch,
            ...only,
            command: { ...batch.command, id: `${batch.command.id} ${write.stream}` },
            streams: [write]
          })
        return whole.commit(tenant, { ...batch, streams: last === undefined ? [] : [last] })
      }
    })
  ],
  [
    "keys are written even if the commit is refused",
    "a batch happens whole or not at all",
    (whole) => ({
      commit: async (tenant, batch) => {
        const free = batch.keys.map((key) => ({ ...key, exclusive: false }))
        await whole.commit(tenant, { ...batch, ...only, streams: [], keys: free, command: { id: `keys ${batch.command.id}`, digest: "" } })
        return whole.commit(tenant, batch)
      }
    })
  ],
  [
    "the outbox is written before the rest",
    "a batch happens whole or not at all",
    (whole) => ({
      commit: async (tenant, batch) => {
        await whole.commit(tenant, { ...batch, keys: [], streams: [], command: { id: `effects ${batch.command.id}`, digest: "" } })
        return whole.commit(tenant, batch)
      }
    })
  ],
  [
    "versions are counted from 0",
    "versions count the events of a stream from 1, and the answer tells them",
    (whole) => ({
      commit: async (tenant, batch) => {
        const answer = await whole.commit(tenant, batch)
        return answer._tag === "Committed"
          ? { ...answer, heads: answer.heads.map((head) => ({ ...head, version: head.version - 1 })) }
          : answer
      }
    })
  ],
  [
    "reading starts one event too late",
    "events are read back in order, from any version, in pages of any size",
    (whole) => ({ read: (tenant, stream, from, limit) => whole.read(tenant, stream, from === 1 ? 1 : from + 1, limit) })
  ],
  [
    "a retry is committed again",
    "a command seen before is answered as it was then, and nothing happens",
    (whole) => ({
      commit: async (tenant, batch) => {
        const answer = await whole.commit(tenant, batch)
        if (answer._tag !== "Repeated") return answer
        const now = await Promise.all(
          batch.streams.map(async (write) => ({ ...write, expected: (await whole.read(tenant, write.stream, 1, 1e9)).length }))
        )
        return whole.commit(tenant, { ...batch, streams: now, command: { id: `again ${++retries}`, digest: "" } })
      }
    })
  ],
  [
    "a refused command is remembered as done",
    "a stale version is told before a taken key, and a refused command may be given again",
    (whole) => ({
      commit: async (tenant, batch) => {
        const answer = await whole.commit(tenant, batch)
        if (answer._tag === "Conflict") await whole.commit(tenant, { ...batch, ...only, streams: [] })
        return answer
      }
    })
  ],
  [
    "the digest is not looked at",
    "a command id is not used for two wishes",
    (whole) => ({ commit: (tenant, batch) => whole.commit(tenant, { ...batch, command: { ...batch.command, digest: "" } }) })
  ],
  [
    "exclusive keys are not",
    "an exclusive key leads to one stream, also within a batch",
    (whole) => ({
      commit: (tenant, batch) => whole.commit(tenant, { ...batch, keys: batch.keys.map((key) => ({ ...key, exclusive: false })) })
    })
  ],
  [
    "an effect is written twice",
    "an effect is written once by its key, even after it is done",
    (whole) => ({
      commit: (tenant, batch) =>
        whole.commit(tenant, { ...batch, effects: batch.effects.map((effect) => ({ ...effect, key: `${effect.key} ${++retries}` })) })
    })
  ]
]
