/** Writes a batch: checks and all of it in one transaction that holds the write lock from the start. */
import type { Batch, CommitAnswer, Effect, Head, Key, StreamWrite } from "../Storage.ts"
import type { Connection } from "./Connection.ts"
import { erase } from "./erase.ts"
import type { Value } from "./Handle.ts"
import { marked, marksOf } from "./marks.ts"
import { columns, split, type Column, type Columns, type Split } from "./records.ts"
import { enrol, lastPosition, positionOf } from "./tenants.ts"
import { addEntries, entryOf, type Entry } from "./words.ts"

export const commit = (connection: Connection, name: string, batch: Batch): CommitAnswer =>
  connection.write(
    () => decide(connection, name, batch),
    ({ _tag }) => _tag === "Committed"
  )

/** Inside a transaction, which the caller undoes unless the answer is `Committed`. */
export const decide = (connection: Connection, name: string, { command, at, streams, keys, effects, ...batch }: Batch): CommitAnswer => {
  const tenant = enrol(connection, name)
  const before = connection.sql(commandSql).get(tenant, command.id) as { digest: string; heads: string } | undefined
  if (before !== undefined)
    return before.digest === command.digest
      ? { _tag: "Repeated", heads: JSON.parse(before.heads) as ReadonlyArray<Head> }
      : { _tag: "CommandReused" }
  const known: Array<Known> = []
  for (const { stream, expected } of streams) {
    const one = knownOf(connection, tenant, stream, expected)
    if (one.head !== expected) return { _tag: "Conflict", stream, expected, actual: one.head }
    known.push(one)
  }
  for (const key of keys) {
    const holder = take(connection, tenant, key)
    if (holder !== undefined) return { _tag: "KeyTaken", key: key.key, stream: holder }
  }
  if (batch.erase !== undefined) erase(connection, tenant, batch.erase)
  const draft: Draft = { position: newest(connection, tenant), entries: [] }
  const afresh = new Map(batch.erase?.words.map(({ stream, entries }) => [stream, entries]))
  const heads = streams.map((write, i) => ({
    stream: write.stream,
    version: append(connection, tenant, write, known[i]!, draft, afresh.get(write.stream))
  }))
  addEntries(connection, draft.entries)
  for (const effect of effects) enqueue(connection, tenant, effect)
  connection.sql(rememberSql).run(tenant, command.id, command.digest, at, JSON.stringify(heads))
  return { _tag: "Committed", heads }
}

/** What the streams of one batch write to together. */
interface Draft {
  /** Of the newest event. */
  position: number
  readonly entries: Array<Entry>
}

/** What is known of a stream: how many events it has, and its record if there is one. */
type Known = { readonly head: number; readonly id: number | null; readonly entries: number | null } & Partial<Columns>

const nothing: Known = { head: 0, id: null, entries: null }

/** Most streams without events have no record either, and are spared the longer question. */
const knownOf = (connection: Connection, tenant: number, stream: string, expected: number): Known => {
  if (expected === 0 && connection.sql(someSql).get(tenant, stream, tenant, stream) === undefined) return nothing
  return connection.sql(knownSql).get(tenant, stream, tenant, stream) as Known
}

/** The stream that has the key already, if that is in the way. */
const take = (connection: Connection, tenant: number, { key, stream, exclusive }: Key): string | undefined => {
  const { changes } = connection.sql(keySql).run(tenant, key, stream)
  if (Number(changes) === 1 || !exclusive) return undefined
  const holder = connection.sql("SELECT stream FROM desk_keys WHERE tenant = ? AND key = ?").get(tenant, key) as { stream: string }
  return holder.stream === stream ? undefined : holder.stream
}

