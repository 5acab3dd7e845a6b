/** Where a ticket's mail leaves from and comes back to: the address that the ticket came to. */
import * as SupportAddress from "../../channel/SupportAddress.ts"
import * as EmailAddress from "../../people/EmailAddress.ts"
import type { Ticket } from "../../ticket/Ticket.ts"
import type { Workspace } from "../../workspace/Workspace.ts"
import type { Signer } from "../Ports.ts"
import * as Token from "../Token.ts"

export interface Home {
  readonly from: EmailAddress.EmailAddress
  readonly replyTo: EmailAddress.EmailAddress
  /** `replyTo` with a signed token; `undefined`: the mailbox takes none. */
  readonly signed: EmailAddress.EmailAddress | undefined
  /** The id of a message 0 that there is not: mail programs gather all mails of the ticket under it. */
  readonly root: string
}

/** `undefined`: the desk has no address for this ticket. An address that is no longer the workspace's gives way to its default. */
export const homeOf = (
  { receivedAt, reference }: Pick<Ticket, "receivedAt" | "reference">,
  { supportAddresses, defaultAddress }: Pick<Workspace, "supportAddresses" | "defaultAddress">,
  tenant: string,
  signer: Signer
): Home | undefined => {
  const match = receivedAt === null ? undefined : SupportAddress.match(supportAddresses, receivedAt)
  const replyTo = match === undefined ? defaultAddress : match.matchedBy === "exact" ? match.support.address : receivedAt
  if (replyTo === null) return undefined
  const support = (match ?? SupportAddress.match(supportAddresses, replyTo))?.support
  const takesToken = support?.plus === true && !EmailAddress.localOf(replyTo).includes("+")
  const from = support?.replyFrom ?? replyTo
  const root = { reference, message: 0, isInternal: false, reader: Token.readerTag(signer, tenant, null) }
  return {
    from,
    replyTo,
    signed: takesToken ? Token.replyAddress(signer, tenant, reference, replyTo) : undefined,
    root: Token.messageId(signer, tenant, root, EmailAddress.domainOf(from))
  }
}

/** Mail to one of these comes back to us, and would go in circles. */
export const isOurs = (
  address: EmailAddress.EmailAddress,
  { supportAddresses, defaultAddress }: Pick<Workspace, "supportAddresses" | "defaultAddress">
): boolean =>
  SupportAddress.match(supportAddresses, address)?.matchedBy === "exact" ||
  [defaultAddress, ...supportAddresses.map((one) => one.replyFrom)].some((own) => own !== null && EmailAddress.equals(own, address))
