/** Keeps bytes in a Map, for tests and for a first evening. */
import { createHash } from "node:crypto"
import type { Blobs } from "./Blobs.ts"

export const memoryBlobs = (): Blobs => {
  const tenants = new Map<string, Map<string, Uint8Array>>()
  return {
    put: async (tenant, bytes) => {
      const ref = createHash("sha256").update(bytes).digest("hex")
      let kept = tenants.get(tenant)
      if (kept === undefined) tenants.set(tenant, (kept = new Map()))
      if (!kept.has(ref)) kept.set(ref, Uint8Array.from(bytes))
      return ref
    },
    get: async (tenant, ref) => tenants.get(tenant)?.get(ref)?.slice(),
    has: async (tenant, ref) => tenants.get(tenant)?.has(ref) ?? false,
    delete: async (tenant, ref) => {
      tenants.get(tenant)?.delete(ref)
    }
  }
}
