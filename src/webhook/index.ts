/** Webhooks: how other systems are called, and proof for them that it was us. */
export type { Answer, Caller, Request } from "./Caller.ts"
export { SecretInvalid } from "./Secret.ts"
export { webhooks, type Options } from "./webhooks.ts"
