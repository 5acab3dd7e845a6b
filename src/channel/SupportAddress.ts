/** An address whose mail becomes tickets. */
import * as Schema from "effect/Schema"
import * as EmailAddress from "../people/EmailAddress.ts"
import { Slug } from "../text/Id.ts"

/** `*@example.org` takes every mail for the domain that no exact address takes. */
const Pattern = Schema.String.check(
  Schema.makeFilter((text: string) =>
    EmailAddress.parse(text) === text ? undefined : "an address like help@example.org, or *@example.org"
  )
)

export class SupportAddress extends Schema.Opaque<SupportAddress>()(
  Schema.Struct({
    address: Pattern,
    brand: Schema.NullOr(Slug),
    department: Schema.NullOr(Slug),
    /** Answers come from here; `null`: from the very address that the request came to. */
    replyFrom: Schema.NullOr(EmailAddress.EmailAddress),
    /** The mailbox takes `local+token@domain` too, so answers can carry a signed token in Reply-To. */
    plus: Schema.Boolean
  })
) {}

export const isWildcard = (support: SupportAddress): boolean => support.address.startsWith("*@")

/** `help+anything@example.org` → `help@example.org`. */
export const withoutPlus = (address: string): string => {
  const plus = address.indexOf("+")
  return plus > 0 ? address.slice(0, plus) + address.slice(address.lastIndexOf("@")) : address
}

/** The support address that takes mail for `address`: its own before that of a plus address, and both before a wildcard. */
export const match = (
  all: ReadonlyArray<SupportAddress>,
  address: EmailAddress.EmailAddress
): { readonly support: SupportAddress; readonly matchedBy: "exact" | "wildcard" } | undefined => {
  const key = EmailAddress.key(address)
  const bare = EmailAddress.key(withoutPlus(address))
  const is = (one: SupportAddress, name: string) => !isWildcard(one) && EmailAddress.key(one.address) === name
  const exact = all.find((one) => is(one, key)) ?? all.find((one) => one.plus && is(one, bare))
  if (exact !== undefined) return { support: exact, matchedBy: "exact" }
  const wild = all.find((one) => isWildcard(one) && one.address.slice(2) === EmailAddress.domainOf(address))
  return wild === undefined ? undefined : { support: wild, matchedBy: "wildcard" }
}
