/** Propose participants: a mail names people who are not in the conversation; an agent decides whether they join. */
import * as Schema from "effect/Schema"
import * as EmailAddress from "../../people/EmailAddress.ts"
import { Participant } from "../Participant.ts"
import { limits } from "../limits.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

const Several = Schema.Array(Participant).check(Schema.isMaxLength(limits.proposed))

export class ProposeParticipants extends Schema.Opaque<ProposeParticipants>()(
  Schema.TaggedStruct("ProposeParticipants", { participants: Several })
) {}
export class ParticipantsProposed extends Schema.Opaque<ParticipantsProposed>()(Fact("ParticipantsProposed", { participants: Several })) {}

export const proposeParticipants = command(ProposeParticipants, {
  outside: true,
  decide: (ticket, { participants }, context): Decision<ParticipantsProposed> => {
    const known = new Set([...ticket.participants, ...ticket.proposed].map((one) => EmailAddress.key(one.address)))
    if (ticket.requester.email !== null) known.add(EmailAddress.key(ticket.requester.email))
    const fresh = participants.filter((one) => !known.has(EmailAddress.key(one.address))).slice(0, limits.proposed - ticket.proposed.length)
    return fresh.length === 0
      ? nothing
      : happened<ParticipantsProposed>({ _tag: "ParticipantsProposed", ...stamp(context), participants: fresh })
  },
  events: [
    on(ParticipantsProposed, (ticket, { at, participants }) => ({
      ...ticket,
      proposed: [...ticket.proposed, ...participants],
      updatedAt: at
    }))
  ]
})
