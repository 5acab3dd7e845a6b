/**
 * The words and marks of records, in a full-text index. An entry waits in a plain table until there are enough for
 * one write to the index, which costs nearly as much for one as for many; a search looks at both.
 */
import type { Connection } from "./Connection.ts"
import type { Sql } from "./compile.ts"

export interface Entry {
  readonly number: number
  readonly words: string
}

const ENOUGH = 64

/** Entries of one record lie side by side, so that an entry tells its record without a table between. */
const ENTRIES = 2 ** 20

/** `place`: how many entries the record has, with this one. */
export const entryOf = (tenant: number, record: number, place: number, words: string): Entry => ({
  number: record * ENTRIES + place,
  words: scoped(tenant, words)
})

export const addEntries = (connection: Connection, entries: ReadonlyArray<Entry>): void => {
  if (entries.length >= ENOUGH) {
    const add = connection.sql("INSERT INTO desk_words (rowid, words) VALUES (?, ?)")
    // Upwards, or the index writes out what it has at each step back.
    for (const { number, words } of entries.toSorted((a, b) => a.number - b.number)) add.run(number, words)
    return
  }
  for (const { number, words } of entries) {
    const { lastInsertRowid } = connection.sql("INSERT INTO desk_fresh_words (entry, words) VALUES (?, ?)").run(number, words)
    if (Number(lastInsertRowid) < ENOUGH) continue
    connection.sql("INSERT INTO desk_words (rowid, words) SELECT entry, words FROM desk_fresh_words ORDER BY entry").run()
    connection.sql("DELETE FROM desk_fresh_words").run()
  }
}

/** Every entry of a record, the words themselves too. */
export const removeEntries = (connection: Connection, tenant: number, stream: string): void => {
  const row = connection.sql("SELECT id FROM desk_records WHERE tenant = ? AND stream = ?").get(tenant, stream) as
    | { readonly id: number }
    | undefined
  if (row === undefined) return
  const range = [row.id * ENTRIES, row.id * ENTRIES + ENTRIES - 1]
  connection.sql("DELETE FROM desk_words WHERE rowid BETWEEN ? AND ?").run(...range)
  connection.sql("DELETE FROM desk_fresh_words WHERE entry BETWEEN ? AND ?").run(...range)
}

export interface Search {
  /** Selects the ids of records, as `hit`. */
  readonly hits: Sql
  /** So many that it is quicker to go through records in their order and look for each among the hits. */
  readonly many: boolean
}

/** Records with an entry that holds every word of the text; a text without words finds nothing. */
export const searchingText = (connection: Connection, tenant: number, text: string): Search =>
  searching(connection, scoped(tenant, text).split(" "), " ", "NOT EXISTS", "= 0")

/** Records with one of the marks, now or once. */
export const searchingMarks = (connection: Connection, tenant: number, marks: ReadonlyArray<string>): Search =>
  searching(connection, marks.length === 0 ? [scoped(tenant, "")] : marks.map((mark) => scoped(tenant, mark)), " OR ", "EXISTS", "> 0")

const searching = (connection: Connection, words: ReadonlyArray<string>, by: string, fresh: string, found: string): Search => {
  // Every word quoted: nothing in a text is an operator.
  const match = words.map((word) => `"${word.replaceAll('"', '""')}"`).join(by)
  const { count } = connection.sql(countSql).get(match) as { count: number }
  const text = `SELECT rowid / ${ENTRIES} AS hit FROM desk_words WHERE desk_words MATCH ? UNION SELECT entry / ${ENTRIES} FROM desk_fresh_words
WHERE ${fresh} (SELECT 1 FROM json_each(?) AS wanted WHERE instr(' ' || words || ' ', ' ' || wanted.value || ' ') ${found})`
  return { hits: { text, values: [match, JSON.stringify(words)] }, many: count === MANY }
}

const MANY = 2000
const countSql = `SELECT count(*) AS count FROM (SELECT 1 FROM desk_words WHERE desk_words MATCH ? LIMIT ${MANY})`

/** Words are kept per tenant, so that no search reads what others wrote. The mark between is in no word. */
const scoped = (tenant: number, words: string): string => {
  const scope = `${tenant}\u0080`
  return scope + words.replaceAll(" ", ` ${scope}`)
}
