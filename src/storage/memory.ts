/** Keeps a desk in Maps, for tests and for a first evening. Values are kept as they are given: nobody may change them. */
import { holds } from "../condition/Condition.ts"
import { comparePlaces, fromCursor, placeOf, toCursor } from "./order.ts"
import type * as Port from "./Storage.ts"
import { fail } from "./StorageError.ts"
import * as Index from "./wordIndex.ts"

/** Something that comes due: an effect, or the wakeup of a record. */
interface Due {
  readonly id: string
  readonly stream: string
  readonly kind: string
  payload: Port.Json
  at: number
  attempt: number
  held: boolean
  progress: Port.Json
}

interface Row {
  readonly stream: string
  readonly events: Array<Port.Json>
  /** In the order of the events. */
  vault: Array<Port.Vaulted>
  document: Port.Document
}

interface Desk {
  readonly commands: Map<string, { readonly digest: string; readonly heads: ReadonlyArray<Port.Head> }>
  readonly rows: Map<string, Row>
  /** Whose turn it was, commit by commit: the events lie in the rows. */
  readonly feed: { readonly rows: Array<Row>; readonly versions: Array<number> }
  readonly keys: Map<string, string>
  readonly words: Index.WordIndex
  readonly effectKeys: Set<string>
  readonly effects: Map<string, Due>
  readonly wakeups: Map<string, Due>
}

const emptyDesk = (): Desk => ({
  commands: new Map(),
  rows: new Map(),
  feed: { rows: [], versions: [] },
  keys: new Map(),
  words: Index.make(),
  effectKeys: new Set(),
  effects: new Map(),
  wakeups: new Map()
})

/** `dump`: everything that it holds, as text; to look for what must not be there. */
export const memory = (): Port.Storage & { readonly dump: () => string } => {
  const desks = new Map<string, Desk>()
  let closed = false
  const deskOf = (operation: string, tenant: string): Desk => {
    if (closed) throw fail(operation, "closed", "the storage was closed")
    let desk = desks.get(tenant)
    if (desk === undefined) desks.set(tenant, (desk = emptyDesk()))
    return desk
  }
  return {
    commit: async (tenant, batch) => commit(deskOf("commit", tenant), batch),
    read: async (tenant, stream, from, limit) =>
      deskOf("read", tenant)
        .rows.get(stream)
        ?.events.slice(Math.max(from, 1) - 1, Math.max(from, 1) - 1 + limit) ?? [],
    vault: async (tenant, stream, from, to) =>
      deskOf("vault", tenant)
        .rows.get(stream)
        ?.vault.filter(({ version }) => version >= from && version <= to) ?? [],
    find: async (tenant, query) => find(deskOf("find", tenant), query),
    count: async (tenant, kind, conditions) => {
      const documents = [...deskOf("count", tenant).rows.values()].map((row) => row.document).filter((document) => document.kind === kind)
      return conditions.map((condition) => documents.filter((document) => holds(condition, document.facts)).length)
    },
    lookup: async (tenant, keys) => {
      const known = deskOf("lookup", tenant).keys
      return keys.filter((key) => known.has(key)).map((key) => ({ key, stream: known.get(key)! }))
    },
    feed: async (tenant, after, limit) => {
      const { rows, versions } = deskOf("feed", tenant).feed
      const from = Math.max(after, 0)
      const entries = rows.slice(from, from + limit).map(({ stream, events }, i) => {
        const version = versions[from + i]!
        return { stream, version, event: events[version - 1]! }
      })
      return { entries, position: from + entries.length }
    },
    claim: async (tenant, what, now, limit, lease) => claim(deskOf("claim", tenant)[what], now, limit, lease),
    outbox: async (tenant, streams) =>
      [...deskOf("outbox", tenant).effects.values()]
        .filter(({ stream }) => streams.includes(stream))
        .map(({ id, kind, stream, payload }) => ({ key: id, kind, stream, payload })),
    settle: async (tenant, what, settlements) => {
      const waiting = deskOf("settle", tenant)[what]
      const keyOf = what === "effects" ? (id: string) => id : streamOf
      return settlements.filter((settlement) => settle(waiting, keyOf(settlement.id), settlement)).map(({ id }) => id)
    },
    close: async () => {
      closed = true
    },
    dump: () => JSON.stringify([...desks], plain)
  }
}

/** Maps and sets as lists. */
const plain = (_: string, value: unknown): unknown => (value instanceof Map || value instanceof Set ? [...value] : value)

const commit = (desk: Desk, { command, streams, keys, effects, erase }: Port.Batch): Port.CommitAnswer => {
  const before = desk.commands.get(command.id)
  if (before !== undefined) return before.digest === command.digest ? { _tag: "Repeated", heads: before.heads } : { _tag: "CommandReused" }
  const refusal = refuse(desk, streams, keys)
  if (refusal !== undefined) return refusal
  if (erase !== undefined) forget(desk, erase)
  const heads: Array<Port.Head> = []
  for (const write of streams) heads.push({ stream: write.stream, version: append(desk, write) })
  for (const { key, stream } of keys) if (!desk.keys.has(key)) desk.keys.set(key, stream)
  for (const { key, stream, kind, payload, dueAt } of effects) {
    if (desk.effectKeys.has(key)) continue
    desk.effectKeys.add(key)
    desk.effects.set(key, { id: key, stream, kind, payload, at: dueAt, attempt: 0, held: false, progress: null })
  }
  desk.commands.set(command.id, { digest: command.digest, heads })
  return { _tag: "Committed", heads }
}

