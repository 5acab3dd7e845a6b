/** What triggers can ask of the commit that they answer, beside the ticket: who asked, by which way, and what has happened so far. */
import type { Facts } from "../condition/Condition.ts"
import * as Actor from "../people/Actor.ts"
import * as Text from "../text/Text.ts"
import { unfolded } from "../ticket/Message.ts"
import type * as Ticket from "../ticket/index.ts"

export const commitFacts = (
  events: ReadonlyArray<Ticket.Event>,
  { actor, via }: { readonly actor: Actor.Actor; readonly via: string }
): Facts => ({
  "commit.opened": events.some(({ _tag }) => _tag === "Opened"),
  "commit.actor": actor,
  "commit.by": Actor.kindOf(actor),
  "commit.via": via,
  /** `Replied`, `StatusChanged`, `Breached` … */
  "commit.events": [...new Set(events.map(({ _tag }) => _tag))],
  /** Metrics whose deadlines were noticed to have passed. */
  "commit.breached": events.flatMap((event) => (event._tag === "Breached" ? [event.metric] : [])),
  /** Thresholds that were noticed to be reached. */
  "commit.thresholds": events.flatMap((event) => (event._tag === "ThresholdReached" ? [event.threshold] : [])),
  /** What was said, quotes left out. */
  "commit.text": events.flatMap((event) => ("content" in event ? [Text.fold(unfolded(event.content).news)] : [])).join("\n") || null,
  /** Whether it was said to everybody or to the desk. */
  "commit.said": [...new Set(events.flatMap(visibilityOf))]
})

const visibilityOf = (event: Ticket.Event): ReadonlyArray<string> =>
  event._tag === "Opened"
    ? [event.visibility]
    : event._tag === "Replied"
      ? ["public"]
      : event._tag === "Noted" || event._tag === "Forwarded"
        ? ["internal"]
        : []
