/** Resolve: say what solved a ticket; solving it with that is the same commit. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Canonical from "../../text/Canonical.ts"
import { Id, Slug } from "../../text/Id.ts"
import * as Text from "../../text/Text.ts"
import { NotSolved, TicketClosed } from "../Refusal.ts"
import { longest } from "../Resolution.ts"
import * as Status from "../Status.ts"
import { isClosed, type Ticket } from "../Ticket.ts"
import { command, type Context, type Decision, Fact, on, stamp } from "../rule.ts"
import { enter, named, type StatusChanged } from "./changeStatus.ts"
import type { MailAsked } from "./sendMail.ts"

const text = Text.filled(longest)
const asked = Schema.optionalKey(Schema.Boolean)

/** `article`: to be published. `tell`: the requester is written to. `then`: the status to leave the ticket in, as in `Reply`. */
export class Resolve extends Schema.Opaque<Resolve>()(
  Schema.TaggedStruct("Resolve", { text, article: asked, tell: asked, then: Schema.optionalKey(Slug) })
) {}
export class Resolved extends Schema.Opaque<Resolved>()(
  Fact("Resolved", { id: Id, text, article: Schema.Boolean, told: Schema.Boolean })
) {}

export const resolve = command(Resolve, {
  closed: true,
  decide: (ticket, { text, article = false, tell = false, then }, context): Decision<Resolved | StatusChanged | MailAsked> => {
    const entered = then === undefined ? Result.succeed([]) : entering(ticket, named(then, ticket.department, context.vocabulary), context)
    if (Result.isFailure(entered)) return Result.fail(entered.failure)
    const { status, statusCategory } = entered.success[0] ?? ticket
    if (!Status.isDone(statusCategory)) return Result.fail(new NotSolved({ ticketId: ticket.id, status }))
    if (ticket.resolution?.text === text && !article && !tell) return entered
    const resolved: Resolved = { _tag: "Resolved", ...stamp(context), id: context.id, text, article, told: tell }
    return Result.succeed([...entered.success, resolved, ...(tell ? [letter(text, context)] : [])])
  },
  events: [
    on(Resolved, (ticket, { at, by, id, text, told }) => ({
      ...ticket,
      resolution: { id, text, told, published: null, at, by },
      updatedAt: at
    }))
  ]
})

/** A closed ticket stays closed. */
const entering = (ticket: Ticket, status: string, context: Context): Decision<StatusChanged> =>
  isClosed(ticket) && status !== ticket.status
    ? Result.fail(new TicketClosed({ ticketId: ticket.id, command: "Resolve with a status" }))
    : enter(ticket, status, context)

/** As a rule's letter, but word for word. */
const letter = (text: string, context: Context): MailAsked => ({
  _tag: "MailAsked",
  ...stamp(context),
  id: Canonical.version([context.id, "resolution"]),
  to: ["requester"],
  subject: "",
  text,
  verbatim: true
})
