/** Erase: write down that something is gone of what the ticket said of people; what it was, nobody can tell any more. */
import * as Schema from "effect/Schema"
import { Id } from "../../text/Id.ts"
import * as Text from "../../text/Text.ts"
import { NOBODY } from "../Personal.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"
import type { Ticket } from "../Ticket.ts"

const Place = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

const erased = {
  /** `requester`, `participant`: all that was of this person. `passage`, `attachment`: part of a message. `ticket`: all there was. */
  what: Schema.Literals(["requester", "participant", "passage", "attachment", "ticket"]),
  /** Why, in the words of whoever asked: kept for good, so they must not repeat what is gone. */
  why: Text.upTo(1000),
  /** The message that it was part of. */
  message: Schema.NullOr(Id),
  /** Seals that nothing is behind any more, `from` up to and including `to`: their places among all of the ticket, 0 the first. */
  gone: Schema.Array(Schema.Struct({ from: Place, to: Place })),
  /** Seals behind which there is something else now, and what seals that. */
  rewritten: Schema.Array(Schema.Struct({ seal: Place, as: Schema.String.check(Schema.isMaxLength(100)) }))
}

/** The desk itself asks for it, with the erasing, in one commit. */
export class Erase extends Schema.Opaque<Erase>()(Schema.TaggedStruct("Erase", erased)) {}
export class Erased extends Schema.Opaque<Erased>()(Fact("Erased", erased)) {}

export const erase = command(Erase, {
  closed: true,
  merged: true,
  removed: true,
  decide: (_, { _tag, ...wish }, context): Decision<Erased> => happened<Erased>({ _tag: "Erased", ...stamp(context), ...wish }),
  events: [on(Erased, (ticket, { at }) => ({ ...withoutNobody(ticket), updatedAt: at }))]
})

/** Whoever is erased takes part no more, and is not answered. */
const withoutNobody = ({ line, ...ticket }: Ticket): Ticket => ({
  ...ticket,
  ...(line === undefined || isNobody(line) ? {} : { line }),
  participants: ticket.participants.filter(({ address }) => address !== NOBODY),
  proposed: ticket.proposed.filter(({ address }) => address !== NOBODY)
})
const isNobody = ({ to }: NonNullable<Ticket["line"]>): boolean => to.kind === "external" && to.provider === "erased"
