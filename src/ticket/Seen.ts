/**
 * What agents have seen of the messages that lie in one ticket: each of them all up to one, but for some. It is no part of
 * the ticket's history, and goes where the messages are shown: after a split, a merge, or when these are taken back.
 */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import { Instant } from "../time/Instant.ts"
import { limits } from "./limits.ts"

/** Messages are counted from 1 in the order in which they were said. */
const Count = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: limits.messages }))
const part = { agent: Slug, upTo: Count, but: Schema.Array(Count).check(Schema.isMaxLength(limits.messages)) }

/** All up to `upTo`, `but` those. Each number once, in order. */
export class Cursor extends Schema.Opaque<Cursor>()(Schema.Struct(part)) {}
export const State = Schema.Array(Cursor)
export type State = typeof State.Type

/** `Read`: all of these are seen. `Unread`: those in `but` are not. */
export const Event = Schema.Union([
  Schema.TaggedStruct("Read", { at: Instant, ...part }),
  Schema.TaggedStruct("Unread", { at: Instant, ...part })
])
export type Event = typeof Event.Type

export const initial: State = []

export const cursorOf = (state: State, agent: string): Cursor =>
  state.find((cursor) => cursor.agent === agent) ?? { agent, upTo: 0, but: [] }

/** Their own counts as seen, until they say otherwise. */
export const has = ({ upTo, but }: Cursor, number: number, isOwn: boolean): boolean => (number > upTo ? isOwn : !but.includes(number))

/** In whatever order agents have read, the same is seen in the end; only what is marked as unread is seen no more. */
export const evolve = (state: State, { _tag, agent, upTo, but }: Event): State => {
  const was = cursorOf(state, agent)
  const either = [...new Set([...was.but, ...but])].toSorted((a, b) => a - b)
  const unseen = (number: number): boolean => !has(was, number, false) && !has({ agent, upTo, but }, number, false)
  const now: Cursor = { agent, upTo: Math.max(was.upTo, upTo), but: _tag === "Unread" ? either : either.filter(unseen) }
  return [...state.filter((cursor) => cursor.agent !== agent), now].toSorted((a, b) => (a.agent < b.agent ? -1 : 1))
}

/** Whether it says anything that is not known. */
export const isNews = (state: State, event: Event): boolean =>
  JSON.stringify(cursorOf(evolve(state, event), event.agent)) !== JSON.stringify(cursorOf(state, event.agent))
