/** A call of a webhook, as data: the payload of an effect. Its body is written once, so that a repeated call says the same. */
import * as Schema from "effect/Schema"
import { Id, Slug } from "../../text/Id.ts"

export class Call extends Schema.Opaque<Call>()(
  Schema.Struct({
    /** The same each time that it is tried. */
    id: Id,
    webhook: Slug,
    /** How many systems answered each other before this, this call included. */
    depth: Schema.Int,
    /** JSON. */
    body: Schema.String
  })
) {}
