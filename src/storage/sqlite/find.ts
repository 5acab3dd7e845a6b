/** Finds records page by page, and counts them. */
import type { Findable } from "../../condition/Condition.ts"
import { fromCursor, placeOf, toCursor, type Place } from "../order.ts"
import type { Found, Kind, Page, Query } from "../Storage.ts"
import type { Sql } from "./compile.ts"
import type { Connection } from "./Connection.ts"
import { numberOf, rowColumns, toFound, type Row } from "./records.ts"
import { sourceOf } from "./source.ts"
import { stretches } from "./stretches.ts"

export const find = (connection: Connection, tenant: number, query: Query): Page => {
  const { order, limit } = query
  const start = query.after === undefined ? undefined : fromCursor(query.after, order)
  if (limit <= 0) return { found: [], next: null }
  if (isOne(query)) return { found: oneOf(connection, tenant, query), next: null }
  return connection.read(() => {
    const columns = query.where === undefined || !hasLists(connection, tenant, query.kind)
    // One more than asked for says whether that was all.
    const wanted = { order, start, limit: limit + 1 }
    const ids = firstOf(connection, sourceOf(connection, tenant, query, columns), wanted)
    const found = recordsOf(connection, ids.slice(0, limit))
    const last = found.at(-1)
    return { found, next: ids.length > limit && last !== undefined ? toCursor(placeOf(order, last.document.facts, last.stream)) : null }
  })
}

/** A record by its stream, which is what commands ask for. */
const isOne = ({ streams, where, text, after }: Query): boolean =>
  streams?.length === 1 && where === undefined && text === undefined && after === undefined

const oneOf = (connection: Connection, tenant: number, { streams, kind }: Query): ReadonlyArray<Found> => {
  const row = connection.sql(oneSql).get(tenant, streams![0]!, numberOf(kind)) as Row | undefined
  return row === undefined ? [] : [toFound(row)]
}
const oneSql = `SELECT ${rowColumns} FROM desk_records WHERE tenant = ? AND stream = ? AND kind = ?`

export const count = (connection: Connection, tenant: number, kind: Kind, conditions: ReadonlyArray<Findable>): ReadonlyArray<number> =>
  connection.read(() => {
    const columns = !hasLists(connection, tenant, kind)
    return conditions.map((where) => {
      const source = sourceOf(connection, tenant, { kind, where, order: [] }, columns)
      const row = connection.sql(`SELECT count(*) AS count FROM ${source.text}`).get(...source.values) as { count: number }
      return row.count
    })
  })

interface Wanted extends Pick<Query, "order" | "limit"> {
  readonly start: Place | undefined
}

/** The ids of the first records after `start`: bodies are read of those that are answered. */
const firstOf = (connection: Connection, source: Sql, { order, start, limit }: Wanted): ReadonlyArray<number> => {
  const ids: Array<number> = []
  for (const stretch of stretches(order, start)) {
    const text = `SELECT id FROM ${source.text} AND ${stretch.text} LIMIT ?`
    const values = [...source.values, ...stretch.values, limit - ids.length]
    for (const { id } of connection.sql(text).all(...values) as Array<{ readonly id: number }>) ids.push(id)
    if (ids.length === limit) break
  }
  return ids
}

/** All in one question, which is quicker than one by one. */
const recordsOf = (connection: Connection, ids: ReadonlyArray<number>): ReadonlyArray<Found> =>
  (connection.sql(recordsSql).all(JSON.stringify(ids)) as Array<Row>).map(toFound)
const recordsSql = `SELECT ${rowColumns} FROM (SELECT key, value FROM json_each(?)) AS wanted
CROSS JOIN desk_records WHERE id = wanted.value ORDER BY wanted.key`

const hasLists = (connection: Connection, tenant: number, kind: Kind): boolean =>
  connection.sql("SELECT 1 FROM desk_records WHERE tenant = ? AND kind = ? AND listed = 1 LIMIT 1").get(tenant, numberOf(kind)) !==
  undefined
