/** Forward: show chosen words to somebody outside the conversation. The desk keeps what was shown, the requester does not see it. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { EmailAddress } from "../../people/EmailAddress.ts"
import { Id } from "../../text/Id.ts"
import * as Message from "../Message.ts"
import { ReplyAddressMissing } from "../Refusal.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"
import { objection, spoken } from "../say.ts"

const To = Schema.Array(EmailAddress).check(Schema.isMaxLength(50))

export class Forward extends Schema.Opaque<Forward>()(Schema.TaggedStruct("Forward", { to: To, content: Message.Content })) {}
export class Forwarded extends Schema.Opaque<Forwarded>()(Fact("Forwarded", { messageId: Id, to: To, content: Message.Content })) {}

export const forward = command(Forward, {
  decide: (ticket, { to, content }, context): Decision<Forwarded> => {
    if (to.length === 0) return Result.fail(new ReplyAddressMissing({ ticketId: ticket.id }))
    const no = objection(ticket.messages, content, "Forward")
    return no === undefined
      ? happened<Forwarded>({ _tag: "Forwarded", ...stamp(context), messageId: context.id, to, content })
      : Result.fail(no)
  },
  events: [on(Forwarded, (ticket, { at, by, content }) => spoken(ticket, at, by, content, false))]
})
