/**
 * Conditions as SQL. The text is a function of the condition's shape; every value is a parameter. An expression is
 * true exactly where `holds` is; elsewhere it may be false or NULL, so `not` is written as IS NOT TRUE.
 */
import type { Condition, Scalar, Test } from "../../condition/Condition.ts"
import { encode } from "../sortable.ts"
import type { Value } from "./Handle.ts"
import { isColumn, UNSET } from "./records.ts"

export interface Sql {
  readonly text: string
  readonly values: ReadonlyArray<Value>
}

/** `columns`: whether the columns may be asked, because no record in question has a list there. */
export const compile = (condition: Condition, columns: boolean): Sql => {
  const values: Array<Value> = []
  return { text: write(condition, columns, values), values }
}

const write = (condition: Condition, columns: boolean, values: Array<Value>): string => {
  const inner = (one: Condition): string => write(one, columns, values)
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

const onColumn = (test: Test, values: Array<Value>): string => {
  const column = test.field
  switch (test.op) {
    case "isSet":
      return `${column} ${test.value ? "<>" : "="} '${UNSET}'`
    case "contains":
      values.push(needle(test.value))
      return holdsText(column)
    default:
      return compared(test, column, values)
  }
}

/** `json_each` gives one row for a scalar, one for each entry of a list, and none or a NULL for what is unset. */
const onJson = (test: Test, values: Array<Value>): string => {
  const path = pathOf(test.field)
  values.push(path)
  switch (test.op) {
    case "isSet":
      return `${test.value ? "" : "NOT "}EXISTS (SELECT 1 FROM json_each(facts, ?) WHERE value IS NOT NULL)`
    case "contains":
      values.push(path, encode(test.value), path, needle(test.value))
      return `CASE json_type(facts, ?) WHEN 'array' THEN EXISTS (SELECT 1 FROM json_each(facts, ?) WHERE value = ?) WHEN 'text' THEN EXISTS (SELECT 1 FROM json_each(facts, ?) WHERE ${holdsText("value")}) END`
    default:
      return `EXISTS (SELECT 1 FROM json_each(facts, ?) AS fact WHERE ${compared(test, "fact.value", values)})`
  }
}

/** Quoted: a field's name may have a dot in it. Field names hold no quotes. */
export const pathOf = (field: string): string => `$."${field}"`

/** Only text is searched in; the encoded form begins with an `s`. */
const holdsText = (subject: string): string => `(substr(${subject}, 1, 1) = 's' AND instr(substr(${subject}, 2), ?) > 0)`
const needle = (value: Scalar): string | null => (typeof value === "string" ? value : null)

const compared = (test: Exclude<Test, { readonly op: "isSet" }>, subject: string, values: Array<Value>): string => {
  if (test.op === "in") {
    values.push(JSON.stringify(test.value.map(encode)))
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
