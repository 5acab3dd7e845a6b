/** Where bytes are kept: raw mails and attachments, each under the SHA-256 of its content. */

export interface Blobs {
  /** Keeps the bytes and answers their reference: 64 hex digits. The same bytes twice are kept once. */
  readonly put: (tenant: string, bytes: Uint8Array) => Promise<string>
  /** `undefined`: not here. */
  readonly get: (tenant: string, ref: string) => Promise<Uint8Array | undefined>
  readonly has: (tenant: string, ref: string) => Promise<boolean>
  readonly delete: (tenant: string, ref: string) => Promise<void>
}
