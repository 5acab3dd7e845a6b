/** Breach: write down that a deadline passed. When it did follows from older facts; this says when it was seen. */
import * as Schema from "effect/Schema"
import { Slug } from "../../text/Id.ts"
import { Instant } from "../../time/Instant.ts"
import { command, type Decision, Fact, happened, on, stamp } from "../rule.ts"

/** Which promise it is about, and when it came to it. */
export const passed = {
  metric: Slug,
  /** Which of the metric's clocks on this ticket, from 1. */
  instance: Schema.Int,
  /** Which promise of that clock, from 0: each new target is a new one. */
  promise: Schema.Int,
  /** At or before the fact's own `at`. */
  reachedAt: Instant
}

/** The desk itself asks for it, at the first instant after the deadline or later. */
export class Breach extends Schema.Opaque<Breach>()(Schema.TaggedStruct("Breach", passed)) {}
export class Breached extends Schema.Opaque<Breached>()(Fact("Breached", passed)) {}

export const breach = command(Breach, {
  closed: true,
  decide: (_, { metric, instance, promise, reachedAt }, context): Decision<Breached> =>
    happened<Breached>({ _tag: "Breached", ...stamp(context), metric, instance, promise, reachedAt }),
  events: [on(Breached, (ticket, { at }) => ({ ...ticket, escalated: ticket.solvedAt === null, updatedAt: at }))]
})
