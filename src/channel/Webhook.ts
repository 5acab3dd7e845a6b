/** An address of another system that the desk may call. Its secret is no part of a workspace: whoever calls holds it. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"

export class Webhook extends Schema.Opaque<Webhook>()(
  Schema.Struct({
    id: Slug,
    name: Text.filled(100),
    url: Text.filled(2000).check(Schema.isPattern(/^https?:\/\/[^\s@]+$/i, { expected: "an address like https://example.org/hooks/desk" }))
  })
) {}
