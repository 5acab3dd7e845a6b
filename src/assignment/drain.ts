/** A queue of waiting tickets given out one after the other, for as long as there are agents who can have them. */
import type { Instant } from "../time/Instant.ts"
import { assignAmong, type Assignment } from "./assign.ts"
import { type Roster, standings } from "./Roster.ts"
import { weightOf } from "./Strategy.ts"
import { inOrder, type Waiting } from "./Waiting.ts"

/**
 * One assignment for each ticket, in the order in which they were asked: what `assign` answers if after each of them
 * its ticket is counted among the agent's. At the end no ticket waits that an agent could have. So a ticket is
 * overtaken only by one whose agent it could not have had: by its skills, its team, or a weight that did not fit.
 */
export const drain = (roster: Roster, queue: ReadonlyArray<Waiting>, now: Instant): ReadonlyArray<Assignment> => {
  const { strategy } = roster
  const stands = [...standings(roster, now)]
  const answers: Array<Assignment> = []
  let { cursor } = roster
  let turn = cursor.length
  for (const ticket of inOrder(queue)) {
    const answer = assignAmong(stands, strategy, cursor, ticket, now)
    answers.push(answer)
    cursor = answer.cursor
    const taker = stands.findIndex(({ candidate }) => candidate.agent === answer.choice)
    if (taker >= 0) stands[taker] = { ...stands[taker]!, load: stands[taker]!.load + weightOf(strategy, ticket.channel), turn: turn++ }
  }
  return answers
}
