/** Open: a request comes in, or is entered for somebody, and becomes a ticket. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { CommandRule } from "../../decider/Decider.ts"
import * as Actor from "../../people/Actor.ts"
import * as EmailAddress from "../../people/EmailAddress.ts"
import { Id, Slug } from "../../text/Id.ts"
import * as Text from "../../text/Text.ts"
import * as Category from "../Category.ts"
import * as Field from "../Field.ts"
import { limits } from "../limits.ts"
import * as Message from "../Message.ts"
import { Participant } from "../Participant.ts"
import { AlreadyOpen, FieldInvalid, type Refusal, UnknownWord } from "../Refusal.ts"
import * as Status from "../Status.ts"
import { RequesterRef, TicketId } from "../Ticket.ts"
import type { Vocabulary } from "../Vocabulary.ts"
import { type Context, Fact, stamp, type State } from "../rule.ts"
import { objection, threaded } from "../say.ts"
import { stranger } from "./assign.ts"
import { named, unfilled } from "./changeStatus.ts"
import { Tags } from "./tag.ts"

const Participants = Schema.Array(Participant).check(Schema.isMaxLength(limits.participants))
const Fields = Schema.Array(Field.Entry).check(Schema.isMaxLength(limits.fields))

/** Only the requester, the subject and the first message must be there; the workspace's defaults fill the rest. */
export class Open extends Schema.Opaque<Open>()(
  Schema.TaggedStruct("Open", {
    ticketId: TicketId,
    reference: Schema.String,
    requester: RequesterRef,
    subject: Text.upTo(998),
    content: Message.Content,
    /** `internal`: what is said first is for the desk alone. */
    visibility: Schema.optionalKey(Message.Visibility),
    status: Schema.optionalKey(Slug),
    priority: Schema.optionalKey(Slug),
    kind: Schema.optionalKey(Slug),
    category: Schema.optionalKey(Category.Path),
    department: Schema.optionalKey(Slug),
    brand: Schema.optionalKey(Slug),
    fields: Schema.optionalKey(Fields),
    tags: Schema.optionalKey(Tags),
    agent: Schema.optionalKey(Schema.NullOr(Slug)),
    team: Schema.optionalKey(Schema.NullOr(Slug)),
    participants: Schema.optionalKey(Participants),
    receivedAt: Schema.optionalKey(EmailAddress.EmailAddress),
    followUpOf: Schema.optionalKey(TicketId)
  })
) {}

/** Every choice is written down, so that a later default changes no past. */
export class Opened extends Schema.Opaque<Opened>()(
  Fact("Opened", {
    ticketId: TicketId,
    reference: Schema.String,
    requester: RequesterRef,
    subject: Text.upTo(998),
    messageId: Id,
    visibility: Message.Visibility,
    content: Message.Content,
    status: Slug,
    statusCategory: Status.Category,
    priority: Schema.NullOr(Slug),
    kind: Schema.NullOr(Slug),
    category: Category.Path,
    department: Slug,
    brand: Slug,
    fields: Fields,
    tags: Tags,
    agent: Schema.NullOr(Slug),
    team: Schema.NullOr(Slug),
    participants: Participants,
    receivedAt: Schema.NullOr(EmailAddress.EmailAddress),
    followUpOf: Schema.NullOr(TicketId)
  })
) {}

