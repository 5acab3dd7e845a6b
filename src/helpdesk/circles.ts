/** Links of some types go round in no circle, whoever makes them at the same time: who makes one takes turns. */
import type * as Storage from "../storage/Storage.ts"
import * as Ticket from "../ticket/index.ts"
import type { House } from "./House.ts"
import { ticketOf } from "./load.ts"
import { allKinds, around } from "./neighbours.ts"

/** How many tickets are looked at, one after the other, for a way back. */
const MOST = 10_000

/**
 * To be read before anything is looked at, and written with the link: who else made one of this type meanwhile makes the
 * commit fail, and all is looked at anew.
 */
export const turnOf = async (house: House, type: string): Promise<Storage.StreamWrite> => {
  const stream = `links:${type}`
  const { found } = await house.storage.find(house.tenant, { kind: "link", streams: [stream], order: [], limit: 1 })
  const document = { kind: "link", body: null, facts: {}, wakeAt: null } as const
  return { stream, expected: found[0]?.version ?? 0, events: [{ _tag: "TurnTaken", type }], document, words: "" }
}

/** A link from one to the other would close a circle; `undefined`: it would not. Tickets that were merged are one. */
export const circle = (house: House, type: string, source: Ticket.Ticket, target: Ticket.Ticket) =>
  wayBack(house, type, [{ ticket: target, way: [source.reference, target.reference] }], new Set([source.id]))

/** That these tickets become one would close none; answers the turns that are to be taken with it. @throws {LinkCycle | TooMany} */
export const unlessCircle = async (house: House, tickets: ReadonlyArray<Ticket.Ticket>): Promise<ReadonlyArray<Storage.StreamWrite>> => {
  const isAcyclic = (type: string): boolean => house.workspace.links.get(type)?.acyclic === true
  const own = [...(await around(house, tickets, isAcyclic, allKinds)).values()].flat()
  const turns: Array<Storage.StreamWrite> = []
  for (const type of new Set(own.map((link) => link.type))) {
    turns.push(await turnOf(house, type))
    const starts = tickets.map((ticket) => ({ ticket, way: [ticket.reference] }))
    const no = await wayBack(house, type, starts, new Set(tickets.map(({ id }) => id)))
    if (no !== undefined) throw no
  }
  return turns
}

interface Reached {
  readonly ticket: Ticket.Ticket
  /** The references of the tickets on the way to it. */
  readonly way: ReadonlyArray<string>
}

/** A link from a start to a goal that is a start as well is none when these are one. */
const wayBack = async (
  house: House,
  type: string,
  starts: ReadonlyArray<Reached>,
  goals: ReadonlySet<string>
): Promise<Ticket.LinkCycle | Ticket.TooMany | undefined> => {
  const beginnings = new Set(starts.map(({ ticket }) => ticket.id))
  const reached = new Set(beginnings)
  let frontier = starts
  while (frontier.length > 0) {
    const next: Array<Reached> = []
    const links = await around(
      house,
      frontier.map(({ ticket }) => ticket),
      (one) => one === type,
      // What lies aside may come back, with its links.
      allKinds
    )
    for (const { ticket, way } of frontier)
      for (const { side, ticket: id, reference, found } of links.get(ticket.id)!) {
        if (side !== "to" || (beginnings.has(ticket.id) && beginnings.has(id))) continue
        const further = [...way, reference]
        if (goals.has(id)) return new Ticket.LinkCycle({ type, way: further })
        if (reached.has(id)) continue
        reached.add(id)
        next.push({ ticket: await ticketOf(house, found), way: further })
      }
    if (reached.size > MOST) return new Ticket.TooMany({ what: `tickets behind each other by links "${type}"`, limit: MOST })
    frontier = next
  }
  return undefined
}
