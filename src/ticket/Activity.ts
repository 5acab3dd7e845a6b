/** Something to be done for a ticket, by one agent: a task, a call or an event, with reminders. */
import * as Schema from "effect/Schema"
import { Actor } from "../people/Actor.ts"
import { Id, Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Instant } from "../time/Instant.ts"

export const Kind = Schema.Literals(["task", "call", "event"])
export type Kind = typeof Kind.Type

/** How the owner is told: by a letter, by whatever `notify` is, by a text message. */
export const Way = Schema.Literals(["mail", "notification", "sms"])
export type Way = typeof Way.Type

/** An instant of its own: moving the activity does not move it. */
export class Reminder extends Schema.Opaque<Reminder>()(Schema.Struct({ at: Instant, way: Way })) {}

/** What can be said of one, and said anew. */
export const details = {
  subject: Text.filled(255),
  notes: Text.upTo(10_000),
  owner: Slug,
  due: Schema.NullOr(Instant),
  start: Schema.NullOr(Instant),
  /** Not before `start`, which it needs. */
  end: Schema.NullOr(Instant),
  reminders: Schema.Array(Reminder).check(Schema.isMaxLength(20))
}
const Details = Schema.Struct(details)
export type Details = typeof Details.Type

export class Activity extends Schema.Opaque<Activity>()(
  Schema.Struct({
    id: Id,
    kind: Kind,
    ...details,
    doneAt: Schema.NullOr(Instant),
    at: Instant,
    by: Actor
  })
) {}

interface Holder {
  readonly activities?: ReadonlyArray<Activity>
}

export const find = ({ activities }: Holder, id: string): Activity | undefined => activities?.find((one) => one.id === id)
export const isOpen = ({ doneAt }: Activity): boolean => doneAt === null
export const openOf = ({ activities = [] }: Holder): ReadonlyArray<Activity> => activities.filter(isOpen)
/** When it is to be done, or begins; `null`: nobody said. */
export const when = ({ due, start }: Pick<Activity, "due" | "start">): Instant | null => due ?? start

/** When the next open one is to be done; `null`: none is, or nobody said when. */
export const nextDue = (holder: Holder): Instant | null => earliest(openOf(holder).map(when))
/** When the next reminder speaks; those of what is done are silent. */
export const wakeAt = (holder: Holder): Instant | null =>
  holder.activities === undefined ? null : earliest(openOf(holder).flatMap(({ reminders }) => reminders.map(({ at }) => at)))

const earliest = (all: ReadonlyArray<Instant | null>): Instant | null =>
  all.reduce((first, at) => (at === null || (first !== null && first <= at) ? first : at), null)

/** Reminders whose time has come, the first of them first. */
export const speaking = (holder: Holder, now: Instant): ReadonlyArray<{ readonly activity: Activity; readonly reminder: Reminder }> =>
  openOf(holder)
    .flatMap((activity) => activity.reminders.filter(({ at }) => at <= now).map((reminder) => ({ activity, reminder })))
    .toSorted((a, b) => a.reminder.at - b.reminder.at)

/** Those that are still to come. */
export const ahead = (reminders: ReadonlyArray<Reminder>, now: Instant): ReadonlyArray<Reminder> => reminders.filter(({ at }) => at > now)

export const isSame = (one: Reminder, other: Reminder): boolean => one.at === other.at && one.way === other.way

/** The ticket with one of its activities changed. */
export const amended = <T extends Holder>(ticket: T, id: string, amend: (activity: Activity) => Activity): T => ({
  ...ticket,
  activities: (ticket.activities ?? []).map((one) => (one.id === id ? amend(one) : one))
})
