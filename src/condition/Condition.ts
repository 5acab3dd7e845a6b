/**
 * One language for "which tickets": all / any / not over tests of fields. A condition is data; it reads a
 * record's facts, a flat list of what can be tested, and every store must find exactly what `holds` keeps.
 */
import * as Schema from "effect/Schema"
import { byKey } from "../calendar/Shaped.ts"
import * as Text from "../text/Text.ts"

/** What a test can look at: `status`, `assignee`, `fields.severity` … */
export const FieldName = Schema.String.check(
  Schema.isPattern(/^[a-zA-Z][a-zA-Z0-9_-]{0,62}(?:\.[a-zA-Z][a-zA-Z0-9_-]{0,62})?$/, {
    expected: "a field like status or fields.severity"
  })
)

export const Scalar = Schema.Union([Text.upTo(65_000), Schema.Finite, Schema.Boolean])
export type Scalar = typeof Scalar.Type

/** One fact: a scalar, several (tags), or nothing. Text is folded (`Text.fold`), instants are milliseconds, ids are as they are. */
export type Fact = Scalar | ReadonlyArray<Scalar> | null
/** Keys match `FieldName`, so they are safe as JSON keys. */
export type Facts = Readonly<Record<string, Fact>>

/**
 * `is`: equals, or is among several. `in`: is one of. `lt` … `gte`: compare numbers with numbers, text with text
 * (by code point). `contains`: a text holds this text, a list holds this entry. `isSet`: there is something.
 * Every test but `isSet` with `false` fails on what is unset; `not` is the plain opposite.
 */
export const Test = Schema.Union([
  Schema.Struct({ field: FieldName, op: Schema.Literals(["is", "lt", "lte", "gt", "gte", "contains"]), value: Scalar }),
  Schema.Struct({ field: FieldName, op: Schema.Literal("in"), value: Schema.Array(Scalar).check(Schema.isMaxLength(1000)) }),
  Schema.Struct({ field: FieldName, op: Schema.Literal("isSet"), value: Schema.Boolean })
])
export type Test = typeof Test.Type

export type Condition =
  | { readonly all: ReadonlyArray<Condition> }
  | { readonly any: ReadonlyArray<Condition> }
  | { readonly not: Condition }
  | Test

/** Levels of all, any and not: more than people write, few enough for every stack and every store. */
const DEEPEST = 16

const upToLevel = (level: number): Schema.Codec<Condition> => {
  if (level === 0) return Test
  const inner = upToLevel(level - 1)
  const several = Schema.Array(inner).check(Schema.isMaxLength(200))
  return byKey<Condition>(
    [
      ["all", Schema.Struct({ all: several })],
      ["any", Schema.Struct({ any: several })],
      ["not", Schema.Struct({ not: inner })],
      ["field", Test]
    ],
    "a condition with all, any, not or field"
  )
}
/** Written level by level, not as a schema of itself: decoding goes only so deep, whatever it is given. */
export const Condition: Schema.Codec<Condition> = upToLevel(DEEPEST)

/** Whether the facts meet the condition. `all` of nothing is true, `any` of nothing is false. */
export const holds = (condition: Condition, facts: Facts): boolean => {
  if ("all" in condition) return condition.all.every((inner) => holds(inner, facts))
  if ("any" in condition) return condition.any.some((inner) => holds(inner, facts))
  if ("not" in condition) return !holds(condition.not, facts)
  return passes(condition, Object.hasOwn(facts, condition.field) ? facts[condition.field]! : null)
}

const passes = (test: Test, fact: Fact): boolean => {
  if (test.op === "isSet") return test.value === isThere(fact)
  if (fact === null) return false
  const facts: ReadonlyArray<Scalar> = Array.isArray(fact) ? fact : [fact as Scalar]
  switch (test.op) {
    case "is":
      return facts.includes(test.value)
    case "in":
      return facts.some((one) => test.value.includes(one))
    case "contains":
      return Array.isArray(fact)
        ? fact.includes(test.value)
        : typeof fact === "string" && typeof test.value === "string" && fact.includes(test.value)
    default:
      return facts.some((one) => compares(test.op as "lt" | "lte" | "gt" | "gte", one, test.value))
  }
}

const isThere = (fact: Fact): boolean => fact !== null && !(Array.isArray(fact) && fact.length === 0)

const compares = (op: "lt" | "lte" | "gt" | "gte", fact: Scalar, value: Scalar): boolean => {
  if (typeof fact !== typeof value || typeof fact === "boolean") return false
  const order = typeof fact === "string" ? Text.compare(fact, value as string) : fact - (value as number)
  return op === "lt" ? order < 0 : op === "lte" ? order <= 0 : op === "gt" ? order > 0 : order >= 0
}
