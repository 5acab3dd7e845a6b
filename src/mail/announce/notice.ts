/** One letter that a rule asked for. */
import * as EmailAddress from "../../people/EmailAddress.ts"
import type { MailAsked } from "../../ticket/commands/sendMail.ts"
import { LONGEST } from "../../ticket/Message.ts"
import { fillPlaceholders, type PlaceholderReader } from "../../ticket/placeholders.ts"
import type { Ticket } from "../../ticket/Ticket.ts"
import * as names from "../../ticket/timeline/names.ts"
import type { Workspace } from "../../workspace/Workspace.ts"
import type { Letter } from "../Letter.ts"
import type { Signer } from "../Ports.ts"
import * as Token from "../Token.ts"
import type { Home } from "./Home.ts"
import { brandName, faceOf, line, mailbox, threadOf } from "./letter.ts"
import type { Reader } from "./recipients.ts"
import * as Subject from "./Subject.ts"

/** What was asked for, and of which ticket. */
export interface Wanted {
  readonly workspace: Workspace
  readonly tenant: string
  readonly signer: Signer
  readonly ticket: Ticket
  readonly home: Home
  readonly event: MailAsked
  /** Whether the desk knows whose the reader's address is: only then may they get what parties wrote. */
  readonly isProven: boolean
}

export const notice = (wanted: Wanted, reader: Reader): Letter => {
  const { workspace, ticket, home, event, isProven } = wanted
  const isAgent = reader.role === "agent"
  const as: PlaceholderReader = isAgent ? "desk" : reader.role === "third" || isProven ? "outside" : "stranger"
  const fill = (text: string, longest: number): string =>
    event.verbatim === true ? line(text, longest) : fillPlaceholders(text, { reader: as, ticket, vocabulary: workspace, longest })
  const subject = as === "stranger" ? "" : Subject.bare(ticket.subject)
  const own = fill(event.subject, 950).trim()
  // Their thread is made of ids that came from outside; who is a stranger to it sees the root alone.
  const references = isAgent || (reader.role === "party" && isProven) ? threadOf(wanted, isAgent ? "agent" : "customer") : [home.root]
  return {
    audience: isAgent ? "agent" : "customer",
    template: isAgent ? "agentNotice" : "notice",
    data: {
      reference: ticket.reference,
      subject,
      author: isAgent ? line(names.actor(workspace, ticket, event.by), 255) : brandName(wanted),
      text: fill(event.text, LONGEST),
      ...faceOf(wanted),
      requester: isAgent || (reader.role === "party" && isProven) ? ticket.requester.name : ""
    },
    brand: ticket.brand,
    messageId: idOf(wanted, reader),
    subject: Subject.line(own === "" ? subject : own, ticket.reference, { answers: own === "", tagged: home.signed === undefined }),
    from: { address: home.from, name: brandName(wanted) },
    replyTo: reader.role === "third" ? home.replyTo : (home.signed ?? home.replyTo),
    to: [mailbox({ address: reader.address, name: as === "stranger" ? "" : reader.name })],
    cc: [],
    inReplyTo: reader.role === "third" ? null : references.at(-1)!,
    references,
    date: event.at,
    automatic: true,
    attachments: [],
    ticketId: ticket.id
  }
}

/**
 * A token of the reader's own, as every letter has one: an agent's answer stays in the desk, anybody else's is part of the
 * conversation. What tells two such letters apart stands before the domain, which the token does not cover.
 */
const idOf = ({ signer, tenant, ticket, home, event }: Wanted, { address, role }: Reader): string => {
  const isInternal = role === "agent"
  return Token.messageId(
    signer,
    tenant,
    {
      reference: ticket.reference,
      message: isInternal ? ticket.messages : 0,
      isInternal,
      reader: Token.readerTag(signer, tenant, address)
    },
    `${event.id}.${EmailAddress.domainOf(home.from)}`
  )
}
