/** The letters to those whose answer is asked for, each a letter of their own. Nobody outside the desk gets one. */
import { type Account, explain, type Explanation } from "../../approval/explain.ts"
import { ahead, arithmetic, onOneLine, zoneOf } from "../../approval/print.ts"
import type { Approval } from "../../approval/Approval.ts"
import type { Agent } from "../../people/Agent.ts"
import * as EmailAddress from "../../people/EmailAddress.ts"
import * as Canonical from "../../text/Canonical.ts"
import type { Event } from "../../ticket/decider.ts"
import type { Ticket } from "../../ticket/Ticket.ts"
import * as names from "../../ticket/timeline/names.ts"
import type { Instant } from "../../time/Instant.ts"
import { moment } from "../../time/moment.ts"
import * as Ballot from "../Ballot.ts"
import type { Letter } from "../Letter.ts"
import * as Token from "../Token.ts"
import { isOurs } from "./Home.ts"
import { brandName, faceOf, line, type Said, threadOf } from "./letter.ts"
import { mayRead } from "./mayRead.ts"
import type { Posted } from "./messages.ts"
import * as Subject from "./Subject.ts"

type Desk = Pick<Said, "workspace" | "tenant" | "signer" | "ticket" | "home">

/** Somebody who has not answered, or who may answer for them. */
interface Asked {
  readonly approval: Approval
  readonly explanation: Explanation
  readonly step: Account
  readonly ballot: Ballot.Ballot
}

/** To whoever was not asked before this commit, and to all who are reminded in it. */
export const approvals = (desk: Desk, before: Ticket | undefined, events: ReadonlyArray<Event>): ReadonlyArray<Posted> => {
  const at = events.at(-1)!.at
  // As it was told then: what fell due meanwhile is news now.
  const known = new Set(before === undefined ? [] : askedIn(before, before.updatedAt).map(({ ballot }) => JSON.stringify(ballot)))
  const isReminded = ({ ballot }: Asked): boolean =>
    events.some((event) => event._tag === "ApproversReminded" && event.approval === ballot.approval && event.step === ballot.step)
  const mayHear = mayRead(desk.ticket, desk.workspace)
  return askedIn(desk.ticket, at).flatMap((asked) => {
    const reader = desk.workspace.agents.get(asked.ballot.by)
    const isNews = !known.has(JSON.stringify(asked.ballot)) || isReminded(asked)
    if (reader === undefined || !isNews || !mayHear(reader) || isOurs(reader.email, desk.workspace)) return []
    const letter = letterTo(reader, asked, desk, at)
    return [{ key: `mail:${letter.messageId}`, letter }]
  })
}

const askedIn = (ticket: Ticket, at: Instant): ReadonlyArray<Asked> =>
  (ticket.approvals ?? []).flatMap((approval) => {
    if (approval.end !== null) return []
    const explanation = explain(approval, at)
    return explanation.steps
      .filter(({ standing }) => standing === "open")
      .flatMap((step) =>
        step.says
          .filter(({ answer }) => answer === null)
          .flatMap(({ agent, standIns }) =>
            [agent, ...standIns.map((one) => one.agent)].map((by) => ({
              approval,
              explanation,
              step,
              ballot: { ticketId: ticket.id, approval: approval.id, askedAt: approval.askedAt, step: step.step, approver: agent, by }
            }))
          )
      )
  })

const letterTo = ({ email, name }: Agent, asked: Asked, desk: Desk, at: Instant): Letter => {
  const { ticket, home, workspace } = desk
  const references = threadOf(desk, "agent")
  return {
    audience: "agent",
    template: "approval",
    data: {
      reference: ticket.reference,
      subject: Subject.bare(ticket.subject),
      author: line(names.actor(workspace, ticket, asked.approval.by), 255),
      text: textOf(asked, desk),
      ...faceOf(desk),
      requester: ticket.requester.name
    },
    brand: ticket.brand,
    messageId: idOf(asked, email, desk, at),
    subject: Subject.line(line(`Please approve: ${onOneLine(asked.approval.subject)}`, 900), ticket.reference, {
      answers: false,
      tagged: home.signed === undefined
    }),
    from: { address: home.from, name: brandName(desk) },
    replyTo: home.signed ?? home.replyTo,
    to: [{ address: email, name }],
    cc: [],
    inReplyTo: references.at(-1)!,
    references,
    date: at,
    automatic: true,
    attachments: [],
    ticketId: ticket.id
  }
}

/** What tells two such letters apart stands before the domain; a reply is a note, as to any letter for agents. */
const idOf = ({ ballot }: Asked, reader: EmailAddress.EmailAddress, { signer, tenant, ticket, home }: Desk, at: Instant): string =>
  Token.messageId(
    signer,
    tenant,
    { reference: ticket.reference, message: ticket.messages, isInternal: true, reader: Token.readerTag(signer, tenant, reader) },
    `${Canonical.version([ballot, at])}.${EmailAddress.domainOf(home.from)}`
  )

const textOf = ({ approval, step, ballot }: Asked, { workspace, tenant, signer }: Desk): string => {
  const zone = zoneOf(approval)
  const { next } = step
  const approver = names.agent(workspace, ballot.approver)
  const page = workspace.approvalPage?.replaceAll("{token}", () => encodeURIComponent(Ballot.link(signer, tenant, ballot)))
  return [
    `To approve: ${onOneLine(approval.subject)}`,
    `Approval: ${approval.name}, step ${step.name}`,
    ...(ballot.by === ballot.approver ? [] : [`You may answer for ${approver}.`]),
    `It ${arithmetic(step, zone)}.`,
    ...(next === null ? [] : [`${moment(next.at, zone)} (${zone}): ${ahead(next)}.`]),
    "",
    page === undefined ? "Answer it in the desk." : `Read it and answer: ${page}`
  ].join("\n")
}
