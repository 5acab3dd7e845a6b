/** Remove: a ticket is laid aside, where nobody looks for it; until it is purged it can come back. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Id } from "../../text/Id.ts"
import * as Instant from "../../time/Instant.ts"
import { edgesOf } from "../Edges.ts"
import { TicketMerged } from "../Refusal.ts"
import { As, Removal } from "../Removal.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"

const DAY = 86_400_000
const { along, partedFrom } = Removal.fields

/** The desk itself asks for it, of a ticket and of all that were merged into it. */
export class Remove extends Schema.Opaque<Remove>()(Schema.TaggedStruct("Remove", { as: As, along, partedFrom })) {}
/** When it will be purged is stamped in: a workspace that changes its mind later changes no past. */
export class Removed extends Schema.Opaque<Removed>()(
  Fact("Removed", { as: As, purgeAt: Schema.NullOr(Instant.Instant), along: Schema.optionalKey(Id), partedFrom })
) {}

export const remove = command(Remove, {
  closed: true,
  merged: true,
  decide: (ticket, { as, along, partedFrom }, context): Decision<Removed> => {
    const survivor = edgesOf(ticket).mergedInto?.survivor
    if (survivor !== along)
      return Result.fail(new TicketMerged({ ticketId: ticket.id, survivor: survivor ?? ticket.id, command: "Remove" }))
    const days = context.vocabulary.purgeAfter[as]
    return happened<Removed>({
      _tag: "Removed",
      ...stamp(context),
      as,
      purgeAt: days === null ? null : Instant.plus(context.now, days * DAY),
      ...(along === undefined ? {} : { along }),
      ...(partedFrom === undefined ? {} : { partedFrom })
    })
  },
  events: [
    on(Removed, (ticket, { at, by, as, purgeAt, along, partedFrom }) => ({
      ...ticket,
      removed: { at, by, as, purgeAt, ...(along === undefined ? {} : { along }), ...(partedFrom === undefined ? {} : { partedFrom }) },
      updatedAt: at
    }))
  ]
})
