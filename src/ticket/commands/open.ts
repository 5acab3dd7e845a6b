/** Open: a request comes in, or is entered for somebody, and becomes a ticket. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { CommandRule } from "../../decider/Decider.ts"
import { Line } from "../../channel/Line.ts"
import * as Actor from "../../people/Actor.ts"
import * as EmailAddress from "../../people/EmailAddress.ts"
import { Id, Slug } from "../../text/Id.ts"
import * as Text from "../../text/Text.ts"
import { defaultOf, foreignTo } from "../belonging.ts"
import * as Category from "../Category.ts"
import { Circle } from "../Circle.ts"
import * as Field from "../Field.ts"
import { limits } from "../limits.ts"
import * as Message from "../Message.ts"
import { newcomers, Participant } from "../Participant.ts"
import {
  AlreadyOpen,
  type ChannelCannot,
  FieldInvalid,
  type NotInTeam,
  type NotOfDepartment,
  type Refusal,
  type UnknownWord,
  unknownWord
} from "../Refusal.ts"
import * as Status from "../Status.ts"
import { RequesterRef, type Ticket, TicketId } from "../Ticket.ts"
import type { Vocabulary } from "../Vocabulary.ts"
import { type Context, Fact, happened, stamp, type State } from "../rule.ts"
import { lined, objection, threaded, tooLate, tooMuch } from "../say.ts"
import { fits, stranger } from "./assign.ts"
import { unknownCategory } from "./categorize.ts"
import { named, unfilled } from "./changeStatus.ts"
import { Tags } from "./tag.ts"

const Participants = Schema.Array(Participant).check(Schema.isMaxLength(limits.participants))
const Fields = Schema.Array(Field.Entry).check(Schema.isMaxLength(limits.fields))

/** What may be said of any new ticket; the workspace's defaults fill the rest. */
export const wished = {
  ticketId: TicketId,
  reference: Schema.String,
  requester: RequesterRef,
  subject: Text.upTo(998),
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
  receivedAt: Schema.optionalKey(EmailAddress.EmailAddress)
}

/** Every choice is written down, so that a later default changes no past. */
export const chosen = {
  ticketId: TicketId,
  reference: Schema.String,
  requester: RequesterRef,
  subject: Text.upTo(998),
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
  receivedAt: Schema.NullOr(EmailAddress.EmailAddress)
}
const Wished = Schema.Struct(wished)
const Chosen = Schema.Struct(chosen)

const own = {
  /** The channel that the request came by, where the way into this ticket was another: a word to a closed one. */
  channel: Schema.optionalKey(Slug),
  /** The reference of the ticket that it follows. */
  formerly: Schema.optionalKey(Schema.String),
  followers: Schema.optionalKey(Schema.Array(Slug).check(Schema.isMaxLength(limits.followers))),
  /** Who alone sees it, as of the ticket that it follows. */
  restricted: Schema.optionalKey(Circle),
  /** The desk writes first, by the channel: where to. */
  line: Schema.optionalKey(Line)
}

/** Only the requester, the subject and the first message must be there. */
export class Open extends Schema.Opaque<Open>()(
  Schema.TaggedStruct("Open", {
    ...wished,
    content: Message.Content,
    /** `internal`: what is said first is for the desk alone. */
    visibility: Schema.optionalKey(Message.Visibility),
    followUpOf: Schema.optionalKey(TicketId),
    ...own
  })
) {}

export class Opened extends Schema.Opaque<Opened>()(
  Fact("Opened", {
    ...chosen,
    messageId: Id,
    visibility: Message.Visibility,
    content: Message.Content,
    followUpOf: Schema.NullOr(TicketId),
    ...own
  })
) {}

