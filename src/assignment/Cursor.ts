/**
 * Whose turn it is: the agents in the order in which they last got a ticket, the latest last. Those who never got one
 * come before all of them, so it starts empty. A pointer into a ring would do for a ring of equals; but it jumps over
 * agents who lack a skill or are away, and so forgets them. This order forgets nobody: between two tickets that come
 * to one agent in turn, every other who could have taken the second has got one.
 */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"

export const Cursor = Schema.Array(Slug).check(Schema.isUnique())
export type Cursor = typeof Cursor.Type

/** The agent got a ticket, in turn or not: they are last now. Folded over who was assigned, it is the cursor again. */
export const took = (cursor: Cursor, agent: string): Cursor => [...cursor.filter((one) => one !== agent), agent]
