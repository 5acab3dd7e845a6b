/** One letter about one message of a ticket. */
import type * as Actor from "../../people/Actor.ts"
import * as EmailAddress from "../../people/EmailAddress.ts"
import * as Text from "../../text/Text.ts"
import type { Content } from "../../ticket/Message.ts"
import type { Participant } from "../../ticket/Participant.ts"
import type { Ticket } from "../../ticket/Ticket.ts"
import * as names from "../../ticket/timeline/names.ts"
import type { Instant } from "../../time/Instant.ts"
import type { Workspace } from "../../workspace/Workspace.ts"
import type { Letter, Template } from "../Letter.ts"
import type { Signer } from "../Ports.ts"
import * as Token from "../Token.ts"
import type { Outlets } from "./dispatches.ts"
import type { Home } from "./Home.ts"
import * as Subject from "./Subject.ts"

/** A message that was said, and where. */
export interface Said {
  readonly workspace: Workspace
  readonly tenant: string
  readonly signer: Signer
  readonly ticket: Ticket
  readonly home: Home
  readonly at: Instant
  readonly by: Actor.Actor
  readonly content: Content
  /** Its number in the ticket, 1 the first. */
  readonly number: number
  /** The desk alone reads it. */
  readonly isInternal: boolean
  /** Channels that answers leave by. */
  readonly outlets?: Outlets | undefined
}

export interface Sheet {
  readonly template: Template
  readonly to: ReadonlyArray<Participant>
  readonly cc?: ReadonlyArray<Participant>
  /** `null`: all of the public conversation reads the same letter. */
  readonly reader: EmailAddress.EmailAddress | null
  readonly text: string
}

/** What the requester and the participants read is made of public things alone; so is its envelope. */
export const letter = (said: Said, { template, to, cc = [], reader, text }: Sheet): Letter => {
  const { ticket, home, content, at } = said
  const audience = template.startsWith("agent") ? "agent" : "customer"
  const isForward = template === "forward"
  const subject = Subject.bare(ticket.subject)
  const references = isForward ? [home.root] : threadOf(said, audience)
  return {
    audience,
    template,
    data: {
      reference: ticket.reference,
      subject,
      author: line(audience === "agent" ? names.actor(said.workspace, ticket, said.by) : publicName(said), 255),
      text,
      ...faceOf(said),
      requester: isForward ? "" : ticket.requester.name
    },
    brand: ticket.brand,
    messageId: idOf(said, reader),
    subject: Subject.line(subject, ticket.reference, {
      answers: template === "reply" || template === "agentReply" || template === "agentNote" || template === "agentForward",
      tagged: home.signed === undefined
    }),
    from: { address: home.from, name: senderName(said) },
    replyTo: isForward ? home.replyTo : (home.signed ?? home.replyTo),
    to: to.map(mailbox),
    cc: cc.map(mailbox),
    inReplyTo: isForward ? null : references.at(-1)!,
    references,
    date: at,
    automatic: false,
    attachments: (content.attachments ?? []).filter((file) => file.ref !== null),
    ticketId: ticket.id
  }
}

/**
 * Tells somebody that their request arrived. Anybody can make the desk write this to anybody, so nothing in it is
 * theirs: not the subject, not a word, not a name, not even the id of the mail that it answers.
 */
export const receipt = (said: Said, to: EmailAddress.EmailAddress): Letter => {
  const { ticket, home } = said
  return {
    audience: "customer",
    template: "received",
    data: { reference: ticket.reference, subject: "", author: brandName(said), text: "", ...faceOf(said), requester: "" },
    brand: ticket.brand,
    messageId: idOf(said, null),
    subject: `Request received [#${ticket.reference}]`,
    from: { address: home.from, name: brandName(said) },
    replyTo: home.signed ?? home.replyTo,
    to: [{ address: to, name: "" }],
    cc: [],
    inReplyTo: home.root,
    references: [home.root],
    date: said.at,
    automatic: true,
    attachments: [],
    ticketId: ticket.id
  }
}

/** A letter of the desk's, at home in a ticket. */
type Sender = Pick<Said, "workspace" | "ticket">

const idOf = ({ signer, tenant, ticket, home, number, isInternal }: Said, reader: EmailAddress.EmailAddress | null): string =>
  Token.messageId(
    signer,
    tenant,
    { reference: ticket.reference, message: number, isInternal, reader: Token.readerTag(signer, tenant, reader) },
    EmailAddress.domainOf(home.from)
  )

/** Relays refuse a References field beyond some four thousand octets; of a long thread the root and the latest stay. */
const LONGEST_THREAD = 1500

export const threadOf = (said: Pick<Said, "ticket" | "home">, audience: Letter["audience"]): ReadonlyArray<string> => {
  const known = said.ticket.thread.filter((id) => /^[\x21-\x3b\x3d\x3f-\x7e]{1,250}$/.test(id))
  // Agents have not seen the customers' mails: what all of theirs have in common is the root.
  const [root, ...rest] = audience === "agent" || known.length === 0 ? [said.home.root, ...known] : known
  const kept: Array<string> = []
  let length = root!.length
  for (const id of rest.toReversed()) {
    length += id.length
    if (length > LONGEST_THREAD) break
    kept.unshift(id)
  }
  return [root!, ...kept]
}

export const faceOf = (said: Sender): Pick<Letter["data"], "brand" | "signature" | "color"> => {
  const brand = said.workspace.brands.get(said.ticket.brand)
  return { brand: brandName(said), signature: brand?.signature ?? "", color: brand?.color ?? "#2f5d8a" }
}

export const brandName = ({ workspace, ticket }: Sender): string => line(workspace.brands.get(ticket.brand)?.name ?? workspace.name, 100)

/** As everybody may know them. A name that is an address gives way to the brand: addresses of agents are the desk's own affair. */
const publicName = (said: Said): string => {
  const name = names.actorInPublic(said.workspace, said.ticket, said.by)
  return name.includes("@") ? brandName(said) : name
}

const senderName = (said: Said): string => {
  const [name, brand] = [publicName(said), brandName(said)]
  return name === brand ? brand : line(`${name} (${brand})`, 255)
}

/** Mail programs put addresses where names belong; such a name says nothing, or lies. */
export const mailbox = ({ address, name }: Participant): Participant => ({ address, name: name.includes("@") ? "" : name })

export const line = (text: string, max: number): string => Text.cut(Text.clean(text), max)