export const open: CommandRule<State, typeof Open, Opened, Refusal, Context, typeof Opened> = {
  schema: Open,
  decide: (state, wish, context) => {
    if (state !== undefined) return Result.fail(new AlreadyOpen({ ticketId: state.id }))
    const no = objection(0, wish.content, "Open")
    const choices = no === undefined ? choicesOf(wish, context) : Result.fail(no)
    const unknown = unheardOf(wish, context)
    if (unknown !== undefined) return Result.fail(unknown)
    if (Result.isFailure(choices)) return Result.fail(choices.failure)
    const line = lineOf(wish, context)
    if (Result.isFailure(line)) return Result.fail(line.failure)
    return happened<Opened>({
      _tag: "Opened",
      ...stamp(context),
      ...choices.success,
      messageId: context.id,
      visibility: wish.visibility ?? "public",
      content: wish.content,
      followUpOf: wish.followUpOf ?? null,
      ...(wish.channel === undefined || wish.channel === context.via ? {} : { channel: wish.channel }),
      ...line.success,
      ...(wish.formerly === undefined ? {} : { formerly: wish.formerly }),
      ...(wish.restricted === undefined ? {} : { restricted: wish.restricted }),
      ...(wish.followers === undefined || wish.followers.length === 0 ? {} : { followers: [...new Set(wish.followers)] })
    })
  },
  events: [{ schema: Opened, evolve: (_, opened) => first(opened) }]
}

/** What the wish leaves out, the workspace chooses; refused, where it speaks of what the workspace does not have. */
export const choicesOf = (wish: typeof Wished.Type, context: Context): Result.Result<typeof Chosen.Type, Refusal> => {
  const { actor, vocabulary } = context
  const department = wish.department ?? vocabulary.defaultDepartment
  const word = wish.status === undefined ? defaultOf(department, "new", vocabulary).id : named(wish.status, department, vocabulary)
  const status = vocabulary.statuses.get(word)
  if (status === undefined) return Result.fail(unknownWord("status", word, vocabulary.statuses)!)
  const team = wish.team ?? null
  const words = {
    priority: wish.priority ?? vocabulary.defaultPriority,
    kind: wish.kind ?? null,
    category: wish.category ?? [],
    department,
    brand: wish.brand ?? vocabulary.defaultBrand,
    fields: (wish.fields ?? []).map(({ field, value }) => ({ field, value: Field.settled(value) })).filter(({ value }) => value !== null),
    tags: [...new Set(wish.tags ?? [])],
    agent: wish.agent === undefined ? creatorOf(actor, team, vocabulary) : wish.agent,
    team
  }
  const no =
    unheard(words, context) ??
    foreignTo(department, "status", word, vocabulary) ??
    misfit(words.fields, department, vocabulary) ??
    unfilled(words, word, vocabulary)
  if (no !== undefined) return Result.fail(no)
  return Result.succeed({
    ticketId: wish.ticketId,
    reference: wish.reference,
    requester: wish.requester,
    subject: wish.subject,
    status: status.id,
    statusCategory: status.category,
    ...Status.effectOf(status),
    ...words,
    participants: newcomers(wish.participants ?? [], wish.requester.email === null ? [] : [wish.requester.email]),
    receivedAt: wish.receivedAt ?? null
  })
}

/** An agent who enters a ticket takes it, unless it goes to another team or the workspace wants new tickets unassigned. */
const creatorOf = (actor: Actor.Actor, team: string | null, vocabulary: Vocabulary): string | null =>
  Actor.isAgent(actor) && vocabulary.onAgentCreate === "self" && fits(Actor.idOf(actor), team, vocabulary) ? Actor.idOf(actor) : null

/** The first word that the workspace does not know. */
const unheard = (
  chosen: Pick<typeof Chosen.Type, "priority" | "kind" | "department" | "brand" | "category" | "agent" | "team">,
  { vocabulary, via }: Context
): UnknownWord | NotInTeam | undefined =>
  (chosen.priority === null ? undefined : unknownWord("priority", chosen.priority, vocabulary.priorities)) ??
  (chosen.kind === null ? undefined : unknownWord("kind", chosen.kind, vocabulary.kinds)) ??
  unknownWord("department", chosen.department, vocabulary.departments) ??
  unknownWord("brand", chosen.brand, vocabulary.brands) ??
  unknownWord("channel", via, vocabulary.channels) ??
  unknownCategory(chosen.category, vocabulary) ??
  stranger(chosen.agent, chosen.team, vocabulary)

