/** Ask erasure: all that the ticket says of people is to be erased, soon after the commit; who has it done are automations. */
import * as Schema from "effect/Schema"
import * as Canonical from "../../text/Canonical.ts"
import { Id } from "../../text/Id.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"

export class AskErasure extends Schema.Opaque<AskErasure>()(Schema.TaggedStruct("AskErasure", {})) {}
export class ErasureAsked extends Schema.Opaque<ErasureAsked>()(Fact("ErasureAsked", { id: Id })) {}

export const askErasure = command(AskErasure, {
  closed: true,
  decide: (_, __, context): Decision<ErasureAsked> =>
    happened<ErasureAsked>({ _tag: "ErasureAsked", ...stamp(context), id: Canonical.version([context.id, "erasure"]) }),
  events: [on(ErasureAsked, (ticket, { at }) => ({ ...ticket, updatedAt: at }))]
})
