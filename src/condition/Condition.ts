/**
 * One language for "which tickets": all / any / not over tests of fields. A condition is data; it reads a record's
 * facts, a flat list of what can be tested, and every store must find exactly what `holds` keeps.
 */
import * as Schema from "effect/Schema"
import { byKey, byWord } from "../text/Shaped.ts"
import * as Pattern from "../text/Pattern.ts"
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

const ofValue = ["is", "lt", "lte", "gt", "gte", "contains"] as const
const ofList = ["in", "containsAny", "containsAll"] as const
const ofText = ["startsWith", "endsWith"] as const
const ofChange = ["changedTo", "changedFrom", "added", "removed"] as const
const bare = ["changed", "increased", "decreased"] as const

/**
 * What a record can be asked as it stands. `is`: equals, or is among several. `in`: is one of. `lt` … `gte`: compare numbers
 * with numbers, text with text (by code point). `contains`: a text holds this text, a list holds this entry; `containsAny`,
 * `containsAll`: one of them, or each. `startsWith`, `endsWith`: of texts. `isSet`: there is something. Every test but
 * `isSet` with `false` fails on what is unset; `not` is the plain opposite.
 */
export type StateTest<V = Scalar> =
  | { readonly field: string; readonly op: (typeof ofValue)[number]; readonly value: V }
  | { readonly field: string; readonly op: (typeof ofList)[number]; readonly value: ReadonlyArray<V> }
  | { readonly field: string; readonly op: (typeof ofText)[number]; readonly value: string }
  | { readonly field: string; readonly op: "isSet"; readonly value: boolean }

/**
 * What no store can be asked. `matches`: a text has a place that the pattern describes (`text/Pattern.ts`). The others
 * look at a commit, from its beginning to now: `changed`; `changedTo`, `changedFrom` a value; `increased`, `decreased`, of
 * numbers; `added`, `removed`, of an entry of a list. Where there is no commit nothing has changed.
 */
export type RuleTest<V = Scalar> =
  | { readonly field: string; readonly op: "matches"; readonly value: string }
  | { readonly field: string; readonly op: (typeof ofChange)[number]; readonly value: V }
  | { readonly field: string; readonly op: (typeof bare)[number] }

export type Test<V = Scalar> = StateTest<V> | RuleTest<V>
export type Operator = Test["op"]

/** The tests that look at what the commit changed. */
export const isOfChange = (op: string): boolean => changes.has(op)
const changes: ReadonlySet<string> = new Set([...ofChange, ...bare])

type Of<T> = { readonly all: ReadonlyArray<Of<T>> } | { readonly any: ReadonlyArray<Of<T>> } | { readonly not: Of<T> } | T
/** What rules ask. `V`: what a test compares with; what is to be evaluated compares with scalars. */
export type Condition<V = Scalar> = Of<Test<V>>
/** A condition that a store can answer. */
export type Findable = Of<StateTest>

export const isFindable = (condition: Condition): condition is Findable =>
  "all" in condition
    ? condition.all.every(isFindable)
    : "any" in condition
      ? condition.any.every(isFindable)
      : "not" in condition
        ? isFindable(condition.not)
        : condition.op !== "matches" && !isOfChange(condition.op)

const testOf = <V>(value: Schema.Codec<V>): Schema.Codec<Test<V>> =>
  byWord<Test<V>>("op", [
    [[...ofValue, ...ofChange], Schema.Struct({ field: FieldName, op: Schema.Literals([...ofValue, ...ofChange]), value })],
    [ofList, Schema.Struct({ field: FieldName, op: Schema.Literals(ofList), value: Schema.Array(value).check(Schema.isMaxLength(1000)) })],
    [[...ofText, "matches"], Schema.Struct({ field: FieldName, op: Schema.Literals([...ofText, "matches"]), value: Text.upTo(1000) })],
    [["isSet"], Schema.Struct({ field: FieldName, op: Schema.Literal("isSet"), value: Schema.Boolean })],
    [bare, Schema.Struct({ field: FieldName, op: Schema.Literals(bare) })]
  ])

/** Levels of all, any and not: more than people write, few enough for every stack and every store. */
const DEEPEST = 16

const upToLevel = <T>(test: Schema.Codec<T>, level: number): Schema.Codec<Of<T>> => {
  if (level === 0) return test
  const inner = upToLevel(test, level - 1)
  const several = Schema.Array(inner).check(Schema.isMaxLength(200))
  return byKey<Of<T>>(
    [
      ["all", Schema.Struct({ all: several })],
      ["any", Schema.Struct({ any: several })],
      ["not", Schema.Struct({ not: inner })],
      ["field", test]
    ],
    "a condition with all, any, not or field"
  )
}
/** Written level by level, not as a schema of itself: decoding goes only so deep, whatever it is given. */
export const conditionOf = <V>(value: Schema.Codec<V>): Schema.Codec<Condition<V>> => upToLevel(testOf(value), DEEPEST)

