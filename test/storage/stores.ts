/** The storages that are tried, each on files of its own. */
import Better from "better-sqlite3"
import { memory } from "../../src/storage/memory.ts"
import { openSqlite, sqlite } from "../../src/storage/sqlite.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import { freshPath } from "../freshPath.ts"

export { freshPath }

export const stores: ReadonlyArray<readonly [name: string, open: () => Promise<Storage>]> = [
  ["memory", async () => memory()],
  ["SQLite by node:sqlite", () => openSqlite(freshPath())],
  ["SQLite by better-sqlite3", async () => sqlite(new Better(freshPath()))]
]
