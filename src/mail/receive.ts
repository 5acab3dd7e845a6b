/**
 * What a mail that came in means for this desk: a pure decision over what it says, where it belongs and who may be
 * believed to speak. Nothing is dropped: what must not become a message is put in quarantine with its causes.
 */
import type * as Actor from "../people/Actor.ts"
import * as EmailAddress from "../people/EmailAddress.ts"
import type { Instant } from "../time/Instant.ts"
import { isReopenable } from "../ticket/lifecycle.ts"
import { type Estate, inherited } from "../ticket/inherit.ts"
import type { Note } from "../ticket/commands/note.ts"
import type { Open } from "../ticket/commands/open.ts"
import type { ProposeParticipants } from "../ticket/commands/proposeParticipants.ts"
import type { Reply } from "../ticket/commands/reply.ts"
import type { Evidence, Visibility } from "../ticket/Message.ts"
import { isClosed, type Ticket } from "../ticket/Ticket.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import * as Bounce from "./Bounce.ts"
import * as Classify from "./Classify.ts"
import type { Cause, Incoming, Mailbox } from "./Incoming.ts"
import type { Signer } from "./Ports.ts"
import { consequences } from "./receive/consequences.ts"
import { contentOf } from "./receive/content.ts"
import { others, reached } from "./receive/recipients.ts"
import { type Sender, senderOf } from "./receive/sender.ts"
import type { Match, Threaded } from "./Threading.ts"

export interface Arrival {
  readonly workspace: Workspace
  readonly tenant: string
  readonly signer: Signer | undefined
  readonly mail: Incoming
  readonly match: Threaded
  /** The ticket of the stream that `match` names; `undefined`: none, or it is gone. */
  readonly ticket: Ticket | undefined
  /** Who reads the message that the matched token names; `undefined`: no token, or not known. */
  readonly answered: Visibility | undefined
  /** Who holds the address in From; `undefined`: nobody that the desk knows. */
  readonly requester?: string | undefined
  /** The mail server vouches for From (see `Authenticated`). */
  readonly authenticated: boolean
  readonly now: Instant
  /** Somebody of the desk wants it as a message, whatever speaks against that. */
  readonly waived?: true
}

/** Why what a mail says is to be read with care. `agentUnproven`: From is an agent's address and nothing proves it. */
export type Doubt = "agentUnproven" | "notInConversation"

export interface Duplicate {
  readonly _tag: "Duplicate"
  readonly stream: string
}
export interface Quarantine {
  readonly _tag: "Quarantine"
  readonly causes: ReadonlyArray<Cause>
  /** What was classified and looked at: for the person who sifts it. */
  readonly kind: Classify.Kind
  readonly evidence: ReadonlyArray<string>
}
export interface Append {
  readonly _tag: "Append"
  readonly stream: string
  readonly actor: Actor.Actor
  readonly wish: Reply | Note
  /** Who was named in To or Cc and is not in the conversation. Never added by mail. */
  readonly propose: ProposeParticipants | null
  readonly doubt: Doubt | null
}
export interface OpenTicket {
  readonly _tag: "Open"
  /** Becomes the requester: From and nothing else. */
  readonly from: Mailbox
  /** Who opens it; the requester's id is the directory's to give. */
  readonly actor: "requester"
  /** A follow-up has more: what it inherits. */
  readonly parts: Pick<Open, "subject" | "content" | "receivedAt" | "followUpOf"> & Estate
  /** Whether the sender may be told by machine that it arrived. */
  readonly mayAutoRespond: boolean
}
export type Verdict = Duplicate | Quarantine | Append | OpenTicket

export const receive = (arrival: Arrival): Verdict => {
  const { mail, match, ticket, workspace } = arrival
  if (match._tag === "Copy") return { _tag: "Duplicate", stream: match.stream }
  const classified = Classify.classify(mail, workspace)
  const quarantine = (cause: Cause): Quarantine => ({
    _tag: "Quarantine",
    causes: [cause],
    kind: classified.kind,
    evidence: classified.evidence.map((sign) => sign.said)
  })
  /** `follows`: the ticket that it goes on from, where it becomes a message after all. */
  const held = (cause: Cause, follows?: Ticket): Quarantine | OpenTicket =>
    arrival.waived === true && mail.from !== null ? openOf(arrival, mail.from, classified, follows, quarantine) : quarantine(cause)
  const { matched, unmatched } = consequences[classified.kind]
  if (classified.kind === "bounce" || classified.kind === "deliveryNotice")
    return match._tag === "Match" && ticket !== undefined && isSigned(match)
      ? overAs(ticket) === undefined
        ? reportOf(arrival, match, classified)
        : held(overAs(ticket)!)
      : held(unmatched === "open" ? "backscatter" : unmatched)
  if (matched === "loop") return held("loop")
  if (mail.from === null) return quarantine(hasFrom(mail) ? "senderAmbiguous" : "senderMissing")
  const sender =
    match._tag === "Match" && ticket !== undefined ? senderOf(mail.from.address, ticket, match, arrival.authenticated, arrival) : undefined
  if (sender === undefined || ticket === undefined || match._tag !== "Match" || !mayFollow(match, sender))
    return unmatched === "open" ? openOf(arrival, mail.from, classified, undefined, quarantine) : held(unmatched)
  const speaks = matched === "speak" && sender.role !== "third"
  const over = overAs(ticket)
  if (over === undefined) return appendOf(arrival, match, ticket, sender, classified, speaks)
  if (over === "spam" && (sender.role === "requester" || sender.role === "agent")) return held(over)
  // Nobody else is kept from the desk by what one of a conversation did, nor made a part of it.
  if (!speaks || over === "spam") return unmatched === "open" ? openOf(arrival, mail.from, classified, undefined, quarantine) : held(over)
  if (sender.role === "agent") return held(over, ticket)
  const context = { now: arrival.now, id: "", actor: sender.actor, via: ticket.channel, vocabulary: workspace }
  if (over === "closed" && isReopenable(ticket, context)) return appendOf(arrival, match, ticket, sender, classified, speaks)
  return workspace.followUp.get(ticket.department)?.afterwards === "reject"
    ? held(over, ticket)
    : openOf(arrival, mail.from, classified, ticket, quarantine)
}

