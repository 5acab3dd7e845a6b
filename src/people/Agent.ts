/** Who answers. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { EmailAddress } from "./EmailAddress.ts"

export class Agent extends Schema.Opaque<Agent>()(
  Schema.Struct({
    id: Slug,
    name: Text.filled(255),
    email: EmailAddress,
    teams: Schema.Array(Slug),
    /** Departments whose unassigned tickets this agent hears about. */
    departments: Schema.Array(Slug)
  })
) {}
