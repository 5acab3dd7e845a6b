/** How a record lies in its row: the facts that are asked for most in columns, all of them in JSON. */
import type { Facts, Scalar } from "../../condition/Condition.ts"
import { decode, encode, keyOf } from "../sortable.ts"
import type { Document, Found, Json, Kind } from "../Storage.ts"
import { fail } from "../StorageError.ts"
import type { Value } from "./Handle.ts"

/** Facts with a column of their own. */
const factColumns = [
  "status",
  "statusCategory",
  "priorityRank",
  "assignee",
  "team",
  "department",
  "requester",
  "organization",
  "openedAt",
  "updatedAt",
  "dueAt"
] as const

/** What is searched by: the kind of the record, whether it is `listed`, and facts. */
export const columns = ["kind", "listed", ...factColumns] as const
export type Column = (typeof columns)[number]
export type Columns = Readonly<Record<Column, Value>>

export const isColumn = (field: string): boolean => (factColumns as ReadonlyArray<string>).includes(field)

/** A list does not fit in a column: its record is marked as `listed`, and conditions read the JSON. */
export const toColumns = ({ kind, facts }: Document): Columns => {
  const values: Record<string, Value> = { kind, listed: 0 }
  for (const column of factColumns) {
    const fact = Object.hasOwn(facts, column) ? facts[column]! : null
    values[column] = keyOf(fact)
    if (typeof fact === "object" && fact !== null && fact.length > 0) values["listed"] = 1
  }
  return values as Columns
}

export const factsToText = (facts: Facts): string => JSON.stringify(mapFacts(facts, encode))

export interface Row {
  readonly stream: string
  readonly kind: Kind
  readonly version: number
  readonly wakeAt: number | null
  readonly facts: string
  readonly body: string
}

/** Rejects with `corrupt` what is not JSON any more. */
export const toFound = ({ stream, kind, version, wakeAt, facts, body }: Row): Found => {
  const known = parse(facts, stream) as Record<string, string | Array<string> | null>
  return { stream, version, document: { kind, body: parse(body, stream), facts: mapFacts(known, decode), wakeAt } satisfies Document }
}

const mapFacts = <A extends Scalar, B extends Scalar>(
  facts: Readonly<Record<string, A | ReadonlyArray<A> | null>>,
  change: (scalar: A) => B
) => {
  const changed: Record<string, B | Array<B> | null> = {}
  for (const field of Object.keys(facts)) {
    const fact = facts[field]!
    changed[field] = fact === null ? null : Array.isArray(fact) ? fact.map(change) : change(fact as A)
  }
  return changed
}

const parse = (text: string, stream: string): Json => {
  try {
    return JSON.parse(text) as Json
  } catch {
    throw fail("find", "corrupt", `the record of stream ${stream} is not JSON`)
  }
}
