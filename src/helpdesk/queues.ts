/** Gives waiting tickets to agents, each in one commit with the turn that it takes; and says who could have a ticket, and why not. */
import { assign } from "../assignment/assign.ts"
import { drain as planOf } from "../assignment/drain.ts"
import { print } from "../assignment/print.ts"
import { type Queue, waiting } from "../assignment/Queue.ts"
import type { Reason } from "../assignment/Reason.ts"
import { holds } from "../condition/Condition.ts"
import * as Actor from "../people/Actor.ts"
import type { Found, Order } from "../storage/Storage.ts"
import * as Instant from "../time/Instant.ts"
import * as Ticket from "../ticket/index.ts"
import { isOfOneTicket, StaleVersion } from "./Failure.ts"
import type { House } from "./House.ts"
import { type Kept, rotaOf, writing } from "./presence.ts"
import { isAnybodyFree, rosterOf } from "./roster.ts"
import { recordOf } from "./load.ts"
import { run } from "./run.ts"
import type { Done } from "./together.ts"
import { waitingOf } from "./waiting.ts"

/** A ticket that a queue gave to an agent, and why to nobody else. */
export interface GivenOut {
  readonly ticket: string
  readonly queue: string
  readonly agent: string
  readonly reasons: ReadonlyArray<Reason>
  /** How many facts were written down of the ticket. */
  readonly facts: number
}

/** Who could have a ticket, if it were the first in the queue. */
export interface Explained {
  readonly queue: string
  /** Who would get it now; `null`: nobody can have it. */
  readonly choice: string | null
  readonly reasons: ReadonlyArray<Reason>
  /** Before then nobody can have it by the passing of time alone; `null`: it is not time that it waits for. */
  readonly wakeAt: Instant.Instant | null
}

const PAGE = 50
/** As queues are ordered (`inOrder`), so that one page after the other is the queue. */
const order: ReadonlyArray<Order> = [
  { field: "priorityRank", descending: true },
  { field: "openedAt", descending: false }
]

/** Where a page of a queue begins: `after` a ticket of it, or at the front. */
type Place = { readonly after?: string }

/** Queue after queue, until nobody is free who could have one of its tickets. */
export const drain = async (house: House): Promise<ReadonlyArray<GivenOut>> => {
  const given: Array<GivenOut> = []
  for (const queue of house.workspace.queues) {
    // What cannot be given out, whatever the reason, does not stand in the way of what comes after it.
    const refused = new Set<string>()
    let place: Place | null = {}
    while (place !== null) place = await round(house, queue, place, refused, given)
  }
  return given
}

/**
 * One page of a queue. Answers where to go on, `null` at the end: at the same place, where the agents do not stand any more
 * as was planned by. Others got something done then, or a ticket was refused, which happens once to each: so this ends.
 */
const round = async (house: House, queue: Queue, place: Place, refused: Set<string>, given: Array<GivenOut>): Promise<Place | null> => {
  // Read before all else: a turn that is taken, or an agent who leaves, from here on makes the commits below fail.
  let kept = await rotaOf(house)
  const page = await house.storage.find(house.tenant, {
    kind: "ticket",
    where: waiting(queue),
    order,
    limit: PAGE,
    ...place
  })
  if (page.found.length === 0) return null
  const roster = await rosterOf(house, queue, kept.rota)
  const now = Instant.make(house.now())
  if (!isAnybodyFree(roster, now)) return null
  const lot = new Map(page.found.filter(({ stream }) => !refused.has(stream)).map((found) => [found.stream, found]))
  const line = await Promise.all([...lot.values()].map((found) => unlessBroken(refused, found.stream, waitingOf(house, queue, found))))
  for (const { ticket, choice, reasons } of planOf(
    roster,
    line.filter((one) => one !== undefined),
    now
  )) {
    if (choice === null) continue
    const done = await unlessBroken(refused, ticket, give(house, queue, kept, lot.get(ticket)!, choice, reasons, now))
    if (done === undefined || done === "overtaken") return place
    kept = done.kept
    given.push({ ticket, queue: queue.id, agent: choice, reasons, facts: done.events.length })
    if (done.ticket.assignee === choice) continue
    // A rule gave it to somebody else, or put it back: not to go round in circles, it has had its turn.
    refused.add(ticket)
    return place
  }
  return page.next === null ? null : { after: page.next }
}

/** The ticket's fact and the queue's turn, together or not at all. */
const give = async (
  house: House,
  queue: Queue,
  before: Kept,
  { stream, version }: Found,
  agent: string,
  reasons: ReadonlyArray<Reason>,
  at: Instant.Instant
): Promise<(Done & { readonly kept: Kept }) | "overtaken"> => {
  const { write, after } = writing(before, { _tag: "GaveOut", at, queue: queue.id, ticket: stream, agent })
  try {
    const done = await run(house, {
      ticketId: stream,
      commands: () => [{ _tag: "Assign", agent, routed: { queue: queue.id, reasons: told(reasons) } }],
      actor: Actor.system,
      via: "automatic",
      expectedVersion: version,
      beside: write
    })
    return "keyHeld" in done ? "overtaken" : { ...done, kept: after }
  } catch (cause) {
    if (cause instanceof StaleVersion) return "overtaken"
    throw cause
  }
}

/** A ticket that its own record, or its workspace, keeps from being given out concerns no other; a store that fails concerns all. */
const unlessBroken = async <A>(refused: Set<string>, ticket: string, deed: Promise<A>): Promise<A | undefined> => {
  try {
    return await deed
  } catch (cause) {
    if (!isOfOneTicket(cause)) throw cause
    refused.add(ticket)
    return undefined
  }
}

/** A history is to stay readable, and short, where there are a great many agents. */
const MOST = 20
const ranks = { chosen: 0, later: 1, unfit: 2 } as const
/** For the ticket's history: the chosen one first, then who could have had it. */
const told = (reasons: ReadonlyArray<Reason>) =>
  reasons
    .toSorted((a, b) => ranks[a.verdict] - ranks[b.verdict])
    .slice(0, MOST)
    .map((reason) => ({ agent: reason.agent, verdict: reason.verdict, why: print(reason).slice(0, 1000) }))

/** One answer for each queue in which the ticket waits; none, where it waits in none. Nothing is written. */
export const explainAssignment = async (house: House, ticketId: string): Promise<ReadonlyArray<Explained>> => {
  const record = await recordOf(house, ticketId)
  if (record === undefined) throw new Ticket.TicketNotFound({ ticketId })
  if (record.document.kind !== "ticket") return []
  const { rota } = await rotaOf(house)
  const now = Instant.make(house.now())
  const queues = house.workspace.queues.filter((queue) => holds(waiting(queue), record.document.facts))
  return Promise.all(
    queues.map(async (queue) => {
      const { choice, reasons, wakeAt } = assign(await rosterOf(house, queue, rota), await waitingOf(house, queue, record), now)
      return { queue: queue.id, choice, reasons, wakeAt }
    })
  )
}
