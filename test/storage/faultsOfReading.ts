/** What goes wrong in storages when they keep, find and lend. */
import type { Found } from "../../src/storage/Storage.ts"
import type { Fault } from "./Fault.ts"
import { withStreams } from "./Fault.ts"

const lower = (text: string): string => text.toLowerCase()

export const faultsOfReading: ReadonlyArray<Fault> = [
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
