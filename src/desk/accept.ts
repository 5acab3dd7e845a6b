/**
 * What a message that came by a channel means for this desk: a pure decision over where it belongs and who may be believed to
 * speak. The rules are those of mail: whoever is not in the conversation writes to the desk alone, and gains nothing by it.
 */
import type { Bond } from "../channel/Line.ts"
import type { Arrived } from "../channel/Inbound.ts"
import { agentOf } from "../mail/receive/sender.ts"
import * as Actor from "../people/Actor.ts"
import * as EmailAddress from "../people/EmailAddress.ts"
import * as Identity from "../people/Identity.ts"
import { sha256 } from "../text/Sha256.ts"
import { isReopenable } from "../ticket/lifecycle.ts"
import { isClosed, type Ticket } from "../ticket/Ticket.ts"
import type { Instant } from "../time/Instant.ts"
import type { Workspace } from "../workspace/Workspace.ts"

export interface Arrival {
  readonly workspace: Workspace
  readonly message: Arrived
  readonly bond: Bond
  /** The ticket in which the conversation is by now; `undefined`: there is none. */
  readonly ticket: Ticket | undefined
  /** Who holds the identity; `undefined`: nobody that the desk knows. */
  readonly requester: string | undefined
  /** Of the desk: whoever brought the message vouches for that. `undefined`: the person wrote it. */
  readonly as: Actor.Actor | undefined
  readonly now: Instant
  /** Somebody of the desk wants it as a message, whatever speaks against that. */
  readonly waived?: true
}

export interface Append {
  readonly _tag: "Append"
  readonly actor: Actor.Actor
  /** A note is for the desk alone. */
  readonly how: "Reply" | "Note"
}
export interface OpenTicket {
  readonly _tag: "Open"
  /** The closed ticket that it goes on from. */
  readonly follows: Ticket | undefined
}
export interface Quarantine {
  readonly _tag: "Quarantine"
  readonly cause: "closed" | "removed" | "spam"
}
export type Verdict = Append | OpenTicket | Quarantine

const opens = (follows: Ticket | undefined): OpenTicket => ({ _tag: "Open", follows })

export const accept = ({ workspace, ticket, bond, now, waived, ...arrival }: Arrival): Verdict => {
  const held = (cause: Quarantine["cause"], follows?: Ticket): OpenTicket | Quarantine =>
    waived === true ? opens(follows) : { _tag: "Quarantine", cause }
  if (ticket === undefined) return opens(undefined)
  const { actor, speaks } = speakerOf(ticket, workspace, arrival)
  const append: Append = { _tag: "Append", actor, how: speaks ? "Reply" : "Note" }
  if (ticket.removed?.as === "spam")
    return arrival.as !== undefined || arrival.requester === ticket.requester.id ? held("spam") : opens(undefined)
  const isAside = ticket.removed !== undefined
  if (!isAside && !isClosed(ticket)) return append
  if (!isAside && speaks && isReopenable(ticket, { now, id: "", actor, via: ticket.channel, vocabulary: workspace })) return append
  // Nothing says that it is about what is over: a text message months later is a request like any other.
  if (bond === "person") return opens(undefined)
  return speaks && Actor.isOutside(actor) && workspace.followUp.get(ticket.department)?.afterwards !== "reject"
    ? opens(ticket)
    : held(isAside ? "removed" : "closed", ticket)
}

interface Speaker {
  readonly actor: Actor.Actor
  /** Everybody in the conversation reads it. */
  readonly speaks: boolean
}

const speakerOf = (
  ticket: Ticket,
  workspace: Workspace,
  { as, requester, message }: Pick<Arrival, "as" | "requester" | "message">
): Speaker => {
  if (as !== undefined) return { actor: as, speaks: true }
  const { identity, verified } = message.person
  // Everybody knows the conversations of a public channel: there a name alone proves nothing.
  if (!verified && workspace.channels.get(message.channel)?.visibility !== "private") return { actor: strangerBy(identity), speaks: false }
  if (requester === ticket.requester.id) return { actor: Actor.requester(requester), speaks: true }
  // An address of an agent proves no agent, and must not speak in public as one.
  const address = identity.kind === "email" && agentOf(identity.value, workspace) === undefined ? identity.value : undefined
  const participant = address === undefined ? undefined : ticket.participants.find((one) => EmailAddress.equals(one.address, address))
  return participant === undefined
    ? { actor: strangerBy(identity), speaks: false }
    : { actor: Actor.participant(participant.address), speaks: true }
}

/** By the key of their identity; by a name made of it, where that has blanks or is too long for an actor. */
const strangerBy = (identity: Identity.Identity): Actor.Actor => {
  const key = identity.kind === "email" ? identity.value : Identity.key(identity)
  return Actor.participant(/^[^\s\p{C}]{1,254}$/u.test(key) ? key : sha256(key))
}
