/** Remove participant: somebody no longer reads along. Later mails do not bring them back by themselves. */
import * as Schema from "effect/Schema"
import * as EmailAddress from "../../people/EmailAddress.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

export class RemoveParticipant extends Schema.Opaque<RemoveParticipant>()(
  Schema.TaggedStruct("RemoveParticipant", { address: EmailAddress.EmailAddress })
) {}
export class ParticipantRemoved extends Schema.Opaque<ParticipantRemoved>()(
  Fact("ParticipantRemoved", { address: EmailAddress.EmailAddress })
) {}

export const removeParticipant = command(RemoveParticipant, {
  decide: (ticket, { address }, context): Decision<ParticipantRemoved> => {
    const same = (other: { readonly address: string }): boolean => EmailAddress.equals(other.address, address)
    return ticket.participants.some(same) || ticket.proposed.some(same)
      ? happened<ParticipantRemoved>({ _tag: "ParticipantRemoved", ...stamp(context), address })
      : nothing
  },
  events: [
    on(ParticipantRemoved, (ticket, { at, address }) => {
      const other = (one: { readonly address: string }): boolean => !EmailAddress.equals(one.address, address)
      return { ...ticket, participants: ticket.participants.filter(other), proposed: ticket.proposed.filter(other), updatedAt: at }
    })
  ]
})
