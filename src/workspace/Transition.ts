/** A way along which a ticket may go from one status to another, and what must be so for it. */
import * as Schema from "effect/Schema"
import { Question } from "../condition/Variable.ts"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"

const Words = Schema.Array(Slug).check(Schema.isMaxLength(1000))

export class Transition extends Schema.Opaque<Transition>()(
  Schema.Struct({
    /** Whose tickets go by it: a department with transitions of its own has only these. `null`: those of all others. */
    department: Schema.NullOr(Slug),
    /** `null`: from any status. */
    from: Schema.NullOr(Words),
    to: Words,
    /** The guard: reads the ticket as it is before it goes, and who asks for that. */
    where: Question,
    /** Fields that must be filled, beside those that the status itself demands. */
    requires: Words,
    /** Told to whoever is refused, before what the guard asks; may be empty. */
    reason: Text.upTo(500)
  })
) {}