const unheardOf = ({ channel, followers = [] }: Open, { vocabulary }: Context): UnknownWord | undefined => {
  const stranger = followers.find((agent) => !vocabulary.agents.has(agent))
  return (
    (channel === undefined ? undefined : unknownWord("channel", channel, vocabulary.channels)) ??
    (stranger === undefined ? undefined : unknownWord("agent", stranger, vocabulary.agents))
  )
}

/** What is said first is carried as an answer is. A channel that takes answers only to those who wrote takes no first word. */
const lineOf = ({ line, content }: Open, { actor, via, vocabulary }: Context): Result.Result<Pick<Open, "line">, ChannelCannot> => {
  const channel = vocabulary.channels.get(via)
  // Where answers go is not for people outside to say.
  if (line === undefined || channel === undefined || Actor.isOutside(actor)) return Result.succeed({})
  const no = channel.answersWithin === undefined ? tooMuch(channel, content) : tooLate(channel)
  return no === undefined ? Result.succeed({ line }) : Result.fail(no)
}

/** The first field that the department does not use, or whose value it does not take. */
export const misfit = (
  entries: ReadonlyArray<Field.Entry>,
  department: string,
  vocabulary: Vocabulary
): UnknownWord | NotOfDepartment | FieldInvalid | undefined => {
  const seen = new Set<string>()
  for (const { field, value } of entries) {
    const definition = vocabulary.fields.get(field)
    if (definition === undefined) return unknownWord("field", field, vocabulary.fields)
    const foreign = foreignTo(department, "field", field, vocabulary)
    if (foreign !== undefined) return foreign
    const expected = seen.has(field) ? "one value, and got two" : Field.mistake(definition, value)
    if (expected !== undefined) return new FieldInvalid({ field, expected })
    seen.add(field)
  }
  return undefined
}

const first = ({ channel, line, ...opened }: Opened): State => ({
  ...born(opened),
  thread: threaded([], opened.content.mail?.messageId ?? null),
  channel: channel ?? opened.via,
  ...(line === undefined ? lined(channel ?? opened.via, opened.content, opened.at) : { line }),
  followers: opened.followers ?? [],
  followUpOf: opened.followUpOf,
  ...(opened.restricted === undefined ? {} : { restricted: opened.restricted }),
  messages: 1,
  askedAt: Actor.isOutside(opened.by) ? opened.at : null,
  ...(isMachines(opened.content) ? { automatic: true } : {})
})

const isMachines = ({ mail }: Message.Content): boolean => mail !== undefined && mail.kind !== "human" && mail.kind !== "mailingList"

/** A new ticket, before anything is said in it. */
export const born = (fact: typeof Chosen.Type & Pick<Opened, "at" | "by" | "via">): Ticket => ({
  id: fact.ticketId,
  reference: fact.reference,
  subject: fact.subject,
  status: fact.status,
  statusCategory: fact.statusCategory,
  slaEffect: fact.slaEffect ?? "byCategory",
  priority: fact.priority,
  kind: fact.kind,
  category: fact.category,
  department: fact.department,
  brand: fact.brand,
  fields: fact.fields,
  tags: fact.tags,
  requester: fact.requester,
  submitter: fact.by,
  assignee: fact.agent,
  team: fact.team,
  followers: [],
  participants: fact.participants,
  proposed: [],
  channel: fact.via,
  receivedAt: fact.receivedAt,
  thread: [],
  followUpOf: null,
  policy: null,
  due: null,
  escalated: false,
  messages: 0,
  openedAt: fact.at,
  updatedAt: fact.at,
  askedAt: null,
  answeredAt: null,
  solvedAt: Status.isDone(fact.statusCategory) ? fact.at : null,
  closedAt: fact.statusCategory === "closed" ? fact.at : null,
  reopened: 0
})
