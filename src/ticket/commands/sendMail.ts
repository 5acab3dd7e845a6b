/** Send mail: ask for a letter on the desk's own account; who has it sent are rules and macros. What it says is filled in at the end of the commit. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { EmailAddress } from "../../people/EmailAddress.ts"
import * as Canonical from "../../text/Canonical.ts"
import { Id } from "../../text/Id.ts"
import * as Text from "../../text/Text.ts"
import { LONGEST } from "../Message.ts"
import { NothingSaid, ReplyAddressMissing } from "../Refusal.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"

/** Somebody by what they are to the ticket, or by an address. */
export const Recipient = Schema.Union([Schema.Literals(["requester", "participants", "assignee", "team", "followers"]), EmailAddress])

const asked = {
  to: Schema.Array(Recipient).check(Schema.isMaxLength(50)),
  /** `""`: the ticket's own subject line. */
  subject: Text.upTo(998),
  /** With `{{ placeholders }}`: see `ticket/placeholders.ts`. */
  text: Text.upTo(LONGEST)
}

export class SendMail extends Schema.Opaque<SendMail>()(Schema.TaggedStruct("SendMail", asked)) {}
/** As it was asked for; which letters followed is not told here. `verbatim`: its text names no placeholders, whatever stands in it. */
export class MailAsked extends Schema.Opaque<MailAsked>()(
  Fact("MailAsked", { id: Id, ...asked, verbatim: Schema.optionalKey(Schema.Literal(true)) })
) {}

export const sendMail = command(SendMail, {
  closed: true,
  decide: (ticket, { to, subject, text }, context): Decision<MailAsked> => {
    if (to.length === 0) return Result.fail(new ReplyAddressMissing({ ticketId: ticket.id }))
    if (text.trim() === "") return Result.fail(new NothingSaid({ command: "SendMail" }))
    const id = Canonical.version([context.id, "mail", to, subject, text])
    return happened<MailAsked>({ _tag: "MailAsked", ...stamp(context), id, to, subject, text })
  },
  events: [on(MailAsked, (ticket, { at }) => ({ ...ticket, updatedAt: at }))]
})
