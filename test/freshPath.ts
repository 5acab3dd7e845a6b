/** Paths that no other test has, gone when the file of tests is through. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll } from "vitest"

const folder = mkdtempSync(join(tmpdir(), "deskwright-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let paths = 0
export const freshPath = (): string => join(folder, `${++paths}`)
