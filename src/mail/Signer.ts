/** Names that nobody else can make: HMAC-SHA-256 (RFC 2104) with the secrets of the desk. */
import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto"
import * as Schema from "effect/Schema"
import type { Signer } from "./Ports.ts"

/** A secret that could be guessed. */
export class SecretTooShort extends Schema.TaggedError<SecretTooShort>()("SecretTooShort", { index: Schema.Int, bytes: Schema.Int }) {
  override readonly message = `mail.secrets[${this.index}] has ${this.bytes} bytes; a secret needs at least 16`
}

/** The first secret signs, all of them verify: put a new one in front and drop the old one when its mail is old enough. */
export const signer = (secrets: ReadonlyArray<string>): Signer => {
  const keys = secrets.map((secret, index) => {
    const key = Buffer.from(secret, "utf8")
    if (key.length < 16) throw new SecretTooShort({ index, bytes: key.length })
    // Made once: a key given as bytes is made into one at every signature, which takes five times as long.
    return createSecretKey(key)
  })
  const first = keys[0]
  if (first === undefined) throw new SecretTooShort({ index: 0, bytes: 0 })
  return {
    sign: (purpose, parts) => tagOf(first, purpose, parts),
    verify: (purpose, parts, tag) => {
      const given = Buffer.from(tag, "utf8")
      let known = false
      for (const key of keys) {
        const expected = Buffer.from(tagOf(key, purpose, parts), "utf8")
        if (expected.length === given.length && timingSafeEqual(expected, given)) known = true
      }
      return known
    }
  }
}

/** Each part goes in with its length before it: no two lists of parts are the same bytes. */
const tagOf = (key: KeyObject, purpose: string, parts: ReadonlyArray<string>): string => {
  const text = [purpose, ...parts].map((part) => `${Buffer.byteLength(part, "utf8")}:${part}`).join("")
  return base32(createHmac("sha256", key).update(text).digest()).slice(0, 26)
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"

/** RFC 4648 §6, in lower case and without padding. */
const base32 = (bytes: Uint8Array): string => {
  let text = ""
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET[(held >>> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return text
}
