/** What becomes due by time alone, and when. A late look changes when it is noticed, never when it happened. */
import type { Calendar as Hours } from "../calendar/Calendar.ts"
import * as Calendar from "../calendar/count.ts"
import * as Instant from "../time/Instant.ts"
import type { Approval } from "./Approval.ts"
import { evolve } from "./evolve.ts"
import type { Passed } from "./Fact.ts"
import { isOpen, type Stage } from "./Stage.ts"

/** The earliest instant at which something becomes due: a reminder, an escalation, the end of a step. `null`: it waits for people only. */
export const wakeAt = (approval: Approval): Instant.Instant | null => next(approval)?.at ?? null

/** The facts that are due by now and not told yet, in order. Once they are folded in, there are none. */
export const due = (approval: Approval, now: Instant.Instant): ReadonlyArray<Passed> => {
  const facts: Array<Passed> = []
  let state = approval
  for (let fact = next(state); fact !== null && fact.at <= now; fact = next(state)) {
    facts.push(fact)
    state = evolve(state, fact)!
  }
  return facts
}

/** The approval as it stands at an instant, whether what fell due was told or not. */
export const settled = (approval: Approval, now: Instant.Instant): Approval =>
  due(approval, now).reduce<Approval>((state, fact) => evolve(state, fact)!, approval)

/** When the next expiry of a stage falls due, as long as nobody answers. */
export const dueAt = ({ calendars, rests = [] }: Approval, stage: Stage): Instant.Instant | null => {
  const expiry = stage.expiries[stage.next.expiry]
  const { since } = stage.next
  if (expiry === undefined || since === null || !isOpen(stage)) return null
  const hours = expiry.calendar === null ? null : calendars.find(({ id }) => id === expiry.calendar)
  if (hours === undefined) return null
  let at = later(hours, since, expiry.after)
  for (const { from, to } of rests)
    if (at !== null && since <= from && from < at) at = later(hours, to, hours === null ? at - from : Calendar.between(hours, from, at))
  return at
}

/** `hours` `null`: every hour counts. */
const later = (hours: Hours | null, from: Instant.Instant, amount: number): Instant.Instant | null => {
  const at = hours === null ? Instant.plus(from, amount) : Calendar.add(hours, from, amount)
  return at === Calendar.Never ? null : at
}

/** Of two that fall due at once, that of the earlier step. */
const next = (approval: Approval): Passed | null => {
  let first: Passed | null = null
  if (approval.end !== null) return null
  for (const stage of approval.stages) {
    const at = dueAt(approval, stage)
    if (at !== null && (first === null || at < first.at)) first = factOf(stage, at)
  }
  return first
}

const factOf = ({ id, expiries, next }: Stage, at: Instant.Instant): Passed => {
  const { then, to } = expiries[next.expiry]!
  const what = { at, step: id, expiry: next.expiry }
  switch (then) {
    case "remind":
      return { _tag: "Reminded", ...what }
    case "escalate":
      return { _tag: "Escalated", ...what, to }
    case "approve":
      return { _tag: "Expired", ...what, outcome: "approved" }
    case "reject":
      return { _tag: "Expired", ...what, outcome: "expired" }
  }
}
