/**
 * The letter that asks a requester how it was. Anybody can make a desk write to anybody by asking in their name, so nothing
 * in it is theirs: not the subject, not a word, not a name.
 */
import type { Event } from "../../ticket/decider.ts"
import type { RatingRequested } from "../../ticket/commands/requestRating.ts"
import * as Rating from "../../ticket/Rating.ts"
import type { Ticket } from "../../ticket/Ticket.ts"
import * as Canonical from "../../text/Canonical.ts"
import * as EmailAddress from "../../people/EmailAddress.ts"
import { moment } from "../../time/moment.ts"
import type { Workspace } from "../../workspace/Workspace.ts"
import type { Letter } from "../Letter.ts"
import * as SurveyLink from "../SurveyLink.ts"
import * as Token from "../Token.ts"
import { brandName, faceOf, type Said } from "./letter.ts"
import type { Posted } from "./messages.ts"
import type { Suppressed } from "./notices.ts"

type Desk = Pick<Said, "workspace" | "tenant" | "signer" | "ticket" | "home">

/** What was taken back or over in the same commit, or lies aside after it, asks nobody any more. */
export const surveys = (desk: Desk, events: ReadonlyArray<Event>): ReadonlyArray<Posted> =>
  due(desk.workspace, desk.ticket, events).map(({ event, to, page }) => {
    const letter = letterTo(to, page, event, desk)
    return { key: `mail:${letter.messageId}`, letter }
  })

/** What would have been written, where the desk has no address to write from. */
export const unwritten = (workspace: Workspace, ticket: Ticket, events: ReadonlyArray<Event>): ReadonlyArray<Suppressed> =>
  due(workspace, ticket, events).map(({ event, to }) => ({ key: `survey:${event.cycle}`, to, reason: "homeless" }))

interface Due {
  readonly event: RatingRequested
  readonly to: EmailAddress.EmailAddress
  readonly page: string
}

const due = ({ surveys }: Workspace, ticket: Ticket, events: ReadonlyArray<Event>): ReadonlyArray<Due> =>
  events.flatMap((event) => {
    if (ticket.removed !== undefined || event._tag !== "RatingRequested") return []
    const rating = Rating.find(ticket, event.cycle)
    const page = surveys.find(({ id }) => id === rating?.survey)?.page ?? null
    const { email } = ticket.requester
    return rating === undefined || !Rating.isOpen(rating) || page === null || email === null ? [] : [{ event, to: email, page }]
  })

const letterTo = (to: EmailAddress.EmailAddress, page: string, { cycle, expiresAt, at }: RatingRequested, desk: Desk): Letter => {
  const { ticket, home, tenant, signer } = desk
  const token = SurveyLink.token(signer, tenant, { ticketId: ticket.id, cycle })
  const mark = { reference: ticket.reference, message: 0, isInternal: false, reader: Token.readerTag(signer, tenant, to) }
  return {
    audience: "customer",
    template: "survey",
    data: {
      reference: ticket.reference,
      subject: "",
      author: brandName(desk),
      text: [
        `Tell us here: ${page.replaceAll("{token}", () => encodeURIComponent(token))}`,
        `Until ${moment(expiresAt, "UTC")} (UTC).`
      ].join("\n"),
      ...faceOf(desk),
      requester: ""
    },
    brand: ticket.brand,
    messageId: Token.messageId(
      signer,
      tenant,
      mark,
      `${Canonical.version(["survey", ticket.id, cycle])}.${EmailAddress.domainOf(home.from)}`
    ),
    subject: `How did we do? [#${ticket.reference}]`,
    from: { address: home.from, name: brandName(desk) },
    replyTo: home.signed ?? home.replyTo,
    to: [{ address: to, name: "" }],
    cc: [],
    inReplyTo: home.root,
    references: [home.root],
    date: at,
    automatic: true,
    attachments: [],
    ticketId: ticket.id
  }
}
