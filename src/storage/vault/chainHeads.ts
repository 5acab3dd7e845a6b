/** The hashes that chains go on from. What was hashed never changes, so what is remembered stays true, whoever else writes. */
import type { Storage } from "../Storage.ts"
import { digest } from "./digest.ts"

export interface Head {
  readonly version: number
  readonly hash: string
}

/** How many streams are remembered: those that are written to now. */
const REMEMBERED = 10_000

export const chainHeads = (storage: Storage) => {
  const known = new Map<string, Head>()
  const nameOf = (tenant: string, stream: string): string => JSON.stringify([tenant, stream])
  return {
    keep: (tenant: string, stream: string, head: Head): void => {
      if (known.size >= REMEMBERED) known.clear()
      known.set(nameOf(tenant, stream), head)
    },
    of: async (tenant: string, stream: string, version: number): Promise<string> => {
      const head = known.get(nameOf(tenant, stream))
      if (head?.version === version) return head.hash
      const [body] = await storage.read(tenant, stream, version, 1)
      // Nobody wrote so much: the commit is a conflict.
      return body === undefined ? "" : digest(body)
    }
  }
}
