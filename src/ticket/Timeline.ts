/** The life of a ticket as people read it: who did what, when, by which way and why. Made of its events alone. */
import * as Actor from "../people/Actor.ts"
import { evolve, type Event } from "./decider.ts"
import type { Ticket } from "./Ticket.ts"
import type { Vocabulary } from "./Vocabulary.ts"
import { append, type Entry } from "./timeline/Entry.ts"
import * as names from "./timeline/names.ts"
import { shown } from "./timeline/shown.ts"
import { told } from "./timeline/told.ts"

export type { Change, Entry } from "./timeline/Entry.ts"
export { print } from "./timeline/print.ts"

/** Oldest first. */
export type Timeline = ReadonlyArray<Entry>

/** Everything that happened, for the desk. */
export const forAgents = (vocabulary: Vocabulary, events: ReadonlyArray<Event>): Timeline =>
  along(events, (entries, event, before, after) =>
    append(
      entries,
      { at: event.at, who: names.actor(vocabulary, after, event.by), via: names.channel(vocabulary, event.via) },
      told(vocabulary, before, event)
    )
  )

/**
 * What the requester may read: public messages, changes of status as they are told of it, the fields they may see.
 * It is a function of public things alone: whatever the desk keeps to itself, this timeline stays the same.
 */
export const forCustomer = (vocabulary: Vocabulary, events: ReadonlyArray<Event>): Timeline =>
  along(events, (entries, event, before, after) => {
    const what = shown(vocabulary, before, event)
    if (what === undefined) return
    const via = Actor.isOutside(event.by) ? names.channel(vocabulary, event.via) : ""
    append(entries, { at: event.at, who: names.actorInPublic(vocabulary, after, event.by), via }, what)
  })

/** Walks the events beside the ticket that they make; whatever precedes its opening tells nothing. */
const along = (
  events: ReadonlyArray<Event>,
  tell: (entries: Array<Entry>, event: Event, before: Ticket | undefined, after: Ticket) => void
): Timeline => {
  const entries: Array<Entry> = []
  let ticket: Ticket | undefined
  for (const event of events) {
    const before = ticket
    ticket = evolve(before, event)
    if (ticket !== undefined) tell(entries, event, before, ticket)
  }
  return entries
}
