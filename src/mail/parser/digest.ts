/** Names of content. */
import * as crypto from "node:crypto"

/** SHA-256 in lower-case hex. */
export const sha256 = (data: Uint8Array | string): string => crypto.hash("sha256", data, "hex")
