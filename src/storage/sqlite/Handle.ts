/** An open SQLite database, as `DatabaseSync` of node:sqlite and `Database` of better-sqlite3 both are. */

export type Value = string | number | null

/** Methods, not properties: only so do the generic signatures of better-sqlite3 fit. */
export interface Statement {
  run(...values: Array<Value>): { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint }
  get(...values: Array<Value>): unknown
  all(...values: Array<Value>): Array<unknown>
}

export interface Handle {
  exec(sql: string): unknown
  prepare(sql: string): Statement
  close(): unknown
}
