/** Change requester: somebody else is who asks; or the same person, as the directory knows them by now. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as EmailAddress from "../../people/EmailAddress.ts"
import { limits } from "../limits.ts"
import type { Participant } from "../Participant.ts"
import { TooMany } from "../Refusal.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"
import { RequesterRef, type Ticket } from "../Ticket.ts"

/** `keep`: whether the former requester stays in the conversation, as a participant; they do, where nothing is said. */
export class ChangeRequester extends Schema.Opaque<ChangeRequester>()(
  Schema.TaggedStruct("ChangeRequester", { requester: RequesterRef, keep: Schema.optionalKey(Schema.Boolean) })
) {}
export class RequesterChanged extends Schema.Opaque<RequesterChanged>()(
  Fact("RequesterChanged", { from: RequesterRef, to: RequesterRef, keep: Schema.Boolean })
) {}

export const changeRequester = command(ChangeRequester, {
  decide: (ticket, { requester: to, keep = true }, context): Decision<RequesterChanged> => {
    const from = ticket.requester
    if (from.id === to.id && from.name === to.name && from.email === to.email && from.organization === to.organization) return nothing
    const changed: RequesterChanged = { _tag: "RequesterChanged", ...stamp(context), from, to, keep }
    return partiesAfter(ticket, changed).length > Math.max(limits.participants, ticket.participants.length)
      ? Result.fail(new TooMany({ what: "participants", limit: limits.participants }))
      : happened(changed)
  },
  events: [
    on(RequesterChanged, (ticket, event) => {
      // Where the one before was reached by the ticket's channel the other is not: what is said next must not go there.
      const { line, heardAt, ...rest } = ticket
      const isSame = event.from.id === event.to.id
      return {
        ...(isSame ? ticket : rest),
        requester: event.to,
        participants: partiesAfter(ticket, event),
        proposed: ticket.proposed.filter(isOther(event.to)),
        updatedAt: event.at
      }
    })
  ]
})

/** Who has no address cannot stay: participants are known by theirs. */
const partiesAfter = (
  { participants }: Pick<Ticket, "participants">,
  { from, to, keep }: Pick<RequesterChanged, "from" | "to" | "keep">
): ReadonlyArray<Participant> => {
  const others = participants.filter(isOther(to))
  const stays = keep && from.id !== to.id && from.email !== null && isOther(to)({ address: from.email })
  return stays ? [...others, { address: from.email, name: from.name }] : others
}

const isOther =
  ({ email }: RequesterRef) =>
  ({ address }: Pick<Participant, "address">): boolean =>
    email === null || !EmailAddress.equals(address, email)
