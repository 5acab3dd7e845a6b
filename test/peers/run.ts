/** `npm run peers -- DIR`: tries the cases of other people's test suites. Reports, never fails. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Case, Failure, Runner } from "./Case.ts"

/** By how a file's name begins; a case passes if all of its runners are content. */
const runners: Readonly<Record<string, ReadonlyArray<string>>> = {
  "business-time": ["./business-time.ts"],
  mail: ["./mail.ts", "./bounce.ts"],
  reply: ["./reply.ts"],
  threading: ["./threading.ts"]
}
const SHOWN = 40

const report = async (directory: string, file: string): Promise<void> => {
  const modules = Object.entries(runners).find(([prefix]) => file.startsWith(prefix))?.[1] ?? []
  const here = modules.filter((module) => existsSync(new URL(module, import.meta.url)))
  for (const module of modules.filter((one) => !here.includes(one))) console.log(`${file}: no runner ${module} yet`)
  if (here.length === 0) {
    console.log(`${file}: skipped, nothing here runs such cases`)
    return
  }
  const { cases } = JSON.parse(readFileSync(join(directory, file), "utf8")) as { readonly cases: ReadonlyArray<Case> }
  const failed: Array<Failure> = []
  for (const module of here) {
    const { run } = (await import(module)) as { readonly run: Runner }
    failed.push(...(await run(cases)).failed)
  }
  const wrong = new Set(failed.map((one) => one.id)).size
  console.log(`${file}: ${cases.length - wrong} passed, ${wrong} failed, of ${cases.length}`)
  for (const one of failed.slice(0, SHOWN))
    console.log(`  ${one.id} ${one.field}: expected ${short(one.expected)}, got ${short(one.actual)}`)
}

const short = (value: unknown): string => {
  const text = JSON.stringify(value) ?? "undefined"
  return text.length > 160 ? `${text.slice(0, 160)}…` : text
}

const directory = process.argv[2]
if (directory === undefined) console.log("usage: npm run peers -- DIR")
else
  for (const file of readdirSync(directory)
    .filter((name) => name.endsWith(".json"))
    .sort())
    await report(directory, file)
// The parser may keep a thread.
process.exit(0)
