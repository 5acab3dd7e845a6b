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
    departments: Schema.Array(Slug),
    /** What they are at the desk, for approvals that ask all of a role; left out: nothing special. */
    roles: Schema.optionalKey(Schema.Array(Slug).check(Schema.isMaxLength(200))),
    /** What they know, for queues whose tickets ask for it; left out: nothing special. */
    skills: Schema.optionalKey(Schema.Array(Slug).check(Schema.isMaxLength(200))),
    /** The most that queues give them at a time; left out or `null`: no limit. */
    capacity: Schema.optionalKey(Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000 })))),
    /** The calendar of the workspace by which they work; left out or `null`: at any time. */
    calendar: Schema.optionalKey(Schema.NullOr(Slug))
  })
) {}
