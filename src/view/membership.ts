/** Which views a ticket enters, and which it leaves, by what happened to it. */
import { type Condition, type Facts, holds } from "../condition/Condition.ts"
import { type Asker, settled } from "../condition/Variable.ts"
import type { View } from "./View.ts"

export interface Move {
  readonly view: string
  readonly what: "entered" | "left"
}

/** `null`: it was not there, or is no more. What time alone brings about is told by whoever asks again. */
export const moves = (views: Iterable<View>, before: Facts | null, after: Facts | null, asker: Asker): ReadonlyArray<Move> =>
  [...views].flatMap(({ id, where }): ReadonlyArray<Move> => {
    const condition = settled(where, asker)
    const was = isIn(condition, before)
    const is = isIn(condition, after)
    return was === is ? [] : [{ view: id, what: is ? "entered" : "left" }]
  })

const isIn = (condition: Condition, facts: Facts | null): boolean => facts !== null && holds(condition, facts)
