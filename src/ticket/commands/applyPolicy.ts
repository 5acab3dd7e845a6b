/** Apply policy: write down what the desk promises for this ticket from now on, and by which version of its policy and calendars. */
import * as Schema from "effect/Schema"
import { Slug } from "../../text/Id.ts"
import { Span } from "../../time/Span.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"

/** `office@1f0c9d3a`: an id, and a hash of what was meant by it then. */
const Version = Schema.String.check(
  Schema.isPattern(/^[a-zA-Z][a-zA-Z0-9_-]{0,62}@[0-9a-z]{1,32}$/, { expected: "a version like office@1f0c9d3a" })
)

/** `calendar` `null`: every hour counts. */
export class Promise extends Schema.Opaque<Promise>()(Schema.Struct({ metric: Slug, within: Span, calendar: Schema.NullOr(Version) })) {}

const what = {
  /** `null`: no policy is for it any more. `version` is then the one that it had. */
  policy: Schema.NullOr(Slug),
  version: Version,
  targets: Schema.Array(Promise).check(Schema.isMaxLength(100)),
  /** The ticket came to it by what it is, or somebody had it judged anew. */
  because: Schema.Literals(["selected", "rebound"])
}

/** The desk itself asks for it: which policy it is follows from the workspace. */
export class ApplyPolicy extends Schema.Opaque<ApplyPolicy>()(Schema.TaggedStruct("ApplyPolicy", what)) {}
export class PolicyApplied extends Schema.Opaque<PolicyApplied>()(Fact("PolicyApplied", { ...what, from: Schema.NullOr(Slug) })) {}

export const applyPolicy = command(ApplyPolicy, {
  closed: true,
  decide: (ticket, { policy, version, targets, because }, context): Decision<PolicyApplied> =>
    happened<PolicyApplied>({ _tag: "PolicyApplied", ...stamp(context), policy, version, targets, because, from: ticket.policy }),
  events: [
    // A due date that somebody set by hand and did not pin gives way to a new promise.
    on(PolicyApplied, (ticket, { at, policy }) => ({
      ...ticket,
      policy,
      due: ticket.due?.pinned === true ? ticket.due : null,
      updatedAt: at
    }))
  ]
})
