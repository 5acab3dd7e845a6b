/** In the conversation besides the requester, and visible to it: somebody in To or Cc. */
import * as Schema from "effect/Schema"
import { EmailAddress, key } from "../people/EmailAddress.ts"
import * as Text from "../text/Text.ts"

export class Participant extends Schema.Opaque<Participant>()(Schema.Struct({ address: EmailAddress, name: Text.upTo(255) })) {}

/** Those whose mailbox is not among these addresses yet, each mailbox once. */
export const newcomers = (people: ReadonlyArray<Participant>, known: Iterable<string>): ReadonlyArray<Participant> => {
  const seen = new Set<string>()
  for (const address of known) seen.add(key(address))
  return people.filter(({ address }) => seen.size < seen.add(key(address)).size)
}
