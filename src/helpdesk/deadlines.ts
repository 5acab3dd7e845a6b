/** What was promised for one ticket: where its clocks stand, why, and what another promise would change. */
import * as Actor from "../people/Actor.ts"
import { type Clocks, clockOf } from "../sla/Clocks.ts"
import * as Deadline from "../sla/Deadline.ts"
import * as Ledger from "../sla/Ledger.ts"
import * as Instant from "../time/Instant.ts"
import type * as Ticket from "../ticket/index.ts"
import type { House } from "./House.ts"
import { existing, history, replayed } from "./load.ts"
import { handled } from "./run.ts"

/** Of each metric the clock that runs, or else the last. */
export const deadlines = async (
  house: House,
  ticketId: string,
  at: Instant.Instant = nowOf(house)
): Promise<ReadonlyArray<Deadline.Deadline>> => Deadline.all(await clocksAt(house, ticketId, at), at, house.promises)

/** Why the deadline is where it is. `due` is the date set by hand; `undefined`: that clock never started. */
export const explainDue = async (
  house: House,
  ticketId: string,
  metric: string,
  at: Instant.Instant = nowOf(house)
): Promise<Ledger.Ledger | undefined> => {
  const clock = clockOf(await clocksAt(house, ticketId, at), metric)
  return clock === undefined ? undefined : Ledger.of(clock, at, house.promises)
}

/** As they were known at an instant of the past; as they are known today, at one of the future. */
const clocksAt = async (house: House, ticketId: string, at: Instant.Instant): Promise<Clocks> => {
  const { ticket, sla } = await existing(house, ticketId)
  if (at >= ticket.updatedAt) return sla.clocks
  const known = (await history(house, ticketId)).filter((event) => event.at <= at)
  return (await replayed(house, known)).sla.clocks
}

/** The ticket's deadlines as they are, and as they would be under the policies and calendars of today. */
export interface Rebinding {
  readonly before: ReadonlyArray<Deadline.Deadline>
  readonly after: ReadonlyArray<Deadline.Deadline>
  /** Nothing would change, if there are none. */
  readonly events: ReadonlyArray<Ticket.Event>
}

/** Nothing is written. */
export const previewRebind = async (house: House, ticketId: string): Promise<Rebinding> => {
  await house.book.kept()
  const subject = await existing(house, ticketId)
  const wish = { ticketId, commands: () => [], actor: Actor.system, via: "automatic", rebind: true }
  const { now, outcome } = await handled(house, subject, wish, "preview")
  const { clocks, events } = outcome
  return {
    before: Deadline.all(subject.sla.clocks, now, house.promises),
    after: Deadline.all(clocks, now, house.promises),
    events
  }
}

const nowOf = (house: House): Instant.Instant => Instant.make(house.now())
