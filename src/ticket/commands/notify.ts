/** Notify: ask that agents be told something by another way than mail: a chat, a pager, a screen. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Actor from "../../people/Actor.ts"
import * as Canonical from "../../text/Canonical.ts"
import { Id } from "../../text/Id.ts"
import * as Text from "../../text/Text.ts"
import { NothingSaid, ReplyAddressMissing, unknownWord } from "../Refusal.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"

/** Agents by what they are to the ticket, or one by name: `agent:bo`. */
export const Hearer = Schema.Union([
  Schema.Literals(["assignee", "team", "followers"]),
  Schema.TemplateLiteral(["agent:", Schema.String]).check(
    Schema.isPattern(/^agent:[a-zA-Z][a-zA-Z0-9_-]{0,62}$/, { expected: "an agent like agent:bo" })
  )
])

const asked = {
  to: Schema.Array(Hearer).check(Schema.isMaxLength(50)),
  /** With `{{ placeholders }}`: see `ticket/placeholders.ts`. */
  text: Text.upTo(2000)
}

export class Notify extends Schema.Opaque<Notify>()(Schema.TaggedStruct("Notify", asked)) {}
export class NotificationAsked extends Schema.Opaque<NotificationAsked>()(Fact("NotificationAsked", { id: Id, ...asked })) {}

export const notify = command(Notify, {
  closed: true,
  decide: (ticket, { to, text }, context): Decision<NotificationAsked> => {
    if (to.length === 0) return Result.fail(new ReplyAddressMissing({ ticketId: ticket.id }))
    if (text.trim() === "") return Result.fail(new NothingSaid({ command: "Notify" }))
    for (const one of to) {
      const no = one.startsWith("agent:") ? unknownWord("agent", Actor.idOf(one as Actor.Actor), context.vocabulary.agents) : undefined
      if (no !== undefined) return Result.fail(no)
    }
    const id = Canonical.version([context.id, "notification", to, text])
    return happened<NotificationAsked>({ _tag: "NotificationAsked", ...stamp(context), id, to, text })
  },
  events: [on(NotificationAsked, (ticket, { at }) => ({ ...ticket, updatedAt: at }))]
})
