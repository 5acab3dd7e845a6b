/** Where a desk is kept: the port, its errors, and the keeper in memory. Others are entries of their own. */
export type * from "./Storage.ts"
export type { Blobs } from "./Blobs.ts"
export { StorageError } from "./StorageError.ts"
export { memory } from "./memory.ts"
export { memoryBlobs } from "./memoryBlobs.ts"
export { vaulted } from "./vault/vaulted.ts"
