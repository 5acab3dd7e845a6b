/** The page of features says what the scenarios prove, and nothing else. */
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { page, scenariosIn, statusOf } from "./page.ts"
import { sections } from "./rows.ts"

const docs = join(import.meta.dirname, "../../docs")
const scenarios = scenariosIn(import.meta.dirname)
const rows = sections.flatMap((section) => section.rows)

describe("the page of features", () => {
  test("has all 83, each once, in their order", () => {
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 83 }, (_, i) => i + 1))
  })
  test("is what is printed today: `npm run features` writes it", () => {
    expect(readFileSync(join(docs, "features.md"), "utf8")).toBe(page(sections, scenarios))
  })
  test("leads somewhere with every link", () => {
    const links = [...page(sections, scenarios).matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link!)
    expect(links.length).toBeGreaterThan(83)
    expect(links.filter((link) => !existsSync(join(docs, link)))).toEqual([])
  })
})

describe("a row", () => {
  test("says why, where there is no scenario; and what is missing, or that all is there, where there is one", () => {
    const silent = rows.filter(({ id, notYet }) => (notYet === undefined) !== scenarios.has(id))
    expect(silent.map(({ id }) => id)).toEqual([])
    expect(rows.filter(({ partly, notYet }) => partly !== undefined && notYet !== undefined)).toEqual([])
    expect([...scenarios.keys()].filter((id) => !rows.some((row) => row.id === id))).toEqual([])
  })
  test("without a scenario does not work, whatever is said of it", () => {
    const row = { id: 1, feature: "Anything", from: "", guide: "tutorial" }
    expect(statusOf(row, undefined)).toBe("not yet")
    expect(statusOf({ ...row, partly: "Half of it" }, undefined)).toBe("not yet")
    expect(statusOf(row, scenarios.get(1))).toBe("works")
  })
})
