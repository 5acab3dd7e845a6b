/** The secrets by which a receiver knows that a call is ours, and was not changed: HMAC-SHA-256 (standardwebhooks.com). */
import { Buffer } from "node:buffer"
import { createHmac, createSecretKey, type KeyObject } from "node:crypto"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"

/** `whsec_` and 24 to 64 bytes in base64. */
export type Written = string | Redacted.Redacted

/** What is given for a secret is none. Says which, and nothing of what it was. */
export class SecretInvalid extends Schema.TaggedError<SecretInvalid>()("SecretInvalid", { webhook: Schema.String, index: Schema.Int }) {
  override readonly message = `webhook "${this.webhook}", secret ${this.index}: takes whsec_ and 24 to 64 bytes in base64`
}

/** @throws {SecretInvalid} */
export const read = (webhook: string, written: Written | ReadonlyArray<Written>): ReadonlyArray<KeyObject> => {
  const all: ReadonlyArray<Written> = typeof written === "string" || Redacted.isRedacted(written) ? [written] : written
  if (all.length === 0) throw new SecretInvalid({ webhook, index: 0 })
  return all.map((one, index) => {
    const text = typeof one === "string" ? one : Redacted.value(one)
    const base64 = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1] ?? ""
    const bytes = Buffer.from(base64, "base64")
    if (bytes.length < 24 || bytes.length > 64) throw new SecretInvalid({ webhook, index })
    return createSecretKey(bytes)
  })
}

/** One signature for each secret, so that a receiver who knows the old or the new one believes it. */
export const sign = (keys: ReadonlyArray<KeyObject>, id: string, seconds: number, body: string): string =>
  keys.map((key) => `v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`).join(" ")
