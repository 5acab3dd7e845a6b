/** What is wrong with a condition, by the table of fields: everything, each with its path. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { meant } from "../text/near.ts"
import { parse } from "../text/Pattern.ts"
import type { Problem } from "../text/Problem.ts"
import { isOfChange, type Operator } from "./Condition.ts"
import { commit, type Field, fieldOf, namesOf, operators, type Place, type Terms, wordsOf } from "./Fields.ts"
import { Variable } from "./Variable.ts"

export interface Asking {
  readonly place: Place
  readonly terms: Terms
  /** Why a field cannot be asked here, although it is there. */
  readonly refuse?: (field: string) => string | undefined
}

/** The condition may be misshapen: that is for its schema to say, and what can be read of it is told here all the same. */
export const mistakes = (condition: unknown, path: string, asking: Asking): ReadonlyArray<Problem> => {
  if (!isObject(condition)) return []
  for (const key of ["all", "any"])
    if (Object.hasOwn(condition, key)) return each(condition[key]).flatMap(([one, i]) => mistakes(one, `${path}.${key}[${i}]`, asking))
  if (Object.hasOwn(condition, "not")) return mistakes(condition["not"], `${path}.not`, asking)
  return ofTest(condition, path, asking)
}

type Loose = { readonly [key: string]: unknown }
const isObject = (value: unknown): value is Loose => typeof value === "object" && value !== null && !Array.isArray(value)
const each = (values: unknown): ReadonlyArray<readonly [value: unknown, i: number]> =>
  Array.isArray(values) ? values.map((value: unknown, i) => [value, i]) : []

const ofTest = ({ field: name, op, value }: Loose, path: string, asking: Asking): ReadonlyArray<Problem> => {
  if (typeof name !== "string") return []
  const field = fieldOf(name, asking.place, asking.terms)
  const refused = asking.refuse?.(name) ?? (field === undefined ? unknownField(name, asking) : undefined)
  if (refused !== undefined || field === undefined) return [{ path: `${path}.field`, problem: refused! }]
  if (!isOperator(op)) return []
  const unfit = unfitOperator(name, field, op, asking.place)
  if (unfit !== undefined) return [{ path: `${path}.op`, problem: unfit }]
  return ofValue(field, op, value, `${path}.value`, asking.terms)
}

const known: ReadonlySet<unknown> = new Set(Object.values(operators).flat())
const isOperator = (op: unknown): op is Operator => known.has(op)

const unknownField = (name: string, { place, terms }: Asking): string =>
  Object.hasOwn(commit, name)
    ? `"${name}" can be asked by triggers alone: it is of the commit that they answer`
    : `there is no field "${name}"${meant(name, namesOf(place, terms))}`

const unfitOperator = (name: string, { type }: Field, op: Operator, place: Place): string | undefined => {
  const own: ReadonlyArray<Operator> = operators[type]
  if (!own.includes(op)) return `"${name}" is of type ${type}, which has no "${op}": it has ${own.join(", ")}`
  if (isOfChange(op) && place !== "commit") return `"${op}" can be asked by triggers alone: nothing changes elsewhere`
  if (isOfChange(op) && Object.hasOwn(commit, name)) return `"${name}" is what happens in the commit, and has no before`
  return op === "matches" && place === "store" ? "no store can be asked for a pattern" : undefined
}

const ofValue = (field: Field, op: Operator, value: unknown, path: string, terms: Terms): ReadonlyArray<Problem> => {
  switch (op) {
    case "isSet":
    case "changed":
    case "increased":
    case "decreased":
      return []
    case "matches": {
      const parsed = typeof value === "string" ? parse(value) : undefined
      if (parsed === undefined || Result.isSuccess(parsed)) return []
      return [{ path, problem: `${parsed.failure.problem}, at character ${parsed.failure.at + 1}` }]
    }
    case "in":
    case "containsAny":
    case "containsAll":
      return each(value).flatMap(([one, i]) => ofOne(field, one, `${path}[${i}]`, terms))
    default:
      return value === undefined ? [] : ofOne(field, value, path, terms)
  }
}

const ofOne = (field: Field, value: unknown, path: string, terms: Terms): ReadonlyArray<Problem> => {
  if (Array.isArray(value) || value === null) return []
  const problem = isObject(value) ? ofVariable(field, value) : unfitValue(field, value, terms)
  return problem === undefined ? [] : [{ path, problem }]
}

const unfitValue = (field: Field, value: unknown, terms: Terms): string | undefined => {
  switch (field.type) {
    case "number":
      return typeof value === "number" ? undefined : "expected a number"
    case "instant":
      return typeof value === "number" ? undefined : "expected milliseconds since 1970, or one of ago, ahead"
    case "boolean":
      return typeof value === "boolean" ? undefined : "expected true or false"
    case "date":
      return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? undefined : "expected a day like 2026-01-05"
    default: {
      if (typeof value !== "string") return "expected text"
      const words = wordsOf(field, terms)
      return words === undefined || words.has(value) ? undefined : `there is no ${whatOf(field)} "${value}"${meant(value, words.keys())}`
    }
  }
}

const isVariable = Schema.is(Variable)

const ofVariable = (field: Field, value: unknown): string | undefined => {
  if (!isVariable(value)) return undefined
  if (!("my" in value)) return field.type === "instant" ? undefined : "a time ago or ahead compares with instants alone"
  const fits = value.my === "id" ? "agents" : value.my
  return field.words === fits ? undefined : `what is my ${value.my} compares with ${fits} alone`
}

const singular: Readonly<Record<string, string>> = {
  statuses: "status",
  priorities: "priority",
  categories: "category",
  slaPolicies: "policy"
}
const whatOf = ({ words }: Field): string => (typeof words === "string" ? (singular[words] ?? words.slice(0, -1)) : "choice")
