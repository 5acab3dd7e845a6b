/** What time is spent on, as the workspace calls it: on the phone, on the road. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"

export class TimeType extends Schema.Opaque<TimeType>()(Schema.Struct({ id: Slug, name: Text.filled(100) })) {}