/** Why the ticket takes no more words as it is; `undefined`: it does. */
const overAs = (ticket: Ticket): "closed" | "removed" | "spam" | undefined =>
  ticket.removed?.as ?? (isClosed(ticket) ? "closed" : undefined)

const isSigned = (match: Match): boolean => match.by === "messageToken" || match.by === "replyToken"

/** A reference in the subject line is no secret: it leads home only those who take part already. */
const mayFollow = (match: Match, { role }: Sender): boolean => match.by !== "subjectTag" || role === "requester" || role === "participant"

const hasFrom = (mail: Incoming): boolean => mail.headers.some((header) => header.name === "from" && header.value.includes("@"))

const appendOf = (
  arrival: Arrival,
  match: Match,
  ticket: Ticket,
  sender: Sender,
  { kind }: Classify.Classified,
  speaks: boolean
): Append => {
  const { mail, workspace } = arrival
  const content = contentOf(mail, workspace.attachmentLimit, {
    kind,
    evidence: match.evidence,
    verified: sender.verified,
    receivedAt: reached(mail, workspace)?.address ?? null
  })
  const isPublic = speaks && (sender.role !== "agent" || speaksInPublic(arrival, ticket))
  const known = new Set([...ticket.participants, ...ticket.proposed].map((one) => EmailAddress.key(one.address)))
  if (ticket.requester.email !== null) known.add(EmailAddress.key(ticket.requester.email))
  const fresh = speaks ? others(mail, workspace).filter((one) => !known.has(EmailAddress.key(one.address))) : []
  return {
    _tag: "Append",
    stream: match.stream,
    actor: sender.actor,
    wish: isPublic ? { _tag: "Reply", content, ...(isAside(match, ticket, sender) ? { to: "requester" } : {}) } : { _tag: "Note", content },
    propose: fresh.length === 0 ? null : { _tag: "ProposeParticipants", participants: fresh },
    doubt: sender.pretends ? "agentUnproven" : sender.role === "third" ? "notInConversation" : null
  }
}

/** What answers a word that was for the requester alone is between them and the desk, too. */
const isAside = ({ token }: Match, { reference, asides = [] }: Ticket, { role }: Sender): boolean =>
  role !== "participant" && token?.reference === reference && asides.includes(token.message)

/**
 * An agent's answer reaches no further than what it answers, and an answer to a note stays a note. Where that is not
 * known, it is public only if the agent wrote to the requester directly, who has it already.
 */
const speaksInPublic = ({ answered, mail }: Arrival, { requester }: Ticket): boolean =>
  answered === undefined
    ? requester.email !== null && [...mail.to, ...mail.cc].some((one) => EmailAddress.equals(one.address, requester.email ?? ""))
    : answered === "public"

const reportOf = ({ mail, workspace }: Arrival, match: Match, { kind }: Classify.Classified): Append => {
  const bounce = Bounce.read(mail)
  const about = { kind, evidence: match.evidence, verified: false, receivedAt: reached(mail, workspace)?.address ?? null }
  return {
    _tag: "Append",
    stream: match.stream,
    actor: "system",
    wish: { _tag: "Note", content: contentOf(mail, workspace.attachmentLimit, about, bounce === undefined ? "" : Bounce.describe(bounce)) },
    propose: null,
    doubt: null
  }
}

const openOf = (
  { mail, match, workspace, authenticated, waived }: Arrival,
  from: Mailbox,
  { kind, mayAutoRespond }: Classify.Classified,
  followUpOf: Ticket | undefined,
  quarantine: (cause: Cause) => Quarantine
): OpenTicket | Quarantine => {
  const at = reached(mail, workspace)
  // A desk without any support address takes what its mailbox takes.
  if (at === undefined && workspace.supportAddresses.length > 0 && waived !== true) return quarantine("notForThisDesk")
  const looked: ReadonlyArray<Evidence> = match._tag === "NoMatch" ? match.considered : match._tag === "Match" ? match.evidence : []
  const evidence: ReadonlyArray<Evidence> = [
    { by: "none", value: followUpOf === undefined ? "" : followUpOf.reference },
    ...looked.slice(0, 19)
  ]
  const participants = others(mail, workspace)
  const own: Estate = participants.length === 0 ? {} : { participants }
  const { department, brand } = at?.support ?? { department: null, brand: null }
  return {
    _tag: "Open",
    from,
    actor: "requester",
    parts: {
      subject: mail.subject,
      content: contentOf(mail, workspace.attachmentLimit, { kind, evidence, verified: authenticated, receivedAt: at?.address ?? null }),
      ...(at === undefined ? {} : { receivedAt: at.address }),
      ...(department === null ? {} : { department }),
      ...(brand === null ? {} : { brand }),
      // A department that is handed on goes before that of the address: the ticket may have been in another than it came to.
      ...(followUpOf === undefined ? own : { ...inherited(followUpOf, own, workspace), followUpOf: followUpOf.id })
    },
    mayAutoRespond
  }
}
