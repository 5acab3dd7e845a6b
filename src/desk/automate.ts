/** What a desk does by itself in the commit that somebody asked for: its triggers run, and the ticket's policy is chosen. */
import type { Facts } from "../condition/Condition.ts"
import * as Canonical from "../text/Canonical.ts"
import type * as Ticket from "../ticket/index.ts"
import { cascade } from "../trigger/cascade.ts"
import type { Trace } from "../trigger/Trace.ts"
import { type Trigger, versionOf } from "../trigger/Trigger.ts"
import { commitFacts } from "./commitFacts.ts"
import { does, type Draft } from "./Draft.ts"
import { factsOf } from "./facts.ts"
import type { Asked, Desk } from "./handle.ts"
import { judged } from "./promise.ts"

/** The channel of what the desk does by itself. */
export const AUTOMATIC = "automatic"

/** `noticed`: how many of the draft's facts are only what clocks had to say. */
export const automate = (desk: Desk, before: Ticket.State, draft: Draft, context: Asked, noticed: number): Trace => {
  const { workspace, promises } = desk
  const asked: Ticket.Context = { ...context, vocabulary: workspace }
  const own: Ticket.Context = { ...asked, actor: "system", via: AUTOMATIC }
  let judgedAt = -1
  let rebind = context.rebind === true
  const settle = (): void => {
    // What a clock tells is no reason to judge: a promise depends on what happened to its ticket, not on who looked when.
    if (draft.events.length === judgedAt || (draft.events.length <= noticed && !rebind)) return
    const applying = judged(desk, before, draft.ticket!, draft.sla.clocks, rebind)
    if (applying !== undefined) does(draft, [applying], rebind ? asked : own, promises)
    judgedAt = draft.events.length
    rebind = false
  }
  const { triggers, triggerStrategy } = workspace
  if (triggers.length === 0) {
    settle()
    return []
  }
  let seen: Facts | undefined
  let seenAt = -1
  return cascade(triggerStrategy, triggers, {
    facts: () => {
      if (seen === undefined || seenAt !== draft.events.length) {
        seen = { ...factsOf(draft.ticket!, workspace), ...commitFacts(draft.events, context) }
        seenAt = draft.events.length
      }
      return seen
    },
    before: before === undefined ? undefined : factsOf(before, workspace),
    perform: (trigger) => {
      const had = draft.events.length
      const refusal = does(draft, trigger.then, ruled(trigger, own), promises)
      return refusal === undefined ? draft.events.length - had : refusal.message
    },
    settle
  })
}

/** A trigger acts in its own name, says which version of it that was, and names what it makes after the commit and itself. */
const ruled = (trigger: Trigger, own: Ticket.Context): Ticket.Context => ({
  ...own,
  actor: `rule:${trigger.id}`,
  id: Canonical.version([own.id, trigger.id]),
  cause: `trigger ${versionOf(trigger)}`
})
