/** Paths that no other test has, gone when the file of tests is through. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

let folder: string | undefined
let paths = 0

export const freshPath = (): string => {
  folder ??= mkdtempSync(join(tmpdir(), "deskwright-"))
  return join(folder, `${++paths}`)
}

/** Called by the setup of every file of tests: several of them share this module. */
export const forgetPaths = (): void => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  folder = undefined
}
