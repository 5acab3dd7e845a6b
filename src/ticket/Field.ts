/** A property of the workspace's own: its type, and on which statuses it must be filled. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
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
    maximum: Schema.NullOr(Schema.Finite)
  }),
  Schema.Struct({ type: Schema.Literal("boolean"), ...shared }),
  Schema.Struct({ type: Schema.Literal("date"), ...shared }),
  Schema.Struct({ type: Schema.Literal("select"), ...shared, choices: Schema.Array(Choice) }),
  Schema.Struct({ type: Schema.Literal("multiSelect"), ...shared, choices: Schema.Array(Choice) }),
  Schema.Struct({ type: Schema.Literal("tree"), ...shared, choices: Schema.Array(Category) })
])
export type Field = typeof Field.Type

/** `null`: unset. Lists are the chosen ids of a multi-select, or the path of a tree. */
export const Value = Schema.Union([
  Schema.Null,
  Text.upTo(65_000),
  Schema.Finite,
  Schema.Boolean,
  Schema.Array(Slug).check(Schema.isMaxLength(100))
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
        (field.maximum !== null && value > field.maximum)
        ? `a number${field.minimum === null ? "" : ` of at least ${field.minimum}`}${field.maximum === null ? "" : ` of at most ${field.maximum}`}`
        : undefined
    case "boolean":
      return typeof value === "boolean" ? undefined : "true or false"
    case "date":
      return typeof value === "string" && isDate(value) ? undefined : "a date like 2026-01-05"
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
  a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => item === b[i]))
