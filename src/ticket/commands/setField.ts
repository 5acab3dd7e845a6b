/** Set field: fill a property of the workspace's own, or empty it. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Slug } from "../../text/Id.ts"
import { foreignTo } from "../belonging.ts"
import * as Field from "../Field.ts"
import { FieldInvalid, FieldsRequired, TooMany, unknownWord } from "../Refusal.ts"
import { limits } from "../limits.ts"
import { fieldOf } from "../Ticket.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

/** `null`, a blank text or an empty list empties it. */
export class SetField extends Schema.Opaque<SetField>()(Schema.TaggedStruct("SetField", { field: Slug, value: Field.Value })) {}
export class FieldSet extends Schema.Opaque<FieldSet>()(Fact("FieldSet", { field: Slug, value: Field.Value, from: Field.Value })) {}

export const setField = command(SetField, {
  decide: (ticket, wish, context): Decision<FieldSet> => {
    const { field } = wish
    const definition = context.vocabulary.fields.get(field)
    if (definition === undefined) return Result.fail(unknownWord("field", field, context.vocabulary.fields)!)
    const value = Field.settled(wish.value)
    const foreign = value === null ? undefined : foreignTo(ticket.department, "field", field, context.vocabulary)
    if (foreign !== undefined) return Result.fail(foreign)
    const expected = Field.mistake(definition, value)
    if (expected !== undefined) return Result.fail(new FieldInvalid({ field, expected }))
    const from = fieldOf(ticket, field)
    if (Field.equals(from, value)) return nothing
    if (value === null && definition.requiredOn.includes(ticket.status))
      return Result.fail(new FieldsRequired({ status: ticket.status, fields: [field] }))
    if (from === null && ticket.fields.length >= limits.fields) return Result.fail(new TooMany({ what: "fields", limit: limits.fields }))
    return happened<FieldSet>({ _tag: "FieldSet", ...stamp(context), field, value, from })
  },
  events: [
    on(FieldSet, (ticket, { at, field, value }) => {
      const others = ticket.fields.filter((entry) => entry.field !== field)
      return { ...ticket, fields: value === null ? others : [...others, { field, value }], updatedAt: at }
    })
  ]
})
