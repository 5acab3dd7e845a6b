/** In the conversation besides the requester, and visible to it: somebody in To or Cc. */
import * as Schema from "effect/Schema"
import { EmailAddress } from "../people/EmailAddress.ts"
import * as Text from "../text/Text.ts"

export class Participant extends Schema.Opaque<Participant>()(Schema.Struct({ address: EmailAddress, name: Text.upTo(255) })) {}
