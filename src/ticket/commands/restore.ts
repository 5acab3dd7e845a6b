/** Restore: a ticket that was laid aside comes back as it was; what waits for its time goes on without the time between. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { rested } from "../../approval/rested.ts"
import { NotRemoved, TicketMerged, TicketPurged } from "../Refusal.ts"
import { As, Removal } from "../Removal.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"

/** The desk itself asks for it, of a ticket and of all that were laid aside with it. */
export class Restore extends Schema.Opaque<Restore>()(Schema.TaggedStruct("Restore", { along: Removal.fields.along })) {}
/** `as`: what it was taken for. */
export class Restored extends Schema.Opaque<Restored>()(Fact("Restored", { as: As })) {}

export const restore = command(Restore, {
  closed: true,
  merged: true,
  removed: true,
  decide: ({ id, removed }, { along }, context): Decision<Restored> =>
    removed === undefined
      ? Result.fail(new NotRemoved({ ticketId: id, as: "removed" }))
      : removed.purgedAt !== undefined
        ? Result.fail(new TicketPurged({ ticketId: id, command: "Restore" }))
        : removed.along !== along
          ? Result.fail(new TicketMerged({ ticketId: id, survivor: removed.along ?? id, command: "Restore" }))
          : happened<Restored>({ _tag: "Restored", ...stamp(context), as: removed.as }),
  events: [
    on(Restored, ({ removed, ...ticket }, { at }) => ({
      ...ticket,
      ...(ticket.approvals === undefined || removed === undefined
        ? {}
        : { approvals: ticket.approvals.map((approval) => rested(approval, removed.at, at)) }),
      updatedAt: at
    }))
  ]
})
