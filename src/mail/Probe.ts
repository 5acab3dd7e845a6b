/** A letter to a mailbox that should forward to the desk: when it comes back, it does. Nobody else can make one. */
import { sha256 } from "../text/Sha256.ts"
import * as EmailAddress from "../people/EmailAddress.ts"
import { signed, verified } from "./Mark.ts"
import type { Signer } from "./Ports.ts"

const nameOf = (address: string): string => sha256(EmailAddress.key(address)).slice(0, 16)

/** The Message-ID of the letter to this mailbox, sent from there. */
export const messageId = (signer: Signer, tenant: string, address: string, from: string): string =>
  `${signed(signer, "forwarding", tenant, ["f1", nameOf(address)])}@${EmailAddress.domainOf(from)}`

/** The mailbox that a mail with this Message-ID was sent to; `undefined`: it is no such letter of ours. */
export const read = (signer: Signer, tenant: string, id: string, addresses: ReadonlyArray<string>): string | undefined => {
  if (!id.startsWith("f1~")) return undefined
  const parts = verified(signer, "forwarding", tenant, id.slice(0, Math.max(0, id.lastIndexOf("@"))))
  return parts?.length === 2 ? addresses.find((address) => nameOf(address) === parts[1]) : undefined
}

/** The key by which a store knows that mail to this mailbox arrives. */
export const keyOf = (address: string): string => `forwarding:${EmailAddress.key(address)}`
