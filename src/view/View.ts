/** A saved condition with its order and its columns: a list of tickets that somebody works from. */
import * as Schema from "effect/Schema"
import { FieldName } from "../condition/Condition.ts"
import { Question } from "../condition/Variable.ts"
import { Access } from "../people/Access.ts"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"

/** Ascending unless it says otherwise; what is unset comes last in both directions. `due`: by the next deadline that runs. */
export const Order = Schema.Struct({ field: FieldName, descending: Schema.Boolean })

export class View extends Schema.Opaque<View>()(
  Schema.Struct({
    id: Slug,
    name: Text.filled(100),
    /** May ask for what is `my` own, and for times `ago` and `ahead`. */
    where: Question,
    order: Schema.Array(Order).check(Schema.isMaxLength(5)),
    columns: Schema.Array(FieldName).check(Schema.isMaxLength(50)),
    access: Access
  })
) {}
