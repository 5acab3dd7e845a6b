/**
 * An order as a row of seeks. From a place on, no single seek goes through keys of mixed directions; but first comes
 * what shares all keys and stands later by stream, then what shares all but the last key, and so on.
 */
import type { Place } from "../order.ts"
import type { Order } from "../Storage.ts"
import { pathOf, type Sql } from "./compile.ts"
import { isColumn } from "./records.ts"

interface Key extends Sql {
  readonly descending: boolean
}

/** Each stretch is a test with an ORDER BY; one after the other they are all that follows `start`. In each, unset comes last. */
export const stretches = (order: ReadonlyArray<Order>, columns: boolean, start: Place | undefined): ReadonlyArray<Sql> => {
  const keys = keysOf(order, columns)
  if (start === undefined) return beyond(keys, 0, [], undefined)
  const shared = keys.map((key, i) => sharing(key, start.keys[i]!))
  const found = [stretch([...shared, { text: "stream > ?", values: [start.stream] }], [])]
  for (let k = keys.length - 1; k >= 0; k--) found.push(...beyond(keys, k, shared.slice(0, k), start.keys[k]))
  return found
}

/** The keys of an order as expressions: a column, or what the JSON has if it is a scalar. */
export const keysOf = (order: ReadonlyArray<Order>, columns: boolean): ReadonlyArray<Key> =>
  order.map(({ field, descending }) =>
    columns && isColumn(field)
      ? { text: field, values: [], descending }
      : { text: "CASE json_type(facts, ?) WHEN 'text' THEN facts ->> ? END", values: [pathOf(field), pathOf(field)], descending }
  )

/** What comes after `last` by key `k`: first those with a later key, then those without one. `undefined`: from the beginning. */
const beyond = (keys: ReadonlyArray<Key>, k: number, shared: ReadonlyArray<Sql>, last: string | null | undefined): ReadonlyArray<Sql> => {
  const key = keys[k]
  if (last === null) return []
  // NULL is last by itself when SQLite sorts downwards.
  if (key === undefined || (last === undefined && key.descending)) return [stretch(shared, keys.slice(k))]
  const { text, values, descending } = key
  const later =
    last === undefined
      ? { text: `${text} IS NOT NULL`, values }
      : { text: `${text} ${descending ? "<" : ">"} ?`, values: [...values, last] }
  const plain = { text: `${text}${descending ? " DESC" : ""}`, values }
  return [
    stretch([...shared, later], keys.slice(k + 1), plain),
    stretch([...shared, { text: `${text} IS NULL`, values }], keys.slice(k + 1))
  ]
}

const sharing = ({ text, values }: Sql, key: string | null): Sql =>
  key === null ? { text: `${text} IS NULL`, values } : { text: `${text} = ?`, values: [...values, key] }

const stretch = (tests: ReadonlyArray<Sql>, keys: ReadonlyArray<Key>, first?: Sql): Sql => {
  const terms = [
    ...(first === undefined ? [] : [first]),
    ...keys.map(({ text, values, descending }) => ({ text: `${text}${descending ? " DESC" : " NULLS LAST"}`, values }))
  ]
  return {
    text: `${["1", ...tests.map(({ text }) => text)].join(" AND ")} ORDER BY ${[...terms.map(({ text }) => text), "stream"].join(", ")}`,
    values: [...tests, ...terms].flatMap(({ values }) => values)
  }
}
