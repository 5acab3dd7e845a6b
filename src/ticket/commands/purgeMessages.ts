/** Purge messages: words that were said here were part of another ticket, which is purged; so they are gone here too. */
import * as Schema from "effect/Schema"
import { Id } from "../../text/Id.ts"
import { limits } from "../limits.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"

/** `of`: the ticket that is purged. */
const gone = { of: Id, reference: Schema.String, messages: Schema.Array(Id).check(Schema.isMaxLength(limits.messages)) }

/** The desk itself asks for it, with `Purge` on the other side. */
export class PurgeMessages extends Schema.Opaque<PurgeMessages>()(Schema.TaggedStruct("PurgeMessages", gone)) {}
export class MessagesPurged extends Schema.Opaque<MessagesPurged>()(Fact("MessagesPurged", gone)) {}

export const purgeMessages = command(PurgeMessages, {
  closed: true,
  merged: true,
  removed: true,
  decide: (_, { of, reference, messages }, context): Decision<MessagesPurged> =>
    happened<MessagesPurged>({ _tag: "MessagesPurged", ...stamp(context), of, reference, messages }),
  events: [on(MessagesPurged, (ticket, { at }) => ({ ...ticket, updatedAt: at }))]
})
