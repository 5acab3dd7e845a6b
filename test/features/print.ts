/** Writes docs/features.md anew. */
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { page, scenariosIn } from "./page.ts"
import { sections } from "./rows.ts"

writeFileSync(join(import.meta.dirname, "../../docs/features.md"), page(sections, scenariosIn(import.meta.dirname)))
