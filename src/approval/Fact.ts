/** What happened to an approval. `Reminded`, `Escalated` and `Expired` are brought about by time alone, each at its own instant. */
import * as Schema from "effect/Schema"
import { Actor } from "../people/Actor.ts"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Instant } from "../time/Instant.ts"
import { question } from "./Approval.ts"
import { delegation } from "./Delegation.ts"
import { Panel } from "./Stage.ts"
import { vote } from "./Answer.ts"

/** A round begins: whatever was answered before counts no more. */
export class Requested extends Schema.Opaque<Requested>()(
  Schema.TaggedStruct("Requested", { at: Instant, ...question, panels: Schema.Array(Panel) })
) {}
export class Voted extends Schema.Opaque<Voted>()(Schema.TaggedStruct("Voted", { step: Slug, ...vote })) {}
export class Delegated extends Schema.Opaque<Delegated>()(Schema.TaggedStruct("Delegated", { at: Instant, by: Actor, ...delegation })) {}
/** Somebody is asked no more: their answers are gone with them. `to` is asked instead; `null`: nobody is. */
export class Replaced extends Schema.Opaque<Replaced>()(
  Schema.TaggedStruct("Replaced", { at: Instant, by: Actor, from: Slug, to: Schema.NullOr(Slug) })
) {}
/** What was to be approved has changed, and is now this. */
export class Invalidated extends Schema.Opaque<Invalidated>()(
  Schema.TaggedStruct("Invalidated", { at: Instant, by: Actor, digest: Text.filled(200) })
) {}
export class Withdrawn extends Schema.Opaque<Withdrawn>()(
  Schema.TaggedStruct("Withdrawn", { at: Instant, by: Actor, reason: Text.upTo(2000) })
) {}

/** `expiry`: the place of the expiry in its step. */
const passed = { at: Instant, step: Slug, expiry: Schema.Int }
export class Reminded extends Schema.Opaque<Reminded>()(Schema.TaggedStruct("Reminded", passed)) {}
export class Escalated extends Schema.Opaque<Escalated>()(Schema.TaggedStruct("Escalated", { ...passed, to: Schema.Array(Slug) })) {}
export class Expired extends Schema.Opaque<Expired>()(
  Schema.TaggedStruct("Expired", { ...passed, outcome: Schema.Literals(["approved", "expired"]) })
) {}

/** What time brought about. */
export type Passed = Reminded | Escalated | Expired

export type Fact = Requested | Voted | Delegated | Replaced | Invalidated | Withdrawn | Passed
export const Fact = Schema.Union([Requested, Voted, Delegated, Replaced, Invalidated, Withdrawn, Reminded, Escalated, Expired])
