/** Several tickets become one: what is asked of each of them, in one commit. Nothing is moved, so all of it can be taken back. */
import * as Result from "effect/Result"
import * as Ticket from "../../ticket/index.ts"
import type { MergePolicy } from "../../ticket/MergePolicy.ts"
import type { Instant } from "../../time/Instant.ts"
import type { Desk, Subject } from "../handle.ts"
import { partiesOf } from "../../mail/announce/readers.ts"
import { gifts } from "./gifts.ts"
import type { MergeWish, Named, Step } from "./Wish.ts"

/** How many tickets one merge takes in, and how many may become one in all. */
export const MOST = { atOnce: 250, inAll: 1000 } as const

/** No steps: all of them are one ticket already. The first step is the target's. */
export const merge = <S extends Subject>(
  desk: Desk,
  wish: MergeWish<S>,
  now: Instant
): Result.Result<ReadonlyArray<Step<S>>, Ticket.Refusal> => {
  const { target, policy } = wish
  const sources = distinct(wish.sources, target)
  if (Result.isFailure(sources)) return Result.fail(sources.failure)
  const no = objection(wish, sources.success) ?? unseen(desk, wish, sources.success)
  if (no !== undefined) return Result.fail(no)
  if (sources.success.length === 0) return Result.succeed([])
  const joining = sources.success.toSorted((a, b) => (a.living.stream < b.living.stream ? -1 : 1))
  const given = gifts(
    desk,
    target.living,
    joining.map(({ living }) => living),
    wish,
    now
  )
  const absorbing = joining.flatMap(({ living }) => [absorb(wish.merge, living.ticket), ...(given.get(living.stream) ?? [])])
  return Result.succeed([
    { subject: target.living, commands: absorbing },
    ...joining.map(({ living }) => ({ subject: living, commands: joined(wish, living.ticket, policy) })),
    ...joining.flatMap(({ carried }) =>
      carried.map((subject): Step<S> => ({ subject, commands: [{ _tag: "Redirect", survivor: target.living.stream }] }))
    )
  ])
}

/** Each ticket that is not part of the target yet, once. */
const distinct = <S extends Subject>(
  sources: ReadonlyArray<Named<S>>,
  target: Named<S>
): Result.Result<ReadonlyArray<Named<S>>, Ticket.Refusal> => {
  const found = new Map<string, Named<S>>()
  for (const source of sources) {
    const { stream } = source.living
    if (source.asked === target.asked) return Result.fail(new Ticket.SameTicket({ ticketId: target.asked }))
    if (stream !== target.living.stream) found.set(stream, source)
    // The target went into this very ticket before.
    else if (source.asked === stream) return Result.fail(new Ticket.MergeCycle({ source: stream, target: target.asked }))
  }
  return Result.succeed([...found.values()])
}

const objection = <S extends Subject>(
  { target, policy, consent }: MergeWish<S>,
  sources: ReadonlyArray<Named<S>>
): Ticket.Refusal | undefined => {
  const { ticket } = target.living
  if (sources.length > MOST.atOnce) return new Ticket.TooMany({ what: "tickets merged at once", limit: MOST.atOnce })
  if ([target, ...sources].reduce((sum, { carried }) => sum + 1 + carried.length, 0) > MOST.inAll)
    return new Ticket.TooMany({ what: "tickets merged into it", limit: MOST.inAll })
  if (Ticket.isClosed(ticket) && policy.closed === "refuse") return new Ticket.TicketClosed({ ticketId: ticket.id, command: "Merge" })
  const others = sources.filter(({ living }) => living.ticket.requester.id !== ticket.requester.id)
  return others.length > 0 && policy.requesters === "consent" && !consent
    ? new Ticket.ConsentMissing({ ticketId: ticket.id, sources: others.map(({ living }) => living.stream) })
    : undefined
}

/** What is restricted to these is merged with nothing that is restricted to others alone: nobody would see it. */
const unseen = <S extends Subject>(
  { workspace }: Desk,
  { target }: MergeWish<S>,
  sources: ReadonlyArray<Named<S>>
): Ticket.Refusal | undefined => {
  const circles = [target, ...sources].map(({ living }) => living.ticket.restricted)
  const met = circles.reduce((one, other) => Ticket.Circle.meet(one, other, workspace), undefined)
  return met === undefined || met.agents.length + met.teams.length > 0
    ? undefined
    : new Ticket.NobodyLeft({ ticketId: target.living.stream, sources: sources.map(({ living }) => living.stream) })
}

const absorb = (merge: string, ticket: Ticket.Ticket): Ticket.Command => {
  const edges = Ticket.edgesOf(ticket)
  return {
    _tag: "Absorb",
    merge,
    ticket: ticket.id,
    reference: ticket.reference,
    pieces: edges.conversation,
    carried: Ticket.mergedTickets(edges)
  }
}

const joined = <S extends Subject>(
  { merge, target }: MergeWish<S>,
  ticket: Ticket.Ticket,
  { tell, approvals }: MergePolicy
): ReadonlyArray<Ticket.Command> => [
  ...(tell === null || partiesOf(ticket).length === 0
    ? []
    : [{ _tag: "SendMail", to: ["requester", "participants"], subject: "", text: tell } as const]),
  { _tag: "MergeInto", merge, into: target.living.stream, reference: target.living.ticket.reference, approvals }
]
