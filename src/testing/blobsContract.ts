/** What every blob store promises, as a list that any test runner can loop over; `open` gives a fresh and empty one each time. */
import type { Blobs } from "../storage/Blobs.ts"
import { same, type Clause } from "./Clause.ts"

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"

const clause = (promise: string, check: (blobs: Blobs) => Promise<void>): Clause<Blobs> => ({
  promise,
  check: async (open) => check(await open())
})
const kept = async (blobs: Blobs, tenant: string, ref: string): Promise<unknown> => {
  const found = await blobs.get(tenant, ref)
  return found === undefined ? undefined : [...found]
}

export const blobsContract: ReadonlyArray<Clause<Blobs>> = [
  clause("bytes lie under the SHA-256 of their content, in 64 hex digits", async (blobs) => {
    same(await blobs.put("desk", bytes("hello")), hello, "reference")
    same(await kept(blobs, "desk", hello), [...bytes("hello")], "bytes")
    same(await blobs.has("desk", hello), true, "has")
  }),
  clause("any bytes come back as they were, none too", async (blobs) => {
    for (const content of [new Uint8Array(0), Uint8Array.from({ length: 256 }, (_, i) => i), new Uint8Array(1_000_000).fill(7)])
      same(await kept(blobs, "desk", await blobs.put("desk", content)), [...content], `${content.length} bytes`)
  }),
  clause("the same bytes twice are one blob, also when put at once", async (blobs) => {
    const refs = await Promise.all(Array.from({ length: 8 }, () => blobs.put("desk", bytes("hello"))))
    same(
      refs,
      Array.from({ length: 8 }, () => hello),
      "references"
    )
    await blobs.delete("desk", hello)
    same(await blobs.has("desk", hello), false, "after one deletion")
  }),
  clause("what is kept does not change when its giver or a reader changes theirs", async (blobs) => {
    const mine = bytes("hello")
    await blobs.put("desk", mine)
    mine.fill(0)
    const first = await blobs.get("desk", hello)
    first?.fill(0)
    same(await kept(blobs, "desk", hello), [...bytes("hello")], "bytes")
  }),
  clause("what is not here is undefined, and deleting it is no error", async (blobs) => {
    for (const ref of [hello, "", "../../etc/passwd", "..", hello.toUpperCase(), `${hello}/..`]) {
      same(await kept(blobs, "desk", ref), undefined, `get ${ref}`)
      same(await blobs.has("desk", ref), false, `has ${ref}`)
      await blobs.delete("desk", ref)
    }
  }),
  clause("tenants are walls, whatever their names", async (blobs) => {
    const tenants = ["a", "A", "..", ".", "a/b", "a\\b", "", "ä", "a ", "con", "x".repeat(300), "a\u0000b"]
    await blobs.put("a", bytes("hello"))
    for (const tenant of tenants.slice(1)) same(await blobs.has(tenant, hello), false, `tenant ${JSON.stringify(tenant)}`)
    for (const tenant of tenants.slice(1)) await blobs.put(tenant, bytes("hello"))
    for (const tenant of tenants.slice(1)) await blobs.delete(tenant, hello)
    same(await kept(blobs, "a", hello), [...bytes("hello")], "bytes of the first")
  })
]
