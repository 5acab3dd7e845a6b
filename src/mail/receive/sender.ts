/** Who speaks in a mail, as far as this ticket and this desk may believe it. From alone says who; nothing else is asked. */
import * as Actor from "../../people/Actor.ts"
import type { Agent } from "../../people/Agent.ts"
import * as EmailAddress from "../../people/EmailAddress.ts"
import type { Ticket } from "../../ticket/Ticket.ts"
import type { Workspace } from "../../workspace/Workspace.ts"
import type { Desk, Match } from "../Threading.ts"
import * as Token from "../Token.ts"

/**
 * `agent`: proven. `requester`, `participant`: in the conversation by their From. `third`: somebody who knows a way
 * into the conversation without being in it, an unproven agent among them.
 */
export interface Sender {
  readonly role: "agent" | "requester" | "participant" | "third"
  readonly actor: Actor.Actor
  /** By DMARC, or by a token made for this very reader. */
  readonly verified: boolean
  /** From is an agent's address and nothing proves it. */
  readonly pretends: boolean
}

export const senderOf = (
  from: EmailAddress.EmailAddress,
  ticket: Ticket,
  match: Match,
  authenticated: boolean,
  desk: Desk & { readonly workspace: Workspace; readonly requester?: string | undefined }
): Sender => {
  const verified = authenticated || isReader(from, match, desk)
  const agent = agentOf(from, desk.workspace)
  if (agent !== undefined && verified) return { role: "agent", actor: Actor.agent(agent.id), verified, pretends: false }
  const rest = { verified, pretends: agent !== undefined }
  // Another address of theirs is as good as the one that they asked by; one of an agent proves nobody.
  const isTheirs = desk.requester === ticket.requester.id && agent === undefined
  if (isTheirs || (ticket.requester.email !== null && EmailAddress.equals(ticket.requester.email, from)))
    return { role: "requester", actor: Actor.requester(ticket.requester.id), ...rest }
  const participant = ticket.participants.find((one) => EmailAddress.equals(one.address, from))
  // An agent's address among the participants still proves no agent; nor may it speak in public as one.
  return participant !== undefined && agent === undefined
    ? { role: "participant", actor: Actor.participant(participant.address), ...rest }
    : { role: "third", actor: Actor.participant(from), ...rest }
}

/** Whether the mail answers one that was made for this reader alone. */
const isReader = (from: EmailAddress.EmailAddress, { token }: Match, { signer, tenant }: Desk): boolean =>
  signer !== undefined && token !== undefined && token.reader === Token.readerTag(signer, tenant, from)

export const agentOf = (from: EmailAddress.EmailAddress, workspace: Workspace): Agent | undefined => {
  for (const agent of workspace.agents.values()) if (EmailAddress.equals(agent.email, from)) return agent
  return undefined
}
