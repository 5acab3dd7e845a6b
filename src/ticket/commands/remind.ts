/** Remind: write down that the time of reminders has come. When it had follows from older facts; this says when it was seen. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Id } from "../../text/Id.ts"
import { Instant } from "../../time/Instant.ts"
import { amended, details, isSame, Kind, Reminder, speaking, when } from "../Activity.ts"
import { command, type Decision, Fact, on, stamp } from "../rule.ts"

/** The desk itself asks for it; it only tells what is so. */
export class Remind extends Schema.Opaque<Remind>()(Schema.TaggedStruct("Remind", {})) {}
/** All that the owner is told: by the end of its commit the activity may be another, or gone. */
export class Reminded extends Schema.Opaque<Reminded>()(
  Fact("Reminded", {
    id: Id,
    reminder: Reminder,
    kind: Kind,
    subject: details.subject,
    owner: details.owner,
    when: Schema.NullOr(Instant)
  })
) {}

export const remind = command(Remind, {
  closed: true,
  merged: true,
  decide: (ticket, _wish, context): Decision<Reminded> =>
    Result.succeed(
      speaking(ticket, context.now).map(({ activity, reminder }) => {
        const { id, kind, subject, owner } = activity
        return { _tag: "Reminded", ...stamp(context), id, reminder, kind, subject, owner, when: when(activity) }
      })
    ),
  events: [
    on(Reminded, (ticket, { at, id, reminder }) => ({
      ...amended(ticket, id, (activity) => ({ ...activity, reminders: activity.reminders.filter((one) => !isSame(one, reminder)) })),
      updatedAt: at
    }))
  ]
})
