/** The letters that rules asked for in one commit: which are written, and which are not, and why. */
import * as Actor from "../../people/Actor.ts"
import * as EmailAddress from "../../people/EmailAddress.ts"
import * as Canonical from "../../text/Canonical.ts"
import type { MailAsked } from "../../ticket/commands/sendMail.ts"
import type { Event } from "../../ticket/decider.ts"
import type { Ticket } from "../../ticket/Ticket.ts"
import * as Instant from "../../time/Instant.ts"
import type { Letter } from "../Letter.ts"
import { isOurs } from "./Home.ts"
import { notice, type Wanted } from "./notice.ts"
import * as Rate from "./Rate.ts"
import { type Reader, readersOf } from "./recipients.ts"

/**
 * A letter that was asked for and is not written. `machine`: the commit answers what no person wrote. `often`: this address
 * had its share for today. `own`: it is an address of this desk. `nobody`: nobody is meant. `homeless`: the desk has no
 * address to write from, or no keys to sign with.
 */
export interface Suppressed {
  /** The id that the event carries. */
  readonly key: string
  /** The address, or all that was asked for where there is none. */
  readonly to: string
  readonly reason: "machine" | "often" | "own" | "nobody" | "homeless"
}

export interface Notices {
  readonly letters: ReadonlyArray<{ readonly key: string; readonly letter: Letter }>
  readonly suppressed: ReadonlyArray<Suppressed>
}

type Asked = Omit<Wanted, "event" | "isProven"> & { readonly events: ReadonlyArray<Event>; readonly rate: Rate.Rate }

/** The same words to the same mailbox are one letter, whoever asked for them. */
export const notices = ({ events, rate, ...desk }: Asked): Notices => {
  const letters: Array<Notices["letters"][number]> = []
  const suppressed: Array<Suppressed> = []
  const seen = new Set<string>()
  let known = rate
  for (const event of events) {
    if (event._tag !== "MailAsked") continue
    const readers = readersOf(event.to, desk.ticket, desk.workspace)
    if (readers.length === 0) suppressed.push({ key: event.id, to: event.to.join(", "), reason: "nobody" })
    for (const reader of readers) {
      const same = JSON.stringify([EmailAddress.key(reader.address), event.subject, event.text])
      if (seen.has(same)) continue
      seen.add(same)
      const reason = objection(reader, event, desk, events, known)
      if (reason !== undefined) suppressed.push({ key: event.id, to: reader.address, reason })
      else {
        const letter = notice({ ...desk, event, isProven: isProven(reader, desk.ticket, events) }, reader)
        letters.push({ key: keyOf(reader, event, letter, desk.ticket, events), letter })
      }
    }
    known = Rate.count(known, [event])
  }
  return { letters, suppressed }
}

const objection = (
  { address, role }: Reader,
  { at }: MailAsked,
  { ticket, workspace }: Pick<Wanted, "ticket" | "workspace">,
  events: ReadonlyArray<Event>,
  rate: Rate.Rate
): Suppressed["reason"] | undefined => {
  if (isOurs(address, workspace)) return "own"
  if (role !== "agent" && events.some(isMachines)) return "machine"
  const means = (to: string): boolean => readersOf([to], ticket, workspace).some((one) => EmailAddress.equals(one.address, address))
  return Rate.times(rate, at, means) >= Rate.allowed[role === "agent" ? "desk" : "outside"] ? "often" : undefined
}

const isMachines = (event: Event): boolean => "content" in event && (event.content.mail?.kind ?? "human") !== "human"

/** Somebody of the desk entered the request or answered it: what parties wrote reached them already, if it reached anybody. */
const isAnswered = ({ submitter, answeredAt }: Ticket): boolean => Actor.isAgent(submitter) || answeredAt !== null

/** A mail that proved to be the requester's proves nothing of those whom they named. */
const isProven = ({ address }: Reader, ticket: Ticket, events: ReadonlyArray<Event>): boolean =>
  isAnswered(ticket) ||
  events.some((event) => {
    if (!("content" in event)) return false
    const { mail, origin } = event.content
    return (
      (mail?.verified === true && EmailAddress.equals(mail.from, address)) ||
      (origin?.verified === true && origin.person.kind === "email" && EmailAddress.equals(origin.person.value, address))
    )
  })

/**
 * As long as no person of the desk had a hand in it, a party gets the same words once a day, of all tickets together: who
 * opens many in somebody's name makes no cannon of the desk, and two machines that open tickets for each other come to rest.
 */
const keyOf = ({ address, role }: Reader, event: MailAsked, letter: Letter, ticket: Ticket, events: ReadonlyArray<Event>): string =>
  role !== "party" || isAnswered(ticket) || events.some(({ by }) => Actor.isAgent(by))
    ? `mail:${letter.messageId}`
    : `told:${EmailAddress.key(address)}:${Instant.toISO(event.at).slice(0, 10)}:${Canonical.version([event.subject, event.text])}`
