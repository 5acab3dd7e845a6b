/** What a decision must know to tell who may do something, beside the ticket: the one that answers for it, and who the person is. */
import * as Actor from "../people/Actor.ts"
import { type Matter, personOf } from "../permission/can.ts"
import type { Person } from "../permission/reach.ts"
import * as Ticket from "../ticket/index.ts"
import type { House } from "./House.ts"
import { load } from "./load.ts"
import type { Doer } from "./together.ts"

/** What the desk does by itself needs none of it. */
export const judgedBy = async (
  house: House,
  { subject: { ticket }, answering }: { readonly subject: { readonly ticket: Ticket.State }; readonly answering?: Matter | undefined },
  { actor, brought }: Pick<Doer, "actor" | "brought">
): Promise<{ readonly person?: Person; readonly answering?: Matter }> => {
  if (ticket === undefined) return answering === undefined ? {} : { answering }
  if (brought === true || !(Actor.isAgent(actor) || Actor.isOutside(actor))) return {}
  if (Actor.isAgent(actor)) {
    const judged = answering ?? (await answererOf(house, ticket))
    return judged === undefined ? {} : { answering: judged }
  }
  return actor === Actor.requester(ticket.requester.id) ? {} : { person: await personBy(house, actor) }
}

/** The ticket that answers for one that was merged; `undefined`: it answers for itself. */
export const answererOf = async (house: House, ticket: Ticket.Ticket): Promise<Matter | undefined> => {
  const { mergedInto } = Ticket.edgesOf(ticket)
  if (mergedInto === null) return undefined
  const { ticket: survivor, facts } = await load(house, mergedInto.survivor)
  return survivor === undefined || facts === null ? undefined : { ticket: survivor, facts }
}

/** As the directory knows them now. */
export const personBy = async ({ directory, tenant }: House, actor: Actor.Actor): Promise<Person> => {
  const known = Actor.kindOf(actor) === "requester" ? await directory.get(tenant, Actor.idOf(actor)) : undefined
  if (known === undefined) return personOf(actor)
  return {
    id: known.id,
    addresses: known.identities.flatMap(({ kind, value }) => (kind === "email" ? [value] : [])),
    organization: known.organization
  }
}
