/** Lends what is due, and takes it back. What is lent is due again when its lease ends. */
import type { Claim, Pending, Settlement } from "../Storage.ts"
import type { Connection } from "./Connection.ts"

export const claimEffects = (connection: Connection, tenant: number, now: number, limit: number, lease: number): ReadonlyArray<Claim> => {
  // Most questions are asked in vain; those take no lock.
  if (connection.sql(effectsSql).get(tenant, now, 1) === undefined) return []
  return connection.write(() =>
    (connection.sql(effectsSql).all(tenant, now, limit) as Array<DueEffect>).map((row) => {
      const attempt = row.attempt + 1
      connection
        .sql("UPDATE desk_effects SET held = 1, attempt = ?, due = ? WHERE tenant = ? AND key = ?")
        .run(attempt, now + lease, tenant, row.key)
      const { key, stream, kind } = row
      return { id: key, attempt, stream, kind, payload: JSON.parse(row.payload), progress: JSON.parse(row.progress) }
    })
  )
}

export const claimWakeups = (connection: Connection, tenant: number, now: number, limit: number, lease: number): ReadonlyArray<Claim> => {
  if (connection.sql(wakeupsSql).get(tenant, now, 1) === undefined) return []
  return connection.write(() => {
    const due = connection.sql(wakeupsSql).all(tenant, now, limit) as Array<DueWakeup>
    connection.sql(lendWakeupsSql).run(now + lease, tenant, JSON.stringify(due.map(({ stream }) => stream)))
    return due.map(({ stream, since, version, attempt }) => ({
      id: `${since}:${stream}`,
      attempt: attempt + 1,
      stream,
      kind: "wakeup",
      payload: version,
      progress: null
    }))
  })
}

export const settleEffects = (connection: Connection, tenant: number, settlements: ReadonlyArray<Settlement>): ReadonlyArray<string> =>
  accepted(connection, settlements, ({ id, attempt, outcome, progress }) => {
    const due = outcome._tag === "Retry" ? outcome.at : null
    // What is done, or never will be, is remembered by its key alone, so that it is not done again.
    const over = due === null ? 1 : 0
    return connection.sql(settleEffectSql).run(due, over === 1 ? "null" : JSON.stringify(progress), over, tenant, id, attempt)
  })

export const settleWakeups = (connection: Connection, tenant: number, settlements: ReadonlyArray<Settlement>): ReadonlyArray<string> =>
  accepted(connection, settlements, ({ id, attempt, outcome }) => {
    const colon = id.indexOf(":")
    const claim = [tenant, id.slice(colon + 1), Number(id.slice(0, colon)), attempt]
    return outcome._tag === "Retry"
      ? connection.sql(`UPDATE desk_wakeups SET held = 0, due = ? WHERE ${sameWakeup}`).run(outcome.at, ...claim)
      : connection.sql(`DELETE FROM desk_wakeups WHERE ${sameWakeup}`).run(...claim)
  })

/** By the index of what is due: there is never much that nobody has done yet. */
export const outbox = (connection: Connection, tenant: number, streams: ReadonlyArray<string>): ReadonlyArray<Pending> =>
  (connection.sql(outboxSql).all(tenant, JSON.stringify(streams)) as Array<DueEffect>).map(({ key, kind, stream, payload }) => ({
    key,
    kind,
    stream,
    payload: JSON.parse(payload)
  }))

const accepted = (
  connection: Connection,
  settlements: ReadonlyArray<Settlement>,
  settle: (settlement: Settlement) => { readonly changes: number | bigint }
): ReadonlyArray<string> =>
  connection.write(() => settlements.filter((settlement) => Number(settle(settlement).changes) === 1).map(({ id }) => id))

interface DueEffect {
  readonly key: string
  readonly stream: string
  readonly kind: string
  readonly attempt: number
  readonly payload: string
  readonly progress: string
}

interface DueWakeup {
  readonly stream: string
  /** The version that set this wakeup; the record may have moved on without touching it. */
  readonly since: number
  readonly version: number
  readonly attempt: number
}

const effectsSql = `SELECT key, stream, kind, attempt, payload, progress FROM desk_effects
WHERE tenant = ? AND due <= ? ORDER BY due, key LIMIT ?`
const outboxSql = `SELECT key, stream, kind, payload FROM desk_effects
WHERE tenant = ? AND due IS NOT NULL AND stream IN (SELECT value FROM json_each(?)) ORDER BY due, key`
const wakeupsSql = `SELECT stream, since, attempt,
(SELECT max(version) FROM desk_events AS events WHERE events.tenant = wakeups.tenant AND events.stream = wakeups.stream) AS version
FROM desk_wakeups AS wakeups WHERE tenant = ? AND due <= ? ORDER BY due, stream LIMIT ?`
const lendWakeupsSql = `UPDATE desk_wakeups SET held = 1, attempt = attempt + 1, due = ?
WHERE tenant = ? AND stream IN (SELECT value FROM json_each(?))`
const settleEffectSql = `UPDATE desk_effects SET held = 0, due = ?, progress = ?, payload = CASE WHEN ? THEN 'null' ELSE payload END
WHERE tenant = ? AND key = ? AND attempt = ? AND held = 1`
const sameWakeup = "tenant = ? AND stream = ? AND since = ? AND attempt = ? AND held = 1"
