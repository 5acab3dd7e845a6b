/** Brings a database to the schema of this library, once, whoever comes first; and says what is missing from it. */
import { sql as sqlite0001 } from "../migrations/sqlite0001.ts"
import { fail } from "../StorageError.ts"
import type { Connection } from "./Connection.ts"

/** Numbered from 1 by their place. A released migration never changes. */
const migrations: ReadonlyArray<string> = [sqlite0001]

export const migrate = (connection: Connection): void => {
  if (versionOf(connection) < migrations.length)
    connection.write(() => {
      connection.exec("CREATE TABLE IF NOT EXISTS desk_migrations (version INTEGER PRIMARY KEY) STRICT")
      // Somebody else may have been here while we waited for the lock.
      for (let version = versionOf(connection); version < migrations.length; version++) {
        connection.exec(migrations[version]!)
        connection.sql("INSERT INTO desk_migrations VALUES (?)").run(version + 1)
      }
    })
  const version = versionOf(connection)
  if (version > migrations.length)
    throw fail("open", "schema", `the database has schema ${version}, this library knows up to ${migrations.length}: update the library`)
  const missing = missingFrom(connection)
  if (missing.length > 0) throw fail("open", "schema", `the database lacks ${missing.join(", ")}`)
}

const versionOf = (connection: Connection): number => {
  const known = connection.sql("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'desk_migrations'").get()
  if (known === undefined) return 0
  return (connection.sql("SELECT coalesce(max(version), 0) AS version FROM desk_migrations").get() as { version: number }).version
}

/** `table desk_keys`, `column desk_events.body`, `index desk_events_feed` … */
const missingFrom = (connection: Connection): ReadonlyArray<string> => {
  const there = new Set(
    (connection.sql(thereSql).all() as Array<{ type: string; name: string }>).map(({ type, name }) => `${type} ${name}`)
  )
  return expected().filter((name) => !there.has(name))
}

const thereSql = `SELECT type, name FROM sqlite_schema WHERE name LIKE 'desk\\_%' ESCAPE '\\'
UNION ALL SELECT 'column', tables.name || '.' || columns.name FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
WHERE tables.type = 'table' AND tables.name LIKE 'desk\\_%' ESCAPE '\\'`

/** What the migrations make, read from their own text, which is written for it: one column a line. */
const expected = (): ReadonlyArray<string> => {
  const names: Array<string> = []
  for (const [, table, body] of migrations.join("\n").matchAll(/^CREATE TABLE (\w+) \(\n([\s\S]*?)\n\)/gm)) {
    names.push(`table ${table}`)
    for (const [, column] of body!.matchAll(/^ {2}([a-z]\w*)/gm)) names.push(`column ${table}.${column}`)
  }
  for (const [, table] of migrations.join("\n").matchAll(/^CREATE VIRTUAL TABLE (\w+)/gm)) names.push(`table ${table}`)
  for (const [, index] of migrations.join("\n").matchAll(/^CREATE (?:UNIQUE )?INDEX (\w+)/gm)) names.push(`index ${index}`)
  return names
}
