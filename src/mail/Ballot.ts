/**
 * The marks by which an approver answers from a letter. Each binds purpose, tenant, ticket, approval, round, step, approver
 * and who answers for them with a MAC: nobody can make one, and one is good for nothing else. A link only shows what is
 * asked, since programs open the links of mails; what it shows holds a confirmation, and that decides.
 */
import * as Schema from "effect/Schema"
import { Id, Slug } from "../text/Id.ts"
import { Instant } from "../time/Instant.ts"
import { signed, verified } from "./Mark.ts"
import type { Signer } from "./Ports.ts"

export class Ballot extends Schema.Opaque<Ballot>()(
  Schema.Struct({
    ticketId: Id,
    approval: Slug,
    /** The round: when it was asked for. */
    askedAt: Instant,
    step: Slug,
    /** Whose answer it is. */
    approver: Slug,
    /** Who gives it: themselves, or a stand-in. */
    by: Slug
  })
) {}

export const link = (signer: Signer, tenant: string, ballot: Ballot): string => signed(signer, "ballot", tenant, ["b1", ...partsOf(ballot)])

/** `undefined`: not one of ours, or tampered with. */
export const read = (signer: Signer, tenant: string, token: string): Ballot | undefined => {
  const parts = verified(signer, "ballot", tenant, token)
  return parts?.[0] === "b1" ? ballotOf(parts.slice(1)) : undefined
}

/** Good until before `until`. */
export const confirmation = (signer: Signer, tenant: string, ballot: Ballot, until: Instant): string =>
  signed(signer, "ballot-confirmation", tenant, ["c1", until.toString(36), ...partsOf(ballot)])

/** `undefined`: not one of ours, or tampered with. */
export const readConfirmation = (
  signer: Signer,
  tenant: string,
  text: string
): { readonly ballot: Ballot; readonly until: Instant } | undefined => {
  const parts = verified(signer, "ballot-confirmation", tenant, text)
  const ballot = parts?.[0] === "c1" ? ballotOf(parts.slice(2)) : undefined
  return parts === undefined || ballot === undefined ? undefined : { ballot, until: Instant.make(Number.parseInt(parts[1]!, 36)) }
}

const partsOf = ({ ticketId, approval, askedAt, step, approver, by }: Ballot): ReadonlyArray<string> => [
  ticketId,
  approval,
  askedAt.toString(36),
  step,
  approver,
  by
]

/** What was signed here has as many parts as it should. */
const ballotOf = (parts: ReadonlyArray<string>): Ballot => {
  const [ticketId, approval, askedAt, step, approver, by] = parts as [string, string, string, string, string, string]
  return { ticketId, approval, askedAt: Instant.make(Number.parseInt(askedAt, 36)), step, approver, by }
}
