/** Add participant: let somebody else read along and write back. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as EmailAddress from "../../people/EmailAddress.ts"
import { Participant } from "../Participant.ts"
import { TooMany } from "../Refusal.ts"
import { limits } from "../limits.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

export class AddParticipant extends Schema.Opaque<AddParticipant>()(Schema.TaggedStruct("AddParticipant", { participant: Participant })) {}
export class ParticipantAdded extends Schema.Opaque<ParticipantAdded>()(Fact("ParticipantAdded", { participant: Participant })) {}

export const addParticipant = command(AddParticipant, {
  decide: (ticket, { participant }, context): Decision<ParticipantAdded> => {
    const same = (other: { readonly address: string }): boolean => EmailAddress.equals(other.address, participant.address)
    if (ticket.participants.some(same) || (ticket.requester.email !== null && same({ address: ticket.requester.email }))) return nothing
    if (ticket.participants.length >= limits.participants)
      return Result.fail(new TooMany({ what: "participants", limit: limits.participants }))
    return happened<ParticipantAdded>({ _tag: "ParticipantAdded", ...stamp(context), participant })
  },
  events: [
    on(ParticipantAdded, (ticket, { at, participant }) => ({
      ...ticket,
      participants: [...ticket.participants, participant],
      proposed: ticket.proposed.filter((other) => !EmailAddress.equals(other.address, participant.address)),
      updatedAt: at
    }))
  ]
})
