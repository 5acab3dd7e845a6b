/** The life of a ticket as people read it: who did what, when, by which way and why. Made of its events alone. */
import * as Actor from "../people/Actor.ts"
import * as Conversation from "./Conversation.ts"
import { replay, type Event } from "./decider.ts"
import { edgesOf } from "./Edges.ts"
import * as Pieces from "./Pieces.ts"
import type { Vocabulary } from "./Vocabulary.ts"
import { append, type Entry, type Told } from "./timeline/Entry.ts"
import * as names from "./timeline/names.ts"
import { shown } from "./timeline/shown.ts"
import { told } from "./timeline/told.ts"

export type { Change, Entry } from "./timeline/Entry.ts"
export { print } from "./timeline/print.ts"

/** Oldest first. */
export type Timeline = ReadonlyArray<Entry>

/** Everything that happened, for the desk. `others`: the strands of tickets whose messages are part of this conversation. */
export const forAgents = (
  vocabulary: Vocabulary,
  events: ReadonlyArray<Event>,
  others: ReadonlyArray<Conversation.Strand> = []
): Timeline => {
  const entries: Array<Entry> = []
  for (const step of stepsOf(events, others)) {
    const { event, before, after } = step
    const by = { at: event.at, who: names.actor(vocabulary, after, event.by), via: names.channel(vocabulary, event.via) }
    append(entries, by, placed(told(vocabulary, before, event), step))
  }
  return entries
}

/**
 * What the requester may read: public messages, changes of status as they are told of it, the fields they may see; of
 * other tickets that were joined with theirs, what they were a party to. It is a function of public things alone:
 * whatever the desk keeps to itself, this timeline stays the same.
 */
export const forCustomer = (
  vocabulary: Vocabulary,
  events: ReadonlyArray<Event>,
  others: ReadonlyArray<Conversation.Strand> = []
): Timeline => {
  const ticket = replay(events)
  return ticket === undefined ? [] : forReader(vocabulary, events, others, Conversation.readerOf(ticket.requester))
}

/**
 * What anybody outside the desk may read: what is public, of the time in which they were a party to the ticket where it
 * happened. Of fields a requester alone reads any.
 */
export const forReader = (
  vocabulary: Vocabulary,
  events: ReadonlyArray<Event>,
  others: ReadonlyArray<Conversation.Strand>,
  reader: Conversation.Reader
): Timeline => {
  const entries: Array<Entry> = []
  const withoutFields: Vocabulary = { ...vocabulary, fields: new Map() }
  for (const step of stepsOf(events, others)) {
    const { event, before, after } = step
    if (!Conversation.isFor(reader, event, after)) continue
    // How it was, the requester said to the desk alone.
    if (event._tag === "Rated" && !Conversation.isRequester(reader, after)) continue
    const what = shown(Conversation.isRequester(reader, after) ? vocabulary : withoutFields, before, event)
    if (what === undefined) continue
    const via = Actor.isOutside(event.by) ? names.channel(vocabulary, event.via) : ""
    append(entries, { at: event.at, who: names.actorInPublic(vocabulary, after, event.by), via }, placed(what, step))
  }
  return entries
}

type Step = Conversation.Step & {
  /** `elsewhere`: a message of another ticket that is part of this one. `gone`: one of its own that is part of another now. */
  readonly said: "here" | "elsewhere" | "gone"
}

const stepsOf = (events: ReadonlyArray<Event>, others: ReadonlyArray<Conversation.Strand>): ReadonlyArray<Step> => {
  const ticket = replay(events)
  if (ticket === undefined) return []
  const { conversation } = edgesOf(ticket)
  return Conversation.along([{ stream: ticket.id, events }, ...others]).flatMap((step): ReadonlyArray<Step> => {
    const { stream, event } = step
    const isPart = Conversation.isSaid(event) && Pieces.has(conversation, { stream, message: event.messageId })
    if (stream !== ticket.id) return isPart ? [{ ...step, said: "elsewhere" }] : []
    if (isPart || !Conversation.isSaid(event)) return [{ ...step, said: "here" }]
    // What opened a ticket says more than its words.
    return event._tag === "Opened" ? [{ ...step, said: "gone" }] : []
  })
}

const placed = (what: Told, { said, event, after }: Step): Told =>
  said === "elsewhere" && event._tag !== "Opened"
    ? { ...what, what: `${what.what} in ${after.reference}` }
    : said === "gone"
      ? { ...what, text: null, folded: [], attachments: [] }
      : what
