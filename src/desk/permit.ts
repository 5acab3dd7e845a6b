/** Whether whoever asks may have it: every wish comes by here, whichever way it came to the desk. */
import * as Actor from "../people/Actor.ts"
import { can, type Matter } from "../permission/can.ts"
import { neededBy } from "../permission/needs.ts"
import * as Ticket from "../ticket/index.ts"
import { factsOfDraft } from "./facts.ts"
import type { Asked, Desk, Subject } from "./handle.ts"

type Wished = Pick<Subject, "stream" | "ticket" | "sla">
type No = Ticket.Denied | Ticket.TicketNotFound | Ticket.NotAnAgent

/**
 * Asked of a ticket as it was before, so that no wish makes room for its own next step; of a new one as it is opened, unless another answers for it.
 * A ticket that may not be seen is not there. `undefined`: it is granted.
 */
export const denial = (desk: Desk, subject: Wished, commands: ReadonlyArray<Ticket.Command>, context: Asked): No | undefined => {
  const { actor } = context
  if (!Actor.isAgent(actor) && !Actor.isOutside(actor)) return undefined
  // Mail and channels have judged who speaks where before they bring it.
  if (Actor.isOutside(actor) && context.brought === true) return undefined
  const matter = matterOf(desk, subject, context)
  if (matter === undefined) return undefined
  return can(desk.workspace, context, "read", matter)._tag === "Deny"
    ? new Ticket.TicketNotFound({ ticketId: subject.stream })
    : refused(desk, commands, context, matter)
}

/** The same of a ticket that is opened in this commit: it is not to be seen yet. */
export const denialOfNew = (desk: Desk, opened: Wished, commands: ReadonlyArray<Ticket.Command>, context: Asked): No | undefined => {
  const { actor } = context
  if (Actor.isAgent(actor)) return refused(desk, commands, context, matterOf(desk, opened, context)!)
  if (!Actor.isOutside(actor) || context.brought === true || actor === Actor.requester(opened.ticket!.requester.id)) return undefined
  return new Ticket.Denied({ actor, action: "open", reason: "people outside the desk ask for themselves" })
}

const matterOf = (desk: Desk, { ticket, sla }: Wished, { answering }: Pick<Asked, "answering">): Matter | undefined =>
  answering ?? (ticket === undefined ? undefined : { ticket, facts: isOpen(desk, ticket) ? {} : factsOfDraft({ ticket, sla }, desk) })

/** Where nothing of a ticket is asked, no facts of it are worked out. */
const isOpen = ({ workspace }: Desk, { restricted }: Ticket.Ticket): boolean => workspace.roles.size === 0 && restricted === undefined

const refused = (desk: Desk, commands: ReadonlyArray<Ticket.Command>, context: Asked, matter: Matter): No | undefined => {
  const { actor, rebind } = context
  if (Actor.isOutside(actor)) return outside(desk, commands, context, matter)
  for (const action of [...neededBy(commands), ...(rebind === true ? (["edit"] as const) : [])]) {
    if (action === "own") return new Ticket.Denied({ actor, action, reason: "the desk does that by itself" })
    const verdict = can(desk.workspace, context, action, matter)
    if (verdict._tag === "Deny") return new Ticket.Denied({ actor, action, reason: verdict.reason })
  }
  return undefined
}

const outside = ({ workspace }: Desk, commands: ReadonlyArray<Ticket.Command>, context: Asked, matter: Matter): No | undefined => {
  const { actor } = context
  const other = commands.find(({ _tag }) => !ofOutside.has(_tag))?._tag ?? (context.rebind === true ? "Rebind" : undefined)
  if (other !== undefined) return new Ticket.NotAnAgent({ actor, command: other })
  // To say how it was is the requester's alone, which the command asks.
  const verdict = commands.every(({ _tag }) => _tag === "Rate") ? undefined : can(workspace, context, "reply", matter)
  return verdict?._tag === "Deny" ? new Ticket.Denied({ actor, action: "reply", reason: verdict.reason }) : undefined
}

/** What people outside ask for. */
const ofOutside: ReadonlySet<string> = new Set(["Reply", "FollowUp", "Rate"])
