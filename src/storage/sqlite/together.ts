/**
 * Commits that are asked for at the same time share one transaction, since writing it out costs more than all they
 * say. Each is still whole or not there: it has a savepoint of its own, and is answered when the transaction is safe.
 */
import type { Batch, CommitAnswer } from "../Storage.ts"
import { commit, decide } from "./commit.ts"
import type { Connection } from "./Connection.ts"
import { emptyLog } from "./erase.ts"

interface Waiting {
  readonly tenant: string
  readonly batch: Batch
  readonly answer: (answer: CommitAnswer) => void
  readonly fail: (cause: unknown) => void
}

export interface Together {
  readonly commit: (tenant: string, batch: Batch) => Promise<CommitAnswer>
  /** Commits what waits, now. */
  readonly flush: () => void
}

export const together = (connection: Connection): Together => {
  let waiting: Array<Waiting> = []
  const flush = (): void => {
    const all = waiting
    waiting = []
    if (all.length > 1 && tryAll(connection, all)) return
    // One alone; or one of several failed, and must not take the others with it.
    for (const one of all) alone(connection, one)
  }
  return {
    flush,
    commit: (tenant, batch) =>
      new Promise((answer, fail) => {
        // Whoever else is ready in this turn of the loop comes along.
        if (waiting.push({ tenant, batch, answer, fail }) === 1) setImmediate(flush)
      })
  }
}

const tryAll = (connection: Connection, all: ReadonlyArray<Waiting>): boolean => {
  try {
    const answers = connection.write(() => all.map(({ tenant, batch }) => saved(connection, tenant, batch)))
    if (all.some(({ batch }) => batch.erase !== undefined)) emptyLog(connection)
    all.forEach(({ answer }, i) => answer(answers[i]!))
    return true
  } catch {
    return false
  }
}

const saved = (connection: Connection, tenant: string, batch: Batch): CommitAnswer => {
  connection.sql("SAVEPOINT one").run()
  const answer = decide(connection, tenant, batch)
  if (answer._tag !== "Committed") connection.sql("ROLLBACK TO one").run()
  connection.sql("RELEASE one").run()
  return answer
}

const alone = (connection: Connection, { tenant, batch, answer, fail }: Waiting): void => {
  try {
    const answered = commit(connection, tenant, batch)
    if (batch.erase !== undefined) emptyLog(connection)
    answer(answered)
  } catch (cause) {
    fail(cause)
  }
}
