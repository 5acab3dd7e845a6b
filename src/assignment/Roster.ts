/** Everything known of the agents when a ticket is to be given to one of them: what is laid down, and how things stand. */
import * as Schema from "effect/Schema"
import type { Instant } from "../time/Instant.ts"
import { Absence, availableFrom } from "./Absence.ts"
import { Candidate } from "./Candidate.ts"
import { Cursor } from "./Cursor.ts"
import { Load, weigh } from "./Load.ts"
import { Strategy } from "./Strategy.ts"

export class Roster extends Schema.Opaque<Roster>()(
  Schema.Struct({
    strategy: Strategy,
    candidates: Schema.Array(Candidate).check(
      Schema.makeFilter((all: ReadonlyArray<Candidate>) =>
        new Set(all.map(({ agent }) => agent)).size === all.length ? undefined : "each agent once"
      )
    ),
    absences: Schema.Array(Absence),
    loads: Schema.Array(Load),
    cursor: Cursor
  })
) {}

/** A candidate as they stand at an instant. */
export interface Standing {
  readonly candidate: Candidate
  readonly availableFrom: Instant | null
  readonly load: number
  /** The lower goes first; -1: they never got a ticket. */
  readonly turn: number
}

export const standings = ({ strategy, candidates, absences, loads, cursor }: Roster, now: Instant): ReadonlyArray<Standing> => {
  const weights = weigh(strategy, loads)
  const turns = new Map(cursor.map((agent, turn) => [agent, turn]))
  return candidates.map((candidate) => ({
    candidate,
    availableFrom: availableFrom(candidate, absences, now),
    load: weights.get(candidate.agent) ?? 0,
    turn: turns.get(candidate.agent) ?? -1
  }))
}
