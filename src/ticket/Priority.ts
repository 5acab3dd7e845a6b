/** How urgent a ticket is: an entry of the workspace's list, whose order is the rank. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"

export class Priority extends Schema.Opaque<Priority>()(Schema.Struct({ id: Slug, name: Text.filled(60) })) {}
