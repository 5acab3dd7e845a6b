/** A message that came in by a channel, as whoever brings it in says it: what every inlet makes of what its network sends. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as EmailAddress from "../people/EmailAddress.ts"
import { Account, Identity, Phone, under } from "../people/Identity.ts"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import { Instant } from "../time/Instant.ts"

/** What came: `transcript` is a whole conversation that is over, `post` something said in public. */
export const Kind = Schema.Literals(["message", "call", "voicemail", "transcript", "post"])
export type Kind = typeof Kind.Type

/** Who said a line of a transcript. It is shown, and proves nothing. */
export const Role = Schema.Literals(["requester", "agent", "bot", "participant"])
export type Role = typeof Role.Type

/** A name that the network gave: of a message, or of a conversation. Compared byte by byte. */
export const ForeignId = Text.filled(512)

const File = Schema.Struct({ name: Schema.String, type: Schema.optionalKey(Schema.String), bytes: Schema.Uint8Array })

const left = Schema.optionalKey
const Spelt = Schema.Struct({ kind: Schema.Literal("email"), value: Schema.String })

export class Inbound extends Schema.Opaque<Inbound>()(
  Schema.Struct({
    /** A channel of the workspace that takes requests. */
    channel: Slug,
    /** Which of our accounts on that network; left out, where there is but one. Part of every identity and key. */
    account: left(Text.filled(255)),
    /** By which the network knows it: unique in its account. Seen again, it is a duplicate. */
    id: ForeignId,
    /** The conversation that it belongs to, where the network says so. */
    thread: left(ForeignId),
    /** Who wrote, called or posted; where the desk itself spoke, with whom. `verified`: the network vouches for them. */
    person: Schema.Struct({
      identity: Schema.Union([Spelt, Phone, Account]),
      name: left(Schema.String),
      verified: left(Schema.Boolean)
    }),
    /** `message`, where it is left out. */
    kind: left(Kind),
    /** Of the ticket that it may open; the first line of the text, where it is left out. */
    subject: left(Schema.String),
    text: left(Schema.String),
    attachments: left(Schema.Array(File).check(Schema.isMaxLength(1000))),
    /** When they sent it, epoch milliseconds: shown, never counted with. */
    sentAt: left(Instant),
    /** How long the call or the recording was. */
    seconds: left(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 10_000_000 }))),
    recording: left(File),
    transcript: left(
      Schema.Array(Schema.Struct({ role: Role, name: left(Schema.String), text: Schema.String, at: left(Instant) })).check(
        Schema.isMaxLength(10_000)
      )
    )
  })
) {}

/** The same with nothing left out, the person known by the one form of their identity. */
export interface Arrived extends Omit<Inbound, "person" | "account" | "kind" | "text" | "thread"> {
  readonly account: string
  readonly thread: string | null
  readonly person: { readonly identity: Identity; readonly name: string; readonly verified: boolean }
  readonly kind: Kind
  readonly text: string
}

const decode = Schema.decodeUnknownResult(Inbound, { errors: "all", onExcessProperty: "error" })

/** Total but for objects that throw when they are looked at. The failure says what is wrong, one line for each problem. */
export const read = (message: unknown): Result.Result<Arrived, string> => {
  const decoded = decode(message)
  if (Result.isFailure(decoded)) return Result.fail(decoded.failure.message)
  const { person, account = "", thread = null, kind = "message", text = "", ...rest } = decoded.success
  const identity = settled(person.identity)
  return identity === undefined
    ? Result.fail("person.identity: expected one address like ada@example.org")
    : Result.succeed({
        ...rest,
        account,
        thread,
        kind,
        text,
        person: { identity: under(identity, account), name: person.name ?? "", verified: person.verified ?? false }
      })
}

const settled = (identity: Inbound["person"]["identity"]): Identity | undefined => {
  if (identity.kind !== "email") return identity
  const value = EmailAddress.parse(identity.value)
  return value === undefined ? undefined : { kind: "email", value }
}
