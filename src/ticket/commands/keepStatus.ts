/** Keep status: a word would have brought the ticket somewhere else, and no transition leads there. What was said is kept. */
import * as Schema from "effect/Schema"
import { Slug } from "../../text/Id.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"

const what = {
  status: Slug,
  /** Where it would have gone. */
  wanted: Slug,
  why: Schema.String
}

/** The desk itself asks for it, in the commit of the word. */
export class KeepStatus extends Schema.Opaque<KeepStatus>()(Schema.TaggedStruct("KeepStatus", what)) {}
export class StatusKept extends Schema.Opaque<StatusKept>()(Fact("StatusKept", what)) {}

export const keepStatus = command(KeepStatus, {
  closed: true,
  decide: (_, { status, wanted, why }, context): Decision<StatusKept> =>
    happened<StatusKept>({ _tag: "StatusKept", ...stamp(context), status, wanted, why }),
  events: [on(StatusKept, (ticket, { at }) => ({ ...ticket, updatedAt: at }))]
})
