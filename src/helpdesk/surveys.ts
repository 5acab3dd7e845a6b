/** Answers to surveys from the link in a letter: what the link shows, and what is said by it. */
import { surveyOf } from "../desk/ratings.ts"
import * as SurveyLink from "../mail/SurveyLink.ts"
import * as Actor from "../people/Actor.ts"
import * as Ticket from "../ticket/index.ts"
import { decodeCommand } from "./codec.ts"
import { isTagged, NotConfigured } from "./Failure.ts"
import type { House } from "./House.ts"
import { load } from "./load.ts"
import { run } from "./run.ts"
import type { RatingInput, SurveyShown } from "./Satisfaction.ts"
import type { Done, KeyHeld } from "./together.ts"

/** @throws {SurveyInvalid} */
export const survey = async (house: House, token: string): Promise<SurveyShown> => {
  const { ticket, cycle } = await meantBy(house, token)
  const rating = Ticket.Rating.find(ticket, cycle)
  const until = rating === undefined ? null : Ticket.Rating.answerableUntil(rating)
  const isAway = Ticket.isMerged(ticket) || Ticket.isRemoved(ticket)
  if (rating?.asked == null || until === null || until <= house.now() || isAway) throw new Ticket.SurveyInvalid()
  const { asked, answer } = rating
  const named = new Map(surveyOf(house.workspace, rating)?.reasons.map(({ id, name }) => [id, name]))
  return {
    ticketId: ticket.id,
    reference: ticket.reference,
    brand: house.workspace.brands.get(ticket.brand)?.name ?? house.workspace.name,
    scale: asked.scale,
    least: Ticket.Rating.leastOf(asked.scale),
    most: Ticket.Rating.mostOf(asked.scale),
    reasons: asked.reasons.map((id) => ({ id, name: named.get(id) ?? id })),
    until,
    answer: answer === null ? null : { score: answer.score, reason: answer.reason, comment: answer.comment }
  }
}

/** Whoever has the link speaks as the requester, and of this survey alone. */
export const rate = async (house: House, token: string, input: RatingInput): Promise<Done | KeyHeld> => {
  const { ticket, cycle } = await meantBy(house, token)
  const said = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
  const command = decodeCommand({ ...said, cycle, _tag: "Rate" } as { readonly _tag: string })
  const actor = Actor.requester(ticket.requester.id)
  return run(house, { ticketId: ticket.id, actor, via: "email", commands: () => [command] }).catch((cause: unknown) => {
    throw isTagged(cause) && hidden.has(cause._tag) ? new Ticket.SurveyInvalid() : cause
  })
}

/** What the holder of a link need not learn of the ticket. */
const hidden: ReadonlySet<string> = new Set(["TicketNotFound", "TicketMerged", "TicketRemoved", "TicketClosed"])

const meantBy = async (house: House, token: string): Promise<SurveyLink.SurveyLink & { readonly ticket: Ticket.Ticket }> => {
  if (house.signer === undefined) throw new NotConfigured({ needs: "mail.secrets" })
  const link = typeof token === "string" ? SurveyLink.read(house.signer, house.tenant, token) : undefined
  const ticket = link && (await load(house, link.ticketId)).ticket
  if (link === undefined || ticket === undefined) throw new Ticket.SurveyInvalid()
  return { ...link, ticket }
}
