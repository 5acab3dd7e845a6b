/** Unfollow: an agent has heard enough of a ticket. */
import * as Schema from "effect/Schema"
import { Slug } from "../../text/Id.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

export class Unfollow extends Schema.Opaque<Unfollow>()(Schema.TaggedStruct("Unfollow", { agent: Slug })) {}
export class Unfollowed extends Schema.Opaque<Unfollowed>()(Fact("Unfollowed", { agent: Slug })) {}

export const unfollow = command(Unfollow, {
  decide: (ticket, { agent }, context): Decision<Unfollowed> =>
    ticket.followers.includes(agent) ? happened<Unfollowed>({ _tag: "Unfollowed", ...stamp(context), agent }) : nothing,
  events: [
    on(Unfollowed, (ticket, { at, agent }) => ({ ...ticket, followers: ticket.followers.filter((one) => one !== agent), updatedAt: at }))
  ]
})
