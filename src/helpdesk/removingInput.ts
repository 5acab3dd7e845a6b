/** What callers write to lay tickets aside, as schemas: bounded, its texts clean, unknown keys refused. */
import * as Schema from "effect/Schema"
import * as Text from "../text/Text.ts"
import { limits } from "../ticket/limits.ts"

const Name = Text.filled(200)
export const Nothing = Schema.Record(Schema.String, Schema.Never)
export const Marking = Schema.Struct({ messages: Schema.optionalKey(Schema.Array(Name).check(Schema.isMaxLength(limits.messages))) })

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
/** `ids`: tickets by id or reference. */
export const Many = Schema.Struct({ ids: Schema.Array(Name).check(Schema.isMaxLength(10_000)), confirm: Count })
