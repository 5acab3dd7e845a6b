/** Follow-ups: a word that comes too late for a closed ticket goes on in a new one, and so does what is said after it. */
import type { Actor } from "../people/Actor.ts"
import type * as Storage from "../storage/Storage.ts"
import * as Ticket from "../ticket/index.ts"
import { StaleVersion } from "./Failure.ts"
import type { House } from "./House.ts"
import { existing, load, type Loaded, streamOf } from "./load.ts"
import type { Routed } from "./routing.ts"
import { again, digest } from "./run.ts"
import { type Done, type Joint, type KeyHeld, together } from "./together.ts"

/** The channel of what opens a follow-up; the ticket keeps the channel of the word itself. */
const VIA = "closedTicket"

/** Where a conversation goes on that came to this ticket: with the latest follow-up, if it ended here. */
export const latest = async (house: House, route: Routed): Promise<Routed & { readonly found: Loaded }> => {
  let at = { ...route, found: await load(house, route.stream) }
  const seen = new Set<string>()
  while (!seen.has(at.stream)) {
    seen.add(at.stream)
    const { ticket } = at.found
    const next = ticket !== undefined && isOver(ticket) ? await nextOf(house, ticket, at.home) : undefined
    if (next === undefined) return at
    const found = await load(house, next)
    if (found.ticket === undefined) return at
    const { mergedInto } = Ticket.edgesOf(found.ticket)
    at =
      mergedInto === null
        ? { stream: next, home: undefined, found }
        : { stream: mergedInto.survivor, home: next, found: await load(house, mergedInto.survivor) }
  }
  return at
}

/** What was laid aside may come back; until then its conversation goes on elsewhere, if anybody wants it to. */
const isOver = (ticket: Ticket.Ticket): boolean => Ticket.isClosed(ticket) || Ticket.isRemoved(ticket)

/** Of a ticket that another was merged into since, the follow-up of that one goes on as well. */
const nextOf = async (house: House, ticket: Ticket.Ticket, home: string | undefined): Promise<string | undefined> => {
  const next = Ticket.edgesOf(ticket).followUps.at(-1)
  if (next !== undefined || home === undefined) return next
  const { ticket: member } = await load(house, home)
  return member === undefined ? undefined : Ticket.edgesOf(member).followUps.at(-1)
}

export interface Following {
  /** The new ticket. */
  readonly ticketId: string
  /** The ticket that it follows, by id or reference; of one that was merged that which answers for it. */
  readonly former: string
  /** The version at which that was looked at: somebody who was first may have opened a follow-up already. */
  readonly expectedVersion?: number | undefined
  /** What opens it, at the n-th draw of a reference. */
  readonly open: (draw: number, former: Ticket.Ticket) => Ticket.Open
  readonly actor: Actor
  /** The channel of the word itself. */
  readonly via: string
  /** Mail brought the word. */
  readonly brought?: boolean | undefined
  readonly keys?: ReadonlyArray<Storage.Key> | undefined
  readonly command?: Joint["command"]
  readonly beside?: Joint["beside"]
}

/** Both tickets are written in one commit. @throws {TicketNotFound | StaleVersion} and what opening a ticket throws. */
export const openFollowUp = async (house: House, wish: Following): Promise<Done | KeyHeld> => {
  const { ticketId, expectedVersion, actor, via, brought, keys, command, beside } = wish
  const done = await together(house, {
    ticketId,
    actor,
    via: VIA,
    brought,
    command,
    beside,
    plan: async (draw) => {
      const former = await living(house, wish.former)
      if (expectedVersion !== undefined && expectedVersion !== former.version)
        throw new StaleVersion({ ticketId: former.stream, expected: expectedVersion, actual: former.version })
      const open: Ticket.Open = {
        ...wish.open(draw, former.ticket),
        followUpOf: former.stream,
        formerly: former.ticket.reference,
        channel: via
      }
      const followUp: Ticket.Command = { _tag: "FollowUp", ticket: ticketId, reference: open.reference }
      return {
        parts: [
          { subject: await load(house, ticketId), commands: [open], keys },
          { subject: former, commands: [followUp] }
        ]
      }
    }
  })
  return done === null ? again(house, ticketId) : "keyHeld" in done ? done : done[0]!
}

/** As an application asks for it: what the wish says itself goes before what is inherited. */
export const openNext = async (
  house: House,
  {
    commands,
    commandId,
    ...wish
  }: Pick<Following, "ticketId" | "actor" | "via"> & {
    readonly commands: (draw: number) => ReadonlyArray<Ticket.Command>
    readonly commandId: string | undefined
  }
): Promise<Done | KeyHeld> => {
  const first = commands(0)[0] as Ticket.Open
  return openFollowUp(house, {
    ...wish,
    former: first.followUpOf!,
    open: (draw, former) => Ticket.inherited(former, commands(draw)[0] as Ticket.Open, house.workspace),
    command: commandId === undefined ? undefined : { id: commandId, digest: digest([wish.actor, first]) }
  })
}

const living = async (house: House, ticket: string) => {
  const found = await existing(house, await streamOf(house, ticket))
  const { mergedInto } = Ticket.edgesOf(found.ticket)
  return mergedInto === null ? found : existing(house, mergedInto.survivor)
}
