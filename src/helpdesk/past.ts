/** A ticket as it was: how it stood, what changed between two moments, and who could see what of it. */
import { diff, type Difference } from "../desk/diff.ts"
import { factsOf } from "../desk/facts.ts"
import * as Deadline from "../sla/Deadline.ts"
import * as Actor from "../people/Actor.ts"
import * as Ticket from "../ticket/index.ts"
import * as Timeline from "../ticket/Timeline.ts"
import type { Instant } from "../time/Instant.ts"
import { InputInvalid } from "./Failure.ts"
import type { House } from "./House.ts"
import { existing, history, replayed, strandsOf, streamOf } from "./load.ts"
import { verdictOn } from "./sight.ts"
import { type Story, story } from "./story.ts"

/** A ticket at a moment: by its words, rules and promises of then; the names of things are those of today. */
export interface Standing {
  readonly at: Instant
  /** How many events it had. */
  readonly version: number
  readonly ticket: Ticket.Ticket
  readonly deadlines: ReadonlyArray<Deadline.Deadline>
  readonly conversation: ReadonlyArray<Ticket.Conversation.Message>
}

/** `undefined`: it was not there yet. */
export const standAt = async (house: House, ticketId: string, moment: Ticket.Moment): Promise<Standing | undefined> => {
  const past = await pastOf(house, ticketId, moment)
  if (past === undefined) return undefined
  const { at, own, others, ticket } = past
  const { sla } = await replayed(house, own.events)
  return {
    at,
    version: own.events.length,
    ticket,
    deadlines: Deadline.all(sla.clocks, at, house.promises),
    conversation: Ticket.Conversation.messages(Ticket.edgesOf(ticket).conversation, [own, ...others])
  }
}

export interface Changes {
  /** What is otherwise in the end; what came and went in between is in the events. */
  readonly differences: ReadonlyArray<Difference>
  /** After the first moment, up to the second. */
  readonly events: ReadonlyArray<Ticket.Event>
}

export const changes = async (house: House, ticketId: string, from: Ticket.Moment, to: Ticket.Moment): Promise<Changes> => {
  const all = await allOf(house, ticketId)
  const before = upTo(all, from, "from")
  const after = upTo(all, to, "to")
  if (before.length > after.length || (typeof from === "number" && typeof to === "number" && from > to))
    throw new InputInvalid({ what: "from", problems: ["expected a moment before `to`"] })
  const is = Ticket.replay(after)
  return { differences: is === undefined ? [] : diff(Ticket.replay(before), is), events: after.slice(before.length) }
}

/** Whose eyes to look through: of somebody outside the desk, all that tells them apart. */
export type Viewer = { readonly agent: string } | { readonly reader: (ticket: Ticket.Ticket) => Ticket.Conversation.Reader }

export interface Audience {
  readonly at: Instant
  /** What they were to the ticket then. Who was a party before, and is none any more, is `nobody`, and keeps what they had. */
  readonly as: "agent" | "requester" | "participant" | "nobody"
  /** From when until when they were a party; to this ticket, and to those whose messages it shows. */
  readonly stays: ReadonlyArray<Ticket.Stay>
  /** The same in words, a sentence each. */
  readonly why: ReadonlyArray<string>
  /** What they could see then. */
  readonly timeline: Story
}

/** `undefined`: the ticket was not there yet, and nobody could see anything. */
export const audienceAt = async (house: House, ticketId: string, moment: Ticket.Moment, viewer: Viewer): Promise<Audience | undefined> => {
  const past = await pastOf(house, ticketId, moment)
  if (past === undefined) return undefined
  const { at, own, others, ticket } = past
  if ("agent" in viewer) {
    const name = house.workspace.agents.get(viewer.agent)!.name
    const actor = Actor.agent(viewer.agent)
    // By the rights of today, whatever they were then; of the ticket as it stood.
    const verdict = await verdictOn(house, actor, "read", { ticket, facts: factsOf(ticket, house.workspace) })
    if (verdict._tag === "Deny") return { at, as: "nobody", stays: [], why: [verdict.reason], timeline: story([]) }
    const why = [`${name} is an agent of this desk, and agents read all of a ticket that they may see, notes too`]
    return { at, as: "agent", stays: [], why, timeline: story(Timeline.forAgents(house.workspace, own.events, others)) }
  }
  const reader = viewer.reader(ticket)
  const stays = Ticket.stays([own, ...others], reader)
  const here = stays.find((stay) => stay.ticket === ticket.id && stay.until === null)
  return {
    at,
    as: here?.as ?? "nobody",
    stays,
    why: stays.length === 0 ? ["never a party to this ticket"] : stays.map(Ticket.printStay),
    timeline: story(Timeline.forReader(house.workspace, own.events, others, reader))
  }
}

/** A requester by their id, or anybody by an address. What the directory knows of them is of today. */
export const outsider = async (house: House, actor: Actor.Actor): Promise<Viewer> => {
  const id = Actor.idOf(actor)
  if (Actor.kindOf(actor) === "participant") return { reader: () => ({ id: null, addresses: [id] }) }
  const known = await house.directory.get(house.tenant, id)
  const addresses = (known?.identities ?? []).flatMap(({ kind, value }) => (kind === "email" ? [value] : []))
  // As their own ticket knows them, its requester is who they were when they asked.
  return { reader: ({ requester }) => (requester.id === id ? Ticket.Conversation.readerOf(requester) : { id, addresses }) }
}

interface Past {
  readonly at: Instant
  readonly own: Ticket.Conversation.Strand
  readonly others: ReadonlyArray<Ticket.Conversation.Strand>
  readonly ticket: Ticket.Ticket
}

/** The prefix of its events, and of those whose messages it showed then. */
const pastOf = async (house: House, ticketId: string, moment: Ticket.Moment): Promise<Past | undefined> => {
  const all = await allOf(house, ticketId)
  const events = upTo(all, moment, "at")
  const ticket = Ticket.replay(events)
  if (ticket === undefined) return undefined
  const at = typeof moment === "object" ? events.at(-1)!.at : moment
  const others = await strandsOf(house, ticket, Ticket.isPurged(Ticket.replay(all)))
  return {
    at,
    own: { stream: ticket.id, events },
    others: others.map((strand) => ({ ...strand, events: Ticket.upTo(strand.events, at) })),
    ticket
  }
}

const allOf = async (house: House, ticketId: string): Promise<ReadonlyArray<Ticket.Event>> =>
  history(house, (await existing(house, await streamOf(house, ticketId))).ticket.id)

const upTo = (events: ReadonlyArray<Ticket.Event>, moment: Ticket.Moment, where: string): ReadonlyArray<Ticket.Event> => {
  if (typeof moment === "object" && moment.version > events.length)
    throw new InputInvalid({ what: `${where}.version`, problems: [`the ticket has ${events.length} events`] })
  return Ticket.upTo(events, moment)
}
