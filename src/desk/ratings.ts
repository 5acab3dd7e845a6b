/** When requesters are asked how it was, and why some are not: what follows from a ticket's life and the clock, whoever looks when. */
import * as Count from "../calendar/count.ts"
import { holds } from "../condition/Condition.ts"
import { isOurs } from "../mail/announce/Home.ts"
import * as Actor from "../people/Actor.ts"
import * as Canonical from "../text/Canonical.ts"
import { selfOf } from "../ticket/Approvals.ts"
import * as Ticket from "../ticket/index.ts"
import * as Instant from "../time/Instant.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import { does, type Draft } from "./Draft.ts"
import { factsOfDraft } from "./facts.ts"
import type { Desk } from "./handle.ts"
import type { Acting } from "./hindered.ts"

type Survey = Workspace["surveys"][number]
type Because = Ticket.Rating.Because

/** What time has brought: before anything that is asked now, so that it counts as it was then. `surveyedAt`: see `objectionAt`. */
export const noticeRatings = (
  desk: Desk,
  draft: Draft,
  // Whatever somebody asks for now is not what made it so.
  { cause: _asked, ...own }: Acting,
  surveyedAt: Instant.Instant | undefined
): void => {
  if (draft.ticket === undefined || Ticket.isRemoved(draft.ticket)) return
  const due = dueOf(draft.ticket, own.now)
  if (due !== undefined) does(draft, [requested(desk.workspace, draft.ticket, due, surveyedAt)], own, desk.promises)
  const open = Ticket.Rating.openOf(draft.ticket)
  if (open?.asked != null) does(draft, [{ _tag: "ExpireRating", cycle: open.cycle }], own, desk.promises)
}

/** The survey whose time has come, and that nobody has noticed yet. */
export const dueOf = (ticket: Ticket.State, now: Instant.Instant): Ticket.Rating.Rating | undefined => {
  const open = ticket === undefined ? undefined : Ticket.Rating.openOf(ticket)
  return open?.asked === null && open.dueAt <= now ? open : undefined
}

const requested = (
  workspace: Workspace,
  ticket: Ticket.Ticket,
  rating: Ticket.Rating.Rating,
  surveyedAt: Instant.Instant | undefined
): Ticket.Command => {
  const { cycle, dueAt } = rating
  const because = objectionAt(workspace, ticket, rating, surveyedAt)
  if (because !== undefined) return { _tag: "WithdrawRating", cycle, because }
  const { scale, reasons, expires, editable } = surveyOf(workspace, rating)!
  return {
    _tag: "RequestRating",
    cycle,
    scale,
    reasons: reasons.map(({ id }) => id),
    expiresAt: Instant.plus(dueAt, expires),
    editable
  }
}

export const surveyOf = ({ surveys }: Pick<Workspace, "surveys">, { survey }: Pick<Ticket.Rating.Rating, "survey">): Survey | undefined =>
  surveys.find(({ id }) => id === survey)

/** Why the requester is not asked when it is due. `surveyedAt`: when the survey before this, of any of their tickets, was asked. */
export const objectionAt = (
  workspace: Workspace,
  ticket: Ticket.Ticket,
  rating: Ticket.Rating.Rating,
  surveyedAt: Instant.Instant | undefined
): Because | undefined => {
  const survey = surveyOf(workspace, rating)
  if (survey === undefined) return "gone"
  const { cooldown } = survey
  const isTooSoon = cooldown !== null && surveyedAt !== undefined && rating.dueAt - surveyedAt < cooldown
  return ticket.removed?.as ?? objection(workspace, ticket, survey) ?? (isTooSoon ? "cooldown" : undefined)
}

/** At any time. */
const objection = (workspace: Workspace, ticket: Ticket.Ticket, { page }: Survey): Because | undefined => {
  const { email } = ticket.requester
  if (ticket.automatic === true) return "automatic"
  if (selfOf(ticket, workspace) !== null) return "internal"
  return page !== null && (email === null || isOurs(email, workspace)) ? "unreachable" : undefined
}

/** What the commit itself means: what waited for an answer is over, or whoever asked for help will be asked how it was. */
export const reviewRatings = (desk: Desk, before: Ticket.State, draft: Draft, own: Acting): void => {
  const after = draft.ticket!
  const over = Ticket.Rating.openOf(after)
  if (over !== undefined && Ticket.isMerged(after)) withdraw(desk, draft, own, over.cycle, "merged")
  else if (over !== undefined && (!Ticket.isDone(after) || over.cycle !== Ticket.Rating.cycleOf(after)))
    withdraw(desk, draft, own, over.cycle, "reopened")
  // It lay aside when its time came.
  else if (dueOf(after, own.now) !== undefined && before?.removed !== undefined && !Ticket.isRemoved(after))
    withdraw(desk, draft, own, over!.cycle, before.removed.as)
  if (isSolvedIn(before, after)) plan(desk, draft, own)
}

const isSolvedIn = (before: Ticket.State, after: Ticket.Ticket): boolean =>
  Ticket.isDone(after) && (before === undefined || !Ticket.isDone(before) || before.reopened !== after.reopened)

const plan = (desk: Desk, draft: Draft, own: Acting): void => {
  const { surveys } = desk.workspace
  if (surveys.length === 0) return
  const facts = factsOfDraft(draft, desk)
  const survey = surveys.find(({ where }) => holds(where, facts))
  if (survey === undefined) return
  const { after } = survey.ask
  const dueAt = survey.calendar === null ? Instant.plus(own.now, after) : Count.add(survey.calendar, own.now, after)
  if (dueAt === Count.Never) return
  const cycle = Ticket.Rating.cycleOf(draft.ticket!)
  does(draft, [{ _tag: "PlanRating", survey: survey.id, dueAt }], own, desk.promises)
  const because = objection(desk.workspace, draft.ticket!, survey) ?? spared(survey, draft.ticket!, draft.events)
  if (because !== undefined) withdraw(desk, draft, own, cycle, because)
}

const withdraw = (desk: Desk, draft: Draft, own: Acting, cycle: number, because: Because): void => {
  does(draft, [{ _tag: "WithdrawRating", cycle, because }], own, desk.promises)
}

/** What only the commit knows in which it was solved. */
const spared = ({ sample, solvedBy }: Survey, ticket: Ticket.Ticket, events: ReadonlyArray<Ticket.Event>): Because | undefined => {
  const solved = events.findLast((event) => "statusCategory" in event && Ticket.Status.isDone(event.statusCategory))
  if (solvedBy === "people" && solved !== undefined && !isPerson(solved.by)) return "unattended"
  return lotOf(ticket.id, Ticket.Rating.cycleOf(ticket)) < sample ? undefined : "sample"
}

const isPerson = (actor: Actor.Actor): boolean => Actor.isAgent(actor) || Actor.isOutside(actor)

/** From 0 to below 100: drawn once for all, and the same wherever and whenever it is asked. */
export const lotOf = (ticketId: string, cycle: number): number => (Canonical.hash(`${ticketId} ${cycle}`, 0x811c9dc5) / 2 ** 32) * 100
