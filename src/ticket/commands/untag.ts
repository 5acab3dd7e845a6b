/** Untag: take labels away. */
import * as Schema from "effect/Schema"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"
import { Tags } from "./tag.ts"

export class Untag extends Schema.Opaque<Untag>()(Schema.TaggedStruct("Untag", { tags: Tags })) {}
/** Only the labels that were there. */
export class Untagged extends Schema.Opaque<Untagged>()(Fact("Untagged", { tags: Tags })) {}

export const untag = command(Untag, {
  decide: (ticket, { tags }, context): Decision<Untagged> => {
    const gone = ticket.tags.filter((label) => tags.includes(label))
    return gone.length === 0 ? nothing : happened<Untagged>({ _tag: "Untagged", ...stamp(context), tags: gone })
  },
  events: [
    on(Untagged, (ticket, { at, tags }) => ({ ...ticket, tags: ticket.tags.filter((label) => !tags.includes(label)), updatedAt: at }))
  ]
})
