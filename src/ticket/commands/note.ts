/** Note: say something that only the desk reads. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Id } from "../../text/Id.ts"
import * as Message from "../Message.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"
import { objection, spoken } from "../say.ts"

export class Note extends Schema.Opaque<Note>()(Schema.TaggedStruct("Note", { content: Message.Content, ...Message.home })) {}
export class Noted extends Schema.Opaque<Noted>()(Fact("Noted", { messageId: Id, content: Message.Content, ...Message.home })) {}

/** People outside come here too: what a stranger or an automatic answer writes into a ticket is shown to the desk alone. */
export const note = command(Note, {
  outside: true,
  decide: (ticket, { content, home }, context): Decision<Noted> => {
    const no = objection(ticket.messages, content, "Note")
    return no === undefined
      ? happened<Noted>({ _tag: "Noted", ...stamp(context), messageId: context.id, content, ...Message.homed(home) })
      : Result.fail(no)
  },
  events: [on(Noted, (ticket, { at, by, content }) => spoken(ticket, at, by, content, false))]
})
