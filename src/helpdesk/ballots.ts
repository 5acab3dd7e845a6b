/** Answers to approvals from the link in a letter: what the link shows, and what its confirmation decides. */
import * as Result from "effect/Result"
import type { Answer } from "../approval/Answer.ts"
import { explain, type Explanation } from "../approval/explain.ts"
import { print, zoneOf } from "../approval/print.ts"
import { vote } from "../approval/vote.ts"
import * as Mark from "../mail/Ballot.ts"
import * as Actor from "../people/Actor.ts"
import * as Ticket from "../ticket/index.ts"
import * as Instant from "../time/Instant.ts"
import { decodeCommand } from "./codec.ts"
import { BallotInvalid, NotConfigured } from "./Failure.ts"
import type { House } from "./House.ts"
import { run } from "./run.ts"
import { admit, seen, verdictOn } from "./sight.ts"
import type { Done, KeyHeld } from "./together.ts"

/** What the page behind a link shows. */
export interface Ballot {
  readonly ticketId: string
  readonly reference: string
  readonly approval: string
  readonly step: string
  /** What is to be approved, in words. */
  readonly subject: string
  /** Whose answer it is, and who gives it: the same agent, or a stand-in. */
  readonly approver: string
  readonly by: string
  readonly explanation: Explanation
  /** The explanation as text. */
  readonly text: string
  /** What `castBallot` takes: once, within an hour. */
  readonly confirmation: string
}

const HOUR = 3_600_000

/** Writes nothing, however often it is asked. @throws {BallotInvalid} and why a vote would be refused. */
export const ballot = async (house: House, token: string): Promise<Ballot> => {
  const signer = signerOf(house)
  const mark = Mark.read(signer, house.tenant, token)
  if (mark === undefined) throw new BallotInvalid({ reason: "it is not one of this desk's" })
  const { ticketId, step, approver, by } = mark
  const now = Instant.make(house.now())
  const { ticket, facts } = await seen(house, Actor.agent(by), ticketId)
  const verdict = await verdictOn(house, Actor.agent(by), "vote", { ticket, facts })
  if (verdict._tag === "Deny") throw new Ticket.Denied({ actor: Actor.agent(by), action: "vote", reason: verdict.reason })
  const approval = roundOf(ticket, mark)
  const gone = Ticket.unknownWord("agent", by, house.workspace.agents)
  if (gone !== undefined) throw gone
  const answered = vote(approval, { step, by, onBehalfOf: approver, answer: "abstain", reason: "" }, now)
  if (Result.isFailure(answered)) throw answered.failure
  const explanation = explain(approval, now)
  return {
    ticketId,
    reference: ticket.reference,
    approval: approval.id,
    step,
    subject: approval.subject,
    approver,
    by,
    explanation,
    text: print(explanation, zoneOf(approval)),
    confirmation: Mark.confirmation(signer, house.tenant, mark, Instant.plus(now, HOUR))
  }
}

export interface Cast {
  readonly confirmation: string
  readonly answer: Answer
  readonly reason?: string | undefined
}

/** The same confirmation counts once; with another answer it is refused. */
export const castBallot = async (house: House, { confirmation, answer, reason }: Cast): Promise<Done | KeyHeld> => {
  const read = Mark.readConfirmation(signerOf(house), house.tenant, confirmation)
  if (read === undefined) throw new BallotInvalid({ reason: "it is not one of this desk's" })
  if (house.now() >= read.until) throw new BallotInvalid({ reason: "its hour is over: open the link again" })
  const { ticketId, approval, step, approver, by } = read.ballot
  await admit(house, Actor.agent(by), ticketId)
  const command = decodeCommand({ _tag: "Vote", approval, step, answer, onBehalfOf: approver, reason: reason ?? "" } as Ticket.Vote)
  return run(house, {
    ticketId,
    actor: Actor.agent(by),
    via: "email",
    commandId: `ballot:${confirmation.slice(confirmation.lastIndexOf("~") + 1)}`,
    meaning: command,
    commands: (_, subject) => {
      if (subject?.ticket === undefined) throw new Ticket.TicketNotFound({ ticketId })
      roundOf(subject.ticket, read.ballot)
      return [command]
    }
  })
}

const signerOf = ({ signer }: House) => {
  if (signer === undefined) throw new NotConfigured({ needs: "mail.secrets" })
  return signer
}

/** The approval as the letter knew it: a round of its own, whose links die with it. */
const roundOf = (ticket: Ticket.Ticket, { approval, askedAt }: Mark.Ballot) => {
  const found = Ticket.Approvals.approvalOf(ticket, approval)
  if (found?.askedAt !== askedAt) throw new BallotInvalid({ reason: "it was asked anew since" })
  return found
}
