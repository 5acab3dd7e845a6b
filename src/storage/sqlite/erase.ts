/** Takes out what a batch erases. Pages are zeroed as they are freed (`secure_delete`), so nothing stays behind in the file. */
import type { Erasure } from "../Storage.ts"
import type { Connection } from "./Connection.ts"
import { removeEntries } from "./words.ts"

/** Inside the transaction of the batch, before it writes. */
export const erase = (connection: Connection, tenant: number, { vault, words, keys, effects }: Erasure): void => {
  for (const { stream, version, subject, value } of vault) {
    const row = connection.sql(positionSql).get(tenant, stream, version) as { position: number } | undefined
    if (row === undefined) continue
    if (value === null) connection.sql("DELETE FROM desk_vault WHERE position = ? AND subject = ?").run(row.position, subject)
    else
      connection.sql("UPDATE desk_vault SET value = ? WHERE position = ? AND subject = ?").run(JSON.stringify(value), row.position, subject)
  }
  for (const { stream } of words) removeEntries(connection, tenant, stream)
  for (const key of keys) connection.sql("DELETE FROM desk_keys WHERE tenant = ? AND key = ?").run(tenant, key)
  for (const { key, payload } of effects)
    if (payload === null) connection.sql("DELETE FROM desk_effects WHERE tenant = ? AND key = ? AND due IS NOT NULL").run(tenant, key)
    else
      connection
        .sql("UPDATE desk_effects SET payload = ? WHERE tenant = ? AND key = ? AND due IS NOT NULL")
        .run(JSON.stringify(payload), tenant, key)
}

/**
 * The log that SQLite writes ahead keeps pages as they were until it begins anew, so it is emptied. Somebody who still
 * reads an older state keeps it open for as long (at most `busy_timeout` is waited for); the next commit that erases, or the
 * last to close the file, empties it then.
 */
export const emptyLog = (connection: Connection): void => {
  connection.sql("PRAGMA wal_checkpoint(TRUNCATE)").get()
}

const positionSql = "SELECT position FROM desk_events WHERE tenant = ? AND stream = ? AND version = ?"
