/** Who asks: a person, known by one or more identities. */
import * as Schema from "effect/Schema"
import { Id } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import * as EmailAddress from "./EmailAddress.ts"
import { Identity } from "./Identity.ts"

export class Requester extends Schema.Opaque<Requester>()(
  Schema.Struct({
    id: Id,
    name: Text.filled(255),
    identities: Schema.Array(Identity).check(Schema.isMaxLength(50)),
    organization: Schema.NullOr(Id)
  })
) {}

/** A name for somebody who gave none: the local part of the address, else the identity itself. */
export const deriveName = (given: string | undefined, identity: Identity | undefined): string => {
  const name =
    given === undefined
      ? ""
      : Text.cut(
          Text.clean(given)
            .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ")
            .trim(),
          255
        )
  if (name !== "") return name
  if (identity === undefined) return "Anonymous"
  if (identity.kind !== "email") return identity.value
  const local = EmailAddress.localOf(identity.value)
  return local === "" ? identity.value : local
}

/** The address that mail for this person goes to: the first one they have. */
export const emailOf = (requester: Requester): string | null =>
  requester.identities.find((identity) => identity.kind === "email")?.value ?? null
