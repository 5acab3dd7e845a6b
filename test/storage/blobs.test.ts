import { createHash } from "node:crypto"
import { mkdirSync, readdirSync, statSync, truncateSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { diskBlobs } from "../../src/storage/diskBlobs.ts"
import { memoryBlobs } from "../../src/storage/memoryBlobs.ts"
import { StorageError } from "../../src/storage/StorageError.ts"
import { blobsContract } from "../../src/testing/blobsContract.ts"
import { freshPath } from "./stores.ts"

describe.each([
  ["memory", async () => memoryBlobs()],
  ["a folder", async () => diskBlobs(freshPath())]
])("blobs in %s", (_, open) => {
  test.each(blobsContract)("$promise", ({ check }) => check(open))
})

const letter = new TextEncoder().encode("From: ann@example.com\r\n\r\nThe printer is on fire.")
const ref = createHash("sha256").update(letter).digest("hex")
const filesIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => statSync(join(folder, path)).isFile())

describe("a folder of blobs", () => {
  test("given a blob, then it lies two folders down under its name, with no draft beside it", async () => {
    const folder = freshPath()
    await Promise.all([1, 2, 3].map(() => diskBlobs(folder).put("desk", letter)))
    const [file, ...others] = filesIn(folder)
    expect(file?.split("/").slice(1)).toEqual([ref.slice(0, 2), ref])
    expect(others).toEqual([])
  })

  test("given tenants with hostile names, then nothing lies outside the folder", async () => {
    const folder = freshPath()
    mkdirSync(folder)
    for (const tenant of ["../out", "/tmp/out", "..", "a\u0000b", "~"]) await diskBlobs(join(folder, "in")).put(tenant, letter)
    expect(readdirSync(folder)).toEqual(["in"])
    expect(filesIn(folder)).toHaveLength(5)
  })

  test("given a file that was cut short, when it is read, then it is corrupt; when it is put again, then it is whole", async () => {
    const folder = freshPath()
    const blobs = diskBlobs(folder)
    await blobs.put("desk", letter)
    truncateSync(join(folder, filesIn(folder)[0]!), 7)
    const error = await blobs.get("desk", ref).catch((cause: unknown) => cause)
    expect(error).toBeInstanceOf(StorageError)
    expect(error).toMatchObject({ operation: "get", reason: "corrupt", retriable: false })
    await blobs.put("desk", letter)
    expect(await blobs.get("desk", ref)).toEqual(letter)
  })

  test("given a folder that is a file, when something is put, then that is a storage error and no blob is there", async () => {
    const folder = freshPath()
    writeFileSync(folder, "")
    const blobs = diskBlobs(folder)
    await expect(blobs.put("desk", letter)).rejects.toMatchObject({ _tag: "StorageError", operation: "put", reason: "other" })
  })
})
