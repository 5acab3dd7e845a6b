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
  feed: new Array<Port.FeedEntry>()
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
    commit: async (tenant, { command, streams, keys, effects }) => {
      const desk = structuredClone(deskOf(tenant))
      const before = desk.commands.get(command.id)
      if (before !== undefined)
        return before.digest === command.digest ? { _tag: "Repeated", heads: before.heads } : { _tag: "CommandReused" }
      const heads = streams.map(({ stream, expected, events }) => ({ stream, version: expected + events.length }))
      for (const { stream, expected, events, document, words } of streams) {
        const actual = desk.rows.get(stream)?.version ?? 0
        if (actual !== expected) return { _tag: "Conflict", stream, expected, actual }
        desk.feed.push(...events.map((event, i) => ({ stream, version: expected + i + 1, event })))
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
    settle: async (tenant, what, settlements) => {
      const all = deskOf(tenant)[what]
      const accept = ({ id, attempt, outcome, progress }: Port.Settlement): boolean => {
        const [key, one] = [...all].find(([, { held, claim }]) => held && claim.id === id && claim.attempt === attempt) ?? []
        if (key === undefined) return false
        all.set(key, { at: outcome._tag === "Retry" ? outcome.at : null, held: false, claim: { ...one!.claim, progress } })
        return true
      }
      return settlements.filter(accept).map(({ id }) => id)
    },
    close: async () => void (open = false)
  }
}
