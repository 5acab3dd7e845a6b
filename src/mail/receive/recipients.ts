/** Whom a mail was addressed to: this desk, and other people. */
import * as SupportAddress from "../../channel/SupportAddress.ts"
import * as EmailAddress from "../../people/EmailAddress.ts"
import { limits } from "../../ticket/limits.ts"
import type { Participant } from "../../ticket/Participant.ts"
import type { Workspace } from "../../workspace/Workspace.ts"
import type { Incoming } from "../Incoming.ts"
import { agentOf } from "./sender.ts"

export interface Reached {
  /** The address of ours that the mail came to, without a token. */
  readonly address: EmailAddress.EmailAddress
  readonly support: SupportAddress.SupportAddress
}

/** The first support address among those that the mail was delivered or written to. */
export const reached = (mail: Incoming, workspace: Workspace): Reached | undefined => {
  for (const address of [...mail.deliveredTo, ...[...mail.to, ...mail.cc].map((one) => one.address)]) {
    const found = SupportAddress.match(workspace.supportAddresses, address)
    if (found !== undefined)
      return { address: found.matchedBy === "exact" ? found.support.address : SupportAddress.withoutPlus(address), support: found.support }
  }
  return undefined
}

/** Other people in To and Cc: neither the desk's own addresses, nor its agents, nor the sender. */
export const others = (mail: Incoming, workspace: Workspace): ReadonlyArray<Participant> => {
  const seen = new Set(mail.from === null ? [] : [EmailAddress.key(mail.from.address)])
  const own = workspace.defaultAddress
  if (own !== null) seen.add(EmailAddress.key(own))
  const found: Array<Participant> = []
  for (const one of [...mail.to, ...mail.cc]) {
    const key = EmailAddress.key(one.address)
    if (seen.has(key) || SupportAddress.match(workspace.supportAddresses, one.address) !== undefined) continue
    seen.add(key)
    if (agentOf(one.address, workspace) === undefined) found.push({ address: one.address, name: one.name })
    if (found.length === limits.participants) break
  }
  return found
}