const refuse = (desk: Desk, streams: Port.Batch["streams"], keys: Port.Batch["keys"]): Port.CommitAnswer | undefined => {
  for (const { stream, expected } of streams) {
    const actual = desk.rows.get(stream)?.events.length ?? 0
    if (actual !== expected) return { _tag: "Conflict", stream, expected, actual }
  }
  if (streams.length > 1 && new Set(streams.map(({ stream }) => stream)).size < streams.length)
    throw fail("commit", "other", "a batch writes to each stream once")
  if (keys.length === 0) return undefined
  const given = new Map<string, string>()
  for (const { key, stream, exclusive } of keys) {
    const holder = desk.keys.get(key) ?? given.get(key)
    if (holder === undefined) given.set(key, stream)
    else if (exclusive && holder !== stream) return { _tag: "KeyTaken", key, stream: holder }
  }
  return undefined
}

const placeInVault = (stream: string, version: number, subject: string): string => JSON.stringify([stream, version, subject])

const forget = (desk: Desk, { vault, words, keys, effects }: Port.Erasure): void => {
  const wanted = new Map(vault.map(({ stream, version, subject, value }) => [placeInVault(stream, version, subject), value]))
  for (const row of new Set(vault.map(({ stream }) => desk.rows.get(stream)))) {
    if (row === undefined) continue
    row.vault = row.vault.flatMap((one) => {
      const value = wanted.get(placeInVault(row.stream, one.version, one.subject))
      return value === undefined ? [one] : value === null ? [] : [{ ...one, value }]
    })
  }
  for (const { stream, entries } of words) {
    Index.remove(desk.words, stream)
    for (const entry of entries) Index.add(desk.words, stream, entry)
  }
  for (const key of keys) desk.keys.delete(key)
  for (const { key, payload } of effects) {
    const one = desk.effects.get(key)
    if (one === undefined) continue
    one.payload = payload
    if (payload === null) {
      desk.effects.delete(key)
      desk.effectKeys.delete(key)
    }
  }
}

const append = (desk: Desk, { stream, events, vault = [], document, words }: Port.StreamWrite): number => {
  let row = desk.rows.get(stream)
  const slept = row === undefined || row.document.wakeAt === null
  if (row === undefined) desk.rows.set(stream, (row = { stream, events: [], vault: [], document }))
  else row.document = document
  for (const event of events) {
    desk.feed.rows.push(row)
    desk.feed.versions.push(row.events.push(event))
  }
  for (const one of vault) row.vault.push(one)
  const version = row.events.length
  if (words !== "") Index.add(desk.words, stream, words)
  if (document.wakeAt !== null) desk.wakeups.set(stream, wakeup(stream, version, document.wakeAt))
  else if (!slept) desk.wakeups.delete(stream)
  return version
}

const wakeup = (stream: string, version: number, at: number): Due => ({
  id: `${version}:${stream}`,
  stream,
  kind: "wakeup",
  payload: version,
  at,
  attempt: 0,
  held: false,
  progress: null
})

const find = (desk: Desk, { kind, streams, where, text, order, limit, after }: Port.Query): Port.Page => {
  const start = after === undefined ? undefined : fromCursor(after, order)
  let rows: Iterable<Row | undefined> = desk.rows.values()
  if (streams !== undefined) rows = [...new Set(streams)].map((stream) => desk.rows.get(stream))
  const hits = text === undefined ? undefined : Index.search(desk.words, text)
  const placed = []
  for (const row of rows) {
    if (row === undefined || row.document.kind !== kind || hits?.has(row.stream) === false) continue
    if (where !== undefined && !holds(where, row.document.facts)) continue
    const place = placeOf(order, row.document.facts, row.stream)
    if (start === undefined || comparePlaces(order, place, start) > 0) placed.push({ row, place })
  }
  placed.sort((a, b) => comparePlaces(order, a.place, b.place))
  const page = placed.slice(0, limit)
  return {
    found: page.map(({ row: { stream, events, document } }) => ({ stream, version: events.length, document })),
    next: page.length === 0 || page.length === placed.length ? null : toCursor(page.at(-1)!.place)
  }
}

const claim = (waiting: Map<string, Due>, now: number, limit: number, lease: number): ReadonlyArray<Port.Claim> => {
  const due = [...waiting.values()].filter(({ at }) => at <= now)
  due.sort((a, b) => a.at - b.at)
  return due.slice(0, limit).map((one) => {
    one.at = now + lease
    one.held = true
    one.attempt++
    const { id, attempt, stream, kind, payload, progress } = one
    return { id, attempt, stream, kind, payload, progress }
  })
}

/** The stream of a wakeup: its id is the version that it woke, a colon, and the stream. */
const streamOf = (id: string): string => id.slice(id.indexOf(":") + 1)

const settle = (waiting: Map<string, Due>, key: string, { id, attempt, outcome, progress }: Port.Settlement): boolean => {
  const one = waiting.get(key)
  if (one === undefined || one.id !== id || !one.held || one.attempt !== attempt) return false
  one.held = false
  one.progress = progress
  if (outcome._tag === "Retry") one.at = outcome.at
  else waiting.delete(key)
  return true
}
