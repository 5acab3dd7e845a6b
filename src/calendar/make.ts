/** A calendar from what people write, or everything that is wrong with it. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaParser from "effect/SchemaParser"
import { Calendar } from "./Calendar.ts"
import { type CalendarInput, complete } from "./CalendarInput.ts"
import { weekdays } from "./When.ts"

/** `path`: the keys that lead to it, `["holidays", 2, "until"]`; empty for the calendar as a whole. */
const Problem = Schema.Struct({ path: Schema.Array(Schema.Union([Schema.String, Schema.Number])), problem: Schema.String })

export class CalendarInvalid extends Schema.TaggedError<CalendarInvalid>()("CalendarInvalid", { problems: Schema.Array(Problem) }) {
  override readonly message = `the calendar has ${this.problems.length} problem${this.problems.length === 1 ? "" : "s"}:${this.problems
    .slice(0, 20)
    .map(({ path, problem }) => `\n  ${path.length === 0 ? "" : `${path.join(".")}: `}${problem}`)
    .join("")}`
}

const decode = SchemaParser.decodeUnknownResult(Calendar, { errors: "all", onExcessProperty: "error" })
const format = SchemaIssue.makeFormatterStandardSchemaV1({
  leafHook: (issue) =>
    issue._tag === "MissingKey"
      ? "is missing"
      : issue._tag === "UnexpectedKey"
        ? "is not a property of this"
        : SchemaIssue.defaultLeafHook(issue)
})

/** Whoever looked at it, a schema or a rule of this room: both read alike. */
const inWords = (message: string): string => (message.startsWith("is ") ? message : `expected ${message.replace(/^Expected /, "")}`)

export const make = (input: CalendarInput): Result.Result<Calendar, CalendarInvalid> =>
  Result.mapError(
    decode(complete(input)),
    (issue) =>
      new CalendarInvalid({
        problems: format(issue).issues.map(({ path = [], message }) => ({
          path: path.map((key) => (typeof key === "object" ? String(key.key) : typeof key === "symbol" ? String(key) : key)),
          problem: inWords(message)
        }))
      })
  )

/** Every hour of every day. */
export const always = (id = "always"): Calendar => ({
  id,
  name: "Always",
  zone: "UTC",
  hours: Object.fromEntries(weekdays.map((day) => [day, ["00:00-24:00"]])),
  holidays: [],
  overrides: []
})
