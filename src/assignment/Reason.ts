/** Why an agent gets a ticket, or does not: one reason for each candidate. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Instant from "../time/Instant.ts"

const Until = Schema.NullOr(Instant.Instant)

/** What stands between an agent and a ticket. `until`: when that ends by itself, `null` where nobody knows or it does not. */
export const Obstacle = Schema.Union([
  Schema.TaggedStruct("Excluded", {}),
  Schema.TaggedStruct("NotInTeam", { team: Slug }),
  Schema.TaggedStruct("NotAvailable", { until: Until }),
  Schema.TaggedStruct("SkillMissing", { skill: Slug, until: Until }),
  /** The ticket weighs `weight`; the agent has `load` of `capacity` already. */
  Schema.TaggedStruct("AtCapacity", { weight: Schema.Int, load: Schema.Int, capacity: Schema.Int })
])
export type Obstacle = typeof Obstacle.Type

/**
 * What tells two agents apart who could both have the ticket, in this order. `owner`: one had it before. `skills`: one
 * lacks fewer of the skills that may be missing by now. `load`: one has less. `turn`: one has gone longer without.
 */
export const Criterion = Schema.Literals(["owner", "skills", "load", "turn"])
export type Criterion = typeof Criterion.Type

/**
 * `chosen`: by what they came before the second best, `null` where nobody else could have it. `later`: by what the
 * chosen one came before them. `unfit`: all that stands in their way.
 */
export type Reason =
  | { readonly agent: string; readonly verdict: "chosen"; readonly by: Criterion | null }
  | { readonly agent: string; readonly verdict: "later"; readonly by: Criterion }
  | { readonly agent: string; readonly verdict: "unfit"; readonly obstacles: ReadonlyArray<Obstacle> }
export const Reason = Schema.Union([
  Schema.Struct({ agent: Slug, verdict: Schema.Literal("chosen"), by: Schema.NullOr(Criterion) }),
  Schema.Struct({ agent: Slug, verdict: Schema.Literal("later"), by: Criterion }),
  Schema.Struct({ agent: Slug, verdict: Schema.Literal("unfit"), obstacles: Schema.Array(Obstacle) })
])

/** The earliest instant at which one of them could become fit if nothing but time passes; `null`: there is none. */
export const wakeAt = (reasons: ReadonlyArray<Reason>): Instant.Instant | null => {
  let first: Instant.Instant | null = null
  for (const reason of reasons) {
    const free = reason.verdict === "unfit" ? freeAt(reason.obstacles) : null
    if (free !== null && (first === null || free < first)) first = free
  }
  return first
}

/** When the last of them ends. */
const freeAt = (obstacles: ReadonlyArray<Obstacle>): Instant.Instant | null => {
  let last: Instant.Instant | null = null
  for (const obstacle of obstacles) {
    const until = "until" in obstacle ? obstacle.until : null
    if (until === null) return null
    last = last === null ? until : Instant.max(last, until)
  }
  return last
}
