/** One way to recognise a person: an address, a number, an account elsewhere. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import * as EmailAddress from "./EmailAddress.ts"

export class Email extends Schema.Opaque<Email>()(Schema.Struct({ kind: Schema.Literal("email"), value: EmailAddress.EmailAddress })) {}
/** E.164: `+` and 3 to 15 digits. */
export class Phone extends Schema.Opaque<Phone>()(
  Schema.Struct({
    kind: Schema.Literal("phone"),
    value: Schema.String.check(Schema.isPattern(/^\+[1-9][0-9]{2,14}$/, { expected: "a number like +33123456789 (E.164)" }))
  })
) {}
/** An account of a social network or of another system; `provider` names it. */
export class Account extends Schema.Opaque<Account>()(
  Schema.Struct({
    kind: Schema.Literals(["social", "external"]),
    provider: Slug,
    value: Text.filled(255),
    /** The account of ours that they wrote to, where the network calls people by other names for each of those. */
    account: Schema.optionalKey(Text.filled(255))
  })
) {}

export type Identity = Email | Phone | Account
export const Identity: Schema.Codec<Identity> = Schema.Union([Email, Phone, Account])

export const email = (value: string): Email => ({ kind: "email", value })

/** What two spellings of one identity have in common; at most one requester of a tenant holds each key. */
export const key = (identity: Identity): string =>
  identity.kind === "email"
    ? `email:${EmailAddress.key(identity.value)}`
    : identity.kind === "phone"
      ? `phone:${identity.value}`
      : identity.account === undefined
        ? `${identity.kind}:${identity.provider}:${identity.value}`
        : `${identity.kind}:${identity.provider}@${encodeURIComponent(identity.account)}:${identity.value}`

/** People are known to a network by the account of ours that they write to; an address or a number is theirs everywhere. */
export const under = (identity: Identity, account: string): Identity =>
  account === "" || identity.kind === "email" || identity.kind === "phone" ? identity : { account, ...identity }
