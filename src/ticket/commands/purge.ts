/** Purge: of a ticket that lies aside only the skeleton stays: which it was, when, how much, and who did what kind of thing. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Id } from "../../text/Id.ts"
import { limits } from "../limits.ts"
import { skeletonOf } from "../purged.ts"
import { NotRemoved } from "../Refusal.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

/** Messages that were said here and are part of other tickets: they are theirs, and stay. */
const spared = { spared: Schema.Array(Id).check(Schema.isMaxLength(limits.messages)) }

/** The desk itself asks for it, of a ticket and of all that lie aside with it. */
export class Purge extends Schema.Opaque<Purge>()(Schema.TaggedStruct("Purge", spared)) {}
export class Purged extends Schema.Opaque<Purged>()(Fact("Purged", spared)) {}

export const purge = command(Purge, {
  closed: true,
  merged: true,
  removed: true,
  decide: ({ id, removed }, { spared }, context): Decision<Purged> =>
    removed === undefined
      ? Result.fail(new NotRemoved({ ticketId: id, as: "removed" }))
      : removed.purgedAt === undefined
        ? happened<Purged>({ _tag: "Purged", ...stamp(context), spared })
        : nothing,
  events: [on(Purged, (ticket, { at }) => skeletonOf(ticket, at))]
})
