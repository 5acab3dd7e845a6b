/**
 * Conditions as SQL. The text is a function of the condition's shape; every value is a parameter. An expression is
 * true exactly where `holds` is; elsewhere it may be false or NULL, so `not` is written as IS NOT TRUE.
 */
import type { Findable, Scalar, StateTest } from "../../condition/Condition.ts"
import { encode } from "../sortable.ts"
import type { Value } from "./Handle.ts"
import { isColumn, UNSET } from "./records.ts"

export interface Sql {
  readonly text: string
  readonly values: ReadonlyArray<Value>
}

/** `columns`: whether the columns may be asked, because no record in question has a list there. */
export const compile = (condition: Findable, columns: boolean): Sql => {
  const values: Array<Value> = []
  return { text: write(condition, columns, values), values }
}

const write = (condition: Findable, columns: boolean, values: Array<Value>): string => {
  const inner = (one: Findable): string => write(one, columns, values)
  if ("all" in condition) return joined(condition.all.map(inner), " AND ", "1")
  if ("any" in condition) return joined(condition.any.map(inner), " OR ", "0")
  if ("not" in condition) return `(${inner(condition.not)}) IS NOT TRUE`
  if (!isColumn(condition.field)) return onJson(condition, values)
  const column = onColumn(condition, values)
  return columns ? column : `CASE WHEN ${condition.field} <> '${UNSET}' THEN ${column} ELSE ${onJson(condition, values)} END`
}

/** Halved again and again: SQLite allows expressions 1000 deep, and a plain chain is as deep as it is long. */
const joined = (parts: ReadonlyArray<string>, by: string, none: string): string => {
  if (parts.length === 0) return none
  if (parts.length === 1) return parts[0]!
  const half = Math.ceil(parts.length / 2)
  return `(${joined(parts.slice(0, half), by, none)}${by}${joined(parts.slice(half), by, none)})`
}

const onColumn = (test: StateTest, values: Array<Value>): string => {
  const column = test.field
  if (test.op === "isSet") return `${column} ${test.value ? "<>" : "="} '${UNSET}'`
  return looksInside(test) ? inText(test, column, values) : compared(test as Compared, column, values)
}

/** `json_each` gives one row for a scalar, one for each entry of a list, and none or a NULL for what is unset. */
const onJson = (test: StateTest, values: Array<Value>): string => {
  const path = pathOf(test.field)
  values.push(path)
  if (test.op === "isSet") return `${test.value ? "" : "NOT "}EXISTS (SELECT 1 FROM json_each(facts, ?) WHERE value IS NOT NULL)`
  if (!looksInside(test))
    return `EXISTS (SELECT 1 FROM json_each(facts, ?) AS fact WHERE ${compared(test as Compared, "fact.value", values)})`
  const listed = inList(test, path, values)
  values.push(path)
  const said = `EXISTS (SELECT 1 FROM json_each(facts, ?) AS fact WHERE ${inText(test, "fact.value", values)})`
  return `CASE json_type(facts, ?) WHEN 'array' THEN ${listed} WHEN 'text' THEN ${said} END`
}

/** Quoted: a field's name may have a dot in it. Field names hold no quotes. */
export const pathOf = (field: string): string => `$."${field}"`

/** What is asked of the fact as a whole; all other tests are met by one entry of a list. */
type Inside =
  | { readonly field: string; readonly op: "contains"; readonly value: Scalar }
  | { readonly field: string; readonly op: "containsAny" | "containsAll"; readonly value: ReadonlyArray<Scalar> }
  | { readonly field: string; readonly op: "startsWith" | "endsWith"; readonly value: string }
type Compared =
  | { readonly field: string; readonly op: "is" | "lt" | "lte" | "gt" | "gte"; readonly value: Scalar }
  | { readonly field: string; readonly op: "in"; readonly value: ReadonlyArray<Scalar> }
const inside: ReadonlySet<string> = new Set<Inside["op"]>(["contains", "containsAny", "containsAll", "startsWith", "endsWith"])
const looksInside = (test: StateTest): test is Inside => inside.has(test.op)

const inList = (test: Inside, path: string, values: Array<Value>): string => {
  switch (test.op) {
    case "contains":
      values.push(path, encode(test.value))
      return "EXISTS (SELECT 1 FROM json_each(facts, ?) WHERE value = ?)"
    case "containsAny":
      values.push(path, encoded(test.value))
      return "EXISTS (SELECT 1 FROM json_each(facts, ?) WHERE value IN (SELECT value FROM json_each(?)))"
    case "containsAll":
      values.push(path, encoded(test.value), path)
      return "(json_array_length(facts, ?) > 0 AND NOT EXISTS (SELECT value FROM json_each(?) EXCEPT SELECT value FROM json_each(facts, ?)))"
    default:
      return "0"
  }
}

/** Only text is searched in; the encoded form begins with an `s`. */
const inText = (test: Inside, subject: string, values: Array<Value>): string => {
  const holding = (needle: string): string => `(substr(${subject}, 1, 1) = 's' AND instr(substr(${subject}, 2), ${needle}) > 0)`
  switch (test.op) {
    case "contains":
      values.push(needle(test.value))
      return holding("?")
    case "containsAny":
      values.push(JSON.stringify(test.value.map(needle)))
      return `EXISTS (SELECT 1 FROM json_each(?) AS one WHERE ${holding("one.value")})`
    case "containsAll":
      values.push(JSON.stringify(test.value.map(needle)))
      return `(${subject} <> '${UNSET}' AND NOT EXISTS (SELECT 1 FROM json_each(?) AS one WHERE ${holding("one.value")} IS NOT TRUE))`
    case "startsWith":
      values.push(encode(test.value))
      return `instr(${subject}, ?) = 1`
    case "endsWith":
      values.push(test.value, test.value)
      return `(substr(${subject}, 1, 1) = 's' AND substr(${subject}, max(2, length(${subject}) - length(?) + 1)) = ?)`
  }
}
const needle = (value: Scalar): string | null => (typeof value === "string" ? value : null)
const encoded = (several: ReadonlyArray<Scalar>): string => JSON.stringify(several.map(encode))

const compared = (test: Compared, subject: string, values: Array<Value>): string => {
  if (test.op === "in") {
    values.push(encoded(test.value))
    return `${subject} IN (SELECT value FROM json_each(?))`
  }
  const value = encode(test.value)
  if (test.op === "is") {
    values.push(value)
    return `${subject} = ?`
  }
  const upwards = test.op === "gt" || test.op === "gte"
  const [least, beyond] = sameKind(test.value)
  values.push(upwards ? value : least, upwards ? beyond : value)
  return `(${subject} ${test.op === "gt" ? ">" : ">="} ? AND ${subject} ${test.op === "lte" ? "<=" : "<"} ?)`
}

/** Numbers compare with numbers, text with text, booleans with nothing. */
const sameKind = (value: Scalar): readonly [least: string, beyond: string] =>
  typeof value === "number" ? ["n", "o"] : typeof value === "string" ? ["s", "t"] : ["c", "b"]
