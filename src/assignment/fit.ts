/** Whether an agent can have a ticket now, and all that stands in the way. */
import * as Instant from "../time/Instant.ts"
import type { Obstacle } from "./Reason.ts"
import type { Standing } from "./Roster.ts"
import { relaxingOf, type Strategy, weightOf } from "./Strategy.ts"
import type { Waiting } from "./Waiting.ts"

/** None: they can have it. */
export const obstacles = (strategy: Strategy, standing: Standing, ticket: Waiting, now: Instant.Instant): ReadonlyArray<Obstacle> => {
  const { candidate, availableFrom, load } = standing
  const { agent, capacity } = candidate
  const found: Array<Obstacle> = []
  if (strategy.excluded.includes(agent) || ticket.excluded.includes(agent)) found.push({ _tag: "Excluded" })
  if (ticket.team !== null && !candidate.teams.includes(ticket.team)) found.push({ _tag: "NotInTeam", team: ticket.team })
  if (availableFrom !== now) found.push({ _tag: "NotAvailable", until: availableFrom })
  for (const skill of missing(standing, ticket)) {
    const until = relaxedAt(strategy, skill, ticket)
    if (until === null || until > now) found.push({ _tag: "SkillMissing", skill, until })
  }
  const weight = weightOf(strategy, ticket.channel)
  if (capacity !== null && load + weight > capacity) found.push({ _tag: "AtCapacity", weight, load, capacity })
  return found
}

/** The skills that the ticket asks for and the agent has not. */
export const missing = ({ candidate }: Standing, { skills }: Waiting): ReadonlyArray<string> =>
  skills.filter((skill) => !candidate.skills.includes(skill))

const relaxedAt = (strategy: Strategy, skill: string, { since }: Waiting): Instant.Instant | null => {
  const after = relaxingOf(strategy, skill)
  return after === null ? null : Instant.plus(since, after)
}