export const open: CommandRule<State, typeof Open, Opened, Refusal, Context, typeof Opened> = {
  schema: Open,
  decide: (state, wish, context) => {
    if (state !== undefined) return Result.fail(new AlreadyOpen({ ticketId: state.id }))
    const { vocabulary } = context
    const status = vocabulary.statuses.get(wish.status === undefined ? vocabulary.defaultStatus.new.id : named(wish.status, context))
    const category = wish.category ?? []
    const department = wish.department ?? vocabulary.defaultDepartment
    const brand = wish.brand ?? vocabulary.defaultBrand
    const priority = wish.priority ?? vocabulary.defaultPriority
    const kind = wish.kind ?? null
    const unknown =
      (status === undefined && word("status", wish.status ?? "", vocabulary.statuses)) ||
      (priority !== null && word("priority", priority, vocabulary.priorities)) ||
      (kind !== null && word("kind", kind, vocabulary.kinds)) ||
      word("department", department, vocabulary.departments) ||
      word("brand", brand, vocabulary.brands) ||
      word("channel", context.via, vocabulary.channels) ||
      (!Category.has(vocabulary.categories, category) &&
        new UnknownWord({ what: "category", word: category.join(" / "), known: vocabulary.categories.map((root) => root.id) }))
    if (unknown) return Result.fail(unknown)
    const agent = wish.agent === undefined ? creatorOf(context) : wish.agent
    const team = wish.team ?? null
    const no = objection(0, wish.content, "Open") ?? stranger(agent, team, context) ?? misfit(wish.fields ?? [], vocabulary)
    if (no !== undefined) return Result.fail(no)
    const fields = (wish.fields ?? []).filter((entry) => entry.value !== null)
    const missing = unfilled({ fields }, status!.id, vocabulary)
    if (missing !== undefined) return Result.fail(missing)
    const opened: Opened = {
      _tag: "Opened",
      ...stamp(context),
      ticketId: wish.ticketId,
      reference: wish.reference,
      requester: wish.requester,
      subject: wish.subject,
      messageId: context.id,
      visibility: wish.visibility ?? "public",
      content: wish.content,
      status: status!.id,
      statusCategory: status!.category,
      priority,
      kind,
      category,
      department,
      brand,
      fields,
      tags: [...new Set(wish.tags ?? [])],
      agent,
      team,
      participants: wish.participants ?? [],
      receivedAt: wish.receivedAt ?? null,
      followUpOf: wish.followUpOf ?? null
    }
    return Result.succeed([opened])
  },
  events: [{ schema: Opened, evolve: (_, opened) => first(opened) }]
}

const word = (what: UnknownWord["what"], id: string, known: ReadonlyMap<string, unknown>): UnknownWord | false =>
  !known.has(id) && new UnknownWord({ what, word: id, known: [...known.keys()] })

/** An agent who enters a ticket takes it, unless the workspace wants new tickets unassigned. */
const creatorOf = (context: Context): string | null =>
  Actor.isAgent(context.actor) && context.vocabulary.onAgentCreate === "self" ? Actor.idOf(context.actor) : null

const misfit = (entries: ReadonlyArray<Field.Entry>, vocabulary: Vocabulary): UnknownWord | FieldInvalid | undefined => {
  const seen = new Set<string>()
  for (const { field, value } of entries) {
    const definition = vocabulary.fields.get(field)
    if (definition === undefined) return new UnknownWord({ what: "field", word: field, known: [...vocabulary.fields.keys()] })
    const expected = seen.has(field) ? "one value, and got two" : Field.mistake(definition, value)
    if (expected !== undefined) return new FieldInvalid({ field, expected })
    seen.add(field)
  }
  return undefined
}

const first = (opened: Opened): State => ({
  id: opened.ticketId,
  reference: opened.reference,
  subject: opened.subject,
  status: opened.status,
  statusCategory: opened.statusCategory,
  priority: opened.priority,
  kind: opened.kind,
  category: opened.category,
  department: opened.department,
  brand: opened.brand,
  fields: opened.fields,
  tags: opened.tags,
  requester: opened.requester,
  submitter: opened.by,
  assignee: opened.agent,
  team: opened.team,
  followers: [],
  participants: opened.participants,
  proposed: [],
  channel: opened.via,
  receivedAt: opened.receivedAt,
  thread: threaded([], opened.content.mail?.messageId ?? null),
  followUpOf: opened.followUpOf,
  escalated: false,
  messages: 1,
  openedAt: opened.at,
  updatedAt: opened.at,
  askedAt: Actor.isOutside(opened.by) ? opened.at : null,
  answeredAt: null,
  solvedAt: Status.isDone(opened.statusCategory) ? opened.at : null,
  closedAt: opened.statusCategory === "closed" ? opened.at : null,
  reopened: 0,
  wakeAt: null
})
