/**
 * The marks by which an answer finds its way home. Each binds purpose, tenant, ticket, message and reader with a
 * MAC, so nobody can make one, and one made for an agent does not speak for anybody else.
 */
import type { EmailAddress } from "../people/EmailAddress.ts"
import * as Address from "../people/EmailAddress.ts"
import * as Reference from "../ticket/Reference.ts"
import type { Signer } from "./Ports.ts"

export interface MessageToken {
  readonly reference: string
  /** Number of the message in its ticket, 1 the first. */
  readonly message: number
  /** The desk alone reads that message, and so what answers it. */
  readonly isInternal: boolean
  /** Which reader it was made for: see `readerTag`. */
  readonly reader: string
}

const MAC = "[a-z2-7]{26}"
const messageShape = new RegExp(`^t1\\.([0-9a-z]{8})\\.([0-9]{1,6}i?)\\.([a-z2-7]{8})\\.(${MAC})@`)
const addressShape = new RegExp(`^([0-9a-z]{8})\\.(${MAC})$`)

/** Eight characters that stand for one reader, or for the whole public conversation (`null`). Opaque without the key. */
export const readerTag = (signer: Signer, tenant: string, reader: EmailAddress | null): string =>
  signer.sign("reader", [tenant, reader === null ? "" : Address.key(reader)]).slice(0, 8)

/** `t1.k7qm4xw2.12.abcdefgh.<mac>@domain`, without angle brackets; at most 120 octets with a domain of 64. */
export const messageId = (signer: Signer, tenant: string, token: MessageToken, domain: string): string => {
  const head = `t1.${short(token.reference)}.${token.message}${token.isInternal ? "i" : ""}.${token.reader}`
  return `${head}.${signer.sign("message-id", [tenant, head])}@${domain}`
}

/** What one of our own Message-IDs says; `undefined`: not ours, or tampered with. */
export const readMessageId = (signer: Signer, tenant: string, id: string): MessageToken | undefined => {
  const parts = messageShape.exec(id)
  if (parts === null) return undefined
  const [, reference, message, reader, mac] = parts as unknown as [string, string, string, string, string]
  if (!signer.verify("message-id", [tenant, `t1.${reference}.${message}.${reader}`], mac)) return undefined
  const long = Reference.parse(reference)
  return long === undefined
    ? undefined
    : { reference: long, message: Number.parseInt(message, 10), isInternal: message.endsWith("i"), reader }
}

/** Whether an id has the form of ours, true or forged: such an id never threads by being merely known. */
export const looksOurs = (id: string): boolean => /^\s*t1\.[0-9a-z]{8}\.[0-9]{1,6}i?\./i.test(id)

/** The ticket's own address: `help+k7qm4xw2.<mac>@example.org`; `undefined` where the local part would pass 64 octets. */
export const replyAddress = (signer: Signer, tenant: string, reference: string, address: EmailAddress): EmailAddress | undefined => {
  const token = `${short(reference)}.${signer.sign("reply-address", [tenant, short(reference)])}`
  const local = `${Address.localOf(address)}+${token}`
  return local.length > 64 ? undefined : `${local}@${Address.domainOf(address)}`
}

/** The reference that a signed reply address carries. The local part's case does not matter: some relays fold it. */
export const readReplyAddress = (signer: Signer, tenant: string, address: EmailAddress): string | undefined => {
  const tag = plusPart(address)
  const parts = tag === undefined ? null : addressShape.exec(tag.toLowerCase())
  if (parts === null) return undefined
  return signer.verify("reply-address", [tenant, parts[1]!], parts[2]!) ? Reference.parse(parts[1]!) : undefined
}

/** What stands between `+` and `@`. */
export const plusPart = (address: EmailAddress): string | undefined => {
  const local = Address.localOf(address)
  const plus = local.indexOf("+")
  return plus < 1 || plus === local.length - 1 ? undefined : local.slice(plus + 1)
}

const short = (reference: string): string => reference.replace("-", "").toLowerCase()
