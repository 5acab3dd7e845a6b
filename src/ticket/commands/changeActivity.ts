/** Change activity: say something else of a task, a call or an event. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Id } from "../../text/Id.ts"
import * as Canonical from "../../text/Canonical.ts"
import { amended, type Activity, details, type Details, find, isOpen } from "../Activity.ts"
import { ActivityDone, ActivityNotFound, type Refusal } from "../Refusal.ts"
import { command, type Context, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"
import { distinct, objection } from "./planActivity.ts"

const changes = {
  id: Id,
  subject: Schema.optionalKey(details.subject),
  notes: Schema.optionalKey(details.notes),
  owner: Schema.optionalKey(details.owner),
  due: Schema.optionalKey(details.due),
  start: Schema.optionalKey(details.start),
  end: Schema.optionalKey(details.end),
  /** In place of those that are still to come. */
  reminders: Schema.optionalKey(details.reminders)
}

/** What is left out stays. */
export class ChangeActivity extends Schema.Opaque<ChangeActivity>()(Schema.TaggedStruct("ChangeActivity", changes)) {}
/** What is said is other than it was. */
export class ActivityChanged extends Schema.Opaque<ActivityChanged>()(Fact("ActivityChanged", changes)) {}

/** Asked through the ticket that answers for it, where it lies in one that was merged. */
export const changeActivity = command(ChangeActivity, {
  closed: true,
  merged: true,
  decide: (ticket, { _tag, id, ...wish }, context): Decision<ActivityChanged> => {
    const activity = find(ticket, id)
    if (activity === undefined) return Result.fail(new ActivityNotFound({ ticketId: ticket.id, activity: id }))
    const asked = wish.reminders === undefined ? wish : { ...wish, reminders: distinct(wish.reminders) }
    const news = newsOf(activity, asked)
    if (Object.keys(news).length === 0) return nothing
    const no = objectionTo(activity, news, context)
    return no === undefined ? happened<ActivityChanged>({ _tag: "ActivityChanged", ...stamp(context), id, ...news }) : Result.fail(no)
  },
  events: [
    on(ActivityChanged, (ticket, { _tag, at, by, via, cause, id, ...news }) => ({
      ...amended(ticket, id, (activity) => ({ ...activity, ...news })),
      updatedAt: at
    }))
  ]
})

const newsOf = (activity: Activity, wish: Partial<Details>): Partial<Details> =>
  Object.fromEntries(
    Object.entries(wish).filter(([name, value]) => Canonical.print(value) !== Canonical.print(activity[name as keyof Details]))
  )

const objectionTo = (activity: Activity, news: Partial<Details>, context: Context): Refusal | undefined =>
  (news.reminders ?? []).length > 0 && !isOpen(activity)
    ? new ActivityDone({ activity: activity.id })
    : objection({ ...activity, ...news }, news.reminders ?? [], context)
