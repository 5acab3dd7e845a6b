/** What one person sees of a desk. What they may not see is not there: the same answer as for what never was. */
import * as Actor from "../people/Actor.ts"
import type { Capability } from "../permission/Capability.ts"
import { can, type Matter, type Verdict } from "../permission/can.ts"
import * as Instant from "../time/Instant.ts"
import * as Ticket from "../ticket/index.ts"
import type { House } from "./House.ts"
import { judgedBy } from "./judgedBy.ts"
import { existing, load, streamOf } from "./load.ts"

/** A ticket by id or reference, if they may see it. @throws {TicketNotFound} of what was asked, whichever the reason. */
export const seen = async (house: House, actor: Actor.Actor, asked: string) => {
  const unknown = Actor.isAgent(actor) ? Ticket.unknownWord("agent", Actor.idOf(actor), house.workspace.agents) : undefined
  if (unknown !== undefined) throw unknown
  const { ticket, facts, ...loaded } = await load(house, await streamOf(house, asked))
  if (ticket === undefined || facts === null || (await verdictOn(house, actor, "read", { ticket, facts }))._tag === "Deny")
    throw new Ticket.TicketNotFound({ ticketId: asked })
  return { ...loaded, ticket, facts }
}

/** The same before anything is done for people: of what the desk does by itself nothing is asked. */
export const admit = async (house: House, actor: Actor.Actor, ...asked: ReadonlyArray<string>): Promise<void> => {
  if (Actor.isAgent(actor) || Actor.isOutside(actor)) for (const one of asked) await seen(house, actor, one)
}

/** Of a ticket that is there, whatever its reader may know of it. */
export const verdictOn = async (house: House, actor: Actor.Actor, action: Capability, matter: Matter): Promise<Verdict> => {
  const judged = await judgedBy(house, { subject: matter }, { actor })
  return can(house.workspace, { actor, now: Instant.make(house.now()), person: judged.person }, action, judged.answering ?? matter)
}

/** By id or reference. @throws {TicketNotFound} */
export const verdict = async (house: House, actor: Actor.Actor, action: Capability, ticketId: string): Promise<Verdict> =>
  verdictOn(house, actor, action, await existing(house, await streamOf(house, ticketId)))
