/**
 * How often rules wrote to whom about one ticket today: so much, and no more, whoever answers whom by machine. It follows
 * from the ticket's events alone.
 */
import * as Schema from "effect/Schema"
import type { Event } from "../../ticket/decider.ts"
import type { Instant } from "../../time/Instant.ts"

export class Rate extends Schema.Opaque<Rate>()(
  Schema.Struct({
    /** Days since 1970, UTC. */
    day: Schema.Int,
    /** Who was meant, by the words of `SendMail`. */
    asked: Schema.Array(Schema.Struct({ to: Schema.String, times: Schema.Int })).check(Schema.isMaxLength(200))
  })
) {}

export const initial: Rate = { day: 0, asked: [] }

/** Letters to one address, about one ticket, in one day (UTC): to people outside, and to agents. */
export const allowed = { outside: 4, desk: 20 } as const

/** Recipients that are told apart; beyond them none is written to until tomorrow. */
const DISTINCT = 200

/** The rate after these events. */
export const count = (rate: Rate, events: ReadonlyArray<Event>): Rate => {
  let { day, asked } = rate
  for (const event of events) {
    if (event._tag !== "MailAsked") continue
    if (dayOf(event.at) !== day) [day, asked] = [dayOf(event.at), []]
    for (const to of new Set(event.to)) asked = once(asked, to)
  }
  return day === rate.day && asked === rate.asked ? rate : { day, asked }
}

/** How often those of the names were asked for on the day of `at`; for ever, where there was no room to count. */
export const times = ({ day, asked }: Rate, at: Instant, names: (to: string) => boolean): number => {
  if (dayOf(at) !== day) return 0
  if (asked.length >= DISTINCT) return Number.POSITIVE_INFINITY
  return asked.reduce((sum, one) => (names(one.to) ? sum + one.times : sum), 0)
}

const dayOf = (at: Instant): number => Math.floor(at / 86_400_000)

const once = (asked: Rate["asked"], to: string): Rate["asked"] => {
  const known = asked.findIndex((one) => one.to === to)
  if (known < 0) return asked.length < DISTINCT ? [...asked, { to, times: 1 }] : asked
  return asked.with(known, { to, times: asked[known]!.times + 1 })
}
