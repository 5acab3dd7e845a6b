/** The order in which records are found, and the cursor that says where a page ended. */
import type { Facts } from "../condition/Condition.ts"
import * as Text from "../text/Text.ts"
import { keyOf } from "./sortable.ts"
import type { Order } from "./Storage.ts"
import { fail } from "./StorageError.ts"

/** Where a record stands: a sortable key for each field of the order (`null`: unset), then its stream. */
export interface Place {
  readonly keys: ReadonlyArray<string | null>
  readonly stream: string
}

export const placeOf = (order: ReadonlyArray<Order>, facts: Facts, stream: string): Place => ({
  keys: order.map(({ field }) => (Object.hasOwn(facts, field) ? keyOf(facts[field]) : null)),
  stream
})

/** Unset last in both directions, then by stream. */
export const comparePlaces = (order: ReadonlyArray<Order>, a: Place, b: Place): number => {
  for (let i = 0; i < order.length; i++) {
    const x = a.keys[i]!
    const y = b.keys[i]!
    if (x === y) continue
    if (x === null) return 1
    if (y === null) return -1
    const found = Text.compare(x, y)
    if (found !== 0) return order[i]!.descending ? -found : found
  }
  return Text.compare(a.stream, b.stream)
}

export const toCursor = (place: Place): string => JSON.stringify([...place.keys, place.stream])

/** A cursor comes back from outside: one that is not of this order is refused, with `StorageError`. */
export const fromCursor = (cursor: string, order: ReadonlyArray<Order>): Place => {
  const parts = parse(cursor)
  const stream = parts.pop()
  const keys = parts.filter((part) => part === null || typeof part === "string")
  if (typeof stream !== "string" || keys.length !== order.length || parts.length !== order.length)
    throw fail("find", "other", "`after` is not the `next` of a page in this order")
  return { keys, stream }
}

const parse = (cursor: string): Array<unknown> => {
  try {
    const value: unknown = JSON.parse(cursor)
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}
