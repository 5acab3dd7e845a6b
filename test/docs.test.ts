/** Every snippet that a reader sees is compiled and run, as printed. */
import { execFileSync } from "node:child_process"
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"

const root = join(import.meta.dirname, "..")
const folder = join(import.meta.dirname, ".snippets")
const compiled = join(folder, "compiled")
const pages = [
  "README.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((page) => page.endsWith(".md"))
    .map((page) => join("docs", page))
]

interface Snippet {
  readonly file: string
  readonly code: string
  /** What the page says that it prints: the next block, if that is text. */
  readonly prints: string | undefined
}

const snippetsOf = (page: string): ReadonlyArray<Snippet> => {
  const blocks = [...readFileSync(join(root, page), "utf8").matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language, code]) => ({
    language,
    code: code!
  }))
  return blocks.flatMap(({ language, code }, i) =>
    language === "ts"
      ? [
          {
            file: `${page.replace(/\W+/g, "-")}-${i}.ts`,
            code,
            prints: blocks[i + 1]?.language === "text" ? blocks[i + 1]!.code : undefined
          }
        ]
      : []
  )
}
const snippets = pages.flatMap(snippetsOf)

/** Times and references differ from run to run; everything else is as printed. */
const masked = (printed: string): string =>
  printed
    .replace(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2})?/g, "<time>")
    .replace(/\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b/g, "<reference>")
    .replace(/[ \t]+$/gm, "")
    .trim()

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  for (const { file, code } of snippets) writeFileSync(join(folder, file), code)
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ extends: "../../tsconfig.base.json", compilerOptions: { noEmit: true, noUnusedLocals: false }, include: ["*.ts"] })
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (file: string): string =>
  execFileSync(process.execPath, ["--conditions=deskwright-source", file], {
    cwd: root,
    encoding: "utf8",
    // All of them load the same modules: compiled by the first, and kept for the others.
    env: { ...process.env, NODE_COMPILE_CACHE: compiled }
  })

describe("what the documentation shows", () => {
  test("there are snippets on the first page and in the tutorial", () => {
    expect(snippets.filter(({ file }) => file.startsWith("README")).length).toBeGreaterThan(0)
    expect(snippets.filter(({ file }) => file.startsWith("docs-tutorial")).length).toBeGreaterThan(3)
  })
  test("every snippet compiles", () => {
    execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", join(folder, "tsconfig.json")], { encoding: "utf8" })
  })
  test.each(snippets.map((snippet) => [snippet.file, snippet] as const))(
    "%s runs, and prints what the page says",
    (_, { file, prints }) => {
      const printed = run(join(folder, file))
      if (prints !== undefined) expect(masked(printed)).toBe(masked(prints))
    }
  )
})

describe("the examples run", () => {
  test.each([
    ["01-first-ticket.ts", "Printer on fire"],
    ["03-with-effect.ts", "Printer on fire"],
    ["business-hours.ts", "8 hours from then 2026-11-30T09:00:00.000Z"],
    ["assignment.ts", '"One more thing" waits:'],
    ["approvals.ts", "A new printer: approved since Wed 4 Mar 2026 11:00 (Europe/Paris), asked by rule:ask"],
    ["links.ts", "New colleague: solved"],
    ["explain.ts", "smoke: would fire 1 times, fired 0 times"],
    ["forget.ts", "Left in the files: 0\nSound: true"],
    ["channels.ts", '"to":"+33123456789","text":"Until six."'],
    ["triggers.ts", "is urgent, with team fire"],
    ["time-travel.ts", "participant:eve@example.org could read"],
    ["merge-and-split.ts", "Split off: Curtains"],
    ["sla-deadlines.ts", "due Thu 12 Nov 2026 16:30 (Europe/Paris), running, 13h used, 3h left"]
  ])("%s", (file, prints) => {
    expect(run(join(root, "examples", file))).toContain(prints)
  })
})
