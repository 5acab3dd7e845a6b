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
import { newcomers, Participant } from "../Participant.ts"
import { AlreadyOpen, FieldInvalid, type NotInTeam, type Refusal, type UnknownWord, unknownWord } from "../Refusal.ts"
import * as Status from "../Status.ts"
import { RequesterRef, TicketId } from "../Ticket.ts"
import type { Vocabulary } from "../Vocabulary.ts"
import { type Context, Fact, happened, stamp, type State } from "../rule.ts"
import { objection, threaded } from "../say.ts"
import { fits, stranger } from "./assign.ts"
import { unknownCategory } from "./categorize.ts"
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
    ...Status.stamped,
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
    const word = wish.status === undefined ? vocabulary.defaultStatus.new.id : named(wish.status, vocabulary)
    const status = vocabulary.statuses.get(word)
    if (status === undefined) return Result.fail(unknownWord("status", word, vocabulary.statuses)!)
    const chosen = choicesOf(wish, context)
    const no =
      unheard(chosen, context) ??
      objection(0, wish.content, "Open") ??
      misfit(chosen.fields, vocabulary) ??
      unfilled(chosen, word, vocabulary)
    if (no !== undefined) return Result.fail(no)
    return happened<Opened>({
      _tag: "Opened",
      ...stamp(context),
      ticketId: wish.ticketId,
      reference: wish.reference,
      requester: wish.requester,
      subject: wish.subject,
      messageId: context.id,
      visibility: wish.visibility ?? "public",
      content: wish.content,
      status: status.id,
      statusCategory: status.category,
      ...Status.effectOf(status),
      ...chosen,
      participants: newcomers(wish.participants ?? [], wish.requester.email === null ? [] : [wish.requester.email]),
      receivedAt: wish.receivedAt ?? null,
      followUpOf: wish.followUpOf ?? null
    })
  },
  events: [{ schema: Opened, evolve: (_, opened) => first(opened) }]
}

/** What the wish leaves out, the workspace chooses. */
const choicesOf = (wish: Open, { actor, vocabulary }: Context) => {
  const team = wish.team ?? null
  return {
    priority: wish.priority ?? vocabulary.defaultPriority,
    kind: wish.kind ?? null,
    category: wish.category ?? [],
    department: wish.department ?? vocabulary.defaultDepartment,
    brand: wish.brand ?? vocabulary.defaultBrand,
    fields: (wish.fields ?? []).map(({ field, value }) => ({ field, value: Field.settled(value) })).filter(({ value }) => value !== null),
    tags: [...new Set(wish.tags ?? [])],
    agent: wish.agent === undefined ? creatorOf(actor, team, vocabulary) : wish.agent,
    team
  }
}

/** An agent who enters a ticket takes it, unless it goes to another team or the workspace wants new tickets unassigned. */
const creatorOf = (actor: Actor.Actor, team: string | null, vocabulary: Vocabulary): string | null =>
  Actor.isAgent(actor) && vocabulary.onAgentCreate === "self" && fits(Actor.idOf(actor), team, vocabulary) ? Actor.idOf(actor) : null

/** The first word that the workspace does not know. */
const unheard = (chosen: ReturnType<typeof choicesOf>, { vocabulary, via }: Context): UnknownWord | NotInTeam | undefined =>
  (chosen.priority === null ? undefined : unknownWord("priority", chosen.priority, vocabulary.priorities)) ??
  (chosen.kind === null ? undefined : unknownWord("kind", chosen.kind, vocabulary.kinds)) ??
  unknownWord("department", chosen.department, vocabulary.departments) ??
  unknownWord("brand", chosen.brand, vocabulary.brands) ??
  unknownWord("channel", via, vocabulary.channels) ??
  unknownCategory(chosen.category, vocabulary) ??
  stranger(chosen.agent, chosen.team, vocabulary)

const misfit = (entries: ReadonlyArray<Field.Entry>, vocabulary: Vocabulary): UnknownWord | FieldInvalid | undefined => {
  const seen = new Set<string>()
  for (const { field, value } of entries) {
    const definition = vocabulary.fields.get(field)
    if (definition === undefined) return unknownWord("field", field, vocabulary.fields)
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
  slaEffect: opened.slaEffect ?? "byCategory",
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
  policy: null,
  due: null,
  escalated: false,
  messages: 1,
  openedAt: opened.at,
  updatedAt: opened.at,
  askedAt: Actor.isOutside(opened.by) ? opened.at : null,
  answeredAt: null,
  solvedAt: Status.isDone(opened.statusCategory) ? opened.at : null,
  closedAt: opened.statusCategory === "closed" ? opened.at : null,
  reopened: 0
})
