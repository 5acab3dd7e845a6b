/** What the rules of a desk remember of one ticket, from one commit to the next. */
import * as Schema from "effect/Schema"
import { Timer } from "../automation/Timer.ts"
import * as Rate from "../mail/announce/Rate.ts"
import * as Actor from "../people/Actor.ts"
import * as Instant from "../time/Instant.ts"
import type * as Ticket from "../ticket/index.ts"
import { limits } from "../ticket/limits.ts"

export class Memory extends Schema.Opaque<Memory>()(
  Schema.Struct({
    /** Rules may do one more thing to the ticket every few seconds; by when they will have caught up with what they did. */
    owed: Instant.Instant,
    /** The version of the automations that the timers are of. */
    schedule: Schema.String,
    timers: Schema.Array(Timer),
    /** Whom rules wrote to today; not there, where they never wrote. */
    mailed: Schema.optionalKey(Rate.Rate)
  })
) {}

export const initial: Memory = { owed: Instant.make(0), schedule: "", timers: [] }
export const isEmpty = ({ schedule, owed, mailed }: Memory): boolean => schedule === "" && owed === 0 && mailed === undefined

const HOUR = 3_600_000
const each = HOUR / limits.ruleFacts

/** Whether rules did as much within an hour as they may: there is no room for one thing more. */
export const isSpent = ({ owed }: Memory, now: Instant.Instant): boolean => owed - now > HOUR - each

/** A leaky bucket in one number: each fact that a rule made fills it, time empties it. */
export const spend = (owed: Instant.Instant, events: ReadonlyArray<Ticket.Event>): Instant.Instant => {
  let by = owed
  for (const { by: actor, at } of events) if (Actor.isRule(actor)) by = Instant.plus(Instant.max(by, at), each)
  return by
}

/** The letters that rules asked for, counted beside those before. */
export const mailed = (before: Rate.Rate | undefined, events: ReadonlyArray<Ticket.Event>): Pick<Memory, "mailed"> => {
  const rate = Rate.count(before ?? Rate.initial, events)
  return rate === Rate.initial ? {} : { mailed: rate }
}
