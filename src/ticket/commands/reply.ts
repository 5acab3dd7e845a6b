/** Reply: say something that everybody in the conversation reads; solving or closing with it is the same commit. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Actor from "../../people/Actor.ts"
import { Id, Slug } from "../../text/Id.ts"
import { defaultOf } from "../belonging.ts"
import { isReopenable } from "../lifecycle.ts"
import * as Message from "../Message.ts"
import { NotAnAgent, TicketClosed } from "../Refusal.ts"
import { isClosed, type Ticket } from "../Ticket.ts"
import { command, type Decision, type Context, Fact, on, stamp } from "../rule.ts"
import { objection, spoken, uncarried } from "../say.ts"
import { enter, named, type StatusChanged } from "./changeStatus.ts"
import { wokenBy, type WokenUp } from "./wakeUp.ts"

/** `then`: the status to leave the ticket in, by id or as `solve`, `close`, `pending`, `hold`, `open`; for the desk to say. */
export class Reply extends Schema.Opaque<Reply>()(
  Schema.TaggedStruct("Reply", { content: Message.Content, then: Schema.optionalKey(Slug), ...Message.home })
) {}
export class Replied extends Schema.Opaque<Replied>()(Fact("Replied", { messageId: Id, content: Message.Content, ...Message.home })) {}

export const reply = command(Reply, {
  outside: true,
  closed: true,
  decide: (ticket, { content, then, home }, context): Decision<Replied | WokenUp | StatusChanged> => {
    if (isClosed(ticket) && !isReopenable(ticket, context)) return Result.fail(new TicketClosed({ ticketId: ticket.id, command: "Reply" }))
    if (then !== undefined && Actor.isOutside(context.actor))
      return Result.fail(new NotAnAgent({ actor: context.actor, command: "Reply with a status" }))
    const no = objection(ticket.messages, content, "Reply") ?? uncarried(ticket, content, context)
    if (no !== undefined) return Result.fail(no)
    const replied: Replied = { _tag: "Replied", ...stamp(context), messageId: context.id, content, ...Message.homed(home) }
    const said = [replied, ...wokenBy(ticket, content, context)]
    const status = then === undefined ? statusAfter(ticket, context) : named(then, ticket.department, context.vocabulary)
    if (status === ticket.status) return Result.succeed(said)
    const entered = enter(ticket, status, context)
    return Result.isFailure(entered) ? Result.fail(entered.failure) : Result.succeed([...said, ...entered.success])
  },
  events: [on(Replied, (ticket, { at, by, content }) => spoken(ticket, at, by, content, true))]
})

/** A word from outside brings a waiting or finished ticket back to work; the desk's first answer takes a new one up. */
const statusAfter = (ticket: Ticket, context: Context): string => {
  const { statusCategory, status } = ticket
  const comesBack = Actor.isOutside(context.actor) && statusCategory !== "new" && statusCategory !== "open"
  const isTakenUp = Actor.isAgent(context.actor) && statusCategory === "new"
  return comesBack || isTakenUp ? defaultOf(ticket.department, "open", context.vocabulary).id : status
}
