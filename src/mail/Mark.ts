/** Marks in links: some parts and a MAC over their purpose, the tenant and them. Nobody else can make one, and one is good for nothing else. */
import type { Signer } from "./Ports.ts"

/** No id has this sign, and no address needs to escape it (RFC 3986 §2.3). */
const JOINT = "~"
const LONGEST = 1000

export const signed = (signer: Signer, purpose: string, tenant: string, parts: ReadonlyArray<string>): string =>
  [...parts, signer.sign(purpose, [tenant, ...parts])].join(JOINT)

/** `undefined`: not one of ours, or tampered with. */
export const verified = (signer: Signer, purpose: string, tenant: string, text: string): ReadonlyArray<string> | undefined => {
  if (text.length > LONGEST) return undefined
  const parts = text.split(JOINT)
  const mac = parts.pop()!
  return signer.verify(purpose, [tenant, ...parts], mac) ? parts : undefined
}
