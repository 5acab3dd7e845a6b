/**
 * A storage of your own: the whole port in Maps and arrays, as slow and as plain as can be. What it promises is
 * checked by `storageContract` (test/storage/example.test.ts); replace the parts by what your database has.
 */
import { holds } from "../src/condition/Condition.ts"
import { comparePlaces, fromCursor, placeOf, toCursor } from "../src/storage/order.ts"
import type * as Port from "../src/storage/Storage.ts"

/** What comes due; `at` is `null` once it is settled for good. */
type Due = { readonly at: number | null; readonly held: boolean; readonly claim: Port.Claim }
const fresh = { attempt: 0, progress: null }
const emptyDesk = () => ({
  commands: new Map<string, { readonly digest: string; readonly heads: ReadonlyArray<Port.Head> }>(),
  rows: new Map<string, Port.Found & { readonly entries: ReadonlyArray<string> }>(),
  keys: new Map<string, string>(),
  effects: new Map<string, Due>(),
  wakeups: new Map<string, Due>(),
  feed: new Array<Port.FeedEntry>(),
  vault: new Array<Port.Vaulted & { readonly stream: string }>()
})

export const mapStorage = (): Port.Storage => {
  const desks = new Map<string, ReturnType<typeof emptyDesk>>()
  let open = true
  const deskOf = (tenant: string) => {
    if (!open) throw new Error("the storage is closed")
    return desks.get(tenant) ?? emptyDesk()
  }
  const rowsOf = (tenant: string, kind: Port.Kind) => [...deskOf(tenant).rows.values()].filter(({ document }) => document.kind === kind)
  return {
    // Everything is written to a copy; only a batch that is granted replaces the desk.
    commit: async (tenant, { command, streams, keys, effects, erase }) => {
      const desk = structuredClone(deskOf(tenant))
      const before = desk.commands.get(command.id)
      if (before !== undefined)
        return before.digest === command.digest ? { _tag: "Repeated", heads: before.heads } : { _tag: "CommandReused" }
      if (erase !== undefined) forget(desk, erase)
      const heads = streams.map(({ stream, expected, events }) => ({ stream, version: expected + events.length }))
      for (const { stream, expected, events, vault = [], document, words } of streams) {
        const actual = desk.rows.get(stream)?.version ?? 0
        if (actual !== expected) return { _tag: "Conflict", stream, expected, actual }
        desk.feed.push(...events.map((event, i) => ({ stream, version: expected + i + 1, event })))
        desk.vault.push(...vault.map((one) => ({ stream, ...one })))
        const version = expected + events.length
        desk.rows.set(stream, { stream, version, document, entries: [...(desk.rows.get(stream)?.entries ?? []), words] })
        const claim = { id: `${version}:${stream}`, stream, kind: "wakeup", payload: version, ...fresh }
        desk.wakeups.set(stream, { at: document.wakeAt, held: false, claim })
      }
      for (const { key, stream, exclusive } of keys) {
        const holder = desk.keys.get(key) ?? stream
        if (exclusive && holder !== stream) return { _tag: "KeyTaken", key, stream: holder }
        desk.keys.set(key, holder)
      }
      for (const { key, stream, kind, payload, dueAt } of effects)
        if (!desk.effects.has(key)) desk.effects.set(key, { at: dueAt, held: false, claim: { id: key, stream, kind, payload, ...fresh } })
      desk.commands.set(command.id, { digest: command.digest, heads })
      desks.set(tenant, desk)
      return { _tag: "Committed", heads }
    },
    read: async (tenant, stream, from, limit) => {
      const events = deskOf(tenant).feed.filter((entry) => entry.stream === stream)
      return events.slice(from - 1, from - 1 + limit).map(({ event }) => event)
    },
    vault: async (tenant, stream, from, to) =>
      deskOf(tenant)
        .vault.filter((one) => one.stream === stream && one.version >= from && one.version <= to)
        .map(({ version, subject, value }) => ({ version, subject, value })),
    find: async (tenant, { kind, streams, where, text, order, limit, after }) => {
      const start = after === undefined ? undefined : fromCursor(after, order)
      const has = (entry: string) => text!.split(" ").every((word) => word !== "" && entry.split(" ").includes(word))
      const found = rowsOf(tenant, kind)
        .filter(({ stream, document }) => (streams?.includes(stream) ?? true) && (where === undefined || holds(where, document.facts)))
        .filter(({ entries }) => text === undefined || entries.some(has))
        .map(({ stream, version, document }) => ({ record: { stream, version, document }, place: placeOf(order, document.facts, stream) }))
        .filter(({ place }) => start === undefined || comparePlaces(order, place, start) > 0)
        .sort((a, b) => comparePlaces(order, a.place, b.place))
      const last = limit < found.length ? found[limit - 1] : undefined
      return { found: found.slice(0, limit).map(({ record }) => record), next: last === undefined ? null : toCursor(last.place) }
    },
    count: async (tenant, kind, conditions) =>
      conditions.map((condition) => rowsOf(tenant, kind).filter(({ document }) => holds(condition, document.facts)).length),
    lookup: async (tenant, keys) => [...deskOf(tenant).keys].flatMap(([key, stream]) => (keys.includes(key) ? { key, stream } : [])),
    feed: async (tenant, after, limit) => {
      const entries = deskOf(tenant).feed.slice(after, after + limit)
      return { entries, position: after + entries.length }
    },
    claim: async (tenant, what, now, limit, lease) => {
      const all = deskOf(tenant)[what]
      const due = [...all].filter(([, { at }]) => at !== null && at <= now).sort(([, a], [, b]) => a.at! - b.at!)
      for (const [key, { claim }] of due.slice(0, limit))
        all.set(key, { at: now + lease, held: true, claim: { ...claim, attempt: claim.attempt + 1 } })
      return due.slice(0, limit).map(([key]) => all.get(key)!.claim)
    },
    outbox: async (tenant, streams) =>
      [...deskOf(tenant).effects.values()]
        .filter(({ at, claim }) => at !== null && streams.includes(claim.stream))
        .map(({ claim: { id, stream, kind, payload } }) => ({ key: id, stream, kind, payload })),
    settle: async (tenant, what, settlements) => {
      const all = deskOf(tenant)[what]
      const accept = ({ id, attempt, outcome, progress }: Port.Settlement): boolean => {
        const [key, one] = [...all].find(([, { held, claim }]) => held && claim.id === id && claim.attempt === attempt) ?? []
        if (key === undefined) return false
        const rest = outcome._tag === "Retry" ? { at: outcome.at, progress } : { at: null, progress: null, payload: null }
        all.set(key, { at: rest.at, held: false, claim: { ...one!.claim, ...rest } })
        return true
      }
      return settlements.filter(accept).map(({ id }) => id)
    },
    close: async () => void (open = false)
  }
}

/** Nothing of it may be left in what your database keeps on disk either: journals, free pages, the index of words. */
const forget = (desk: ReturnType<typeof emptyDesk>, { vault, words, keys, effects }: Port.Erasure) => {
  for (const { value, ...place } of vault) {
    const at = desk.vault.findIndex((one) => Object.entries(place).every(([key, part]) => one[key as keyof typeof place] === part))
    if (at !== -1) desk.vault.splice(at, 1, ...(value === null ? [] : [{ ...place, value }]))
  }
  for (const { stream, entries } of words) if (desk.rows.has(stream)) desk.rows.set(stream, { ...desk.rows.get(stream)!, entries })
  for (const key of keys) desk.keys.delete(key)
  for (const { key, payload } of effects) {
    const one = desk.effects.get(key)
    if (one === undefined || one.at === null) continue
    if (payload === null) desk.effects.delete(key)
    else desk.effects.set(key, { ...one, claim: { ...one.claim, payload } })
  }
}
