/** A property of the workspace's own: its type, and on which statuses it must be filled. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Pattern from "../text/Pattern.ts"
import * as Text from "../text/Text.ts"
import { Instant } from "../time/Instant.ts"
import { Category, has } from "./Category.ts"

const Choice = Schema.Struct({ id: Slug, name: Text.filled(100) })

const shared = {
  id: Slug,
  name: Text.filled(100),
  /** Statuses that a ticket cannot enter while this field is unset. */
  requiredOn: Schema.Array(Slug),
  /** Requesters may see it. */
  visible: Schema.Boolean
}

export const Field = Schema.Union([
  Schema.Struct({
    type: Schema.Literal("text"),
    ...shared,
    maxLength: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 65_000 }))
  }),
  Schema.Struct({
    type: Schema.Literal("number"),
    ...shared,
    minimum: Schema.NullOr(Schema.Finite),
    maximum: Schema.NullOr(Schema.Finite),
    /** Decimals at most; as many as there are, where it is left out. */
    scale: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 15 })))
  }),
  Schema.Struct({ type: Schema.Literal("boolean"), ...shared }),
  Schema.Struct({ type: Schema.Literal("date"), ...shared }),
  /** An instant: milliseconds since 1970. */
  Schema.Struct({ type: Schema.Literal("dateTime"), ...shared }),
  /** Text that a pattern describes, in a place of it or, with `^` and `$`, as a whole: see `text/Pattern.ts`. */
  Schema.Struct({ type: Schema.Literal("pattern"), ...shared, pattern: Text.filled(1000) }),
  /** Something of the application's: an order, a machine. `of` is what the application calls such things. */
  Schema.Struct({ type: Schema.Literal("lookup"), ...shared, of: Slug }),
  Schema.Struct({ type: Schema.Literal("select"), ...shared, choices: Schema.Array(Choice) }),
  Schema.Struct({ type: Schema.Literal("multiSelect"), ...shared, choices: Schema.Array(Choice) }),
  Schema.Struct({ type: Schema.Literal("tree"), ...shared, choices: Schema.Array(Category) })
])
export type Field = typeof Field.Type

/** Something of the application's, by the name that it has there; the label is for people, and may be out of date. */
export class Thing extends Schema.Opaque<Thing>()(Schema.Struct({ id: Text.filled(255), label: Text.upTo(255) })) {}
export const isThing = (value: Value): value is Thing => typeof value === "object" && value !== null && !Array.isArray(value)

/** `null`: unset. Lists are the chosen ids of a multi-select, or the path of a tree. */
export const Value = Schema.Union([
  Schema.Null,
  Text.upTo(65_000),
  Schema.Finite,
  Schema.Boolean,
  Schema.Array(Slug).check(Schema.isMaxLength(100)),
  Thing
])
export type Value = typeof Value.Type

/** One field and what it holds; a list of these, never an object keyed by field (see docs/decisions). */
export class Entry extends Schema.Opaque<Entry>()(Schema.Struct({ field: Slug, value: Value })) {}

/** What is wrong with this value for this field; `undefined` when nothing is. */
export const mistake = (field: Field, value: Value): string | undefined => {
  if (value === null) return undefined
  switch (field.type) {
    case "text":
      return typeof value !== "string"
        ? "text"
        : value.length > field.maxLength
          ? `text of at most ${field.maxLength} characters`
          : undefined
    case "number":
      return typeof value !== "number" ||
        (field.minimum !== null && value < field.minimum) ||
        (field.maximum !== null && value > field.maximum) ||
        (field.scale !== undefined && Number(value.toFixed(field.scale)) !== value)
        ? `a number${field.scale === undefined ? "" : ` with at most ${field.scale} decimals`}${field.minimum === null ? "" : ` of at least ${field.minimum}`}${field.maximum === null ? "" : ` of at most ${field.maximum}`}`
        : undefined
    case "boolean":
      return typeof value === "boolean" ? undefined : "true or false"
    case "date":
      return typeof value === "string" && isDate(value) ? undefined : "a date like 2026-01-05"
    case "dateTime":
      return typeof value === "number" && Schema.is(Instant)(value) ? undefined : "an instant, in whole milliseconds since 1970"
    case "pattern":
      return typeof value === "string" && Pattern.isIn(field.pattern, value) ? undefined : `text that fits ${field.pattern}`
    case "lookup":
      return isThing(value) ? undefined : `one of ${field.of}, by id and label`
    case "select":
      return typeof value === "string" && field.choices.some((choice) => choice.id === value)
        ? undefined
        : `one of ${field.choices.map((choice) => choice.id).join(", ")}`
    case "multiSelect":
      return Array.isArray(value) &&
        new Set(value).size === value.length &&
        value.every((id) => field.choices.some((choice) => choice.id === id))
        ? undefined
        : `a list, without repeats, of ${field.choices.map((choice) => choice.id).join(", ")}`
    case "tree":
      return Array.isArray(value) && value.length > 0 && has(field.choices, value) ? undefined : "a path of the field's tree, from its root"
  }
}

/** A real day of the calendar: 30 February is none. */
const isDate = (text: string): boolean => {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (parts === null) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

/** Unset, or filled with nothing. */
export const isEmpty = (value: Value): boolean =>
  value === null || (typeof value === "string" && value.trim() === "") || (Array.isArray(value) && value.length === 0)

/** As a ticket keeps it: nothing is always `null`, zero has no sign. */
export const settled = (value: Value): Value => (isEmpty(value) ? null : value === 0 ? 0 : value)

export const equals = (a: Value, b: Value): boolean =>
  a === b ||
  (isThing(a) && isThing(b) && a.id === b.id && a.label === b.label) ||
  (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => item === b[i]))
