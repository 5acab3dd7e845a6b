/** A reopened ticket does not wait for somebody who is not there: it goes back to the queue that gives it out. */
import { waiting } from "../assignment/Queue.ts"
import { holds } from "../condition/Condition.ts"
import * as Actor from "../people/Actor.ts"
import * as Ticket from "../ticket/index.ts"
import { does, type Draft } from "./Draft.ts"
import { factsOfDraft } from "./facts.ts"
import type { Desk } from "./handle.ts"
import type { Acting } from "./hindered.ts"

/**
 * To be asked where the assignee is not there. A ticket that no queue takes keeps them: nobody else would look after it.
 * So does one that they reopened themselves, wherever they are.
 */
export const giveBack = (desk: Desk, before: Ticket.State, draft: Draft, own: Acting, actor: Actor.Actor): void => {
  const after = draft.ticket!
  const isReopened = before !== undefined && Ticket.isDone(before) && !Ticket.isDone(after)
  if (!isReopened || after.assignee === null || after.assignee !== before.assignee || actor === Actor.agent(after.assignee)) return
  const facts = { ...factsOfDraft(draft, desk), assignee: null }
  if (desk.workspace.queues.some((queue) => holds(waiting(queue), facts)))
    does(draft, [{ _tag: "Assign", agent: null }], own, desk.promises)
}
