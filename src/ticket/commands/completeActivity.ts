/** Complete activity: it is done, and its reminders are silent. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Id } from "../../text/Id.ts"
import { amended, find, isOpen } from "../Activity.ts"
import { ActivityNotFound } from "../Refusal.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

export class CompleteActivity extends Schema.Opaque<CompleteActivity>()(Schema.TaggedStruct("CompleteActivity", { id: Id })) {}
export class ActivityCompleted extends Schema.Opaque<ActivityCompleted>()(Fact("ActivityCompleted", { id: Id })) {}

/** Asked through the ticket that answers for it, where it lies in one that was merged. */
export const completeActivity = command(CompleteActivity, {
  closed: true,
  merged: true,
  decide: (ticket, { id }, context): Decision<ActivityCompleted> => {
    const activity = find(ticket, id)
    if (activity === undefined) return Result.fail(new ActivityNotFound({ ticketId: ticket.id, activity: id }))
    return isOpen(activity) ? happened<ActivityCompleted>({ _tag: "ActivityCompleted", ...stamp(context), id }) : nothing
  },
  events: [
    on(ActivityCompleted, (ticket, { at, id }) => ({ ...amended(ticket, id, (activity) => ({ ...activity, doneAt: at })), updatedAt: at }))
  ]
})
