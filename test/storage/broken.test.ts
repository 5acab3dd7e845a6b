/** Storages with one fault each: the contract must name it. What no clause catches is not promised. */
import { expect, test } from "vitest"
import { memory } from "../../src/storage/memory.ts"
import type { Batch, Found, Storage, StreamWrite } from "../../src/storage/Storage.ts"
import { storageContract } from "../../src/testing/storageContract.ts"

type Break = (whole: Storage) => Partial<Storage>

const broken = (change: Break) => async (): Promise<Storage> => {
  const whole = memory()
  return { ...whole, ...change(whole) }
}

const withStreams = (batch: Batch, change: (write: StreamWrite) => StreamWrite): Batch => ({ ...batch, streams: batch.streams.map(change) })
const lower = (text: string): string => text.toLowerCase()
const only = { keys: [], effects: [] }
let retries = 0

/** What is broken, how, and the promise that must be seen broken. */
const faults: ReadonlyArray<readonly [fault: string, caught: string, change: Break]> = [
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
  ],
  [
    "the feed drops what comes while it is read",
    "the feed tells every event once, in an order that never changes, while many write",
    (whole) => ({
      feed: async (tenant, after, limit) => {
        const page = await whole.feed(tenant, after, limit)
        return page.entries.length === limit && limit > 2 ? { ...page, position: page.position + 1 } : page
      }
    })
  ],
  [
    "the feed tells the last event again",
    "the feed tells every event once, in an order that never changes, while many write",
    (whole) => ({
      feed: async (tenant, after, limit) => {
        const page = await whole.feed(tenant, after, limit)
        return { ...page, entries: page.entries.length === 0 ? [] : [...page.entries, page.entries.at(-1)!] }
      }
    })
  ],
  [
    "ids are compared without case",
    "ids are compared exactly",
    (whole) => ({
      commit: (tenant, batch) =>
        whole.commit(
          tenant,
          withStreams(batch, (write) => ({ ...write, stream: lower(write.stream) }))
        ),
      read: (tenant, stream, from, limit) => whole.read(tenant, lower(stream), from, limit)
    })
  ],
  [
    "keys lose their trailing blanks",
    "ids are compared exactly",
    (whole) => ({
      commit: (tenant, batch) => whole.commit(tenant, { ...batch, keys: batch.keys.map((key) => ({ ...key, key: key.key.trimEnd() })) }),
      lookup: (tenant, keys) =>
        whole.lookup(
          tenant,
          keys.map((key) => key.trimEnd())
        )
    })
  ],
  [
    "long text is cut off",
    "text, numbers and shapes come back as they were given",
    (whole) => ({
      read: async (tenant, stream, from, limit) =>
        (await whole.read(tenant, stream, from, limit)).map((event) => (typeof event === "string" ? event.slice(0, 65_535) : event))
    })
  ],
  [
    "fractions lose their last digits",
    "text, numbers and shapes come back as they were given",
    (whole) => ({
      read: async (tenant, stream, from, limit) =>
        (await whole.read(tenant, stream, from, limit)).map((event) => (typeof event === "number" ? Number(event.toPrecision(15)) : event))
    })
  ],
  [
    "anybody reads anybody's events",
    "tenants are walls",
    (whole) => ({
      read: async (tenant, stream, from, limit) => {
        const own = await whole.read(tenant, stream, from, limit)
        return own.length > 0 ? own : whole.read("mine", stream, from, limit)
      }
    })
  ],
  [
    "anybody settles anybody's claims",
    "tenants are walls",
    (whole) => ({
      settle: async (tenant, what, settlements) => [
        ...(await whole.settle(tenant, what, settlements)),
        ...(await whole.settle("mine", what, settlements))
      ]
    })
  ],
  [
    "a new record is found only by those who ask twice",
    "what was committed is seen at once",
    (whole) => {
      const seen = new Map<string, Found>()
      const stale = (found: Found): Found => {
        const before = seen.get(found.stream)
        seen.set(found.stream, found)
        return before ?? found
      }
      return {
        find: async (tenant, query) => {
          const page = await whole.find(tenant, query)
          return { ...page, found: page.found.map(stale) }
        }
      }
    }
  ],
  [
    "a condition forgets that unset is not equal",
    "find keeps exactly the records that meet the condition, and count counts them",
    (whole) => ({
      find: (tenant, query) => {
        const where = query.where
        return whole.find(
          tenant,
          where !== undefined && "not" in where
            ? { ...query, where: { all: [where, { field: "status", op: "isSet", value: true }] } }
            : query
        )
      }
    })
  ],
  [
    "a count is an estimate",
    "find keeps exactly the records that meet the condition, and count counts them",
    (whole) => ({
      count: async (tenant, kind, conditions) => (await whole.count(tenant, kind, conditions)).map((count) => (count > 20 ? 20 : count))
    })
  ],
  [
    "unset comes first when descending",
    "records come in the order asked for: false, true, numbers, text, and unset last either way",
    (whole) => ({
      find: async (tenant, query) => {
        const { found, next } = await whole.find(tenant, query)
        const [order] = query.order
        const unset = order?.descending === true ? found.filter(({ document }) => (document.facts[order.field] ?? null) === null) : []
        return { found: [...unset, ...found.filter((one) => !unset.includes(one))], next }
      }
    })
  ],
  [
    "pages are counted, not sought",
    "pages neither skip nor repeat a record, while others write",
    (whole) => ({
      find: async (tenant, { after, ...query }) => {
        const skipped = Number(after ?? 0)
        const { found } = await whole.find(tenant, { ...query, limit: 1e9 })
        const page = found.slice(skipped, skipped + query.limit)
        return { found: page, next: page.length > 0 && found.length > skipped + query.limit ? String(skipped + query.limit) : null }
      }
    })
  ],
  [
    "a page skips the record after it",
    "pages neither skip nor repeat a record, while others write",
    (whole) => ({
      find: async (tenant, query) => {
        const page = await whole.find(tenant, { ...query, limit: query.limit + 1 })
        return { ...page, found: page.found.slice(0, query.limit) }
      }
    })
  ],
  [
    "no limit is no records is all records",
    "a page holds at most what was asked for, and says whether that was all",
    (whole) => ({ find: (tenant, query) => whole.find(tenant, query.limit === 0 ? { ...query, limit: 100 } : query) })
  ],
  [
    "words are sought in all entries together",
    "a text finds the records with an entry that holds all of its words",
    (whole) => {
      const said = new Map<string, string>()
      return {
        commit: (tenant, batch) =>
          whole.commit(
            tenant,
            withStreams(batch, (write) => {
              said.set(write.stream, `${said.get(write.stream) ?? ""} ${write.words}`.trim())
              return { ...write, words: said.get(write.stream)! }
            })
          )
      }
    }
  ],
  [
    "a lease is given twice",
    "of many who claim at once, none gets what another got",
    (whole) => ({
      claim: async (tenant, what, now, limit, lease) => {
        const claims = await whole.claim(tenant, what, now, limit, 0)
        await new Promise((later) => setImmediate(later))
        await whole.claim(tenant, what, now, limit, lease)
        return claims
      }
    })
  ],
  [
    "a lease never ends",
    "what is lent is lent to nobody else until its lease ends",
    (whole) => ({ claim: (tenant, what, now, limit) => whole.claim(tenant, what, now, limit, 1e12) })
  ],
  [
    "a late settlement is accepted",
    "a holder whose claim went to another settles nothing",
    (whole) => {
      const attempts = new Map<string, number>()
      return {
        claim: async (...asked) => {
          const claims = await whole.claim(...asked)
          for (const { id, attempt } of claims) attempts.set(id, attempt)
          return claims
        },
        settle: (tenant, what, given) =>
          whole.settle(
            tenant,
            what,
            given.map((one) => ({ ...one, attempt: attempts.get(one.id) ?? one.attempt }))
          )
      }
    }
  ],
  [
    "the dead come back",
    "what is done or dead is not lent again, what is to be retried comes at its time",
    (whole) => ({
      settle: (tenant, what, given) =>
        whole.settle(
          tenant,
          what,
          given.map((one) => (one.outcome._tag === "Dead" ? { ...one, outcome: { _tag: "Retry", at: 0 } } : one))
        )
    })
  ],
  [
    "progress is forgotten",
    "what is done or dead is not lent again, what is to be retried comes at its time",
    (whole) => ({
      settle: (tenant, what, given) =>
        whole.settle(
          tenant,
          what,
          given.map((one) => ({ ...one, progress: null }))
        )
    })
  ],
  [
    "the newest goes first",
    "nothing is lent before it is due, and the longest due goes first",
    (whole) => ({ claim: async (...asked) => (await whole.claim(...asked)).toReversed() })
  ]
]

const brokenPromises = async (open: () => Promise<Storage>): Promise<ReadonlyArray<string>> => {
  const promises = []
  for (const { promise, check } of storageContract) {
    const kept = await check(open, { seed: 1, cases: 20 }).then(
      () => true,
      () => false
    )
    if (!kept) promises.push(promise)
  }
  return promises
}

test.each(faults)("%s", async (_, caught, change) => {
  const promises = await brokenPromises(broken(change))
  expect(promises.some((promise) => promise.startsWith(caught))).toBe(true)
  // One fault is not everything: a storage that fails all clauses would prove nothing.
  expect(promises.length).toBeLessThan(storageContract.length / 2)
})

test("a storage without a fault breaks no promise", async () => {
  expect(await brokenPromises(async () => memory())).toEqual([])
})
