/** What follows for one ticket from what happened to another, as data: the payload of an effect. */
import * as Schema from "effect/Schema"
import { Actor } from "../people/Actor.ts"
import { Id } from "../text/Id.ts"
import { Command } from "../ticket/decider.ts"

export class Consequence extends Schema.Opaque<Consequence>()(
  Schema.Struct({
    /** The same each time that it is tried: the id of the commands. */
    id: Id,
    ticketId: Id,
    /** The ticket that it follows from. */
    from: Id,
    by: Actor,
    /** In words, for the history. */
    cause: Schema.String,
    /** How many tickets and systems answered each other before this, this one included. */
    depth: Schema.Int,
    commands: Schema.Array(Command)
  })
) {}
