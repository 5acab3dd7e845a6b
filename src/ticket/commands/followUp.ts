/** Follow up: a new ticket goes on where this one ended. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Id } from "../../text/Id.ts"
import { edgesOf } from "../Edges.ts"
import { limits } from "../limits.ts"
import { TooMany } from "../Refusal.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

/** The new ticket. */
const next = { ticket: Id, reference: Schema.String }

/** The desk itself asks for it, with `Open` on the other side. */
export class FollowUp extends Schema.Opaque<FollowUp>()(Schema.TaggedStruct("FollowUp", next)) {}
export class FollowedUp extends Schema.Opaque<FollowedUp>()(Fact("FollowedUp", next)) {}

export const followUp = command(FollowUp, {
  outside: true,
  closed: true,
  removed: true,
  decide: (state, { ticket, reference }, context): Decision<FollowedUp> =>
    edgesOf(state).followUps.includes(ticket)
      ? nothing
      : edgesOf(state).followUps.length >= limits.links
        ? Result.fail(new TooMany({ what: "follow-ups", limit: limits.links }))
        : happened<FollowedUp>({ _tag: "FollowedUp", ...stamp(context), ticket, reference }),
  events: [
    on(FollowedUp, (state, { at, ticket }) => {
      const edges = edgesOf(state)
      return { ...state, updatedAt: at, edges: { ...edges, followUps: [...edges.followUps, ticket] } }
    })
  ]
})
