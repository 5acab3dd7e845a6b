/** Reopen activity: it is not done after all. Reminders that are still to come speak again; those whose time went by do not. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Id } from "../../text/Id.ts"
import { ahead, amended, find, isOpen } from "../Activity.ts"
import { ActivityNotFound } from "../Refusal.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

export class ReopenActivity extends Schema.Opaque<ReopenActivity>()(Schema.TaggedStruct("ReopenActivity", { id: Id })) {}
export class ActivityReopened extends Schema.Opaque<ActivityReopened>()(Fact("ActivityReopened", { id: Id })) {}

/** Asked through the ticket that answers for it, where it lies in one that was merged. */
export const reopenActivity = command(ReopenActivity, {
  closed: true,
  merged: true,
  decide: (ticket, { id }, context): Decision<ActivityReopened> => {
    const activity = find(ticket, id)
    if (activity === undefined) return Result.fail(new ActivityNotFound({ ticketId: ticket.id, activity: id }))
    return isOpen(activity) ? nothing : happened<ActivityReopened>({ _tag: "ActivityReopened", ...stamp(context), id })
  },
  events: [
    on(ActivityReopened, (ticket, { at, id }) => ({
      ...amended(ticket, id, (activity) => ({ ...activity, doneAt: null, reminders: ahead(activity.reminders, at) })),
      updatedAt: at
    }))
  ]
})
