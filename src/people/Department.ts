/** Where a ticket belongs. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"

export class Department extends Schema.Opaque<Department>()(Schema.Struct({ id: Slug, name: Text.filled(255) })) {}
