/** Finds records page by page, and counts them. */
import type { Condition } from "../../condition/Condition.ts"
import { comparePlaces, fromCursor, placeOf, toCursor, type Place } from "../order.ts"
import type { Found, Kind, Page, Query } from "../Storage.ts"
import { compile, type Sql } from "./compile.ts"
import type { Connection } from "./Connection.ts"
import type { Value } from "./Handle.ts"
import { lanesOf } from "./lanes.ts"
import { toFound, type Row } from "./records.ts"
import { keysOf, stretches } from "./stretches.ts"
import { searching, type Search } from "./words.ts"

export const find = (connection: Connection, tenant: number, query: Query): Page => {
  const { order, limit } = query
  const start = query.after === undefined ? undefined : fromCursor(query.after, order)
  if (limit <= 0) return { found: [], next: null }
  if (isOne(query)) return { found: oneOf(connection, tenant, query), next: null }
  return connection.read(() => {
    const columns = (query.where === undefined && order.length === 0) || !hasLists(connection, tenant, query.kind)
    const search = query.text === undefined ? undefined : searching(connection, tenant, query.text)
    const lanes = columns && search === undefined && query.streams === undefined ? lanesOf(query.where) : [query.where]
    const ahead = lanes.map((where) => {
      // One more than asked for says whether that was all.
      const wanted = { order, columns, start, limit: limit + 1 }
      return firstOf(connection, sourceOf(tenant, query, search, where, columns), wanted)
    })
    const hits = ahead.length === 1 ? ahead[0]! : ahead.flat().sort((a, b) => comparePlaces(order, a.place, b.place))
    const found = hits.slice(0, limit).map(({ id }) => recordOf(connection, id))
    const last = found.at(-1)
    return { found, next: hits.length > limit && last !== undefined ? toCursor(placeOf(order, last.document.facts, last.stream)) : null }
  })
}

/** A record by its stream, which is what commands ask for. */
const isOne = ({ streams, where, text, after }: Query): boolean =>
  streams?.length === 1 && where === undefined && text === undefined && after === undefined

const oneOf = (connection: Connection, tenant: number, { streams, kind }: Query): ReadonlyArray<Found> => {
  const row = connection.sql(oneSql).get(tenant, streams![0]!, kind) as Row | undefined
  return row === undefined ? [] : [toFound(row)]
}
const oneSql = "SELECT stream, kind, version, wakeAt, facts, body FROM desk_records WHERE tenant = ? AND stream = ? AND kind = ?"

export const count = (connection: Connection, tenant: number, kind: Kind, conditions: ReadonlyArray<Condition>): ReadonlyArray<number> =>
  connection.read(() => {
    const columns = !hasLists(connection, tenant, kind)
    return conditions.map((where) => {
      const source = sourceOf(tenant, { kind }, undefined, where, columns)
      const row = connection.sql(`SELECT count(*) AS count FROM ${source.text}`).get(...source.values) as { count: number }
      return row.count
    })
  })

interface Wanted extends Pick<Query, "order" | "limit"> {
  readonly columns: boolean
  readonly start: Place | undefined
}

interface Hit {
  readonly id: number
  readonly place: Place
}

/** The first records after `start`, only as ids and places: bodies are read of those that are answered. */
const firstOf = (connection: Connection, source: Sql, { order, columns, start, limit }: Wanted): ReadonlyArray<Hit> => {
  const keys = keysOf(order, columns)
  const selected = ["id", "stream", ...keys.map(({ text }, i) => `${text} AS key${i}`)].join(", ")
  const hits: Array<Hit> = []
  for (const stretch of stretches(order, columns, start)) {
    const text = `SELECT ${selected} FROM ${source.text} AND ${stretch.text} LIMIT ?`
    const values = [...keys.flatMap((key) => key.values), ...source.values, ...stretch.values, limit - hits.length]
    for (const row of connection.sql(text).all(...values) as Array<Record<string, string | null> & { id: number; stream: string }>)
      hits.push({ id: row.id, place: { keys: keys.map((_, i) => row[`key${i}`]!), stream: row.stream } })
    if (hits.length === limit) break
  }
  return hits
}

const recordOf = (connection: Connection, id: number): Found =>
  toFound(connection.sql("SELECT stream, kind, version, wakeAt, facts, body FROM desk_records WHERE id = ?").get(id) as Row)

const hasLists = (connection: Connection, tenant: number, kind: Kind): boolean =>
  connection.sql("SELECT 1 FROM desk_records WHERE tenant = ? AND kind = ? AND listed = 1 LIMIT 1").get(tenant, kind) !== undefined

/** Where the records come from. A search that hits few leads: the planner cannot know how few. */
const sourceOf = (
  tenant: number,
  { kind, streams }: Pick<Query, "kind" | "streams">,
  search: Search | undefined,
  where: Condition | undefined,
  columns: boolean
): Sql => {
  const values: Array<Value> = []
  let source = "desk_records WHERE "
  if (search !== undefined) {
    const { text, values: sought } = search.hits
    source = search.many ? `desk_records WHERE +id IN (${text}) AND ` : `(${text}) CROSS JOIN desk_records WHERE id = hit AND `
    values.push(...sought)
  }
  if (streams !== undefined) {
    const [only] = streams
    const one = streams.length === 1 && only !== undefined
    source += one ? "stream = ? AND " : "stream IN (SELECT value FROM json_each(?)) AND "
    values.push(one ? only : JSON.stringify(streams))
  }
  source += "tenant = ? AND kind = ?"
  values.push(tenant, kind)
  if (where === undefined) return { text: source, values }
  const condition = compile(where, columns)
  return { text: `${source} AND ${condition.text}`, values: [...values, ...condition.values] }
}
