/** Set field: fill a property of the workspace's own, or empty it. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Slug } from "../../text/Id.ts"
import * as Field from "../Field.ts"
import { FieldInvalid, FieldsRequired, UnknownWord } from "../Refusal.ts"
import { fieldOf } from "../Ticket.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

/** `null` empties it. */
export class SetField extends Schema.Opaque<SetField>()(Schema.TaggedStruct("SetField", { field: Slug, value: Field.Value })) {}
export class FieldSet extends Schema.Opaque<FieldSet>()(Fact("FieldSet", { field: Slug, value: Field.Value, from: Field.Value })) {}

export const setField = command(SetField, {
  decide: (ticket, { field, value }, context): Decision<FieldSet> => {
    const definition = context.vocabulary.fields.get(field)
    if (definition === undefined)
      return Result.fail(new UnknownWord({ what: "field", word: field, known: [...context.vocabulary.fields.keys()] }))
    const expected = Field.mistake(definition, value)
    if (expected !== undefined) return Result.fail(new FieldInvalid({ field, expected }))
    if (Field.isEmpty(value) && definition.requiredOn.includes(ticket.status))
      return Result.fail(new FieldsRequired({ status: ticket.status, fields: [field] }))
    const from = fieldOf(ticket, field)
    if (Field.equals(from, value)) return nothing
    return happened<FieldSet>({ _tag: "FieldSet", ...stamp(context), field, value, from })
  },
  events: [
    on(FieldSet, (ticket, { at, field, value }) => {
      const others = ticket.fields.filter((entry) => entry.field !== field)
      return { ...ticket, fields: value === null ? others : [...others, { field, value }], updatedAt: at }
    })
  ]
})
