/** The page of features, made of the list and of the scenarios that there are: what nothing proves is not said to work. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Row, Section } from "./rows.ts"

export interface Scenario {
  readonly name: string
  readonly file: string
}

/** The scenarios of a folder by their row, as they stand in its tests. */
export const scenariosIn = (folder: string): ReadonlyMap<number, Scenario> => {
  const files = readdirSync(folder).filter((file) => file.endsWith(".test.ts"))
  const found = files.flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/^ *row\(\s*(\d+),\s*"([^"]+)",\s*async /gm)].map(
      ([, id, name]) => [Number(id), { name: name!, file }] as const
    )
  )
  const twice = found.find(([id], i) => found.findIndex(([other]) => other === id) !== i)
  if (twice !== undefined) throw new Error(`two scenarios for row ${twice[0]}`)
  return new Map(found)
}

export type Status = "works" | "partly" | "not yet"

export const statusOf = ({ partly, notYet }: Row, scenario: Scenario | undefined): Status =>
  notYet !== undefined || scenario === undefined ? "not yet" : partly !== undefined ? "partly" : "works"

export const page = (sections: ReadonlyArray<Section>, scenarios: ReadonlyMap<number, Scenario>): string => {
  const rows = sections.flatMap((section) => section.rows)
  const count = (status: Status) => rows.filter((row) => statusOf(row, scenarios.get(row.id)) === status).length
  return [
    "# Features",
    "",
    `What help desks do, ${rows.length} features of four products, and what of it this library does. Each that works, wholly or partly, is proven by the scenario that is named beside it; this page is made of those (\`npm run features\`).`,
    "",
    `Works: ${count("works")} · partly: ${count("partly")} · not yet: ${count("not yet")}`,
    ...sections.flatMap((section) => ["", `## ${section.title}`, "", ...table(section.rows, scenarios)]),
    ""
  ].join("\n")
}

const table = (rows: ReadonlyArray<Row>, scenarios: ReadonlyMap<number, Scenario>): ReadonlyArray<string> => [
  "| # | feature | first seen in | | scenario | read on |",
  "|---|---|---|---|---|---|",
  ...rows.map((row) => {
    const scenario = scenarios.get(row.id)
    const said = [row.feature, ...[row.partly ?? row.notYet, row.note].filter((one) => one !== undefined)].join(". ")
    const proof = scenario === undefined ? "" : `[${scenario.name}](../test/features/${scenario.file})`
    return `| ${row.id} | ${said} | ${row.from} | ${statusOf(row, scenario)} | ${proof} | [${row.guide.replace("guides/", "")}](${row.guide}.md) |`
  })
]
