/** The laws of the house, read from its own lines. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join, relative, sep } from "node:path"
import { describe, expect, test } from "vitest"

const root = join(import.meta.dirname, "..")
const filesIn = (folder: string): ReadonlyArray<string> =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts") && !file.includes("node_modules"))
        .map((file) => join(folder, file).split(sep).join("/"))
    : []
const read = (file: string): string => readFileSync(join(root, file), "utf8")
const files = filesIn("src")

/** Lower floors first. A room looks only downwards; ports are types that lower rooms may name. */
const floors: ReadonlyArray<ReadonlyArray<string>> = [
  ["decider", "time", "text"],
  ["people"],
  ["channel", "calendar"],
  ["approval"],
  ["ticket"],
  ["condition"],
  ["sla", "trigger", "automation", "macro", "view", "assignment", "permission"],
  ["workspace"],
  ["mail"],
  ["desk"],
  // The purity line.
  ["storage", "webhook", "mail adapters", "calendar adapters"],
  ["helpdesk"],
  ["testing", "index.ts"]
]
const purityLine = 10
const ports = new Set(["src/storage/Storage.ts", "src/storage/Blobs.ts", "src/mail/Ports.ts"])
/** The half of the mail room that meets the outside: parsers, templates, keys, servers; and its door, which opens on both. */
const adapters = /^src\/mail\/(?:index|parse|parser|smtp|liquid|compose|deliver|Signer)(?:\.ts$|\/)/

/** Holidays from elsewhere: adapters too. */
const imports = /^src\/calendar\/(?:holidays|icalendar)(?:\.ts$|\/)/

const roomOf = (file: string): string =>
  adapters.test(file) ? "mail adapters" : imports.test(file) ? "calendar adapters" : file.split("/")[1]!
const floorOf = (file: string): number => floors.findIndex((floor) => floor.includes(roomOf(file)))
const pure = files.filter((file) => floorOf(file) < purityLine)

