/** Whether somebody may open a ticket, told before a file is kept or a person is added for it. */
import type { Content } from "../ticket/Message.ts"
import * as Actor from "../people/Actor.ts"
import { unopened } from "../desk/handle.ts"
import * as Ticket from "../ticket/index.ts"
import { decodeCommand } from "./codec.ts"
import type { House } from "./House.ts"
import type { OpenInput } from "./inputs.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import { probe } from "./probe.ts"
import { admit } from "./sight.ts"
import { defined, knownRequester, openCommand } from "./wishes.ts"

/** Nobody has this id: the person is not known yet. */
const stranger: Ticket.RequesterRef = { id: "stranger", name: "Stranger", email: null, organization: null }

/** Tried with the words alone. @throws {Denied}, or {TicketNotFound} of the ticket that it follows. */
export const mayOpen = async <W extends Workspace>(house: House, actor: Actor.Actor, input: OpenInput<W>): Promise<void> => {
  if (!Actor.isAgent(actor) && !Actor.isOutside(actor)) return
  if (input.followUpOf !== undefined) await admit(house, actor, input.followUpOf)
  const requester = (await knownRequester(house, input.requester)) ?? stranger
  const content: Content = { text: "?" }
  const open = decodeCommand(defined(openCommand(input, { ticketId: "probe", reference: "0000-0000", requester, content })))
  const part = { subject: { ...unopened("probe"), facts: null, isStale: false }, commands: [open] }
  await probe(house, part, { actor, via: input.via ?? "api" })
}
