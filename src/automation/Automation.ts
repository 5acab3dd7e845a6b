/** After a time in a condition, then commands: what a desk does when nobody does anything. */
import * as Schema from "effect/Schema"
import { Condition } from "../condition/Condition.ts"
import { Slug } from "../text/Id.ts"
import * as Canonical from "../text/Canonical.ts"
import * as Text from "../text/Text.ts"
import { TimedActions } from "../ticket/Action.ts"
import { Span } from "../time/Span.ts"

export class Automation extends Schema.Opaque<Automation>()(
  Schema.Struct({
    id: Slug,
    name: Text.filled(100),
    /** A disabled automation is as good as absent. */
    enabled: Schema.Boolean,
    /** What must be so, without interruption, for all of `after`; of the ticket alone. */
    where: Condition,
    after: Span,
    /** The calendar whose working time counts; `null`: every hour does. */
    calendar: Schema.NullOr(Slug),
    /** Counts from that instant of the ticket, where it is later than when the condition came true; each new one starts anew, and without one it does not wait. */
    since: Schema.NullOr(Schema.Literals(["openedAt", "askedAt", "answeredAt", "spokenAt", "solvedAt", "closedAt"])),
    then: TimedActions
  })
) {}

/** `nudge@1f0c9d3a`: what the automation was when it ran. */
export const versionOf = (automation: Automation): string => `${automation.id}@${Canonical.version(automation)}`
