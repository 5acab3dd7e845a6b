/** The requester's company. */
import * as Schema from "effect/Schema"
import { Id, Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"

export class Organization extends Schema.Opaque<Organization>()(
  Schema.Struct({
    id: Id,
    name: Text.filled(255),
    /** Mail domains whose senders belong to it. */
    domains: Schema.Array(Schema.String).check(Schema.isMaxLength(100)),
    /** The agent who answers for its requests where an approval asks a requester's manager. */
    manager: Schema.optionalKey(Schema.NullOr(Slug))
  })
) {}
