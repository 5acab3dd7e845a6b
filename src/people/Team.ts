/** Agents whom a ticket can be given to together. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"

export class Team extends Schema.Opaque<Team>()(Schema.Struct({ id: Slug, name: Text.filled(255) })) {}
