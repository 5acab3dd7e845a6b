/** Where a ticket belongs. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"

const Words = Schema.Array(Slug).check(Schema.isMaxLength(1000))

export class Department extends Schema.Opaque<Department>()(
  Schema.Struct({
    id: Slug,
    name: Text.filled(255),
    /** The statuses that its tickets may have; left out: all of the workspace. */
    statuses: Schema.optionalKey(Words),
    /** The fields of the workspace that its tickets use; left out: all. */
    fields: Schema.optionalKey(Words)
  })
) {}
