/** Why a deadline is where it is: every millisecond between a clock's start and now, with the reason for which it counts or does not. */
import type { Calendar } from "../calendar/Calendar.ts"
import { explain } from "../calendar/explain.ts"
import type { Instant } from "../time/Instant.ts"
import type { Clock, Target } from "./Clock.ts"
import * as Deadline from "./Deadline.ts"
import { hoursOf, targetAt } from "./elapsed.ts"
import type { Promises } from "./Promises.ts"

/**
 * `counted`: it uses up the target. Otherwise outside working hours, on a holiday or while closed (`name` says which), out of
 * the calendar's validity; `paused` by a status (`name`); or before a new promise started the clock anew (`restarted`).
 */
export interface Row {
  readonly from: Instant
  readonly to: Instant
  readonly reason: "counted" | "hours" | "holiday" | "closure" | "invalid" | "paused" | "restarted"
  readonly name: string | null
  /** The place of the promise that was valid. */
  readonly target: number
}

export interface Ledger {
  readonly clock: Clock
  readonly deadline: Deadline.Deadline
  /** Without gaps from the clock's start to now, or to its end. Those that are counted sum to what has elapsed. */
  readonly rows: ReadonlyArray<Row>
  /** What was promised from when on; the first from the start. */
  readonly targets: ReadonlyArray<Target>
}

export const of = (clock: Clock, now: Instant, promises: Promises): Ledger => {
  const deadline = Deadline.at(clock, now, promises)
  const until = clock.end !== null && clock.end.at < now ? clock.end.at : now
  return { clock, deadline, rows: joined(rowsOf(clock, until, promises)), targets: clock.targets }
}

/** Neighbours that say the same are one row. */
const joined = (rows: Iterable<Row>): ReadonlyArray<Row> => {
  const all: Array<Row> = []
  for (const row of rows) {
    const last = all.at(-1)
    if (last?.reason === row.reason && last.name === row.name && last.target === row.target) all[all.length - 1] = { ...last, to: row.to }
    else all.push(row)
  }
  return all
}

function* rowsOf(clock: Clock, until: Instant, promises: Promises): Generator<Row> {
  const { stands, targets, startedAt } = clock
  const current = targetAt(clock, until)
  const counts = targets[current]?.countsFrom ?? startedAt
  const cuts = [...new Set([startedAt, counts, ...stands.map(({ from }) => from), ...targets.map(({ from }) => from), until])]
  const edges = cuts.filter((at) => at >= startedAt && at <= until).sort((a, b) => a - b)
  for (const [i, from] of edges.entries()) {
    const to = edges[i + 1]
    if (to === undefined) return
    const stand = stands.findLast((one) => one.from <= from)!
    const target = targetAt(clock, from)
    if (!stand.runs) yield { from, to, reason: "paused", name: stand.status, target }
    else if (from < counts) yield { from, to, reason: "restarted", name: null, target }
    else yield* working(from, to, target, hoursOf(clock, target, promises))
  }
}

function* working(from: Instant, to: Instant, target: number, hours: Calendar | null): Generator<Row> {
  if (hours === null) return yield { from, to, reason: "counted", name: null, target }
  for (const stretch of explain(hours, from, to))
    yield stretch.open
      ? { from: stretch.from, to: stretch.to, reason: "counted", name: null, target }
      : { from: stretch.from, to: stretch.to, reason: stretch.reason, name: stretch.name ?? null, target }
}

/** Sums to what has elapsed. */
export const counted = ({ rows }: Ledger): number =>
  rows.reduce((sum, { from, to, reason }) => (reason === "counted" ? sum + to - from : sum), 0)
