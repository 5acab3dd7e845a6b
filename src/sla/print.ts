/** A ledger in words: one line of verdict, then every stretch of time with what it was and whether it counted. */
import { moment } from "../time/moment.ts"
import * as Span from "../time/Span.ts"
import type { Ledger, Row } from "./Ledger.ts"
import { counted } from "./Ledger.ts"
import * as Measure from "./Measure.ts"

/** `zone`: the IANA zone in which the reader lives; UTC where none is given. */
export const print = (ledger: Ledger, zone = "UTC"): string => {
  const rows = ledger.rows.map(
    (row) => [`${moment(row.from, zone)} → ${moment(row.to, zone)}`, Span.print(row.to - row.from), wordsOf(row)] as const
  )
  const wide = rows.reduce((most, [, span]) => Math.max(most, span.length), 0)
  return [
    verdict(ledger, zone),
    ...ledger.targets.map((target, n) =>
      n === 0 && ledger.targets.length === 1
        ? promise(target)
        : `${promise(target)}, ${n === 0 ? "from the start" : `from ${moment(target.from, zone)} on`}`
    ),
    ...rows.map(([when, span, words]) => `  ${when}  ${span.padStart(wide)}  ${words}`),
    `  counted ${Span.print(counted(ledger))} of ${Span.print(ledger.rows.reduce((sum, { from, to }) => sum + to - from, 0))}`
  ].join("\n")
}

const verdict = ({ deadline }: Ledger, zone: string): string => {
  const due = Measure.valueOf(deadline.due)
  const until =
    due === undefined
      ? deadline.due._tag === "Pending"
        ? "no deadline while it is paused"
        : "no deadline"
      : `due ${moment(due, zone)} (${zone})`
  const remaining = Measure.valueOf(deadline.remaining)
  const left =
    remaining === undefined || deadline.endedAt !== null
      ? ""
      : remaining >= 0
        ? `, ${Span.print(remaining)} left`
        : `, ${Span.print(-remaining)} over`
  const missed = deadline.breachedAt === null ? "" : ", missed"
  return `${deadline.metric} ${deadline.instance}: ${until}, ${deadline.status}${missed}, ${Span.print(Measure.valueOf(deadline.elapsed) ?? 0)} used${left}`
}

const promise = ({ policy, within, calendar }: Ledger["targets"][number]): string => {
  const who = policy === null ? "by hand" : `by policy ${idOf(policy)}`
  if (within === null) return `nothing is promised ${who}`
  return `promised ${who}: ${Span.print(within)}${calendar === null ? "" : ` of ${idOf(calendar)} hours`}`
}

/** People know a policy by its id; its version is for machines. */
const idOf = (version: string): string => version.slice(0, version.indexOf("@"))

const wordsOf = ({ reason, name }: Row): string => (name === null ? said[reason] : `${said[reason]}: ${name}`)
const said: Readonly<Record<Row["reason"], string>> = {
  counted: "counted",
  hours: "outside working hours",
  holiday: "holiday",
  closure: "closed",
  invalid: "the calendar was not valid",
  paused: "paused by status",
  restarted: "before the clock was started anew"
}
