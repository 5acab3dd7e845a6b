/**
 * Given these events, when this is asked, then that follows: examples of the desk's rules, readable in any test
 * runner. A check that fails throws an `Error` that shows both sides.
 */
import * as Result from "effect/Result"
import * as Ticket from "../ticket/index.ts"

/** What is expected may say less than what is: every key that it has must agree. */
export type Partly<T> = T extends object ? { readonly [K in keyof T]?: Partly<T[K]> } : T

export interface Then {
  readonly events: ReadonlyArray<Ticket.Event>
  readonly refusal: Ticket.Refusal | undefined
  /** The ticket afterwards; as it was, if the command was refused. */
  readonly ticket: Ticket.State
  /** Exactly these events in this order, each at least partly as shown. */
  readonly thenEvents: (...expected: ReadonlyArray<Partly<Ticket.Event> & Pick<Ticket.Event, "_tag">>) => Then
  readonly thenTicket: (expected: Partly<Ticket.Ticket>) => Then
  readonly thenRefused: (tag: Ticket.Refusal["_tag"], details?: object) => Then
  /** Granted, with nothing to do. */
  readonly thenNothing: () => Then
}

/** `given(opened).when(command, context).thenEvents(...)`. */
export const given = (...history: ReadonlyArray<Ticket.Event>) => ({
  when: (command: Ticket.Command, context: Ticket.Context): Then => {
    const before = Ticket.replay(history)
    const answer = Ticket.decide(before, command, context)
    const events = Result.isSuccess(answer) ? answer.success : []
    const refusal = Result.isFailure(answer) ? answer.failure : undefined
    const then: Then = {
      events,
      refusal,
      ticket: Ticket.replay(events, before),
      thenEvents: (...expected) => check(then, expected.length > 0 && refusal === undefined, expected, events),
      thenTicket: (expected) => check(then, refusal === undefined, expected, then.ticket),
      thenRefused: (tag, details = {}) => check(then, refusal !== undefined, { ...details, _tag: tag }, refusal),
      thenNothing: () => check(then, refusal === undefined, [], events)
    }
    return then
  }
})

const check = (then: Then, isPossible: boolean, expected: unknown, actual: unknown): Then => {
  if (isPossible && agrees(expected, actual)) return then
  const found = then.refusal === undefined ? actual : then.refusal
  throw new Error(`expected ${JSON.stringify(expected, null, 2)}\nbut found ${JSON.stringify(found, null, 2)}`)
}

/** Lists agree entry by entry; of an object only the expected keys are looked at. */
const agrees = (expected: unknown, actual: unknown): boolean => {
  if (Object.is(expected, actual)) return true
  if (typeof expected !== "object" || typeof actual !== "object" || expected === null || actual === null) return false
  if (Array.isArray(expected) !== Array.isArray(actual)) return false
  if (Array.isArray(expected) && expected.length !== (actual as ReadonlyArray<unknown>).length) return false
  return Object.keys(expected).every(
    (key) => Object.hasOwn(actual, key) && agrees((expected as Record<string, unknown>)[key], (actual as Record<string, unknown>)[key])
  )
}
