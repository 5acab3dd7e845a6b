/** The storages that are tried, each on files of its own. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import Better from "better-sqlite3"
import { afterAll } from "vitest"
import { memory } from "../../src/storage/memory.ts"
import { openSqlite, sqlite } from "../../src/storage/sqlite.ts"
import type { Storage } from "../../src/storage/Storage.ts"

const folder = mkdtempSync(join(tmpdir(), "deskwright-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
/** A path that no other test has. */
export const freshPath = (): string => join(folder, `${++files}`)

export const stores: ReadonlyArray<readonly [name: string, open: () => Promise<Storage>]> = [
  ["memory", async () => memory()],
  ["SQLite by node:sqlite", () => openSqlite(freshPath())],
  ["SQLite by better-sqlite3", async () => sqlite(new Better(freshPath()))]
]
