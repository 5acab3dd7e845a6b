/** What goes wrong in storages when they erase. */
import type { Batch, Erasure } from "../../src/storage/Storage.ts"
import type { Fault } from "./Fault.ts"

const but = (batch: Batch, change: (erase: Erasure) => Partial<Erasure>): Batch =>
  batch.erase === undefined ? batch : { ...batch, erase: { ...batch.erase, ...change(batch.erase) } }

export const faultsOfErasing: ReadonlyArray<Fault> = [
  [
    "what is said of people is dropped",
    "what is kept apart comes back by its events",
    (whole) => ({ vault: async (tenant, stream, from, to) => (await whole.vault(tenant, stream, from, to)).slice(1) })
  ],
  [
    "all of a stream's vault is handed out, whatever was asked for",
    "what is kept apart comes back by its events",
    (whole) => ({ vault: (tenant, stream) => whole.vault(tenant, stream, 1, 1e9) })
  ],
  [
    "the vault is never emptied",
    "what is erased of the vault is gone or replaced",
    (whole) => ({
      commit: (tenant, batch) =>
        whole.commit(
          tenant,
          but(batch, () => ({ vault: [] }))
        )
    })
  ],
  [
    "an event's whole vault goes with one person's",
    "what is erased of the vault is gone or replaced",
    (whole) => ({
      commit: async (tenant, batch) => {
        const vault = batch.erase?.vault ?? []
        const more = await Promise.all(
          vault.map(async ({ stream, version }) =>
            (await whole.vault(tenant, stream, version, version)).map((one) => ({ ...one, stream, value: null }))
          )
        )
        return whole.commit(
          tenant,
          but(batch, () => ({ vault: more.flat() }))
        )
      }
    })
  ],
  [
    "the index keeps its words",
    "by words that are erased nothing is found any more",
    (whole) => ({
      commit: (tenant, batch) =>
        whole.commit(
          tenant,
          but(batch, () => ({ words: [] }))
        )
    })
  ],
  [
    "all entries of words are made one",
    "by words that are erased nothing is found any more",
    (whole) => ({
      commit: (tenant, batch) =>
        whole.commit(
          tenant,
          but(batch, ({ words }) => ({
            words: words.map((one) => ({
              ...one,
              entries: [[...one.entries, batch.streams.find(({ stream }) => stream === one.stream)?.words ?? ""].join(" ")]
            }))
          }))
        )
    })
  ],
  [
    "keys lead on",
    "keys that are erased lead nowhere",
    (whole) => ({
      commit: (tenant, batch) =>
        whole.commit(
          tenant,
          but(batch, () => ({ keys: [] }))
        )
    })
  ],
  [
    "effects are sent all the same",
    "an effect that is erased is not lent any more",
    (whole) => ({
      commit: (tenant, batch) =>
        whole.commit(
          tenant,
          but(batch, () => ({ effects: [] }))
        )
    })
  ],
  [
    "the outbox tells what is lent too late: not at all",
    "the outbox tells what nobody has done yet",
    (whole) => {
      const lent = new Set<string>()
      return {
        claim: async (...asked) => {
          const claims = await whole.claim(...asked)
          for (const { id } of claims) lent.add(id)
          return claims
        },
        outbox: async (...asked) => (await whole.outbox(...asked)).filter(({ key }) => !lent.has(key))
      }
    }
  ],
  [
    "what is erased is erased before anybody looks whether the batch is granted",
    "a batch that is refused erases nothing",
    (whole) => {
      let more = 0
      return {
        commit: async (tenant, batch) => {
          if (batch.erase === undefined) return whole.commit(tenant, batch)
          const command = { id: `early ${++more}`, digest: "" }
          await whole.commit(tenant, { ...batch, command, streams: [], keys: [], effects: [] })
          return whole.commit(tenant, batch)
        }
      }
    }
  ]
]
