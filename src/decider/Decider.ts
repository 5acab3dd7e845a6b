/**
 * A decider is the shape that every aggregate of this house takes: what may happen
 * (`decide`), what that does to the state (`evolve`), where it starts
 * (`initial`). All three are pure; time, ids and luck come in through the context.
 */
import type * as Result from "effect/Result"
import type * as Schema from "effect/Schema"

export interface Decider<State, Command, Event, Refusal, Context> {
  readonly initial: State
  readonly decide: (state: State, command: Command, context: Context) => Result.Result<ReadonlyArray<Event>, Refusal>
  readonly evolve: (state: State, event: Event) => State
}

/** Replays a history, from the start or from a state that an earlier replay reached. */
export const replay =
  <S, C, E, R, X>(decider: Decider<S, C, E, R, X>) =>
  (history: ReadonlyArray<E>, from: S = decider.initial): S => {
    let state = from
    for (const event of history) state = decider.evolve(state, event)
    return state
  }

/** One event: the schema of the fact, and what it changes. */
export interface EventRule<State, S extends Schema.Top> {
  readonly schema: S
  // A method, not a property: a rule that owns no event must still fit among the others.
  evolve(state: State, event: S["Type"]): State
}

/** One command: the schema of the wish, the rule that grants or refuses it, and the events that it brings into the house. */
export interface CommandRule<State, S extends Schema.Top, Emits, Refusal, Context, Owns extends Schema.Top> {
  readonly schema: S
  readonly decide: (state: State, command: S["Type"], context: Context) => Result.Result<ReadonlyArray<Emits>, Refusal>
  readonly events: ReadonlyArray<EventRule<State, Owns>>
}

// `any` is what TypeScript needs to infer the parts of a rule back out of it; no value of type any leaves this file.
type Any = CommandRule<any, any, any, any, any, any>
export type StateOf<C extends Any> = C extends CommandRule<infer S, any, any, any, any, any> ? S : never
export type ContextOf<C extends Any> = C extends CommandRule<any, any, any, any, infer X, any> ? X : never
export type RefusalOf<C extends Any> = C extends CommandRule<any, any, any, infer R, any, any> ? R : never
export type CommandOf<C extends Any> = C["schema"]["Type"]
export type EventOf<C extends Any> = C["events"][number]["schema"]["Type"]
type EmittedBy<C extends Any> = C extends CommandRule<any, any, infer E, any, any, any> ? E : never
type Orphan<C extends Any> = Exclude<EmittedBy<C>, EventOf<C>>

/** Weaves the command rules of one aggregate into its decider. Every event that is emitted must be owned by one rule. */
export const weave = <const C extends ReadonlyArray<Any>>(
  initial: StateOf<C[number]>,
  rules: [Orphan<C[number]>] extends [never] ? C : { readonly noRuleOwnsEvent: Orphan<C[number]>["_tag"] }
): Decider<StateOf<C[number]>, CommandOf<C[number]>, EventOf<C[number]>, RefusalOf<C[number]>, ContextOf<C[number]>> => {
  const commands = byTag(rules as C)
  const events = byTag((rules as C).flatMap((rule) => rule.events))
  return {
    initial,
    decide: (state, command, context) => commands.get((command as Tagged)._tag)!.decide(state, command, context),
    evolve: (state, event) => events.get((event as Tagged)._tag)!.evolve(state, event)
  }
}

interface Tagged {
  readonly _tag: string
}

const byTag = <R extends { readonly schema: any }>(rules: ReadonlyArray<R>): ReadonlyMap<string, R> => {
  const map = new Map(rules.map((rule) => [rule.schema.fields._tag.schema.literal as string, rule]))
  if (map.size !== rules.length) throw new Error("two rules claim the same tag")
  return map
}
