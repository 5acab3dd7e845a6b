/**
 * The words of records, in a full-text index. An entry waits in a plain table until there are enough for one
 * write to the index, which costs nearly as much for one as for many; a search looks at both.
 */
import type { Connection } from "./Connection.ts"
import type { Sql } from "./compile.ts"

const ENOUGH = 64

/** Entries of one record lie side by side, so that an entry tells its record without a table between. */
const ENTRIES = 2 ** 20

/** `number`: how many entries the record has, with this one. */
export const addWords = (connection: Connection, tenant: number, record: number, number: number, words: string): void => {
  const { lastInsertRowid } = connection
    .sql("INSERT INTO desk_fresh_words (entry, words) VALUES (?, ?)")
    .run(record * ENTRIES + number, scoped(tenant, words))
  if (Number(lastInsertRowid) < ENOUGH) return
  connection.sql("INSERT INTO desk_words (rowid, words) SELECT entry, words FROM desk_fresh_words ORDER BY entry").run()
  connection.sql("DELETE FROM desk_fresh_words").run()
}

/** Records with an entry that holds every word of the text; a text without words finds nothing. */
export interface Search {
  /** Selects their ids, as `hit`. */
  readonly hits: Sql
  /** So many that it is quicker to go through records in their order and look for each among the hits. */
  readonly many: boolean
}

export const searching = (connection: Connection, tenant: number, text: string): Search => {
  const words = scoped(tenant, text).split(" ")
  // Every word quoted: nothing in a text is an operator.
  const match = words.map((word) => `"${word.replaceAll('"', '""')}"`).join(" ")
  const { count } = connection.sql(countSql).get(match) as { count: number }
  return { hits: { text: searchSql, values: [match, JSON.stringify(words)] }, many: count === MANY }
}

const MANY = 1000
const countSql = `SELECT count(*) AS count FROM (SELECT 1 FROM desk_words WHERE desk_words MATCH ? LIMIT ${MANY})`
const searchSql = `SELECT rowid / ${ENTRIES} AS hit FROM desk_words WHERE desk_words MATCH ?
UNION SELECT entry / ${ENTRIES} FROM desk_fresh_words
WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS wanted WHERE instr(' ' || words || ' ', ' ' || wanted.value || ' ') = 0)`

/** Words are kept per tenant, so that no search reads what others wrote. The mark between is in no word. */
const scoped = (tenant: number, words: string): string => {
  const scope = `${tenant}\uE000`
  return scope + words.replaceAll(" ", ` ${scope}`)
}
