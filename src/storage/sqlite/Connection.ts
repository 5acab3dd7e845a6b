/** One handle with its prepared statements and its transactions. */
import type { Handle, Statement } from "./Handle.ts"

export interface Connection {
  /** Prepared once per text. */
  readonly sql: (text: string) => Statement
  /** Holds the write lock from the start, so that nobody writes between what is checked and what is done. Undone if `keep` says no. */
  readonly write: <A>(work: () => A, keep?: (answer: A) => boolean) => A
  /** Several statements that see one state. */
  readonly read: <A>(work: () => A) => A
  /** Numbers of tenants, once they are asked for: a number never changes. */
  readonly tenants: Map<string, number>
  readonly exec: (script: string) => void
  readonly close: () => void
}

/** Conditions come in many shapes; those not asked for lately are prepared again. */
const PREPARED = 500

export const connect = (handle: Handle): Connection => {
  const prepared = new Map<string, Statement>()
  const tenants = new Map<string, number>()
  const sql = (text: string): Statement => {
    let statement = prepared.get(text)
    if (statement !== undefined) return statement
    if (prepared.size >= PREPARED) prepared.clear()
    prepared.set(text, (statement = handle.prepare(text)))
    return statement
  }
  const transaction = <A>(begin: string, work: () => A, keep: (answer: A) => boolean): A => {
    sql(begin).run()
    try {
      const answer = work()
      sql(keep(answer) ? "COMMIT" : "ROLLBACK").run()
      return answer
    } catch (cause) {
      // A tenant that was numbered in what is undone has no number.
      tenants.clear()
      rollback(handle)
      throw cause
    }
  }
  return {
    sql,
    tenants,
    write: (work, keep = always) => transaction("BEGIN IMMEDIATE", work, keep),
    read: (work) => transaction("BEGIN", work, always),
    exec: (script) => void handle.exec(script),
    close: () => {
      prepared.clear()
      handle.close()
    }
  }
}

const always = (): boolean => true

/** After a full disk SQLite may have rolled back by itself, and then there is nothing to undo. */
const rollback = (handle: Handle): void => {
  try {
    handle.exec("ROLLBACK")
  } catch {
    // The first error says what went wrong.
  }
}
