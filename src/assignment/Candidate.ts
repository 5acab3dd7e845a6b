/** An agent to whom tickets may be given: what they can do, how much at a time, and when they work. */
import * as Schema from "effect/Schema"
import { Calendar } from "../calendar/index.ts"
import { Slug } from "../text/Id.ts"

export class Candidate extends Schema.Opaque<Candidate>()(
  Schema.Struct({
    agent: Slug,
    teams: Schema.Array(Slug).check(Schema.isMaxLength(200)),
    skills: Schema.Array(Slug).check(Schema.isMaxLength(200)),
    /** The most that their tickets may weigh together; `null`: no limit. */
    capacity: Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000 }))),
    /** Their own hours, or those of their team; `null`: at any time. */
    calendar: Schema.NullOr(Calendar)
  })
) {}
