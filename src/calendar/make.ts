/** A calendar from what people write, or everything that is wrong with it. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaParser from "effect/SchemaParser"
import { print, Problem, problemsOf } from "../text/Problem.ts"
import { Calendar } from "./Calendar.ts"
import { type CalendarInput, complete } from "./CalendarInput.ts"
import { weekdays } from "./When.ts"

/** `problems` has all of them, each with its place (`holidays[2].until`); the message the first twenty. */
export class CalendarInvalid extends Schema.TaggedError<CalendarInvalid>()("CalendarInvalid", { problems: Schema.Array(Problem) }) {
  override readonly message = `the calendar has ${this.problems.length} problem${this.problems.length === 1 ? "" : "s"}:${print(this.problems)}`
}

const decode = SchemaParser.decodeUnknownResult(Calendar, { errors: "all", onExcessProperty: "error" })

export const make = (input: CalendarInput): Result.Result<Calendar, CalendarInvalid> =>
  Result.mapError(decode(complete(input)), (issue) => new CalendarInvalid({ problems: problemsOf(issue) }))

/** Every hour of every day. */
export const always = (id = "always"): Calendar => ({
  id,
  name: "Always",
  zone: "UTC",
  hours: Object.fromEntries(weekdays.map((day) => [day, ["00:00-24:00"]])),
  holidays: [],
  overrides: []
})
