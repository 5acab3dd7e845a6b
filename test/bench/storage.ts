/** Storage: whole commands, batches, reading, the outbox; SQLite files on the disk of the temp folder. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { hundreds } from "./batches.ts"
import { commands } from "./commands.ts"
import { inMemory } from "./inMemory.ts"
import { outbox } from "./outbox.ts"
import { reading } from "./reading.ts"
import { sampleOf } from "./sample.ts"
import type { Tell } from "./table.ts"

export const measure = async (tell: Tell): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "deskwright-bench-"))
  try {
    const sample = sampleOf()
    await commands(tell, folder, sample, "NORMAL")
    await commands(tell, folder, sample, "FULL")
    await hundreds(tell, folder, sample)
    await inMemory(tell, sample)
    await reading(tell, folder, sample)
    await outbox(tell, folder, sample)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
