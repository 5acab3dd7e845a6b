/** Keeps bytes as files named by their SHA-256: `folder/<tenant>/ab/abcd…`. */
import { createHash, randomUUID } from "node:crypto"
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs"
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises"
import { dirname, join } from "node:path"
import type { Blobs } from "./Blobs.ts"
import { fail, type StorageError } from "./StorageError.ts"

export interface Options {
  /** `NORMAL`: after a power failure the newest files may be gone, and `get` says so. `FULL`: none is gone, and each takes the disk's time. */
  readonly synchronous?: "NORMAL" | "FULL"
}

/** Bytes that are not what their name says are refused with `StorageError` (`corrupt`), never handed out. */
export const diskBlobs = (folder: string, { synchronous = "NORMAL" }: Options = {}): Blobs => ({
  put: (tenant, bytes) =>
    named("put", async () => {
      const ref = sha256(bytes)
      const path = pathOf(folder, tenant, ref)
      if (bytes.length <= SMALL && synchronous === "NORMAL") writeAtOnce(path, bytes)
      else if ((await sizeOf(path)) !== bytes.length) await writeWhole(path, bytes, synchronous)
      return ref
    }),
  get: (tenant, ref) =>
    named("get", async () => {
      const bytes = isRef(ref) ? await readIfThere(pathOf(folder, tenant, ref)) : undefined
      if (bytes !== undefined && sha256(bytes) !== ref) throw fail("get", "corrupt", `blob ${ref} does not hold what it was made of`)
      return bytes
    }),
  has: (tenant, ref) => named("has", async () => isRef(ref) && (await sizeOf(pathOf(folder, tenant, ref))) !== undefined),
  delete: (tenant, ref) =>
    named("delete", async () => {
      if (isRef(ref)) await rm(pathOf(folder, tenant, ref), { force: true })
    })
})

const sha256 = (content: Uint8Array | string): string => createHash("sha256").update(content).digest("hex")
const isRef = (ref: string): boolean => /^[0-9a-f]{64}$/.test(ref)

/** The tenant is hashed too: no name can climb out of the folder or meet another where case does not count. */
const pathOf = (folder: string, tenant: string, ref: string): string => join(folder, sha256(tenant).slice(0, 32), ref.slice(0, 2), ref)

/** Up to here the disk is done sooner than another thread is asked. */
const SMALL = 64 * 1024

const writeAtOnce = (path: string, bytes: Uint8Array): void => {
  if (statSync(path, { throwIfNoEntry: false })?.size === bytes.length) return
  const draft = `${path}.${randomUUID()}`
  try {
    try {
      writeFileSync(draft, bytes, { flag: "wx" })
    } catch (cause) {
      absent(cause)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(draft, bytes, { flag: "wx" })
    }
    renameSync(draft, path)
  } catch (cause) {
    rmSync(draft, { force: true })
    throw cause
  }
}

/** Whole under its name, or not there at all. */
const writeWhole = async (path: string, bytes: Uint8Array, synchronous: "NORMAL" | "FULL"): Promise<void> => {
  const draft = `${path}.${randomUUID()}`
  try {
    const file = await open(draft, "wx").catch(async (cause: unknown) => {
      absent(cause)
      await mkdir(dirname(path), { recursive: true })
      return open(draft, "wx")
    })
    try {
      await file.writeFile(bytes)
      if (synchronous === "FULL") await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (cause) {
    await rm(draft, { force: true })
    throw cause
  }
}

const sizeOf = (path: string): Promise<number | undefined> => stat(path).then(({ size }) => size, absent)
const readIfThere = (path: string): Promise<Uint8Array | undefined> => readFile(path).then((bytes) => new Uint8Array(bytes), absent)

const codeOf = (cause: unknown): string => String((cause as { code?: unknown } | null)?.code)

const absent = (cause: unknown): undefined => {
  if (codeOf(cause) !== "ENOENT") throw cause
}

const named = async <A>(operation: string, work: () => Promise<A>): Promise<A> => {
  try {
    return await work()
  } catch (cause) {
    throw (cause as { _tag?: unknown } | null)?._tag === "StorageError" ? (cause as StorageError) : failure(operation, cause)
  }
}

const failure = (operation: string, cause: unknown): StorageError => {
  const code = codeOf(cause)
  const reason =
    code === "ENOSPC" || code === "EDQUOT" ? "full" : code === "EROFS" || code === "EACCES" || code === "EPERM" ? "readonly" : "other"
  return fail(operation, reason, code === "undefined" ? String(cause) : code)
}
