/** Keeps a desk in one SQLite file: through node:sqlite, better-sqlite3, or any handle of that shape. */
import type { FeedEntry, Json, Key, Storage, Vaulted } from "./Storage.ts"
import { fail } from "./StorageError.ts"
import { claimEffects, claimWakeups, outbox, settleEffects, settleWakeups } from "./sqlite/claim.ts"
import { connect, type Connection } from "./sqlite/Connection.ts"
import { failure } from "./sqlite/failure.ts"
import { count, find } from "./sqlite/find.ts"
import type { Handle } from "./sqlite/Handle.ts"
import { together } from "./sqlite/together.ts"
import { migrate } from "./sqlite/migrate.ts"
import { lastPosition, placeOf, positionOf, tenantOf } from "./sqlite/tenants.ts"

export type { Handle, Statement } from "./sqlite/Handle.ts"

export interface Options {
  /** `NORMAL`: after a power failure the newest commits may be gone, never half there. `FULL`: none is gone. */
  readonly synchronous?: "NORMAL" | "FULL"
}

/**
 * Prepares the database (write-ahead log, migrations) and throws `StorageError` if its schema is not ours. The handle is the storage's from now on.
 * One process opens a file through one driver only: two copies of SQLite do not see each other's locks (sqlite.org/howtocorrupt.html, 2.2.1).
 */
export const sqlite = (handle: Handle, { synchronous = "NORMAL" }: Options = {}): Storage => {
  const connection = connect(handle)
  attempt("open", () => {
    connection.exec("PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = OFF; PRAGMA secure_delete = ON")
    connection.exec(
      `PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 10000; PRAGMA cache_size = -65536; PRAGMA synchronous = ${synchronous}`
    )
    migrate(connection)
  })
  return storageOn(connection)
}

/** Opens a file with node:sqlite; `:memory:` keeps nothing. */
export const openSqlite = async (path: string, options?: Options): Promise<Storage> => {
  const { DatabaseSync } = await import("node:sqlite")
  const handle = attempt("open", () => new DatabaseSync(path))
  try {
    return sqlite(handle, options)
  } catch (cause) {
    handle.close()
    throw cause
  }
}

const storageOn = (connection: Connection): Storage => {
  let closed = false
  const group = together(connection)
  const doing = async <A>(operation: string, work: () => A): Promise<A> => {
    if (closed) throw fail(operation, "closed", "the storage was closed")
    return attempt(operation, work)
  }
  const asking = <A>(operation: string, tenant: string, work: (tenant: number) => A): Promise<A> =>
    doing(operation, () => work(tenantOf(connection, tenant)))
  return {
    commit: (tenant, batch) =>
      doing("commit", () => group).then(({ commit }) =>
        commit(tenant, batch).catch((cause: unknown) => {
          throw failure("commit", cause)
        })
      ),
    read: (tenant, stream, from, limit) => asking("read", tenant, (number) => read(connection, number, stream, from, limit)),
    vault: (tenant, stream, from, to) => asking("vault", tenant, (number) => vault(connection, number, stream, from, to)),
    find: (tenant, query) => asking("find", tenant, (number) => find(connection, number, query)),
    count: (tenant, kind, conditions) => asking("count", tenant, (number) => count(connection, number, kind, conditions)),
    lookup: (tenant, keys) =>
      asking("lookup", tenant, (number) => connection.sql(lookupSql).all(JSON.stringify(keys), number) as Array<Omit<Key, "exclusive">>),
    feed: (tenant, after, limit) => asking("feed", tenant, (number) => feed(connection, number, after, limit)),
    claim: (tenant, what, now, limit, lease) =>
      asking("claim", tenant, (number) => (what === "effects" ? claimEffects : claimWakeups)(connection, number, now, limit, lease)),
    outbox: (tenant, streams) => asking("outbox", tenant, (number) => outbox(connection, number, streams)),
    settle: (tenant, what, settlements) =>
      asking("settle", tenant, (number) => (what === "effects" ? settleEffects : settleWakeups)(connection, number, settlements)),
    close: async () => {
      if (closed) return
      closed = true
      group.flush()
      attempt("close", connection.close)
    }
  }
}

const attempt = <A>(operation: string, work: () => A): A => {
  try {
    return work()
  } catch (cause) {
    throw failure(operation, cause)
  }
}

interface EventRow {
  readonly position: number
  readonly stream: string
  readonly version: number
  readonly body: string
}

const read = (connection: Connection, tenant: number, stream: string, from: number, limit: number): ReadonlyArray<Json> =>
  limit <= 0 ? [] : (connection.sql(readSql).all(tenant, stream, from, limit) as Array<EventRow>).map((row) => eventOf("read", row))

const vault = (connection: Connection, tenant: number, stream: string, from: number, to: number): ReadonlyArray<Vaulted> =>
  (connection.sql(vaultSql).all(tenant, stream, from, to) as Array<VaultRow>).map(({ version, subject, value }) => {
    try {
      return { version, subject, value: JSON.parse(value) as Json }
    } catch {
      throw fail("vault", "corrupt", `what event ${version} of stream ${stream} says of somebody is not JSON`)
    }
  })

interface VaultRow {
  readonly version: number
  readonly subject: string
  readonly value: string
}

const feed = (connection: Connection, tenant: number, after: number, limit: number): Awaited<ReturnType<Storage["feed"]>> => {
  const rows = limit <= 0 ? [] : (connection.sql(feedSql).all(positionOf(tenant, after), lastPosition(tenant), limit) as Array<EventRow>)
  const entries: Array<FeedEntry> = []
  for (const row of rows) {
    try {
      entries.push({ stream: row.stream, version: row.version, event: eventOf("feed", row) })
    } catch (cause) {
      // The events before it are told first; the next call begins with this one, and fails.
      if (entries.length > 0) break
      throw cause
    }
  }
  const last = rows[entries.length - 1]
  return { entries, position: last === undefined ? after : placeOf(tenant, last.position) }
}

const eventOf = (operation: string, { stream, version, body }: EventRow): Json => {
  try {
    return JSON.parse(body) as Json
  } catch {
    throw fail(operation, "corrupt", `event ${version} of stream ${stream} is not JSON`)
  }
}

const readSql = "SELECT stream, version, body FROM desk_events WHERE tenant = ? AND stream = ? AND version >= ? ORDER BY version LIMIT ?"
const vaultSql = `SELECT version, subject, value FROM desk_events AS events CROSS JOIN desk_vault AS vault
WHERE tenant = ? AND stream = ? AND version BETWEEN ? AND ? AND vault.position = events.position ORDER BY version`
const feedSql = "SELECT position, stream, version, body FROM desk_events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?"
const lookupSql =
  "SELECT DISTINCT keys.key, keys.stream FROM json_each(?) AS asked CROSS JOIN desk_keys AS keys WHERE keys.tenant = ? AND keys.key = asked.value"
