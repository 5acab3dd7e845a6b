/** Remove activity: it is not to be done any more, and nobody is reminded of it. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Id } from "../../text/Id.ts"
import { find } from "../Activity.ts"
import { ActivityNotFound } from "../Refusal.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"

export class RemoveActivity extends Schema.Opaque<RemoveActivity>()(Schema.TaggedStruct("RemoveActivity", { id: Id })) {}
export class ActivityRemoved extends Schema.Opaque<ActivityRemoved>()(Fact("ActivityRemoved", { id: Id })) {}

/** Asked through the ticket that answers for it, where it lies in one that was merged. */
export const removeActivity = command(RemoveActivity, {
  closed: true,
  merged: true,
  decide: (ticket, { id }, context): Decision<ActivityRemoved> =>
    find(ticket, id) === undefined
      ? Result.fail(new ActivityNotFound({ ticketId: ticket.id, activity: id }))
      : happened<ActivityRemoved>({ _tag: "ActivityRemoved", ...stamp(context), id }),
  events: [
    on(ActivityRemoved, (ticket, { at, id }) => ({
      ...ticket,
      activities: (ticket.activities ?? []).filter((activity) => activity.id !== id),
      updatedAt: at
    }))
  ]
})
