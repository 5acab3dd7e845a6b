/** Suppress rules: write down that rules were to act and were not let, so that they do not go round in circles for ever. */
import * as Schema from "effect/Schema"
import { Slug } from "../../text/Id.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"

const suppressed = {
  rules: Schema.Array(Slug).check(Schema.isMaxLength(10_000)),
  /** `depth`: too long a chain of desks and systems that answer each other. `budget`: rules did too much to this ticket within an hour. */
  reason: Schema.Literals(["depth", "budget"])
}

/** The desk itself asks for it. */
export class SuppressRules extends Schema.Opaque<SuppressRules>()(Schema.TaggedStruct("SuppressRules", suppressed)) {}
export class RulesSuppressed extends Schema.Opaque<RulesSuppressed>()(Fact("RulesSuppressed", suppressed)) {}

export const suppressRules = command(SuppressRules, {
  closed: true,
  decide: (_, { rules, reason }, context): Decision<RulesSuppressed> =>
    happened<RulesSuppressed>({ _tag: "RulesSuppressed", ...stamp(context), rules, reason }),
  events: [on(RulesSuppressed, (ticket, { at }) => ({ ...ticket, updatedAt: at }))]
})
