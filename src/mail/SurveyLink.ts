/** The mark by which a requester answers from a letter: of one ticket, and of one time that it was solved. */
import { signed, verified } from "./Mark.ts"
import type { Signer } from "./Ports.ts"

export interface SurveyLink {
  readonly ticketId: string
  readonly cycle: number
}

export const token = (signer: Signer, tenant: string, { ticketId, cycle }: SurveyLink): string =>
  signed(signer, "survey", tenant, ["s1", ticketId, cycle.toString(36)])

/** `undefined`: not one of ours, or tampered with. */
export const read = (signer: Signer, tenant: string, text: string): SurveyLink | undefined => {
  const parts = verified(signer, "survey", tenant, text)
  return parts?.[0] === "s1" ? { ticketId: parts[1]!, cycle: Number.parseInt(parts[2]!, 36) } : undefined
}
