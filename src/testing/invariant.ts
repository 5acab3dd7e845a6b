/** What is true of every ticket that the rules have made, whatever was asked of it. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as EmailAddress from "../people/EmailAddress.ts"
import * as Ticket from "../ticket/index.ts"

const decode = Schema.decodeUnknownResult(Ticket.Ticket, { onExcessProperty: "error" })

/** What is wrong with this ticket of this workspace, a sentence each; empty when nothing is. */
export const broken = (ticket: Ticket.Ticket, vocabulary: Ticket.Vocabulary): ReadonlyArray<string> => {
  const decoded = decode(ticket)
  if (Result.isFailure(decoded)) return [decoded.failure.message]
  const claims: ReadonlyArray<readonly [string, boolean]> = [
    ["the status is the workspace's, in its category", vocabulary.statuses.get(ticket.status)?.category === ticket.statusCategory],
    ["the status is one of its department", Ticket.Belonging.hasStatus(ticket.department, ticket.status, vocabulary)],
    [
      "its fields are those of its department",
      ticket.fields.every(({ field }) => Ticket.Belonging.usesField(ticket.department, field, vocabulary))
    ],
    ["what is kept out of sight is not in sight", (ticket.kept ?? []).every(({ field }) => Ticket.fieldOf(ticket, field) === null)],
    ["solvedAt is set exactly while it is done", (ticket.solvedAt !== null) === Ticket.isDone(ticket)],
    ["closedAt is set exactly while it is closed", (ticket.closedAt !== null) === Ticket.isClosed(ticket)],
    ["it is closed no earlier than solved", ticket.closedAt === null || ticket.closedAt >= ticket.solvedAt!],
    ["nothing happened before it was opened", everyMoment(ticket).every((at) => at >= ticket.openedAt && at <= ticket.updatedAt)],
    ["who is in charge is the workspace's", ticket.assignee === null || vocabulary.agents.has(ticket.assignee)],
    ["the assignee is in the team", inTeam(ticket, vocabulary)],
    ["the category is a path of the tree", Ticket.Category.has(vocabulary.categories, ticket.category)],
    [
      "every field holds what it takes, once",
      hasDistinct(ticket.fields.map(({ field }) => field)) && ticket.fields.every(fitsIn(vocabulary))
    ],
    ["tags and followers are there once", hasDistinct(ticket.tags) && hasDistinct(ticket.followers)],
    ["every link is there once, and none leads to itself", isLinkedOnce(ticket)],
    ["everybody is in the conversation once, as one thing", hasDistinct(everybody(ticket))],
    ["each time that it was solved is asked about once, and answered where it was asked", isRatedOnce(ticket)],
    ["it holds no more than a ticket may", isWithinLimits(ticket)]
  ]
  return claims.filter(([, holds]) => !holds).map(([claim]) => claim)
}

const everyMoment = ({ askedAt, answeredAt, solvedAt, closedAt, updatedAt }: Ticket.Ticket): ReadonlyArray<number> =>
  [askedAt, answeredAt, solvedAt, closedAt, updatedAt].filter((at) => at !== null)

const inTeam = ({ assignee, team }: Ticket.Ticket, { agents }: Ticket.Vocabulary): boolean =>
  assignee === null || team === null || (agents.get(assignee)?.teams.includes(team) ?? false)

const fitsIn =
  ({ fields }: Ticket.Vocabulary) =>
  ({ field, value }: Ticket.Field.Entry): boolean => {
    const definition = fields.get(field)
    return definition !== undefined && !Ticket.Field.isEmpty(value) && Ticket.Field.mistake(definition, value) === undefined
  }

const everybody = ({ requester, participants, proposed }: Ticket.Ticket): ReadonlyArray<string> =>
  [...(requester.email === null ? [] : [requester.email]), ...[...participants, ...proposed].map(({ address }) => address)].map(
    EmailAddress.key
  )

const isWithinLimits = (ticket: Ticket.Ticket): boolean =>
  ticket.messages <= Ticket.limits.messages &&
  ticket.thread.length <= Ticket.limits.thread &&
  (["tags", "followers", "participants", "proposed", "fields"] as const).every((list) => ticket[list].length <= Ticket.limits[list])

const isLinkedOnce = (ticket: Ticket.Ticket): boolean => {
  const { links, followUps } = Ticket.edgesOf(ticket)
  const ends = links.map(({ type, side, ticket: other }) => `${type} ${side} ${other}`)
  return hasDistinct(ends) && hasDistinct(followUps) && links.every((link) => link.ticket !== ticket.id)
}

const isRatedOnce = ({ ratings = [] }: Ticket.Ticket): boolean =>
  hasDistinct(ratings.map(({ cycle }) => String(cycle))) &&
  ratings.length <= Ticket.Rating.limits.surveys &&
  ratings.every(({ asked, answer }) => answer === null || (asked !== null && Ticket.Rating.mistake(asked, answer) === undefined))

const hasDistinct = (words: ReadonlyArray<string>): boolean => new Set(words).size === words.length
