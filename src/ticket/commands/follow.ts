/** Follow: an agent wants to hear of a ticket without being in charge. The requester does not see it. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Slug } from "../../text/Id.ts"
import { TooMany, unknownWord } from "../Refusal.ts"
import { limits } from "../limits.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

export class Follow extends Schema.Opaque<Follow>()(Schema.TaggedStruct("Follow", { agent: Slug })) {}
export class Followed extends Schema.Opaque<Followed>()(Fact("Followed", { agent: Slug })) {}

export const follow = command(Follow, {
  decide: (ticket, { agent }, context): Decision<Followed> => {
    const no = unknownWord("agent", agent, context.vocabulary.agents)
    if (no !== undefined) return Result.fail(no)
    if (ticket.followers.includes(agent)) return nothing
    if (ticket.followers.length >= limits.followers) return Result.fail(new TooMany({ what: "followers", limit: limits.followers }))
    return happened<Followed>({ _tag: "Followed", ...stamp(context), agent })
  },
  events: [on(Followed, (ticket, { at, agent }) => ({ ...ticket, followers: [...ticket.followers, agent], updatedAt: at }))]
})
