/** The face under which the desk answers. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"

export class Brand extends Schema.Opaque<Brand>()(
  Schema.Struct({
    id: Slug,
    name: Text.filled(100),
    /** Set at the foot of every mail. */
    signature: Text.upTo(2000),
    /** An accent for the HTML part of mails, `#rrggbb`. */
    color: Schema.String.check(Schema.isPattern(/^#[0-9a-fA-F]{6}$/, { expected: "a colour like #0a6cff" }))
  })
) {}
