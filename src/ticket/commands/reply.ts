/** Reply: say something that everybody in the conversation reads, or the requester alone; solving or closing with it is the same commit. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Actor from "../../people/Actor.ts"
import { Id, Slug } from "../../text/Id.ts"
import { defaultOf } from "../belonging.ts"
import { isReopenable } from "../lifecycle.ts"
import * as Message from "../Message.ts"
import * as NoAnswer from "../NoAnswer.ts"
import { NotAnAgent, TicketClosed } from "../Refusal.ts"
import { isClosed, isDone, type Ticket } from "../Ticket.ts"
import { command, type Decision, type Context, Fact, on, stamp } from "../rule.ts"
import { objection, spoken, uncarried } from "../say.ts"
import { goesByMail, isOver } from "../window.ts"
import { enter, named, type StatusChanged } from "./changeStatus.ts"
import { wokenBy, type WokenUp } from "./wakeUp.ts"

/**
 * `then`: the status to leave the ticket in, by id or as `solve`, `close`, `pending`, `hold`, `open`; for the desk to say.
 * `to`: everybody in the conversation, where it is left out.
 */
export class Reply extends Schema.Opaque<Reply>()(
  Schema.TaggedStruct("Reply", {
    content: Message.Content,
    to: Schema.optionalKey(Schema.Literals(["all", "requester"])),
    then: Schema.optionalKey(Slug),
    ...Message.home
  })
) {}

const so = Schema.optionalKey(Schema.Literal(true))
export class Replied extends Schema.Opaque<Replied>()(
  Fact("Replied", {
    messageId: Id,
    content: Message.Content,
    /** The requester reads it and no participant does, now or later. Not there: everybody in the conversation. */
    to: Schema.optionalKey(Schema.Literal("requester")),
    /** It was a thank-you and nothing besides: nobody waits for an answer to it. */
    needsNoAnswer: so,
    /** The ticket's channel took no answer any more. */
    byMail: so,
    ...Message.home
  })
) {}

export const reply = command(Reply, {
  outside: true,
  closed: true,
  decide: (ticket, wish, context): Decision<Replied | WokenUp | StatusChanged> => {
    const { content, to = "all", then, home } = wish
    if (isClosed(ticket) && !isReopenable(ticket, context)) return Result.fail(new TicketClosed({ ticketId: ticket.id, command: "Reply" }))
    if (then !== undefined && Actor.isOutside(context.actor))
      return Result.fail(new NotAnAgent({ actor: context.actor, command: "Reply with a status" }))
    if (to === "requester" && Actor.isOutside(context.actor) && context.actor !== Actor.requester(ticket.requester.id))
      return Result.fail(new NotAnAgent({ actor: context.actor, command: "Reply to the requester alone" }))
    const no = objection(ticket.messages, content, "Reply") ?? uncarried(ticket, content, context)
    if (no !== undefined) return Result.fail(no)
    const needsNoAnswer = isMereThanks(content, context)
    const replied: Replied = {
      _tag: "Replied",
      ...stamp(context),
      messageId: context.id,
      content,
      ...(to === "requester" ? { to } : {}),
      ...(needsNoAnswer ? { needsNoAnswer } : {}),
      ...(!Actor.isOutside(context.actor) && isOver(ticket, context) && goesByMail(channelOf(ticket, context), ticket.requester)
        ? { byMail: true }
        : {}),
      ...Message.homed(home)
    }
    const said = [replied, ...wokenBy(ticket, content, context)]
    const status =
      then !== undefined
        ? named(then, ticket.department, context.vocabulary)
        : needsNoAnswer && isDone(ticket)
          ? ticket.status
          : statusAfter(ticket, context)
    if (status === ticket.status) return Result.succeed(said)
    const entered = enter(ticket, status, context)
    return Result.isFailure(entered) ? Result.fail(entered.failure) : Result.succeed([...said, ...entered.success])
  },
  events: [
    on(Replied, (ticket, { at, by, content, to }) => {
      const after = spoken(ticket, at, by, content, true)
      return to === undefined ? after : { ...after, asides: [...(ticket.asides ?? []), after.messages].slice(-ASIDES) }
    })
  ]
})

/** Enough for what is still answered by mail. */
const ASIDES = 100

const channelOf = ({ channel }: Ticket, { vocabulary }: Context) => vocabulary.channels.get(channel)

const isMereThanks = ({ text, folded, attachments = [] }: Message.Content, { actor, vocabulary }: Context): boolean =>
  Actor.isOutside(actor) &&
  attachments.length === 0 &&
  NoAnswer.isMere(Message.unfolded(folded === undefined ? { text } : { text, folded }).news, vocabulary.needsNoAnswer)

/** A word from outside brings a waiting or finished ticket back to work; the desk's first answer takes a new one up. */
const statusAfter = (ticket: Ticket, context: Context): string => {
  const { statusCategory, status } = ticket
  const comesBack = Actor.isOutside(context.actor) && statusCategory !== "new" && statusCategory !== "open"
  const isTakenUp = Actor.isAgent(context.actor) && statusCategory === "new"
  return comesBack || isTakenUp ? defaultOf(ticket.department, "open", context.vocabulary).id : status
}
