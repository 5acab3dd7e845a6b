/** One end of a link between two tickets. */
import * as Schema from "effect/Schema"
import { Id, Slug } from "../text/Id.ts"

export class Link extends Schema.Opaque<Link>()(
  Schema.Struct({
    type: Slug,
    /** `to`: this ticket has the type's name towards the other; `from`: its inverse. */
    side: Schema.Literals(["to", "from"]),
    ticket: Id
  })
) {}
