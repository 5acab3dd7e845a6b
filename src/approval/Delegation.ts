/** An approver lets somebody answer for them, for a time. Whoever stands in for somebody may pass that on. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Instant from "../time/Instant.ts"

export const delegation = {
  from: Slug,
  to: Slug,
  /** From `since` on, until before `until`; `null`: as long as the approval is pending. */
  since: Instant.Instant,
  until: Schema.NullOr(Instant.Instant)
}

export class Delegation extends Schema.Opaque<Delegation>()(Schema.Struct(delegation)) {}

export const isActive = ({ since, until }: Delegation, at: Instant.Instant): boolean => since <= at && (until === null || at < until)

/** All who may answer for an agent at an instant, nearest first; not the agent. */
export const standInsFor = (delegations: ReadonlyArray<Delegation>, agent: string, at: Instant.Instant): ReadonlyArray<string> => {
  const active = delegations.filter((one) => isActive(one, at))
  const found = new Set([agent])
  // A set is walked in the order of its growth, so those who are found on the way are walked too.
  for (const one of found) for (const { from, to } of active) if (from === one) found.add(to)
  return [...found].slice(1)
}

/** Whether with this one somebody would at some time stand in for themselves. Any circle begins when one of its delegations does. */
export const closesCircle = (delegations: ReadonlyArray<Delegation>, added: Delegation): boolean =>
  [added, ...delegations].some(
    ({ since }) => isActive(added, since) && (added.to === added.from || standInsFor(delegations, added.to, since).includes(added.from))
  )
