/**
 * The least that keeps a ticket in SQLite with its events, its document and its outbox: four statements in one
 * transaction, written by hand. No search, no views, no idempotency, no tenants.
 */
import { DatabaseSync } from "node:sqlite"

export interface Write {
  readonly stream: string
  readonly expected: number
  readonly event: object
  readonly document: object
  readonly letter: object
}

export const documentPattern = (file: string, synchronous: "NORMAL" | "FULL") => {
  const database = new DatabaseSync(file)
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous};
CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE (stream, version)) STRICT;
CREATE TABLE documents (stream TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE outbox (number INTEGER PRIMARY KEY, due INTEGER NOT NULL, attempt INTEGER NOT NULL DEFAULT 0, payload TEXT NOT NULL) STRICT;
CREATE INDEX outbox_due ON outbox (due);`)
  const begin = database.prepare("BEGIN IMMEDIATE")
  const end = database.prepare("COMMIT")
  const version = database.prepare("SELECT version FROM documents WHERE stream = ?")
  const append = database.prepare("INSERT INTO events (stream, version, body) VALUES (?, ?, ?)")
  const upsert = database.prepare(
    "INSERT INTO documents (stream, version, body) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET version = excluded.version, body = excluded.body"
  )
  const enqueue = database.prepare("INSERT INTO outbox (due, payload) VALUES (?, ?)")
  const select = database.prepare("SELECT body FROM events WHERE stream = ? ORDER BY version")
  const lease = database.prepare(
    "UPDATE outbox SET due = ?, attempt = attempt + 1 WHERE number IN (SELECT number FROM outbox WHERE due <= ? ORDER BY due LIMIT ?) RETURNING number, attempt, payload"
  )
  const done = database.prepare("DELETE FROM outbox WHERE number = ? AND attempt = ?")
  const write = ({ stream, expected, event, document, letter }: Write): void => {
    const actual = (version.get(stream) as { readonly version: number } | undefined)?.version ?? 0
    if (actual !== expected) throw new Error(`${stream} is at ${actual}, not ${expected}`)
    append.run(stream, expected + 1, JSON.stringify(event))
    upsert.run(stream, expected + 1, JSON.stringify(document))
    enqueue.run(0, JSON.stringify(letter))
  }
  return {
    commit: (writes: ReadonlyArray<Write>): void => {
      begin.run()
      for (const one of writes) write(one)
      end.run()
    },
    read: (stream: string): ReadonlyArray<unknown> =>
      (select.all(stream) as unknown as ReadonlyArray<{ readonly body: string }>).map(({ body }) => JSON.parse(body) as unknown),
    claim: (now: number, limit: number, until: number) =>
      (
        lease.all(until, now, limit) as unknown as ReadonlyArray<{
          readonly number: number
          readonly attempt: number
          readonly payload: string
        }>
      ).map(({ number, attempt, payload }) => ({ number, attempt, payload: JSON.parse(payload) as unknown })),
    settle: (claims: ReadonlyArray<{ readonly number: number; readonly attempt: number }>): void => {
      begin.run()
      for (const { number, attempt } of claims) done.run(number, attempt)
      end.run()
    },
    close: (): void => database.close()
  }
}
