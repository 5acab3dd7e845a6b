/** Whether a call that came in was made by who holds the secret, and lately: Standard Webhooks (standardwebhooks.com), read over the very bytes. */
import { Buffer } from "node:buffer"
import { createHmac, type KeyObject, timingSafeEqual } from "node:crypto"
import * as Secret from "./Secret.ts"

export interface Signed {
  /** Names in lower case, as Node has them. */
  readonly headers: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>
  /** As they came: what was parsed and printed again is something else. */
  readonly body: Uint8Array
}

/** `unsigned`: no id, time or signature that can be read. `stale`: made too long ago, or ahead of time. `forged`: by nobody who holds a secret. */
export type Proof =
  /** `id`: by it a call that comes again within the window is known. */
  { readonly _tag: "Genuine"; readonly id: string } | { readonly _tag: "Refused"; readonly because: "unsigned" | "stale" | "forged" }

export interface Verifier {
  /** `now`: epoch milliseconds. */
  readonly verify: (call: Signed, now: number) => Proof
}

/** Milliseconds between the clock of whoever signs and ours. */
const WINDOW = 300_000
/** Signatures of one call that are looked at. */
const LOOKED_AT = 10

/** `secrets`: any of them will do, while the sender changes from one to the other. @throws {SecretInvalid} */
export const verifier = (secrets: Secret.Written | ReadonlyArray<Secret.Written>): Verifier => {
  const keys = Secret.read("inbound", secrets)
  return {
    verify: ({ headers, body }, now) => {
      const id = headers["webhook-id"]
      const seconds = headers["webhook-timestamp"]
      const given = headers["webhook-signature"]
      if (typeof id !== "string" || typeof seconds !== "string" || typeof given !== "string") return refused("unsigned")
      if (!/^[\x21-\x7e]{1,256}$/.test(id) || !/^[0-9]{1,12}$/.test(seconds)) return refused("unsigned")
      if (Math.abs(now - Number(seconds) * 1000) > WINDOW) return refused("stale")
      const tags = given.split(" ", LOOKED_AT).flatMap(tagOf)
      const isGenuine = keys.some((key) => tags.some(isTagOf(key, `${id}.${seconds}.`, body)))
      return isGenuine ? { _tag: "Genuine", id } : refused("forged")
    }
  }
}

const refused = (because: Extract<Proof, { readonly _tag: "Refused" }>["because"]): Proof => ({ _tag: "Refused", because })

/** One form alone: 32 bytes in base64 with its padding. */
const tagOf = (signature: string): ReadonlyArray<Uint8Array> => {
  const base64 = /^v1,([A-Za-z0-9+/]{43}=)$/.exec(signature)?.[1]
  return base64 === undefined ? [] : [Buffer.from(base64, "base64")]
}

const isTagOf = (key: KeyObject, head: string, body: Uint8Array): ((tag: Uint8Array) => boolean) => {
  const expected = createHmac("sha256", key).update(head).update(body).digest()
  return (tag) => timingSafeEqual(tag, expected)
}
