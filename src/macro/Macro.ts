/** Commands that an agent plays at will, with blanks that they fill in. */
import * as Schema from "effect/Schema"
import { Condition } from "../condition/Condition.ts"
import { Access } from "../people/Access.ts"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Actions } from "../ticket/Action.ts"

/** A blank: `{{ days }}` in what the macro says stands for what the agent wrote. */
export class Parameter extends Schema.Opaque<Parameter>()(
  Schema.Struct({ id: Slug, name: Text.filled(100), type: Schema.Literals(["text", "number"]) })
) {}

export class Macro extends Schema.Opaque<Macro>()(
  Schema.Struct({
    id: Slug,
    name: Text.filled(100),
    /** The tickets that it is for. */
    where: Condition,
    access: Access,
    parameters: Schema.Array(Parameter).check(Schema.isMaxLength(20)),
    then: Actions
  })
) {}
