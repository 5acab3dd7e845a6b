/** Links between tickets: made, taken away and looked at. Both ends are written in one commit. */
import * as Actor from "../people/Actor.ts"
import * as Ticket from "../ticket/index.ts"
import * as LinkType from "../ticket/LinkType.ts"
import { linkMap } from "../desk/linkMap.ts"
import { circle, turnOf } from "./circles.ts"
import { StaleVersion } from "./Failure.ts"
import type { House } from "./House.ts"
import { existing, type Loaded, streamOf, ticketOf } from "./load.ts"
import { around } from "./neighbours.ts"
import type { Doer } from "./perform.ts"
import { again, digest } from "./run.ts"
import { type Done, type Part, type Plan, together } from "./together.ts"

export interface Linking {
  /** The id of a type of the workspace. */
  readonly type: string
  /** The other ticket, by id or reference. */
  readonly to: string
}

/** What a ticket has to do with another. */
export interface LinkView {
  readonly type: string
  /** `to`: the type's name is said of this ticket; `from`: its inverse. */
  readonly side: "to" | "from"
  /** As in "is a child of". */
  readonly words: string
  /** The ticket that answers for the other end now. */
  readonly ticket: Ticket.Ticket
}

export interface Links {
  readonly links: ReadonlyArray<LinkView>
  /** The same as a picture: a flowchart for mermaid, with the ticket in the middle. */
  readonly mermaid: string
}

/** @throws why not, and then nothing has happened to either. */
export const link = async (house: House, ticketId: string, { type, to }: Linking, doer: Doer): Promise<Done> => {
  const known = house.workspace.links.get(type)
  return jointly(house, ticketId, { link: type, to }, doer, "Link", async () => {
    // Read before all else: whoever makes such a link from here on makes the commit below fail.
    const beside = known?.acyclic === true ? await turnOf(house, type) : undefined
    const [source, target] = await bothOf(house, ticketId, to)
    if (source.stream === target.stream) throw new Ticket.SameTicket({ ticketId: source.stream })
    const parts = [
      part(source, target.ticket, type, "to"),
      part(target, source.ticket, type, known === undefined ? "from" : LinkType.across(known, "to"))
    ]
    const isOver =
      type === LinkType.FOLLOW_UP ||
      [source, target].some(({ ticket }) => Ticket.isMerged(ticket)) ||
      has(source.ticket, type, target.stream)
    const no = beside === undefined || isOver ? undefined : await circle(house, type, source.ticket, target.ticket)
    if (no !== undefined) throw no
    return { parts, beside: beside === undefined ? [] : [beside] }
  })
}

/** Takes away what links of this type there are between the two, whichever way they go. @throws why not. */
export const unlink = async (house: House, ticketId: string, { type, to }: Linking, doer: Doer): Promise<Done> =>
  jointly(house, ticketId, { unlink: type, to }, doer, "Unlink", async () => {
    const [one, other] = await bothOf(house, ticketId, to)
    for (const { ticket } of [one, other]) {
      const { mergedInto } = Ticket.edgesOf(ticket)
      if (mergedInto !== null) throw new Ticket.TicketMerged({ ticketId: ticket.id, survivor: mergedInto.survivor, command: "Unlink" })
    }
    const ours = await partsOf(house, one)
    const theirs = await partsOf(house, other)
    const taken = (own: ReadonlyArray<Loaded & Living>, others: ReadonlyArray<Loaded & Living>): ReadonlyArray<Part> =>
      own.flatMap((subject) => {
        const commands = Ticket.edgesOf(subject.ticket).links.flatMap((end): ReadonlyArray<Ticket.Command> => {
          const there = others.find(({ stream }) => stream === end.ticket)
          return end.type !== type || there === undefined ? [] : [{ _tag: "Unlink", ...end, reference: there.ticket.reference }]
        })
        return commands.length === 0 && subject !== one ? [] : [{ subject, commands }]
      })
    return { parts: [...taken(ours, theirs), ...taken(theirs, ours)] }
  })

/** All that a ticket is linked with, also through tickets that were merged into it. @throws {TicketNotFound} */
export const links = async (house: House, ticketId: string): Promise<Links> => {
  const { ticket } = await existing(house, await streamOf(house, ticketId))
  const known = (await around(house, [ticket], () => true)).get(ticket.id)!
  const views = await Promise.all(
    known.map(async ({ type: id, side, found }): Promise<LinkView> => {
      const type = house.workspace.links.get(id)
      return { type: id, side, words: type === undefined ? id : LinkType.wordsOf(type, { side }), ticket: await ticketOf(house, found) }
    })
  )
  return {
    links: views,
    get mermaid() {
      return linkMap(ticket, views)
    }
  }
}

interface Living {
  readonly ticket: Ticket.Ticket
}

const bothOf = async (house: House, one: string, other: string): Promise<readonly [Loaded & Living, Loaded & Living]> => {
  const from = await existing(house, await streamOf(house, one))
  return [from, await existing(house, await streamOf(house, other))]
}

/** The ticket, and those that were merged into it. */
const partsOf = async (house: House, living: Loaded & Living): Promise<ReadonlyArray<Loaded & Living>> => [
  living,
  ...(await Promise.all(Ticket.mergedTickets(Ticket.edgesOf(living.ticket)).map((id) => existing(house, id))))
]

const part = (subject: Loaded, other: Ticket.Ticket, type: string, side: "to" | "from"): Part => ({
  subject,
  commands: [{ _tag: "Link", type, side, ticket: other.id, reference: other.reference }]
})

const has = (ticket: Ticket.Ticket, type: string, other: string): boolean =>
  Ticket.edgesOf(ticket).links.some((end) => end.type === type && end.side === "to" && end.ticket === other)

/** What became of the ticket that was named first. */
const jointly = async (
  house: House,
  ticketId: string,
  meaning: object,
  { commandId, expectedVersion, ...doer }: Doer,
  command: string,
  plan: () => Promise<Plan>
): Promise<Done> => {
  // Before anything is looked up: whoever is outside learns nothing of what is there.
  if (Actor.isOutside(doer.actor)) throw new Ticket.NotAnAgent({ actor: doer.actor, command })
  const stream = await streamOf(house, ticketId)
  const done = await together(house, {
    ...doer,
    ticketId: stream,
    command: commandId === undefined ? undefined : { id: commandId, digest: digest([doer.actor, stream, meaning]) },
    plan: async () => {
      const planned = await plan()
      const { version } = planned.parts[0]!.subject
      if (expectedVersion !== undefined && expectedVersion !== version)
        throw new StaleVersion({ ticketId: stream, expected: expectedVersion, actual: version })
      return planned
    }
  })
  return done === null || "keyHeld" in done ? again(house, stream) : done[0]!
}
