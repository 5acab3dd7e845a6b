/** Runs the sections that were asked for, one after the other, and prints one table of everything. */
import { availableParallelism, loadavg } from "node:os"
import { cells, isReached, type Row, table, type Tell } from "./table.ts"

/** Each is loaded when it is its turn: what one needs must not slow another. */
const sections: Readonly<Record<string, () => Promise<{ readonly measure: (tell: Tell) => Promise<void> }>>> = {
  core: () => import("./core.ts"),
  rules: () => import("./rules.ts"),
  lint: () => import("./lint.ts"),
  time: () => import("./time.ts"),
  storage: () => import("./storage.ts"),
  merging: () => import("./merging.ts"),
  history: () => import("./history.ts"),
  mail: () => import("./mail.ts"),
  start: () => import("./start.ts"),
  mails: () => import("./mails.ts"),
  million: () => import("./million.ts")
}
/** Takes minutes and a gigabyte of disk, so only on demand. */
const onDemand = new Set(["million"])

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(sections, name))
if (unknown.length > 0) {
  console.error(`bench: no section ${unknown.join(", ")}; there are ${Object.keys(sections).join(", ")}`)
  process.exit(2)
}

/** What others do on this machine, before we begin. */
const busy = loadavg()[0]! > availableParallelism() / 2
if (busy)
  console.error(
    `bench: others keep this machine busy (load ${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} cores): figures are too high, ratios waver`
  )

const rows: Array<Row> = []
const failures: Array<string> = []
const tell: Tell = (row) => {
  rows.push(row)
  console.error(
    `  ${cells(row)
      .filter((cell) => cell !== "")
      .join("  ")}`
  )
}

for (const name of asked.length > 0 ? asked : Object.keys(sections).filter((name) => !onDemand.has(name))) {
  console.error(`${name} …`)
  try {
    await (await sections[name]!()).measure(tell)
  } catch (cause) {
    failures.push(`${name} stopped: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`)
    console.error(failures.at(-1))
  }
}

const judged = rows.filter((row) => row.goals.length > 0)
console.log(`\n${table(rows.map(cells))}\n`)
for (const failure of failures) console.log(failure)
console.log(`${judged.filter(isReached).length} of ${judged.length} reached`)
// A child of a peer may still hold the door open.
process.exit(0)
