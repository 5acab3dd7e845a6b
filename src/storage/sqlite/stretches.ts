/**
 * An order as a row of seeks. From a place on, no single seek goes through keys of mixed directions; but first comes
 * what shares all keys and stands later by stream, then what shares all but the last key, and so on.
 */
import type { Place } from "../order.ts"
import type { Order } from "../Storage.ts"
import { pathOf, type Sql } from "./compile.ts"
import { isColumn, UNSET } from "./records.ts"

interface Key extends Sql {
  readonly descending: boolean
}

/** Each stretch is a test with an ORDER BY; one after the other they are all that follows `start`. In each, unset comes last. */
export const stretches = (order: ReadonlyArray<Order>, start: Place | undefined): ReadonlyArray<Sql> => {
  const keys = keysOf(order)
  if (start === undefined) return beyond(keys, 0, [], undefined)
  const last = start.keys.map((key) => key ?? UNSET)
  const shared = keys.map(({ text, values }, i) => ({
    text: `${text} = ?`,
    values: [...values, last[i]!]
  }))
  const found = [stretch([...shared, { text: "stream > ?", values: [start.stream] }], [])]
  for (let k = keys.length - 1; k >= 0; k--) found.push(...beyond(keys, k, shared.slice(0, k), last[k]))
  return found
}

/** The keys of an order as expressions: a column, or what the JSON has if it is a scalar. */
const keysOf = (order: ReadonlyArray<Order>): ReadonlyArray<Key> =>
  order.map(({ field, descending }) =>
    isColumn(field)
      ? { text: field, values: [], descending }
      : {
          text: `coalesce(CASE json_type(facts, ?) WHEN 'text' THEN facts ->> ? END, '${UNSET}')`,
          values: [pathOf(field), pathOf(field)],
          descending
        }
  )

/** What comes after `last` by key `k`; `undefined`: from the beginning. */
const beyond = (keys: ReadonlyArray<Key>, k: number, shared: ReadonlyArray<Sql>, last: string | undefined): ReadonlyArray<Sql> => {
  const key = keys[k]
  if (last === UNSET) return []
  if (key === undefined) return [stretch(shared, [])]
  const { text, values, descending } = key
  // Upwards, what is unset comes last by itself.
  if (!descending)
    return [stretch(last === undefined ? shared : [...shared, { text: `${text} > ?`, values: [...values, last] }], keys.slice(k))]
  return [
    stretch([...shared, { text: `${text} < ?`, values: [...values, last ?? UNSET] }], keys.slice(k + 1), { text: `${text} DESC`, values }),
    stretch([...shared, { text: `${text} = ?`, values: [...values, UNSET] }], keys.slice(k + 1))
  ]
}

const stretch = (tests: ReadonlyArray<Sql>, keys: ReadonlyArray<Key>, first?: Sql): Sql => {
  const terms = [...(first === undefined ? [] : [first]), ...keys.map(inOrder)]
  return {
    text: `${["1", ...tests.map(({ text }) => text)].join(" AND ")} ORDER BY ${[...terms.map(({ text }) => text), "stream"].join(", ")}`,
    values: [...tests, ...terms].flatMap(({ values }) => values)
  }
}

const inOrder = ({ text, values, descending }: Key): Sql =>
  descending ? { text: `${text} = '${UNSET}', ${text} DESC`, values: [...values, ...values] } : { text, values }
