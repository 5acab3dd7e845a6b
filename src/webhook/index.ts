/** Webhooks: how other systems are called, and proof for them that it was us. */
export type { Answer, Caller, Request } from "./Caller.ts"
export { SecretInvalid } from "./Secret.ts"
export { type Proof, type Signed, type Verifier, verifier } from "./verify.ts"
export { webhooks, type Options } from "./webhooks.ts"
