/**
 * When the requester of a ticket was last asked for a rating before the survey that is due now. Surveys take turns as they are
 * due: one that is due earlier and that nobody has noticed yet is reckoned with as if somebody had. So whoever is spared is
 * the same, in whatever order tickets are looked at. It only reads.
 */
import type { Findable } from "../condition/Condition.ts"
import { dueOf, objectionAt, surveyOf } from "../desk/ratings.ts"
import type { Kind } from "../storage/Storage.ts"
import * as Text from "../text/Text.ts"
import * as Ticket from "../ticket/index.ts"
import type { Instant } from "../time/Instant.ts"
import type { House } from "./House.ts"
import { allKinds } from "./neighbours.ts"
import { ticketsWhere } from "./ticketsWhere.ts"

interface Turn {
  readonly ticket: Ticket.Ticket
  readonly rating: Ticket.Rating.Rating
}

/** `undefined`: nobody asked, or it makes no difference. */
export const surveyedBefore = async (house: House, ticket: Ticket.State, now: Instant): Promise<Instant | undefined> => {
  const { workspace } = house
  const rating = dueOf(ticket, now)
  if (ticket === undefined || rating === undefined || surveyOf(workspace, rating)?.cooldown == null) return undefined
  const own = { ticket, rating }
  const waiting = (await theirs(house, ticket, ["ticket"], { field: "ratingDue", op: "lte", value: rating.dueAt })).flatMap((other) => {
    const due = dueOf(other, rating.dueAt)
    return due === undefined ? [] : [{ ticket: other, rating: due }]
  })
  const longest = Math.max(...workspace.surveys.map(({ cooldown }) => cooldown ?? 0))
  const first = Math.min(...[own, ...waiting].map(({ rating: { dueAt } }) => dueAt))
  const asked = (await theirs(house, ticket, allKinds, { field: "ratingAsked", op: "gt", value: first - longest })).flatMap((other) =>
    (other.ratings ?? []).flatMap((one) => (one.asked === null ? [] : [{ ticket: other, rating: one }]))
  )
  let last: Instant | undefined
  for (const turn of [...waiting, ...asked].toSorted(inTurn)) {
    if (inTurn(turn, own) >= 0) break
    if (turn.rating.asked !== null || objectionAt(workspace, turn.ticket, turn.rating, last) === undefined) last = turn.rating.dueAt
  }
  return last
}

const inTurn = (a: Turn, b: Turn): number => a.rating.dueAt - b.rating.dueAt || Text.compare(a.ticket.id, b.ticket.id)

const theirs = async (
  house: House,
  { requester }: Ticket.Ticket,
  kinds: ReadonlyArray<Kind>,
  where: Findable
): Promise<ReadonlyArray<Ticket.Ticket>> => {
  const found: Array<Ticket.Ticket> = []
  const own: Findable = { all: [{ field: "requester", op: "is", value: requester.id }, where] }
  for (const kind of kinds) for await (const ticket of ticketsWhere(house, kind, own)) found.push(ticket)
  return found
}
