/** An approval as a workspace lays it down: whom it asks, in which steps, and what becomes of silence. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Span } from "../time/Span.ts"
import { Rule } from "./Rule.ts"
import { Source } from "./Source.ts"

const Covered = Schema.String.check(
  Schema.isPattern(/^(?:fields\.)?[a-zA-Z][a-zA-Z0-9_-]{0,62}$/, { expected: "a field of the ticket like priority or fields.cost" })
)
const Sources = Schema.Array(Source).check(Schema.isMinLength(1), Schema.isMaxLength(20))

/** `calendar`: by whose working hours the time is counted; `null`: by the clock. */
export const patience = { after: Span, calendar: Schema.NullOr(Slug) }

/**
 * What happens to a step that is still open so long after it was opened, or after the expiry before this one.
 * `escalate`: whoever has not answered is replaced by others.
 */
export const Expiry = Schema.Union([
  Schema.Struct({ ...patience, then: Schema.Literals(["reject", "approve", "remind"]) }),
  Schema.Struct({ ...patience, then: Schema.Literal("escalate"), to: Sources })
])
export type Expiry = typeof Expiry.Type

/** `requester`: whoever asks, that is the ticket's requester and who asked for the approval. `submitter`: who entered the ticket. */
export const Exclusion = Schema.Literals(["requester", "assignee", "submitter"])
export type Exclusion = typeof Exclusion.Type

/** Whom it asks, and by which rule they answer. */
export class Step extends Schema.Opaque<Step>()(
  Schema.Struct({
    id: Slug,
    name: Text.filled(100),
    approvers: Sources,
    rule: Rule,
    /** A single no rejects, whatever the others say. */
    veto: Schema.Boolean,
    /** People who have no say in it, by whatever way they were reached. */
    excludes: Schema.Array(Exclusion),
    expiries: Schema.Array(Expiry).check(
      Schema.isMaxLength(10),
      Schema.makeFilter((all: ReadonlyArray<Expiry>) =>
        all.slice(0, -1).every(({ then }) => then === "remind" || then === "escalate")
          ? undefined
          : "nothing after the expiry that rejects or approves"
      )
    )
  })
) {}

export class Definition extends Schema.Opaque<Definition>()(
  Schema.Struct({
    id: Slug,
    name: Text.filled(100),
    /** One step after the other, or all of them at once. */
    order: Schema.Literals(["sequence", "parallel"]),
    steps: Schema.Array(Step).check(
      Schema.isMinLength(1),
      Schema.isMaxLength(20),
      Schema.makeFilter((all: ReadonlyArray<Step>) => (new Set(all.map(({ id }) => id)).size === all.length ? undefined : "each step once"))
    ),
    /** What the promises to the ticket's requester do while it is pending. */
    promises: Schema.Literals(["run", "pause"]),
    /** What of the ticket is to be approved, beside its subject, by the names that conditions use: `priority`, `fields.cost`. */
    covers: Schema.Array(Covered).check(Schema.isMaxLength(50))
  })
) {}
