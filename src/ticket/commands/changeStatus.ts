/** Change status: move a ticket along its life. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Actor from "../../people/Actor.ts"
import { Slug } from "../../text/Id.ts"
import * as Field from "../Field.ts"
import { pendingAt } from "../Approvals.ts"
import { defaultOf, foreignTo, usesField } from "../belonging.ts"
import { blocked } from "../Neighbour.ts"
import * as Resolution from "../Resolution.ts"
import { ApprovalPending, FieldsRequired, unknownWord } from "../Refusal.ts"
import * as Status from "../Status.ts"
import { fieldOf, type Ticket } from "../Ticket.ts"
import type { Vocabulary } from "../Vocabulary.ts"
import { command, type Decision, type Context, Fact, happened, nothing, on, stamp } from "../rule.ts"

/** By id, or as `solve`, `close`, `pending`, `hold`, `open`: the default status of that category. */
export class ChangeStatus extends Schema.Opaque<ChangeStatus>()(Schema.TaggedStruct("ChangeStatus", { status: Slug })) {}

/** The category is stamped in: a workspace that moves a status to another category later changes no past. */
export class StatusChanged extends Schema.Opaque<StatusChanged>()(
  Fact("StatusChanged", { status: Slug, statusCategory: Status.Category, ...Status.stamped, from: Slug })
) {}

export const changeStatus = command(ChangeStatus, {
  decide: (ticket, { status }, context): Decision<StatusChanged> =>
    enter(ticket, named(status, ticket.department, context.vocabulary), context),
  events: [on(StatusChanged, standing)]
})

/** The ticket in another status. A declaration, so that the rule above can name it. */
export function standing(
  ticket: Ticket,
  { at, status, statusCategory, slaEffect = "byCategory" }: Pick<StatusChanged, "at" | "status" | "statusCategory" | "slaEffect">
): Ticket {
  const wasDone = Status.isDone(ticket.statusCategory)
  const isDone = Status.isDone(statusCategory)
  return {
    ...(isDone ? ticket : Resolution.without(ticket)),
    status,
    statusCategory,
    slaEffect,
    escalated: ticket.escalated && !isDone,
    updatedAt: at,
    solvedAt: isDone ? (wasDone ? ticket.solvedAt : at) : null,
    closedAt: statusCategory === "closed" ? (ticket.statusCategory === "closed" ? ticket.closedAt : at) : null,
    reopened: wasDone && !isDone ? ticket.reopened + 1 : ticket.reopened
  }
}

/**
 * The event of entering a status, none if the ticket is in it already; the one way into any status.
 * A word from outside is not refused for fields that only the desk can fill: all it ever enters is `open`.
 */
export const enter = (ticket: Ticket, word: string, context: Context): Decision<StatusChanged> => {
  const status = context.vocabulary.statuses.get(word)
  if (status === undefined) return Result.fail(unknownWord("status", word, context.vocabulary.statuses)!)
  if (ticket.status === status.id) return nothing
  const foreign = foreignTo(ticket.department, "status", status.id, context.vocabulary)
  if (foreign !== undefined) return Result.fail(foreign)
  const missing = Actor.isOutside(context.actor) ? undefined : unfilled(ticket, status.id, context.vocabulary)
  if (missing !== undefined) return Result.fail(missing)
  const waiting = Status.isDone(status.category) ? unanswered(ticket, status.id, context) : undefined
  if (waiting !== undefined) return Result.fail(waiting)
  const inTheWay = Status.isDone(status.category) ? blocked(ticket.id, status.id, context) : undefined
  if (inTheWay !== undefined) return Result.fail(inTheWay)
  return happened<StatusChanged>({
    _tag: "StatusChanged",
    ...stamp(context),
    status: status.id,
    statusCategory: status.category,
    ...Status.effectOf(status),
    from: ticket.status
  })
}

/** The refusal to finish a ticket that waits for permission; `undefined` where it waits for none. */
export const unanswered = (ticket: Ticket, status: string, { now }: Context): ApprovalPending | undefined => {
  const pending = pendingAt(ticket, now)
  return pending === undefined ? undefined : new ApprovalPending({ ticketId: ticket.id, approval: pending.id, status })
}

/** What to do, said as a verb, beside the ids of the workspace. An id of the workspace goes first. */
export const named = (word: string, department: string, vocabulary: Vocabulary): string => {
  if (vocabulary.statuses.has(word)) return word
  const category = verbs.get(word)
  return category === undefined ? word : defaultOf(department, category, vocabulary).id
}
export const verbs: ReadonlyMap<string, Status.Category> = new Map([
  ["solve", "solved"],
  ["close", "closed"],
  ["pending", "pending"],
  ["hold", "onHold"],
  ["open", "open"]
])

/** The refusal of a status whose required fields are unset; `undefined` when all are filled. */
export const unfilled = (
  ticket: Pick<Ticket, "fields" | "department">,
  status: string,
  vocabulary: Vocabulary
): FieldsRequired | undefined => {
  let missing: Array<string> | undefined
  for (const field of vocabulary.fields.values()) {
    if (!field.requiredOn.includes(status) || !usesField(ticket.department, field.id, vocabulary)) continue
    if (Field.isEmpty(fieldOf(ticket, field.id))) (missing ??= []).push(field.id)
  }
  return missing === undefined ? undefined : new FieldsRequired({ status, fields: missing })
}
