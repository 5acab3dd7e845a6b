/** Finds records page by page. A page is read as a row of seeks, since no single one goes through an order of mixed directions. */
import type { Condition } from "../../condition/Condition.ts"
import { fromCursor, placeOf, toCursor, type Place } from "../order.ts"
import type { Found, Kind, Order, Page, Query } from "../Storage.ts"
import { compile, pathOf, type Sql } from "./compile.ts"
import type { Connection } from "./Connection.ts"
import type { Value } from "./Handle.ts"
import { isColumn, toFound, type Row } from "./records.ts"
import { searching } from "./words.ts"

export const find = (connection: Connection, tenant: number, query: Query): Page => {
  const start = query.after === undefined ? undefined : fromCursor(query.after, query.order)
  if (query.limit <= 0) return { found: [], next: null }
  return connection.read(() => {
    const columns = !hasLists(connection, tenant, query.kind)
    const source = sourceOf(tenant, query, columns)
    const ids: Array<number> = []
    for (const stretch of stretches(query.order, columns, start)) {
      const text = `SELECT id FROM ${source.text} AND ${stretch.text} LIMIT ?`
      const rows = connection.sql(text).all(...source.values, ...stretch.values, query.limit + 1 - ids.length) as Array<{ id: number }>
      for (const { id } of rows) ids.push(id)
      if (ids.length > query.limit) break
    }
    const found = ids.slice(0, query.limit).map((id) => recordOf(connection, id))
    const last = found.at(-1)
    const next = ids.length > query.limit && last !== undefined ? toCursor(placeOf(query.order, last.document.facts, last.stream)) : null
    return { found, next }
  })
}

export const count = (connection: Connection, tenant: number, kind: Kind, conditions: ReadonlyArray<Condition>): ReadonlyArray<number> =>
  connection.read(() => {
    const columns = !hasLists(connection, tenant, kind)
    return conditions.map((where) => {
      const source = sourceOf(tenant, { kind, where }, columns)
      const row = connection.sql(`SELECT count(*) AS count FROM ${source.text}`).get(...source.values) as { count: number }
      return row.count
    })
  })

const recordOf = (connection: Connection, id: number): Found =>
  toFound(connection.sql("SELECT stream, kind, version, wakeAt, facts, body FROM desk_records WHERE id = ?").get(id) as Row)

const hasLists = (connection: Connection, tenant: number, kind: Kind): boolean =>
  connection.sql("SELECT 1 FROM desk_records WHERE tenant = ? AND kind = ? AND listed = 1 LIMIT 1").get(tenant, kind) !== undefined

/** Where the records come from. Given streams and words lead: the planner cannot know how few they are. */
const sourceOf = (
  tenant: number,
  { kind, streams, text, where }: Pick<Query, "kind" | "streams" | "text" | "where">,
  columns: boolean
): Sql => {
  const values: Array<Value> = []
  let source = ""
  if (text !== undefined) {
    const hits = searching(tenant, text)
    source = `(${hits.text}) CROSS JOIN desk_records ON id = hit WHERE `
    values.push(...hits.values)
  } else if (streams === undefined) source = "desk_records WHERE "
  if (streams !== undefined) {
    if (text === undefined)
      source = "(SELECT DISTINCT value AS wanted FROM json_each(?)) CROSS JOIN desk_records WHERE stream = wanted AND "
    else source += "stream IN (SELECT value FROM json_each(?)) AND "
    values.push(JSON.stringify(streams))
  }
  values.push(tenant, kind)
  source += "tenant = ? AND kind = ?"
  if (where !== undefined) {
    const condition = compile(where, columns)
    source += ` AND ${condition.text}`
    values.push(...condition.values)
  }
  return { text: source, values }
}

/**
 * The stretches of an order after a place, one after the other: first what shares all keys but stands later by
 * stream, then what shares all but the last key, and so on; in each, unset comes last.
 */
const stretches = (order: ReadonlyArray<Order>, columns: boolean, start: Place | undefined): ReadonlyArray<Sql> => {
  const keys = order.map(({ field, descending }) => ({ ...expression(field, columns), descending }))
  const shared = (count: number): Array<Sql> =>
    keys.slice(0, count).map(({ text, values }, i) => {
      const key = start!.keys[i]!
      return key === null ? { text: `${text} IS NULL`, values } : { text: `${text} = ?`, values: [...values, key] }
    })
  const sorted = (from: number): ReadonlyArray<Sql> => [
    ...keys.slice(from).map(({ text, values, descending }) => ({ text: `${text}${descending ? " DESC" : " NULLS LAST"}`, values })),
    { text: "stream", values: [] }
  ]
  if (start === undefined) return beyond(0)
  const found: Array<Sql> = []
  found.push(stretch([...shared(keys.length), { text: "stream > ?", values: [start.stream] }], sorted(keys.length)))
  for (let k = keys.length - 1; k >= 0; k--) found.push(...beyond(k))
  return found

  function beyond(k: number): ReadonlyArray<Sql> {
    const key = keys[k]
    if (key === undefined) return [stretch([], sorted(0))]
    const last = start?.keys[k]
    if (last === null) return []
    const before = start === undefined ? [] : shared(k)
    if (last === undefined && key.descending) return [stretch(before, sorted(k))]
    const { text, values, descending } = key
    const later =
      last === undefined
        ? { text: `${text} IS NOT NULL`, values }
        : { text: `${text} ${descending ? "<" : ">"} ?`, values: [...values, last] }
    return [
      stretch([...before, later], [{ text: `${text}${descending ? " DESC" : ""}`, values }, ...sorted(k + 1)]),
      stretch([...before, { text: `${text} IS NULL`, values }], sorted(k + 1))
    ]
  }
}

const stretch = (tests: ReadonlyArray<Sql>, order: ReadonlyArray<Sql>): Sql => ({
  text: `${tests.map(({ text }) => text).join(" AND ") || "1"} ORDER BY ${order.map(({ text }) => text).join(", ")}`,
  values: [...tests, ...order].flatMap(({ values }) => values)
})

const expression = (field: string, columns: boolean): Sql =>
  columns && isColumn(field)
    ? { text: field, values: [] }
    : { text: "CASE json_type(facts, ?) WHEN 'text' THEN facts ->> ? END", values: [pathOf(field), pathOf(field)] }
