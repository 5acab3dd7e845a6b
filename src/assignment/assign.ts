/** Who gets a ticket, and why nobody else. */
import * as Schema from "effect/Schema"
import { Id, Slug } from "../text/Id.ts"
import { Instant } from "../time/Instant.ts"
import { Cursor, took } from "./Cursor.ts"
import { missing, obstacles } from "./fit.ts"
import { type Criterion, Reason, wakeAt } from "./Reason.ts"
import { type Roster, type Standing, standings } from "./Roster.ts"
import type { Strategy } from "./Strategy.ts"
import type { Waiting } from "./Waiting.ts"

export class Assignment extends Schema.Opaque<Assignment>()(
  Schema.Struct({
    ticket: Id,
    /** The agent who gets it; `null`: there is none who can have it now. */
    choice: Schema.NullOr(Slug),
    /** Whose turn it is after that. */
    cursor: Cursor,
    /** One for each candidate, in their order. */
    reasons: Schema.Array(Reason),
    /** Before then no agent becomes fit by the passing of time alone; `null`: it is not time that the ticket waits for. */
    wakeAt: Schema.NullOr(Instant)
  })
) {}

/** A ticket goes to somebody whenever there is somebody who can have it: the agents who can are only put in an order. */
export const assign = (roster: Roster, ticket: Waiting, now: Instant): Assignment =>
  assignAmong(standings(roster, now), roster.strategy, roster.cursor, ticket, now)

/** The same for candidates whose standing is known already. */
export const assignAmong = (
  standings: ReadonlyArray<Standing>,
  strategy: Strategy,
  cursor: Cursor,
  ticket: Waiting,
  now: Instant
): Assignment => {
  const judged = standings.map((standing) => {
    const found = obstacles(strategy, standing, ticket, now)
    return { agent: standing.candidate.agent, found, claim: found.length === 0 ? claimOf(strategy, standing, ticket) : null }
  })
  const [best, second] = judged.flatMap(({ claim }) => (claim === null ? [] : [claim])).toSorted(compare)
  const reasons = judged.map(({ agent, found, claim }): Reason => {
    if (claim === null || best === undefined) return { agent, verdict: "unfit", obstacles: found }
    if (claim === best) return { agent, verdict: "chosen", by: second === undefined ? null : difference(best, second) }
    return { agent, verdict: "later", by: difference(best, claim) }
  })
  return best === undefined
    ? { ticket: ticket.ticket, choice: null, cursor, reasons, wakeAt: wakeAt(reasons) }
    : { ticket: ticket.ticket, choice: best.agent, cursor: took(cursor, best.agent), reasons, wakeAt: null }
}

/** How an agent who can have the ticket stands by each criterion: the lower comes first. */
interface Claim extends Readonly<Record<Criterion, number>> {
  readonly agent: string
}
const criteria: ReadonlyArray<Criterion> = ["owner", "skills", "load", "turn"]

const claimOf = ({ order, stickyOwner }: Strategy, standing: Standing, ticket: Waiting): Claim => {
  const { agent } = standing.candidate
  const owner = stickyOwner ? ticket.owners.indexOf(agent) : -1
  return {
    agent,
    owner: owner < 0 ? ticket.owners.length : owner,
    skills: missing(standing, ticket).length,
    load: order === "leastLoaded" ? standing.load : 0,
    turn: standing.turn
  }
}

/** Agents who never had a turn are told apart by their ids, so that the order of the candidates does not matter. */
const compare = (a: Claim, b: Claim): number => a[difference(a, b)] - b[difference(a, b)] || (a.agent < b.agent ? -1 : 1)

const difference = (a: Claim, b: Claim): Criterion => criteria.find((criterion) => a[criterion] !== b[criterion]) ?? "turn"
