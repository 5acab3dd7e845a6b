/** What becomes of all that two tickets had when they become one, as data: a workspace lays it down, a wish may differ. */
import * as Schema from "effect/Schema"
import * as Text from "../text/Text.ts"
import { LONGEST } from "./Message.ts"

/** `source`: of those that have a value the one that was touched last; `newest`: of all of them. `fill`: `source`, where the target has none. */
export const Take = Schema.Literals(["target", "source", "newest", "fill"])
export type Take = typeof Take.Type

/** A property that tickets may have different values of: `subject`, `priority`, `category`, `assignee` with the team, or `fields.seats`. */
export const Property = Schema.String.check(
  Schema.isPattern(/^(?:subject|priority|category|assignee|fields\.[a-zA-Z][a-zA-Z0-9_-]{0,62})$/, {
    expected: "subject, priority, category, assignee or fields.<id>"
  })
)

export class MergePolicy extends Schema.Opaque<MergePolicy>()(
  Schema.Struct({
    /** Properties that are not named stay the target's. */
    take: Schema.Array(Schema.Struct({ property: Property, from: Take })).check(Schema.isMaxLength(600)),
    /** Whether the parties of the sources are in the target's conversation from then on. */
    participants: Schema.Literals(["union", "none"]),
    followers: Schema.Literals(["union", "none"]),
    tags: Schema.Literals(["union", "none"]),
    /** The target's promises stay as they are; or it is due when the first of them all would have been. */
    sla: Schema.Literals(["keep", "earliest"]),
    /** What a source waits for permission for: it is not merged, or asks no more. */
    approvals: Schema.Literals(["refuse", "withdraw"]),
    /** Whether a closed ticket takes others in; their conversation only, then. */
    closed: Schema.Literals(["refuse", "allow"]),
    /** Tickets of different people are merged if whoever asks says that these agree, or anyway. */
    requesters: Schema.Literals(["consent", "any"]),
    /** What the parties of a source are told, with `{{ placeholders }}` of their own ticket; `null`: nothing. */
    tell: Schema.NullOr(Text.upTo(LONGEST))
  })
) {}

export const standard: MergePolicy = {
  take: [],
  participants: "union",
  followers: "union",
  tags: "union",
  sla: "keep",
  approvals: "refuse",
  closed: "refuse",
  requesters: "consent",
  // Nothing of the other ticket is in it: that may be somebody else's.
  tell: "Hello,\n\nwe have joined this request with another one about the same matter. Nothing of it is lost: to add anything, just reply to this mail."
}
