/** What a desk does by itself in the commit that somebody asked for: its triggers run, and the ticket's policy is chosen. */
import type { Facts } from "../condition/Condition.ts"
import * as Actor from "../people/Actor.ts"
import * as Ticket from "../ticket/index.ts"
import { limits } from "../ticket/limits.ts"
import { cascade } from "../trigger/cascade.ts"
import type { Trace } from "../trigger/Trace.ts"
import { versionOf } from "../trigger/Trigger.ts"
import { commitFacts } from "./commitFacts.ts"
import { does, type Draft } from "./Draft.ts"
import { factsOfDraft } from "./facts.ts"
import type { Asked, Desk, Subject } from "./handle.ts"
import type { Acting } from "./hindered.ts"
import { isSpent } from "./Memory.ts"
import { judged } from "./promise.ts"
import { ruled } from "./ruled.ts"

/** The channel of what the desk does by itself. */
export const AUTOMATIC = "automatic"

/** Answers what became of every trigger, when asked. `noticed`: how many of the draft's facts are only what clocks had to say. */
export const automate = (
  desk: Desk,
  { ticket: before, sla, memory }: Subject,
  draft: Draft,
  context: Asked,
  noticed: number
): (() => Trace) => {
  const { workspace, promises } = desk
  // Whoever answers for a merged ticket has rules of its own.
  if (Ticket.isMerged(draft.ticket!)) return () => []
  // Nor is it news to a rule that a ticket is laid aside, or back as it was.
  if (Ticket.isRemoved(draft.ticket) || Ticket.isRemoved(before)) return () => []
  const asked: Acting = { ...context, vocabulary: workspace }
  const own: Acting = { ...asked, actor: "system", via: AUTOMATIC, behind: context.actor }
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
  const { rules, triggerStrategy } = workspace
  if (rules.triggers.length === 0) {
    settle()
    return () => []
  }
  const forbidden = (context.depth ?? 0) > limits.depth ? "depth" : isSpent(memory, context.now) ? "budget" : null
  let seen: Facts | undefined
  let seenAt = -1
  const trace = cascade(triggerStrategy, rules, {
    facts: () => {
      if (seen === undefined || seenAt !== draft.events.length) {
        seen = { ...factsOfDraft(draft, desk), ...commitFacts(draft, context, workspace) }
        seenAt = draft.events.length
      }
      return seen
    },
    before: before === undefined ? null : factsOfDraft({ ticket: before, sla }, desk),
    asker: { now: context.now, agent: Actor.isAgent(context.actor) ? workspace.agents.get(Actor.idOf(context.actor))! : null },
    forbidden,
    perform: (trigger) => {
      const had = draft.events.length
      const refusal = does(draft, trigger.then, ruled(`trigger ${versionOf(trigger)}`, trigger.id, own), promises)
      return refusal === undefined ? draft.events.length - had : refusal.message
    },
    settle
  })
  if (forbidden !== null) suppress(draft, trace(), forbidden, own, desk)
  return trace
}

/** That rules were kept from acting is a fact like others. */
const suppress = (draft: Draft, trace: Trace, reason: "depth" | "budget", own: Acting, { promises }: Desk): void => {
  const rules = trace.flatMap(({ trigger, verdict }) => (verdict._tag === "Suppressed" && verdict.reason === reason ? [trigger] : []))
  if (rules.length > 0) does(draft, [{ _tag: "SuppressRules", rules, reason }], own, promises)
}
