/** What sort of request it is. The workspace names its own; each is one of four natures that the house understands. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"

export class Kind extends Schema.Opaque<Kind>()(
  Schema.Struct({ id: Slug, name: Text.filled(60), nature: Schema.Literals(["question", "incident", "problem", "task"]) })
) {}
