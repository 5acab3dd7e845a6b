/** The table in the guide is what the code says. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { capabilities, needs } from "../../src/permission/index.ts"

const guide = readFileSync(join(import.meta.dirname, "../../docs/guides/permissions.md"), "utf8")

test("every capability stands in the guide, with what it allows and the commands that need it", () => {
  const tags = (capability: string) => Object.entries(needs).flatMap(([tag, needed]) => (needed === capability ? [tag] : []))
  const rows = Object.entries(capabilities).map(
    ([capability, allows]) => `| \`${capability}\` | ${allows} | ${tags(capability).join(", ")} |`
  )
  const written = guide.split("\n").filter((line) => line.startsWith("| `"))
  expect(written).toEqual(rows)
  expect(guide).toContain(`nobody is granted: ${tags("own").toSorted().join(", ")}.`)
})
