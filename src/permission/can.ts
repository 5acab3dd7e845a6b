/** Whether somebody may do something with a ticket, and why not. */
import { type Facts, holds } from "../condition/Condition.ts"
import { failing } from "../condition/failing.ts"
import { say } from "../condition/say.ts"
import * as Actor from "../people/Actor.ts"
import type { Agent } from "../people/Agent.ts"
import * as Conversation from "../ticket/Conversation.ts"
import type { Ticket } from "../ticket/Ticket.ts"
import type { Instant } from "../time/Instant.ts"
import type { Capability } from "./Capability.ts"
import { grantsOf, type Person, placesOf, reachOf, type Rights, unrestricted } from "./reach.ts"

export type Verdict = { readonly _tag: "Allow" } | { readonly _tag: "Deny"; readonly reason: string }

/** Who asks, and when. `person`: what is known of somebody outside besides their id or address. */
export interface Asking {
  readonly actor: Actor.Actor
  readonly now: Instant
  readonly person?: Person | undefined
}

/** A ticket as permissions see it: of one that was merged, the ticket that answers for it. */
export interface Matter {
  readonly ticket: Ticket
  readonly facts: Facts
}

export const allow: Verdict = { _tag: "Allow" }
const deny = (reason: string): Verdict => ({ _tag: "Deny", reason })

/** What the desk does by itself, and what its rules and systems do for it, nobody forbids: whoever configures it wrote that. */
export const can = (
  rights: Rights & { readonly agents: ReadonlyMap<string, Agent> },
  asking: Asking,
  action: Capability,
  matter: Matter
): Verdict => {
  const { actor, now } = asking
  switch (Actor.kindOf(actor)) {
    case "agent": {
      const agent = rights.agents.get(Actor.idOf(actor))
      return agent === undefined ? deny(`there is no ${actor}`) : ofAgent(rights, agent, action, matter, now)
    }
    case "requester":
    case "participant":
      return ofOutsider(rights, asking, action, matter)
    default:
      return allow
  }
}

const ofAgent = (rights: Rights, agent: Agent, action: Capability, { facts }: Matter, now: Instant): Verdict => {
  if (holds(reachOf(rights, agent, action, now), facts)) return allow
  if (!holds(unrestricted(rights, agent, now), facts)) return deny(`the ticket is restricted to others, and no role of ${agent.id} sees it`)
  const grants = grantsOf(rights, agent, action)
  if (grants.length === 0) return deny(`no role of ${agent.id} grants "${action}"`)
  return deny(
    grants
      .slice(0, FEW)
      .map(({ role, grant }) => {
        const because = failing(placesOf(grant, { now, agent }), facts)
        return `role ${role} grants "${action}" where ${because === null ? "it does not matter here" : say(because)}`
      })
      .join("; ")
  )
}
/** Reasons that people read. */
const FEW = 5

const ofOutsider = ({ colleagues }: Rights, { actor, person }: Asking, action: Capability, { ticket }: Matter): Verdict => {
  if (action !== "read" && action !== "reply") return deny(`${actor} is outside the desk`)
  const known = person ?? personOf(actor)
  if (Conversation.isParty(known, ticket)) return allow
  const isColleague = known.organization !== null && known.organization === ticket.requester.organization
  if (!isColleague) return deny(`${actor} is no party to the ticket`)
  if (colleagues === "none" || ticket.restricted !== undefined) return deny("the ticket is for its own parties alone")
  return colleagues === "reply" || action === "read"
    ? allow
    : deny("colleagues read the tickets of their organization, and do not answer in them")
}

/** All that an actor says by itself. */
export const personOf = (actor: Actor.Actor): Person =>
  Actor.kindOf(actor) === "participant"
    ? { id: null, addresses: [Actor.idOf(actor)], organization: null }
    : { id: Actor.idOf(actor), addresses: [], organization: null }
