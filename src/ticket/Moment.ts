/** A point of a ticket's past: an instant, or so many of its events. */
import type { Instant } from "../time/Instant.ts"
import type { Event } from "./decider.ts"

export type Moment = Instant | { readonly version: number }

/** The events that had happened by then, those of that very instant among them. */
export const upTo = (events: ReadonlyArray<Event>, moment: Moment): ReadonlyArray<Event> => {
  if (typeof moment === "object") return events.slice(0, moment.version)
  const after = events.findIndex(({ at }) => at > moment)
  return after < 0 ? events : events.slice(0, after)
}
