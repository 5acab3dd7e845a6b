/** A signer as the shell makes one: HMAC-SHA-256, 128 bits in base32. */
import { createHmac, timingSafeEqual } from "node:crypto"
import type { Signer } from "../../src/mail/Ports.ts"

const alphabet = "abcdefghijklmnopqrstuvwxyz234567"

export const aSigner = (secret: string): Signer => {
  const sign = (purpose: string, parts: ReadonlyArray<string>): string => {
    const bytes = createHmac("sha256", secret)
      .update(JSON.stringify([purpose, ...parts]))
      .digest()
    let bits = 0n
    for (const byte of bytes.subarray(0, 17)) bits = (bits << 8n) | BigInt(byte)
    let text = ""
    for (let i = 0; i < 26; i++) text += alphabet[Number((bits >> BigInt(131 - i * 5)) & 31n)]
    return text
  }
  return {
    sign,
    verify: (purpose, parts, tag) => {
      const wanted = Buffer.from(sign(purpose, parts))
      const given = Buffer.from(tag)
      return wanted.length === given.length && timingSafeEqual(wanted, given)
    }
  }
}
