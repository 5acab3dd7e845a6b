/** What requesters said of how it was, counted for whoever had their tickets when they were solved. */
import * as Schema from "effect/Schema"
import type { Findable } from "../condition/Condition.ts"
import * as Text from "../text/Text.ts"
import * as Ticket from "../ticket/index.ts"
import type { House } from "./House.ts"
import { decoded } from "./joiningInput.ts"
import type { SatisfactionReportInput, SatisfactionRow } from "./Satisfaction.ts"
import { ticketsWhere } from "./ticketsWhere.ts"
import { instantOf } from "./wishes.ts"

const Moment = Schema.optionalKey(Schema.Int)
const Input = Schema.Struct({
  by: Schema.Literals(["agent", "team", "department", "brand", "organization", "channel", "month"]),
  from: Moment,
  to: Moment
})

type Rating = Ticket.Rating.Rating
type Counted = { asked: number; answered: number; satisfied: number; readonly scores: Map<string, Count> }
type Count = { -readonly [Key in keyof SatisfactionRow["scores"][number]]: SatisfactionRow["scores"][number][Key] }

/** Page by page over the tickets; what lies in the bin does not count. @throws {InputInvalid} */
export const satisfactionReport = async (house: House, input: SatisfactionReportInput): Promise<ReadonlyArray<SatisfactionRow>> => {
  const { by, from, to } = decoded("satisfaction", Input, inMilliseconds(input)) as typeof Input.Type
  const since = from === undefined ? -Infinity : instantOf(from, "from")
  const until = to === undefined ? Infinity : instantOf(to, "to")
  const rows = new Map<string | null, Counted>()
  const where: Findable =
    from === undefined ? { field: "ratingAsked", op: "isSet", value: true } : { field: "ratingAsked", op: "gte", value: since }
  for await (const ticket of ticketsWhere(house, "ticket", where)) {
    for (const rating of ticket.ratings ?? []) {
      if (!wasAsked(rating) || rating.dueAt < since || rating.dueAt >= until) continue
      const key = keyOf[by](rating, ticket)
      const row = rows.get(key) ?? { asked: 0, answered: 0, satisfied: 0, scores: new Map() }
      rows.set(key, row)
      count(row, rating)
    }
  }
  return [...rows].toSorted(([a], [b]) => (a === null ? 1 : b === null ? -1 : Text.compare(a, b))).map(rowOf)
}

const keyOf: Readonly<Record<SatisfactionReportInput["by"], (rating: Rating, ticket: Ticket.Ticket) => string | null>> = {
  agent: ({ agent }) => agent,
  team: ({ team }) => team,
  department: ({ department }) => department,
  brand: ({ brand }) => brand,
  organization: (_, { requester }) => requester.organization,
  channel: (_, { channel }) => channel,
  month: ({ dueAt }) => new Date(dueAt).toISOString().slice(0, 7)
}

/** What was taken back asks nobody any more. */
const wasAsked = ({ asked, end }: Rating): boolean => asked !== null && (end === null || end.because === "expired")

const count = (row: Counted, { asked, answer }: Rating): void => {
  row.asked++
  if (answer === null) return
  const { scale } = asked!
  const { score } = answer
  row.answered++
  if (Ticket.Rating.isSatisfied(scale, score)) row.satisfied++
  const name = `${scale} ${score}`
  const known = row.scores.get(name) ?? { scale, score, count: 0 }
  known.count++
  row.scores.set(name, known)
}

const rowOf = ([key, { asked, answered, satisfied, scores }]: readonly [string | null, Counted]): SatisfactionRow => ({
  key,
  asked,
  answered,
  satisfied,
  responseRate: answered / asked,
  satisfaction: answered === 0 ? null : satisfied / answered,
  scores: [...scores.values()].toSorted((a, b) => Text.compare(String(a.scale), String(b.scale)) || a.score - b.score)
})

const inMilliseconds = (input: SatisfactionReportInput): SatisfactionReportInput =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]: [string, unknown]) => [name, value instanceof Date ? value.getTime() : value])
  ) as unknown as SatisfactionReportInput
