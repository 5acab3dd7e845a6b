/** Size and start: what an application ships, and how long it waits for `import "deskwright"`. */
import { execFileSync } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { gzipSync } from "node:zlib"
import { median } from "./measure.ts"
import { atMost, type Tell } from "./table.ts"

const root = join(import.meta.dirname, "..", "..")
const entry = join(root, "dist", "index.js")
const TIMES = 7
/** Named here, so that nothing else must have them: tsup brings them along. */
const esbuild: string = "esbuild"
const rolldown: string = "rolldown"

export const measure = async (tell: Tell): Promise<void> => {
  if (!isBuilt()) {
    console.error("  dist is missing or older than src: building it (tsup)")
    execFileSync(join(root, "node_modules", ".bin", "tsup"), ["--silent"], { cwd: root, stdio: "inherit" })
  }
  const folder = mkdtempSync(join(tmpdir(), "deskwright-bench-"))
  try {
    const bundle = await byEsbuild()
    const goals = [atMost(60 * 1024, "B")]
    tell({ what: "min+gz of a desk with effect, before its first mail", unit: "B", ours: await sizeOfDesk(), goals })
    tell({ what: "  of every room of `deskwright`, esbuild", unit: "B", ours: zipped(bundle), goals: [] })
    const other = await byRolldown()
    if (other !== undefined) tell({ what: "  of every room of `deskwright`, rolldown", unit: "B", ours: zipped(other), goals: [] })
    const file = join(folder, "bundle.mjs")
    writeFileSync(file, bundle)
    starting(tell, file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const isBuilt = (): boolean => {
  if (!existsSync(entry)) return false
  const { mtimeMs } = statSync(entry)
  const source = join(root, "src")
  return readdirSync(source, { recursive: true, encoding: "utf8" }).every((file) => statSync(join(source, file)).mtimeMs <= mtimeMs)
}

const zipped = (code: string): number => gzipSync(code, { level: 9 }).length

interface Output {
  readonly imports: ReadonlyArray<{ readonly path: string; readonly kind: string }>
  readonly entryPoint?: string
}
interface Built {
  readonly outputFiles: ReadonlyArray<{ readonly path: string; readonly text: string }>
  readonly metafile: { readonly outputs: Readonly<Record<string, Output>> }
}

const build = async (options: object): Promise<Built> => {
  const { build } = (await import(esbuild)) as { readonly build: (options: object) => Promise<Built> }
  const shared = { bundle: true, minify: true, format: "esm", platform: "neutral", mainFields: ["module", "main"], external: ["node:*"] }
  return build({ ...shared, write: false, metafile: true, logLevel: "error", absWorkingDir: root, ...options })
}

const byEsbuild = async (): Promise<string> => (await build({ entryPoints: [entry] })).outputFiles[0]!.text

/** What an application with a desk loads at once: the entry and what it imports, not what it fetches later. */
const sizeOfDesk = async (): Promise<number> => {
  const contents = `import { createHelpdesk, defineWorkspace } from "./dist/index.js"; console.log(createHelpdesk, defineWorkspace)`
  const { outputFiles, metafile } = await build({ stdin: { contents, resolveDir: root }, splitting: true, outdir: "out" })
  const wanted = new Set(Object.keys(metafile.outputs).filter((path) => metafile.outputs[path]!.entryPoint === "<stdin>"))
  for (const path of wanted)
    for (const one of metafile.outputs[path]?.imports ?? []) if (one.kind === "import-statement") wanted.add(one.path)
  return outputFiles.filter(({ path }) => [...wanted].some((one) => path.endsWith(one))).reduce((sum, { text }) => sum + zipped(text), 0)
}

interface Rolldown {
  readonly rolldown: (options: object) => Promise<{
    readonly generate: (options: object) => Promise<{ readonly output: ReadonlyArray<{ readonly code?: string }> }>
    readonly close: () => Promise<void>
  }>
}

/** Not every install has it. */
const byRolldown = async (): Promise<string | undefined> => {
  const loaded = await (import(rolldown) as Promise<Rolldown>).catch(() => undefined)
  if (loaded === undefined) return undefined
  const bundle = await loaded.rolldown({ input: entry, cwd: root, external: [/^node:/], logLevel: "silent" })
  const { output } = await bundle.generate({ format: "esm", minify: true, codeSplitting: false })
  await bundle.close()
  return output.map(({ code }) => code ?? "").join("")
}

const starting = (tell: Tell, bundle: string): void => {
  const taken = { ours: [] as Array<number>, limit: [] as Array<number>, peer: [] as Array<number> }
  for (let i = -1; i < TIMES; i++) {
    const once = { ours: imported(pathToFileURL(entry).href), limit: imported(pathToFileURL(bundle).href), peer: imported("effect") }
    if (i >= 0) for (const side of ["ours", "limit", "peer"] as const) taken[side].push(once[side])
  }
  tell({
    what: "cold import of `deskwright`",
    unit: "ns",
    ours: median(taken.ours),
    limit: { name: "bundled", figure: median(taken.limit) },
    peer: { name: 'import "effect"', figure: median(taken.peer) },
    goals: [atMost(250_000_000, "ns")]
  })
}

/** Nanoseconds in a process of its own. */
const imported = (specifier: string): number => {
  const code = `const start = process.hrtime.bigint(); await import(${JSON.stringify(specifier)}); console.log(String(process.hrtime.bigint() - start))`
  return Number(execFileSync(process.execPath, ["--input-type=module", "-e", code], { cwd: root, encoding: "utf8" }))
}
