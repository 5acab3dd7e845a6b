/** The main job, as a person runs it. */
import { execFileSync } from "node:child_process"
import { readdirSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { freshPath } from "./freshPath.ts"

const root = join(import.meta.dirname, "..")
const folder = freshPath()
const demo = (...args: ReadonlyArray<string>): string =>
  execFileSync(process.execPath, ["--conditions=deskwright-source", "examples/02-mail-desk.ts", "--at", folder, ...args], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"]
  })
const last = (printed: string): string => printed.trim().split("\n").at(-2)!

test("mails come in, tickets are worked, answers go out; the second time nothing is done twice", () => {
  const first = demo()
  expect(first).toMatch(/01-printer\.eml\s+opens/)
  expect(first).toMatch(/05-printer-again\.eml\s+joins/)
  expect(first).toMatch(/09-passer-by\.eml\s+joins/)
  expect(first).toMatch(/10-not-a-mail\.eml\s+quarantine/)
  expect(first).toMatch(/11-printer-delivered-twice\.eml\s+was received before/)
  expect(first).toContain("ログインできません")
  expect(last(first)).toMatch(/^11 new mails, 11 new commands, [1-9]\d* new deliveries; 7 tickets, 1 mails in quarantine\.$/)
  expect(first).toMatch(/merged into \S+: one conversation of 3 messages/)
  expect(first).toMatch(/… and taken back/)
  expect(first).toMatch(/brigade +fired as number 2: 1 fact/)
  expect(first).toMatch(/calm +does not fit: priority decreased|calm +does not fit: priorityRank decreased/)
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(["desk.sqlite", "blobs"]))

  const second = demo()
  expect(last(second)).toMatch(/^0 new mails, 0 new commands, 0 new deliveries; 7 tickets, 1 mails in quarantine\.$/)

  const reference = /--show (\S+)/.exec(second)![1]!
  const shown = demo("--show", reference)
  expect(shown).toContain(reference)
  expect(shown).not.toContain("Mail in")
  expect(() => demo("--show", "nothere")).toThrow("there is no ticket nothere here")
})
