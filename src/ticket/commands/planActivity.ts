/** Plan activity: put down a task, a call or an event for a ticket, and when to be reminded of it. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Actor from "../../people/Actor.ts"
import { Id } from "../../text/Id.ts"
import { details, type Details, isSame, Kind, type Reminder } from "../Activity.ts"
import { limits } from "../limits.ts"
import { AgentMissing, EndsBeforeStart, type Refusal, ReminderInPast, TooMany, unknownWord } from "../Refusal.ts"
import { command, type Context, type Decision, Fact, happened, on, stamp } from "../rule.ts"

/** The owner is whoever plans it, where nobody is named. */
export class PlanActivity extends Schema.Opaque<PlanActivity>()(
  Schema.TaggedStruct("PlanActivity", {
    kind: Kind,
    subject: details.subject,
    notes: Schema.optionalKey(details.notes),
    owner: Schema.optionalKey(details.owner),
    due: Schema.optionalKey(details.due),
    start: Schema.optionalKey(details.start),
    end: Schema.optionalKey(details.end),
    reminders: Schema.optionalKey(details.reminders)
  })
) {}
export class ActivityPlanned extends Schema.Opaque<ActivityPlanned>()(Fact("ActivityPlanned", { id: Id, kind: Kind, ...details })) {}

export const planActivity = command(PlanActivity, {
  closed: true,
  decide: (ticket, { kind, subject, notes = "", due = null, start = null, end = null, ...wish }, context): Decision<ActivityPlanned> => {
    const owner = wish.owner ?? (Actor.isAgent(context.actor) ? Actor.idOf(context.actor) : undefined)
    if (owner === undefined) return Result.fail(new AgentMissing({ actor: context.actor, command: "PlanActivity" }))
    const own: Details = { subject, notes, owner, due, start, end, reminders: distinct(wish.reminders ?? []) }
    const no =
      (ticket.activities ?? []).length >= limits.activities
        ? new TooMany({ what: "activities", limit: limits.activities })
        : objection(own, own.reminders, context)
    return no === undefined
      ? happened<ActivityPlanned>({ _tag: "ActivityPlanned", ...stamp(context), id: context.id, kind, ...own })
      : Result.fail(no)
  },
  events: [
    on(ActivityPlanned, (ticket, { _tag, via, cause, at, ...own }) => ({
      ...ticket,
      activities: [...(ticket.activities ?? []), { ...own, at, doneAt: null }],
      updatedAt: at
    }))
  ]
})

/** `asked`: reminders that are asked for now. */
export const objection = (
  { owner, start, end }: Details,
  asked: ReadonlyArray<Reminder>,
  { now, vocabulary }: Context
): Refusal | undefined => {
  if (end !== null && (start === null || end < start)) return new EndsBeforeStart({ start, end })
  const late = asked.find(({ at }) => at <= now)
  return late === undefined ? unknownWord("agent", owner, vocabulary.agents) : new ReminderInPast({ reminder: late.at, now })
}

export const distinct = (reminders: ReadonlyArray<Reminder>): ReadonlyArray<Reminder> =>
  reminders.filter((one, i) => reminders.findIndex((other) => isSame(one, other)) === i)