export const Condition: Schema.Codec<Condition> = conditionOf(Scalar)

/**
 * Whether the facts meet the condition. `all` of nothing is true, `any` of nothing is false. `before`: the facts at the
 * beginning of the commit, `null` where the record was not there; left out where there is no commit.
 */
export const holds = (condition: Condition, facts: Facts, before?: Facts | null): boolean => {
  if ("all" in condition) return condition.all.every((inner) => holds(inner, facts, before))
  if ("any" in condition) return condition.any.some((inner) => holds(inner, facts, before))
  if ("not" in condition) return !holds(condition.not, facts, before)
  return passes(condition, facts, before)
}

/** What the facts say of a field; what every object has (`constructor` …) is no fact. */
export const factOf = (facts: Facts, field: string): Fact => (Object.hasOwn(facts, field) ? facts[field]! : null)

/** One test. */
export const passes = (test: Test, facts: Facts, before?: Facts | null): boolean => {
  const fact = factOf(facts, test.field)
  switch (test.op) {
    case "isSet":
      return test.value === isThere(fact)
    case "changed":
    case "changedTo":
    case "changedFrom":
    case "increased":
    case "decreased":
    case "added":
    case "removed":
      return before !== undefined && hasChanged(test, fact, before === null ? null : factOf(before, test.field))
    default:
      return fact !== null && says(test, fact)
  }
}

const says = (test: Exclude<Test, { readonly op: "isSet" }>, fact: Scalar | ReadonlyArray<Scalar>): boolean => {
  switch (test.op) {
    case "is":
      return typeof fact === "object" ? fact.includes(test.value) : fact === test.value
    case "in":
      return typeof fact === "object" ? fact.some((one) => test.value.includes(one)) : test.value.includes(fact)
    case "contains":
      return has(fact, test.value)
    case "containsAny":
      return test.value.some((one) => has(fact, one))
    case "containsAll":
      return isThere(fact) && test.value.every((one) => has(fact, one))
    case "startsWith":
      return typeof fact === "string" && fact.startsWith(test.value)
    case "endsWith":
      return typeof fact === "string" && fact.endsWith(test.value)
    case "matches":
      return typeof fact === "string" && Pattern.isIn(test.value, fact)
    case "lt":
    case "lte":
    case "gt":
    case "gte": {
      const { op, value } = test
      return typeof fact === "object" ? fact.some((one) => compares(op, one, value)) : compares(op, fact, value)
    }
    default:
      return false
  }
}

/** A text holds another, a list holds an entry. */
const has = (fact: Scalar | ReadonlyArray<Scalar>, value: Scalar): boolean =>
  typeof fact === "object" ? fact.includes(value) : typeof fact === "string" && typeof value === "string" && fact.includes(value)

const hasChanged = (test: Test, now: Fact, was: Fact): boolean => {
  if (isSame(now, was)) return false
  switch (test.op) {
    case "changed":
      return true
    case "changedTo":
      return entriesOf(now).includes(test.value) && !entriesOf(was).includes(test.value)
    case "changedFrom":
      return entriesOf(was).includes(test.value) && !entriesOf(now).includes(test.value)
    case "added":
      return Array.isArray(now) && now.includes(test.value) && !entriesOf(was).includes(test.value)
    case "removed":
      return Array.isArray(was) && was.includes(test.value) && !entriesOf(now).includes(test.value)
    case "increased":
      return typeof now === "number" && typeof was === "number" && now > was
    case "decreased":
      return typeof now === "number" && typeof was === "number" && now < was
    default:
      return false
  }
}

const entriesOf = (fact: Fact): ReadonlyArray<Scalar> => (fact === null ? [] : typeof fact === "object" ? fact : [fact])

/** An empty list is nothing. */
const isSame = (one: Fact, other: Fact): boolean =>
  one === other ||
  (!isThere(one) && !isThere(other)) ||
  (Array.isArray(one) && Array.isArray(other) && one.length === other.length && one.every((entry, i) => entry === other[i]))

const isThere = (fact: Fact): boolean => fact !== null && !(Array.isArray(fact) && fact.length === 0)

const compares = (op: "lt" | "lte" | "gt" | "gte", fact: Scalar, value: Scalar): boolean => {
  if (typeof fact !== typeof value || typeof fact === "boolean") return false
  const order = typeof fact === "string" ? Text.compare(fact, value as string) : fact - (value as number)
  return op === "lt" ? order < 0 : op === "lte" ? order <= 0 : op === "gt" ? order > 0 : order >= 0
}
