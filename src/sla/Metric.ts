/** What a promise measures, as data: which facts start and stop its clock, and in which statuses that clock runs. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Visibility } from "../ticket/Message.ts"
import * as Status from "../ticket/Status.ts"
import type { Moment } from "./Moment.ts"

/** Who spoke, as the fact itself says: whoever leaves the desk later changes no past. */
export const Role = Schema.Literals(["agent", "requester", "participant", "rule", "integration", "system"])
export type Role = typeof Role.Type

const by = { by: Schema.optionalKey(Schema.Array(Role)), visibility: Schema.optionalKey(Visibility) }
const Statuses = Schema.Array(Status.Category)

/** One kind of fact. What it does not speak of may be anything. */
export const Pattern = Schema.Union([
  /** The ticket is opened, by one of these. `outbound`: by a word of the desk to the customer, who has asked for nothing yet; or not by one. */
  Schema.Struct({ on: Schema.Literal("opened"), ...by, outbound: Schema.optionalKey(Schema.Boolean) }),
  /** Somebody writes a message after the first. Automatic mail (out of office, bounces) counts only where `automatic` is true. */
  Schema.Struct({ on: Schema.Literal("message"), ...by, automatic: Schema.optionalKey(Schema.Boolean) }),
  /** Somebody says that what was asked needs no answer. */
  Schema.Struct({ on: Schema.Literal("answerWaived") }),
  /** The ticket comes into a status of these categories out of others, or is opened in one. */
  Schema.Struct({ on: Schema.Literal("entered"), statuses: Statuses }),
  Schema.Struct({ on: Schema.Literal("left"), statuses: Statuses }),
  /** A team gets the ticket. */
  Schema.Struct({ on: Schema.Literal("teamGiven") }),
  /** A team loses it, to another or to nobody. */
  Schema.Struct({ on: Schema.Literal("teamTaken") })
]).annotate({ expected: "a pattern with on: opened, message, answerWaived, entered, left, teamGiven or teamTaken" })
export type Pattern = typeof Pattern.Type

const Patterns = Schema.Array(Pattern).check(Schema.isMaxLength(20))

export class Metric extends Schema.Opaque<Metric>()(
  Schema.Struct({
    id: Slug,
    name: Text.filled(60),
    start: Patterns,
    /** Keeps the promise. */
    stop: Patterns,
    /** Makes it moot. Where one fact does both, it was kept. */
    cancel: Patterns,
    /** Facts before the first of which nothing starts; empty: it may start at once. */
    after: Patterns,
    /** Categories of statuses in which the clock runs; elsewhere it is paused. */
    runs: Schema.Union([Schema.Literal("always"), Statuses]),
    /** A start while the clock runs: changes nothing, starts it anew, or does so at the first word from outside (the oldest unanswered). */
    anchor: Schema.Literals(["first", "last", "oldestUnanswered"]),
    /** Whether a kept promise is made again: never, by a later start, or by the very fact that kept it. */
    repeats: Schema.Literals(["never", "afterStop", "onStop"]),
    /** A finished ticket comes back to work: nothing, a new promise, or the old clock goes on. */
    onReopen: Schema.Literals(["never", "restart", "resume"])
  })
) {}

export const matches = (patterns: ReadonlyArray<Pattern>, moment: Moment): boolean => patterns.some((pattern) => meets(pattern, moment))

const meets = (pattern: Pattern, moment: Moment): boolean => {
  switch (pattern.on) {
    case "opened":
      return moment.opened && speaks(pattern, moment) && (pattern.outbound === undefined || pattern.outbound === moment.outbound)
    case "answerWaived":
      return moment.waived
    case "message":
      return !moment.opened && speaks(pattern, moment) && (pattern.automatic === true || moment.message?.automatic === false)
    case "entered":
      return moment.left?.category !== moment.category && pattern.statuses.includes(moment.category)
    case "left":
      return moment.left !== null && moment.left.category !== moment.category && pattern.statuses.includes(moment.left.category)
    case "teamGiven":
      return moment.team.now !== null && moment.team.now !== moment.team.before
    case "teamTaken":
      return moment.team.before !== null && moment.team.now !== moment.team.before
  }
}

const speaks = (pattern: { readonly by?: ReadonlyArray<Role>; readonly visibility?: Visibility }, { message }: Moment): boolean =>
  message !== null &&
  (pattern.by === undefined || pattern.by.includes(message.role)) &&
  (pattern.visibility === undefined || pattern.visibility === message.visibility)

/** Whether the clock runs in this status: as the status itself says, or else as its category does; never where promises wait for an approval. */
export const runsIn = (metric: Metric, { category, slaEffect, isPaused }: Pick<Moment, "category" | "slaEffect" | "isPaused">): boolean =>
  !isPaused && (metric.runs === "always" || (slaEffect === "byCategory" ? metric.runs.includes(category) : slaEffect === "run"))
