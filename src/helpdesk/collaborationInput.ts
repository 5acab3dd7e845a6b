/** What callers write to work on a ticket together, as schemas: bounded, its texts clean, unknown keys refused. */
import * as Schema from "effect/Schema"
import { words } from "../ticket/Draft.ts"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"

const left = Schema.optionalKey
const Name = Text.filled(200)
const Version = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

export const MarkingRead = Schema.Struct({ upTo: left(Name) })
export const MarkingUnread = Schema.Struct({})
export const AskingUnread = Schema.Struct({ tickets: Schema.Array(Name).check(Schema.isMaxLength(1000)) })
/** Attachments are bytes, and looked at as they are kept. */
export const SavingDraft = Schema.Struct({ text: words.text, visibility: left(words.visibility), shared: left(words.shared) })
export const AskingDraft = Schema.Struct({ of: left(Slug), version: left(Version) })
export const AskingDrafts = Schema.Struct({
  limit: left(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1000 }))),
  after: left(Schema.String.check(Schema.isMaxLength(10_000)))
})
export const DiscardingDraft = Schema.Struct({})
export const SendingDraft = Schema.Struct({ then: left(Slug), anyway: left(Schema.Boolean) })
export const Expecting = Schema.Struct({ version: left(Version) })
