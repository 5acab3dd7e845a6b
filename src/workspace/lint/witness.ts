/** What a finding shows of the ticket that it was found on. */
import type { Facts } from "../../condition/Condition.ts"
import type { Outcome, Witness } from "./Finding.ts"
import type { Glimpse } from "./space/Glimpse.ts"
import { actorsOf, type Run } from "./stage/commit.ts"

export const witnessOf = ({ now, before, opens }: Glimpse, runs: ReadonlyArray<Outcome> = []): Witness => {
  if (opens === null) return { ticket: now, runs }
  return { ticket: now, before: opens ? null : differing(before, now), runs }
}

const differing = (before: Facts, now: Facts): Facts =>
  Object.fromEntries(Object.entries(before).filter(([field, fact]) => JSON.stringify(fact) !== JSON.stringify(now[field])))

/** What became of these fields. */
export const outcomeOf = (run: Run, fields: Iterable<string>): Outcome => ({ fired: actorsOf(run), ticket: only(run.facts, fields) })

export const only = (facts: Facts, fields: Iterable<string>): Facts =>
  Object.fromEntries([...fields].toSorted().flatMap((field) => (Object.hasOwn(facts, field) ? [[field, facts[field]!] as const] : [])))
