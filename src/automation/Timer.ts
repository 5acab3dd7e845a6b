/** An automation that waits for its time on one ticket, or has had it. */
import * as Schema from "effect/Schema"
import type { Calendar } from "../calendar/Calendar.ts"
import * as Count from "../calendar/count.ts"
import { type Facts, factOf } from "../condition/Condition.ts"
import * as RuleIndex from "../condition/RuleIndex.ts"
import * as Canonical from "../text/Canonical.ts"
import { Slug } from "../text/Id.ts"
import { Instant, max, plus } from "../time/Instant.ts"
import type { Automation } from "./Automation.ts"

export class Timer extends Schema.Opaque<Timer>()(
  Schema.Struct({
    automation: Slug,
    /** Since when its condition has been so. */
    since: Instant,
    /** From where its time counts: `since`, or a later instant of the ticket. */
    from: Instant,
    /** `null`: its calendar has no time left, or the ticket has no instant to count from. */
    due: Schema.NullOr(Instant),
    /** It runs once from each `from`. */
    ran: Schema.Boolean
  })
) {}

/** The automations of a desk, made ready: their conditions together, their calendars found. */
export interface Schedule {
  readonly automations: ReadonlyArray<Automation>
  /** Of all of them and of their calendars; `""`: there are none. */
  readonly version: string
  readonly index: RuleIndex.RuleIndex
  readonly calendars: ReadonlyMap<string, Calendar>
}

/** The timers after a commit that left the ticket like this: those that wait go on, new ones begin, those whose condition ended are gone. */
export const advance = (
  { automations, index, calendars }: Schedule,
  timers: ReadonlyArray<Timer>,
  facts: Facts,
  now: Instant
): ReadonlyArray<Timer> =>
  RuleIndex.matching(index, facts).map((place) => {
    const { id, after, calendar, since: field } = automations[place]!
    const known = timers.find(({ automation }) => automation === id)
    const since = known?.since ?? now
    const fact = field === null ? since : factOf(facts, field)
    // Without the instant that it counts from there is nothing to wait for.
    if (typeof fact !== "number") return { automation: id, since, from: since, due: null, ran: false }
    const from = max(since, fact as Instant)
    if (known !== undefined && known.due !== null && known.from === from) return known
    return { automation: id, since, from, due: dueAt(calendar === null ? null : calendars.get(calendar)!, from, after), ran: false }
  })

const dueAt = (calendar: Calendar | null, from: Instant, after: number): Instant | null => {
  const due = calendar === null ? ((from + after) as Instant) : Count.add(calendar, from, after)
  return due === Count.Never ? null : due
}

/** `calendars`: by id. */
export const scheduleOf = (automations: ReadonlyArray<Automation>, calendars: ReadonlyMap<string, Calendar>): Schedule => ({
  automations,
  version:
    automations.length === 0
      ? ""
      : Canonical.version([automations, automations.map(({ calendar }) => (calendar === null ? null : calendars.get(calendar)))]),
  index: RuleIndex.compile(automations.map(({ where }) => where)),
  calendars
})

/** The timers of a ticket that lay aside in `[at, back)`: what has begun to count goes on, without the time between. */
export const rested = (
  { automations, calendars }: Schedule,
  timers: ReadonlyArray<Timer>,
  at: Instant,
  back: Instant
): ReadonlyArray<Timer> =>
  at === back
    ? timers
    : timers.map((timer) => {
        if (timer.from >= at) return timer.from < back ? { ...timer, since: back } : timer
        const from = plus(timer.from, back - at)
        const name = automations.find(({ id }) => id === timer.automation)?.calendar ?? null
        return { ...timer, since: from, from, due: left(name === null ? null : calendars.get(name)!, timer.due, at, back) }
      })

const left = (calendar: Calendar | null, due: Instant | null, at: Instant, back: Instant): Instant | null =>
  due === null ? null : calendar === null || due < at ? plus(due, back - at) : dueAt(calendar, back, Count.between(calendar, at, due))

export const hasRun = (timers: ReadonlyArray<Timer>, automation: string): ReadonlyArray<Timer> =>
  timers.map((timer) => (timer.automation === automation ? { ...timer, ran: true } : timer))

/** The one whose time was over first, if any is by `now`. */
export const nextDue = (timers: ReadonlyArray<Timer>, now: Instant): Timer | undefined => {
  let next: Timer | undefined
  for (const timer of timers) if (isDue(timer, now) && (next === undefined || timer.due! < next.due!)) next = timer
  return next
}
const isDue = ({ due, ran }: Timer, now: Instant): boolean => !ran && due !== null && due <= now

/** When one of them next has something to do. */
export const wakeAt = (timers: ReadonlyArray<Timer>): Instant | null =>
  timers.reduce<Instant | null>((first, { due, ran }) => (ran || due === null || (first !== null && first <= due) ? first : due), null)
