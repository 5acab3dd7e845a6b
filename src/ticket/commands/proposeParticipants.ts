/** Propose participants: a mail names people who are not in the conversation; an agent decides whether they join. */
import * as Schema from "effect/Schema"
import { newcomers, Participant } from "../Participant.ts"
import { limits } from "../limits.ts"
import { command, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"

const Several = Schema.Array(Participant).check(Schema.isMaxLength(limits.proposed))

/** Beyond the limit proposals are left out: the mail that makes them is kept whole, and refusing it would lose what it says. */
export class ProposeParticipants extends Schema.Opaque<ProposeParticipants>()(
  Schema.TaggedStruct("ProposeParticipants", { participants: Several })
) {}
export class ParticipantsProposed extends Schema.Opaque<ParticipantsProposed>()(Fact("ParticipantsProposed", { participants: Several })) {}

export const proposeParticipants = command(ProposeParticipants, {
  outside: true,
  decide: (ticket, { participants }, context): Decision<ParticipantsProposed> => {
    const known = [...ticket.participants, ...ticket.proposed].map((one) => one.address)
    if (ticket.requester.email !== null) known.push(ticket.requester.email)
    const fresh = newcomers(participants, known).slice(0, limits.proposed - ticket.proposed.length)
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