interface Import {
  readonly from: string
  readonly isType: boolean
}
const importsOf = (file: string): ReadonlyArray<Import> =>
  [...read(file).matchAll(/^(?:import|export)(\s+type)?\b[^"';]*?\bfrom\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gms)].map(
    (match) => ({
      from: (match[2] ?? match[3] ?? match[4])!,
      isType: match[1] !== undefined
    })
  )
const targetOf = (file: string, from: string): string =>
  relative(root, join(root, dirname(file), from))
    .split(sep)
    .join("/")
/** The lines that run: comments and the insides of strings are gone. */
const codeOf = (file: string): string =>
  read(file)
    .replace(/\/\*[^]*?\*\//g, "")
    .replace(/\/\/.*$/gm, "")
    .replace(/"(?:[^"\\\n]|\\.)*"/g, '""')

describe("the staircase", () => {
  test("every room stands on a floor", () => {
    expect(files.filter((file) => floorOf(file) < 0)).toEqual([])
  })
  test("nobody looks up the stairs", () => {
    const up = files.flatMap((file) =>
      importsOf(file)
        .filter(({ from }) => from.startsWith("."))
        .map(({ from, isType }) => ({ target: targetOf(file, from), isType }))
        .filter(({ target, isType }) => {
          if (isType && ports.has(target)) return false
          return roomOf(target) === roomOf(file) ? false : floorOf(target) >= floorOf(file)
        })
        .map(({ target }) => `${file} → ${target}`)
    )
    expect(up).toEqual([])
  })
  test("every import leads somewhere and names its file in full", () => {
    const lost = files.flatMap((file) =>
      importsOf(file)
        .filter(({ from }) => from.startsWith(".") && !existsSync(join(root, targetOf(file, from))))
        .map(({ from }) => `${file} → ${from}`)
    )
    expect(lost).toEqual([])
  })
})

describe("the core is pure", () => {
  const allowed = /^(?:\.|effect\/(?:Schema|SchemaIssue|SchemaParser|Result|Option|Array|Order)$|date-fns\/|@date-fns\/tz\/)/
  test("it knows effect's data modules, date-fns and itself", () => {
    expect(
      pure.flatMap((file) =>
        importsOf(file)
          .filter(({ from }) => !allowed.test(from))
          .map(({ from }) => `${file} → ${from}`)
      )
    ).toEqual([])
  })
  test("it reads no clock and draws no lots", () => {
    const impure =
      /\bDate\.now\b|\bMath\.random\b|\bnew Date\(\s*\)|\bprocess\.|\bperformance\.|\bcrypto\.|\bset(?:Timeout|Interval|Immediate)\b|\bfetch\(/
    expect(pure.filter((file) => impure.test(codeOf(file)))).toEqual([])
  })
  test("it throws nothing: only a house that cannot be built is told so while it is built", () => {
    const building = new Set(["src/decider/Decider.ts", "src/workspace/define.ts"])
    expect(pure.filter((file) => !building.has(file) && /\bthrow\b/.test(codeOf(file)))).toEqual([])
  })
})

describe("every file", () => {
  test("can be read in one sitting", () => {
    expect([...files, ...filesIn("examples")].filter((file) => read(file).split("\n").length > 301)).toEqual([])
  })
  test("has a sentence above its door", () => {
    expect(files.filter((file) => !/^(?:#!.*\n)?\/\*\*[\s*]*\p{Lu}|^(?:#!.*\n)?\/\*\*[\s*]*\S[^*]{15,}/u.test(read(file)))).toEqual([])
  })
  test("imports modules, not whole libraries", () => {
    expect(files.filter((file) => importsOf(file).some(({ from }) => from === "effect" || from === "date-fns"))).toEqual([])
  })
  test("is finished", () => {
    expect([...files, ...filesIn("examples")].filter((file) => /\b(?:TODO|FIXME|XXX)\b/.test(read(file)))).toEqual([])
  })
})

describe("the package", () => {
  const { exports } = JSON.parse(read("package.json")) as {
    readonly exports: Readonly<
      Record<string, string | { readonly "deskwright-source": string; readonly types: string; readonly default: string }>
    >
  }
  const doors = Object.values(exports).flatMap((door) => (typeof door === "string" ? [] : [{ ...door, source: door["deskwright-source"] }]))
  const built = [...read("tsup.config.ts").matchAll(/^\s*"?([\w/]+)"?:\s*"(src\/[^"]+)"/gm)].map((match) => ({
    default: `./dist/${match[1]}.js`,
    source: `./${match[2]}`
  }))
  test("has a built file behind each door", () => {
    expect(doors.length).toBeGreaterThan(0)
    expect(built).toEqual(expect.arrayContaining(doors.map(({ source, default: file }) => ({ source, default: file }))))
  })
  test("builds nothing else but workers", () => {
    const behind = new Set(doors.map(({ source }) => source))
    expect(built.filter(({ source }) => !behind.has(source) && !/worker/i.test(source))).toEqual([])
  })
  test("finds the source and the types of a door where its code is", () => {
    for (const { source, types, default: file } of doors) {
      expect(existsSync(join(root, source))).toBe(true)
      expect(types).toBe(file.replace(/\.js$/, ".d.ts"))
      expect(source).toBe(file.replace("./dist/", "./src/").replace(/\.js$/, ".ts"))
    }
  })
  test("installs where nothing can be compiled: prebuilt drivers are not built again", () => {
    // npm reads `gypfile` from the lock file, drops it whenever it writes that file anew, and then calls a compiler.
    const { packages } = JSON.parse(read("package-lock.json")) as {
      readonly packages: Readonly<Record<string, { readonly gypfile?: boolean; readonly hasInstallScript?: boolean }>>
    }
    expect(packages["node_modules/better-sqlite3"]).toMatchObject({ gypfile: false })
    expect(Object.keys(packages).filter((name) => packages[name]!.hasInstallScript === true)).toEqual([
      "node_modules/esbuild",
      "node_modules/node"
    ])
  })
})