/** `afresh`: the words before these, where those that were there are gone. */
const append = (
  connection: Connection,
  tenant: number,
  write: StreamWrite,
  known: Known,
  draft: Draft,
  afresh: ReadonlyArray<string> | undefined
): number => {
  const { stream, events, vault = [], document } = write
  const [before, position] = [known.head, draft.position]
  for (const [i, event] of events.entries())
    connection.sql(eventSql).run(++draft.position, tenant, stream, before + i + 1, JSON.stringify(event))
  for (const { version, subject, value } of vault) connection.sql(vaultSql).run(position + version - before, subject, JSON.stringify(value))
  const version = before + events.length
  const parts = split(document.kind, document.facts)
  const { values, rest } = parts
  const changed = changedOf(known, values)
  const marks = newMarks(parts, afresh === undefined ? changed : marked)
  const words = [...(afresh ?? []), [write.words, ...marks].filter((word) => word !== "").join(" ")].filter((entry) => entry !== "")
  const held = afresh === undefined ? (known.entries ?? 0) : 0
  const state = [version, held + words.length, document.wakeAt, JSON.stringify(rest), JSON.stringify(document.body)]
  let id = known.id
  if (id === null)
    id = Number(connection.sql(insertSql).run(tenant, stream, ...state, ...columns.map((column) => values[column])).lastInsertRowid)
  else update(connection, id, state, values, changed)
  for (const [i, entry] of words.entries()) draft.entries.push(entryOf(tenant, id, held + i + 1, entry))
  if (document.wakeAt !== null) connection.sql(wakeSql).run(tenant, stream, version, document.wakeAt)
  else if (known.id !== null) connection.sql("DELETE FROM desk_wakeups WHERE tenant = ? AND stream = ?").run(tenant, stream)
  return version
}

/** Those of the fields that changed; a list may have changed without its column. */
const newMarks = (parts: Split, changed: ReadonlyArray<string>): ReadonlyArray<string> =>
  marksOf(parts, parts.values.listed === 1 ? marked : marked.filter((field) => changed.includes(field)))

/** The position of the tenant's newest event. */
const newest = (connection: Connection, tenant: number): number => {
  const { position } = connection.sql(newestSql).get(positionOf(tenant, 0), lastPosition(tenant)) as { position: number | null }
  return position ?? positionOf(tenant, 0)
}

/** Each column that a statement names costs the indexes that it stands in, changed or not: so only those that change are named. */
const changedOf = (known: Partial<Columns>, values: Columns): ReadonlyArray<Column> =>
  columns.filter((column) => known[column] !== values[column])

const update = (connection: Connection, id: number, state: ReadonlyArray<Value>, values: Columns, changed: ReadonlyArray<Column>): void => {
  const set = [...stateColumns, ...changed].map((column) => `${column} = ?`).join(", ")
  connection.sql(`UPDATE desk_records SET ${set} WHERE id = ?`).run(...state, ...changed.map((column) => values[column]), id)
}

const enqueue = (connection: Connection, tenant: number, { key, stream, kind, dueAt, payload }: Effect): void => {
  connection.sql(effectSql).run(tenant, key, stream, kind, dueAt, JSON.stringify(payload))
}

const commandSql = "SELECT digest, heads FROM desk_commands WHERE tenant = ? AND id = ?"
const rememberSql = "INSERT INTO desk_commands (tenant, id, digest, at, heads) VALUES (?, ?, ?, ?, ?)"
const keySql = "INSERT INTO desk_keys (tenant, key, stream) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
const eventSql = "INSERT INTO desk_events (position, tenant, stream, version, body) VALUES (?, ?, ?, ?, ?)"
const vaultSql = "INSERT INTO desk_vault (position, subject, value) VALUES (?, ?, ?)"
const newestSql = "SELECT max(position) AS position FROM desk_events WHERE position > ? AND position <= ?"
const effectSql = `INSERT INTO desk_effects (tenant, key, stream, kind, due, attempt, held, progress, payload)
VALUES (?, ?, ?, ?, ?, 0, 0, 'null', ?) ON CONFLICT DO NOTHING`
const someSql = `SELECT 1 FROM desk_events WHERE tenant = ? AND stream = ?
UNION ALL SELECT 1 FROM desk_records WHERE tenant = ? AND stream = ? LIMIT 1`
const knownSql = `SELECT coalesce(events.head, 0) AS head, id, entries, ${columns.join(", ")}
FROM (SELECT max(version) AS head FROM desk_events WHERE tenant = ? AND stream = ?) AS events
LEFT JOIN desk_records AS records ON records.tenant = ? AND records.stream = ?`
const stateColumns = ["version", "entries", "wakeAt", "facts", "body"]
const insertSql = `INSERT INTO desk_records (tenant, stream, ${stateColumns.join(", ")}, ${columns.join(", ")})
VALUES (?, ?${", ?".repeat(stateColumns.length + columns.length)})`
/** An unchanged wakeup that nobody holds is left alone. */
const wakeSql = `INSERT INTO desk_wakeups (tenant, stream, since, due, attempt, held) VALUES (?, ?, ?, ?, 0, 0)
ON CONFLICT DO UPDATE SET since = excluded.since, due = excluded.due, attempt = 0, held = 0 WHERE due <> excluded.due OR held = 1`
