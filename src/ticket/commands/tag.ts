/** Tag: add labels. Those that are there already stay; there is no command that replaces them all. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Text from "../../text/Text.ts"
import { TooMany } from "../Refusal.ts"
import { limits } from "../limits.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

export const Tags = Schema.Array(Text.filled(100)).check(Schema.isMaxLength(limits.tags))

export class Tag extends Schema.Opaque<Tag>()(Schema.TaggedStruct("Tag", { tags: Tags })) {}
/** Only the labels that were new. */
export class Tagged extends Schema.Opaque<Tagged>()(Fact("Tagged", { tags: Tags })) {}

export const tag = command(Tag, {
  decide: (ticket, { tags }, context): Decision<Tagged> => {
    const fresh = [...new Set(tags)].filter((label) => !ticket.tags.includes(label))
    if (fresh.length === 0) return nothing
    if (ticket.tags.length + fresh.length > limits.tags) return Result.fail(new TooMany({ what: "tags", limit: limits.tags }))
    return happened<Tagged>({ _tag: "Tagged", ...stamp(context), tags: fresh })
  },
  events: [on(Tagged, (ticket, { at, tags }) => ({ ...ticket, tags: [...ticket.tags, ...tags], updatedAt: at }))]
})
