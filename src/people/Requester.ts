/** Who asks: a person, known by one or more identities. */
import * as Schema from "effect/Schema"
import { Id, Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import * as EmailAddress from "./EmailAddress.ts"
import { Identity } from "./Identity.ts"

export class Requester extends Schema.Opaque<Requester>()(
  Schema.Struct({
    id: Id,
    name: Text.filled(255),
    identities: Schema.Array(Identity).check(Schema.isMaxLength(50)),
    organization: Schema.NullOr(Id),
    /** The agent who is their manager, for approvals that ask them; left out or `null`: their organization's, if that has one. */
    manager: Schema.optionalKey(Schema.NullOr(Slug))
  })
) {}

/** A name for somebody who gave none: the local part of the address, else the identity itself. One line, at most 255. */
export const deriveName = (given: string | undefined, identity: Identity | undefined): string => {
  const name = Text.cut(onOneLine(given ?? ""), 255).trimEnd()
  if (hasFace.test(name)) return name
  if (identity === undefined) return "Anonymous"
  return identity.kind === "email" ? EmailAddress.localOf(identity.value) : identity.value
}

/** Line breaks, direction marks and whatever else is not seen; but joiners are part of how some names are spelt. */
const onOneLine = (text: string): string => Text.clean(text).replace(unseen, " ").trim()
const unseen = /(?:(?![\u200C\u200D])[\p{C}\p{Zl}\p{Zp}])+/gu
const hasFace = /[^\s\u200C\u200D]/u

/** The address that mail for this person goes to: the first one they have. */
export const emailOf = (requester: Requester): string | null =>
  requester.identities.find((identity) => identity.kind === "email")?.value ?? null
