/** Reads what a store or a caller hands over, with decoders compiled once. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Case } from "../desk/Case.ts"
import * as Text from "../text/Text.ts"
import * as Ticket from "../ticket/index.ts"
import { CorruptRecord, InputInvalid } from "./Failure.ts"

let caseOf = Schema.decodeUnknownResult(Case)
let eventOf = Schema.decodeUnknownResult(Ticket.Event)

/**
 * Effect's compiler makes these two about four times as fast. It is a tenth of a whole desk and marked unstable,
 * so it is fetched behind the first page, and where it cannot be had the decoders stay as they are.
 */
void import("effect/schema/SchemaJITCompiler").then(
  ({ enable }) => {
    enable(Case.ast)
    enable(Ticket.Event.ast)
    caseOf = Schema.decodeUnknownResult(Case)
    eventOf = Schema.decodeUnknownResult(Ticket.Event)
  },
  () => undefined
)

/** The ticket of a document, and its clocks; `undefined` when the document was written by another version of this library. */
export const decodeCase = (body: unknown): Case | undefined => {
  const found = caseOf(body)
  return Result.isSuccess(found) ? found.success : undefined
}

/** One stored event, `version` its place in the stream. */
export const decodeEvent = (stream: string, version: number, body: unknown): Ticket.Event => {
  const event = eventOf(body)
  if (Result.isFailure(event)) throw new CorruptRecord({ stream, version, problem: event.failure.message.slice(0, 500) })
  return event.success
}

const commandOf = Schema.decodeUnknownResult(Ticket.Command, { errors: "all", onExcessProperty: "error" })

/** A command from outside: its text made well-formed, then checked against its schema, unknown keys refused. */
export const decodeCommand = (wish: { readonly _tag: string }): Ticket.Command => {
  const command = commandOf(Text.cleanDeep(wish))
  if (Result.isFailure(command)) throw new InputInvalid({ what: wish._tag, problems: problemsOf(command.failure) })
  return command.success
}

/** One line per problem: what was expected, at which path. */
export const problemsOf = (error: Schema.SchemaError): ReadonlyArray<string> =>
  error.message
    .replace(/\n {2,}at /g, " at ")
    .split("\n")
    .slice(0, 20)
