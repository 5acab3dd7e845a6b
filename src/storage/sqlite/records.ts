/** How a record lies in its row: the facts that are asked for most in columns, what has no place there in JSON. */
import type { Facts, Scalar } from "../../condition/Condition.ts"
import { decode, encode } from "../sortable.ts"
import type { Found, Json, Kind } from "../Storage.ts"
import { fail } from "../StorageError.ts"
import type { Value } from "./Handle.ts"

/** Stored as their places here: new kinds go to the end. */
const kinds: ReadonlyArray<Kind> = [
  "ticket",
  "requester",
  "organization",
  "quarantine",
  "promise",
  "queue",
  "link",
  "seen",
  "draft",
  "removed"
]
export const numberOf = (kind: Kind): number => kinds.indexOf(kind)

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
  "updatedAt"
] as const

/** What is searched by: the kind of the record, whether it is `listed`, and facts. */
export const columns = ["kind", "listed", ...factColumns] as const
export type Column = (typeof columns)[number]
export type Columns = Readonly<Record<Column, Value>>

const known: ReadonlySet<string> = new Set(factColumns)
export const isColumn = (field: string): boolean => known.has(field)

/** A column of what is not set. It comes after every encoded scalar, and unlike NULL an index has it in its place. */
export const UNSET = "~"

/** As stored in JSON: scalars encoded, for SQL to compare. */
export type Encoded = Readonly<Record<string, string | ReadonlyArray<string> | null>>

export interface Split {
  readonly values: Columns
  readonly rest: Encoded
}

/** Scalars go to their columns. A list does not fit in one: its record is marked as `listed`, and conditions read the JSON too. */
export const split = (kind: Kind, facts: Facts): Split => {
  const values: Record<Column, Value> = { kind: numberOf(kind), listed: 0, ...unset }
  const rest: Record<string, string | ReadonlyArray<string> | null> = {}
  for (const field of Object.keys(facts)) {
    const fact = facts[field]!
    if (fact === null) rest[field] = null
    else if (typeof fact === "object") {
      rest[field] = fact.map(encode)
      if (fact.length > 0 && isColumn(field)) values.listed = 1
    } else if (isColumn(field)) values[field as Column] = encode(fact)
    else rest[field] = encode(fact)
  }
  return { values, rest }
}

const unset = Object.fromEntries(factColumns.map((column) => [column, UNSET])) as Readonly<Record<(typeof factColumns)[number], string>>

export interface Row extends Readonly<Record<(typeof factColumns)[number], string>> {
  readonly stream: string
  readonly kind: number
  readonly version: number
  readonly wakeAt: number | null
  readonly facts: string
  readonly body: string
}
export const rowColumns = ["stream", "kind", "version", "wakeAt", "facts", "body", ...factColumns].join(", ")

/** Rejects with `corrupt` what is not JSON any more. */
export const toFound = (row: Row): Found => {
  const { stream, version, wakeAt } = row
  return {
    stream,
    version,
    document: { kind: kinds[row.kind]!, body: parse(row.body, stream), facts: join(row), wakeAt }
  }
}

const join = (row: Row): Facts => {
  const rest = parse(row.facts, row.stream) as Encoded
  const facts: Record<string, Scalar | ReadonlyArray<Scalar> | null> = {}
  for (const column of factColumns) if (row[column] !== UNSET) facts[column] = decode(row[column])
  for (const field of Object.keys(rest)) {
    const fact = rest[field]!
    facts[field] = fact === null ? null : typeof fact === "string" ? decode(fact) : fact.map(decode)
  }
  return facts
}

const parse = (text: string, stream: string): Json => {
  try {
    return JSON.parse(text) as Json
  } catch {
    throw fail("find", "corrupt", `the record of stream ${stream} is not JSON`)
  }
}
