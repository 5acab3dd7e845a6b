/** Note: say something that only the desk reads; whoever of the desk is called in it by name hears of it. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Actor from "../../people/Actor.ts"
import { Id } from "../../text/Id.ts"
import { limits } from "../limits.ts"
import { agentOf, Mention, unknownAmong } from "../Mention.ts"
import { mentionsIn } from "../mention/scan.ts"
import * as Message from "../Message.ts"
import { command, type Context, type Decision, Fact, on, stamp } from "../rule.ts"
import { objection, spoken } from "../say.ts"
import type { Ticket } from "../Ticket.ts"
import type { Followed } from "./follow.ts"
import { wokenBy, type WokenUp } from "./wakeUp.ts"

const Mentions = Schema.Array(Mention).check(Schema.isMaxLength(limits.mentions))

/** `mentions`: called besides those whom the text calls. */
export class Note extends Schema.Opaque<Note>()(
  Schema.TaggedStruct("Note", { content: Message.Content, mentions: Schema.optionalKey(Mentions), ...Message.home })
) {}
export class Noted extends Schema.Opaque<Noted>()(
  Fact("Noted", { messageId: Id, content: Message.Content, mentions: Schema.optionalKey(Mentions), ...Message.home })
) {}

/** People outside come here too: what a stranger or an automatic answer writes into a ticket is shown to the desk alone. */
export const note = command(Note, {
  outside: true,
  decide: (ticket, { content, mentions: named = [], home }, context): Decision<Noted | Followed | WokenUp> => {
    const no = objection(ticket.messages, content, "Note") ?? unknownAmong(named, context.vocabulary)
    if (no !== undefined) return Result.fail(no)
    const mentions = called(named, content, context)
    const noted: Noted = {
      _tag: "Noted",
      ...stamp(context),
      messageId: context.id,
      content,
      ...(mentions.length === 0 ? {} : { mentions }),
      ...Message.homed(home)
    }
    return Result.succeed([noted, ...following(ticket, mentions, context), ...wokenBy(ticket, content, context)])
  },
  events: [on(Noted, (ticket, { at, by, content }) => spoken(ticket, at, by, content, false))]
})

/** Whoever is outside calls nobody of the desk. */
const called = (named: ReadonlyArray<Mention>, content: Message.Content, { actor, vocabulary }: Context): ReadonlyArray<Mention> =>
  Actor.isOutside(actor)
    ? []
    : [...new Set([...named, ...mentionsIn(Message.unfolded(content).news, vocabulary)])].slice(0, limits.mentions)

/** Agents who are called by their own name; a whole team hears of it, and follows nothing for that. */
const following = ({ followers }: Ticket, mentions: ReadonlyArray<Mention>, context: Context): ReadonlyArray<Followed> =>
  context.vocabulary.mentions.follow
    ? mentions
        .flatMap((mention) => agentOf(mention) ?? [])
        .filter((agent) => !followers.includes(agent) && context.actor !== Actor.agent(agent))
        .slice(0, Math.max(0, limits.followers - followers.length))
        .map((agent) => ({ _tag: "Followed", ...stamp(context), agent }))
    : []
