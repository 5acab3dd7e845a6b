/** The letters about what was said in one commit: who hears of which message, and by which template. */
import * as Actor from "../../people/Actor.ts"
import * as EmailAddress from "../../people/EmailAddress.ts"
import { sha256 } from "../../text/Sha256.ts"
import type { Event } from "../../ticket/decider.ts"
import { isAside } from "../../ticket/Conversation.ts"
import { unfolded } from "../../ticket/Message.ts"
import * as Instant from "../../time/Instant.ts"
import type { Letter, Template } from "../Letter.ts"
import { isLined, wasSaidThere } from "./dispatches.ts"
import { isOurs } from "./Home.ts"
import { letter, receipt, type Said } from "./letter.ts"
import { agentsOf, partiesOf, requesterOf, type Sieve, sieve } from "./readers.ts"

/** A letter, and the key under which it is written once. */
export interface Posted {
  readonly key: string
  readonly letter: Letter
}

/** Nobody gets two letters about one message, nobody their own words, and none goes to an address of ours. */
export const messages = (
  spoken: ReadonlyArray<Extract<Event, { readonly messageId: string }>>,
  before: number,
  desk: Omit<Said, "at" | "by" | "content" | "number" | "isInternal">
): ReadonlyArray<Posted> =>
  spoken.flatMap((event, n) => {
    const { at, by, content } = event
    return lettersOf(event, { ...desk, at, by, content, number: before + n + 1, isInternal: isInternal(event) })
  })

/** What an agent answers to it stays in the desk, too. */
const isInternal = (event: Extract<Event, { readonly messageId: string }>): boolean =>
  event._tag === "Opened" ? event.visibility === "internal" : event._tag !== "Replied"

const lettersOf = (event: Extract<Event, { readonly messageId: string }>, said: Said): ReadonlyArray<Posted> => {
  const { ticket, workspace, by, content } = said
  const lined = isLined(ticket, workspace, said.outlets) && !("byMail" in event)
  const readers = sieve(by, content, ticket, workspace, !said.isInternal && (lined || wasSaidThere(ticket, content)))
  const kind = content.mail?.kind ?? "human"
  switch (event._tag) {
    case "Opened": {
      const told =
        event.visibility === "internal"
          ? []
          : Actor.isOutside(by)
            ? lined
              ? []
              : acknowledged(said)
            : Actor.isAgent(by)
              ? toParties("opened", said, readers)
              : []
      // An alarm that a machine raised is a ticket like others: the desk must hear of it.
      return [...told, ...toAgents("agentOpened", said, readers, "assigneeOrDepartment")]
    }
    // What a machine answers is not mailed on: two of them would never stop.
    case "Replied":
      return [
        ...(kind === "human" ? toParties("reply", said, readers, isAside(event) ? requesterOf : partiesOf) : []),
        ...(isPerson(kind) ? toAgents("agentReply", said, readers, Actor.isOutside(by) ? "assigneeOrDepartment" : "assignee") : [])
      ]
    case "Noted":
      return isPerson(kind) ? toAgents("agentNote", said, readers, "assignee") : []
    case "Forwarded":
      return [...toOutsiders(said, readers, event.to), ...toAgents("agentForward", said, readers, "assignee")]
  }
}

const isPerson = (kind: string): boolean => kind === "human" || kind === "mailingList"

/** One letter that all parties share; they see each other in it, as they do in the conversation. */
const toParties = (template: Template, said: Said, readers: Sieve, parties = partiesOf): ReadonlyArray<Posted> => {
  const [first, ...others] = parties(said.ticket).filter(({ address }) => readers.pass(address))
  return first === undefined ? [] : [post(letter(said, { template, to: [first], cc: others, reader: null, text: newsOf(said) }))]
}

/** A letter of their own for each agent: its Message-ID speaks for them and for nobody else. */
const toAgents = (template: Template, said: Said, readers: Sieve, charge: Parameters<typeof agentsOf>[2]): ReadonlyArray<Posted> =>
  agentsOf(said.ticket, said.workspace, charge)
    .filter(({ email }) => readers.pass(email))
    .map(({ email, name }) => post(letter(said, { template, to: [{ address: email, name }], reader: email, text: newsOf(said) })))

/** They see neither each other nor anything but what was shown to them. */
const toOutsiders = (said: Said, readers: Sieve, to: ReadonlyArray<EmailAddress.EmailAddress>): ReadonlyArray<Posted> =>
  to
    .filter(readers.pass)
    .map((address) => post(letter(said, { template: "forward", to: [{ address, name: "" }], reader: address, text: said.content.text })))

/** Once a day for one address, and never for mail that no person wrote: a desk must not be made a cannon. */
const acknowledged = (said: Said): ReadonlyArray<Posted> => {
  const { workspace, ticket, content, at } = said
  const { email } = ticket.requester
  const isHuman = content.mail === undefined || content.mail.kind === "human"
  if (!workspace.acknowledge || !isHuman || email === null || isOurs(email, workspace)) return []
  // Keys outlive what they are of, so none holds an address.
  return [{ key: `received:${sha256(EmailAddress.key(email))}:${Instant.toISO(at).slice(0, 10)}`, letter: receipt(said, email) }]
}

const post = (written: Letter): Posted => ({ key: `mail:${written.messageId}`, letter: written })

/** Quotes stay out: they carry the words of others, an agent's quoted note among them. */
const newsOf = ({ content }: Said): string => unfolded(content).news.trim()
