/** Whether mailboxes elsewhere forward what is sent to them: asked by a letter, and known when it comes back. */
import { isWildcard, type SupportAddress } from "../channel/SupportAddress.ts"
import type { Letter } from "../mail/Letter.ts"
import * as Probe from "../mail/Probe.ts"
import * as EmailAddress from "../people/EmailAddress.ts"
import * as Instant from "../time/Instant.ts"
import { InputInvalid, NotConfigured } from "./Failure.ts"
import type { House } from "./House.ts"

export interface Forwarding {
  readonly address: string
  /** A letter to it came back to the desk. */
  readonly verified: boolean
}

const exact = ({ workspace }: House): ReadonlyArray<SupportAddress> => workspace.supportAddresses.filter((one) => !isWildcard(one))

/** Answers whether a server took the letter; that it came back is told by `forwarding`. */
export const verifyForwarding = async (house: House, asked: string): Promise<{ readonly sent: boolean }> => {
  const { outbound } = house.carriers
  if (outbound === undefined || house.signer === undefined) throw new NotConfigured({ needs: "mail.outbound and mail.secrets" })
  const address = EmailAddress.parse(asked)
  const support = exact(house).find((one) => address !== undefined && EmailAddress.equals(one.address, address))
  if (support === undefined)
    throw new InputInvalid({
      what: "verifyForwarding",
      problems: [
        `expected one of ${exact(house)
          .map((one) => one.address)
          .join(", ")}`
      ]
    })
  const [answer] = await outbound.send(
    letterTo(house, support, Probe.messageId(house.signer, house.tenant, support.address, from(house, support))),
    [support.address],
    []
  )
  return { sent: answer?.state === "sent" }
}

const from = ({ workspace }: House, { address, replyFrom }: SupportAddress): string => replyFrom ?? workspace.defaultAddress ?? address

const letterTo = (house: House, support: SupportAddress, messageId: string): Letter => {
  const { workspace, now } = house
  const brand = workspace.brands.get(support.brand ?? workspace.defaultBrand)!
  const text = `This letter shows that mail to ${support.address} arrives at the help desk. Nobody need answer it.`
  return {
    audience: "agent",
    template: "notice",
    data: { reference: "", subject: "", author: brand.name, text, brand: brand.name, signature: "", color: brand.color, requester: "" },
    brand: brand.id,
    messageId,
    subject: "Does this mailbox forward?",
    from: { address: from(house, support), name: brand.name },
    replyTo: null,
    to: [{ address: support.address, name: "" }],
    cc: [],
    inReplyTo: null,
    references: [],
    date: Instant.make(now()),
    automatic: true,
    attachments: [],
    ticketId: "forwarding"
  }
}

/** Of every address that is not a wildcard. */
export const forwarding = async (house: House): Promise<ReadonlyArray<Forwarding>> => {
  const all = exact(house).map(({ address }) => ({ address, key: Probe.keyOf(address) }))
  const known = new Set(
    (
      await house.storage.lookup(
        house.tenant,
        all.map(({ key }) => key)
      )
    ).map(({ key }) => key)
  )
  return all.map(({ address, key }) => ({ address, verified: known.has(key) }))
}
