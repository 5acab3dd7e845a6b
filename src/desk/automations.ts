/** Automations whose time is over act, one after the other, in the commit in which somebody looks. */
import { hasRun, nextDue, type Timer } from "../automation/Timer.ts"
import { type Automation, versionOf } from "../automation/Automation.ts"
import { holds } from "../condition/Condition.ts"
import type * as Ticket from "../ticket/index.ts"
import { does, type Draft } from "./Draft.ts"
import { factsOfDraft } from "./facts.ts"
import type { Desk } from "./handle.ts"
import { type Memory, isSpent } from "./Memory.ts"
import { ruled } from "./ruled.ts"

/** Each is asked once more: what one of them did may have ended the condition of the next. */
export const runDue = (desk: Desk, memory: Memory, draft: Draft, own: Ticket.Context): ReadonlyArray<Timer> => {
  let { timers } = memory
  const { automations } = desk.workspace.schedule
  const refused = isSpent(memory, own.now) ? "rules did too much to this ticket within an hour" : undefined
  for (let timer = nextDue(timers, own.now); timer !== undefined; timer = nextDue(timers, own.now)) {
    timers = hasRun(timers, timer.automation)
    const automation = automations.find(({ id }) => id === timer.automation)!
    if (holds(automation.where, factsOfDraft(draft, desk))) run(desk, automation, timer, draft, own, refused)
  }
  return timers
}

const run = (desk: Desk, automation: Automation, { from, due }: Timer, draft: Draft, own: Ticket.Context, refused?: string): void => {
  const context = ruled(`automation ${versionOf(automation)}`, automation.id, own)
  const why = refused ?? does(draft, automation.then, context, desk.promises)?.message ?? null
  does(draft, [{ _tag: "RunAutomation", automation: automation.id, from, due: due!, refused: why }], context, desk.promises)
}
