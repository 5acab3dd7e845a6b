/** Run automation: write down that an automation's time had come, and whether what it wanted was granted. */
import * as Schema from "effect/Schema"
import { Slug } from "../../text/Id.ts"
import { Instant } from "../../time/Instant.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"

const run = {
  automation: Slug,
  /** Since when its condition was so, or the instant of the ticket that it counts from. */
  from: Instant,
  /** When its time was over; the fact may be written later, when somebody looks. */
  due: Instant,
  /** Why nothing of it was done; `null`: it was. */
  refused: Schema.NullOr(Schema.String)
}

/** The desk itself asks for it. */
export class RunAutomation extends Schema.Opaque<RunAutomation>()(Schema.TaggedStruct("RunAutomation", run)) {}
export class AutomationRan extends Schema.Opaque<AutomationRan>()(Fact("AutomationRan", run)) {}

export const runAutomation = command(RunAutomation, {
  closed: true,
  decide: (_, { automation, from, due, refused }, context): Decision<AutomationRan> =>
    happened<AutomationRan>({ _tag: "AutomationRan", ...stamp(context), automation, from, due, refused }),
  events: [on(AutomationRan, (ticket, { at }) => ({ ...ticket, updatedAt: at }))]
})
