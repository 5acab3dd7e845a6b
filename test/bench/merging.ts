/** Two hundred and fifty conversations of a hundred messages become one, in a SQLite file, and part again. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"
import { atMost, type Tell } from "./table.ts"

const SOURCES = 250
const MESSAGES = 100
const ROUNDS = 5
const bo = { as: "agent:bo" } as const

export const measure = async (tell: Tell): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "deskwright-merging-"))
  let now = Date.UTC(2026, 0, 5, 9)
  const desk = createHelpdesk({
    workspace: defineWorkspace({
      name: "Acme",
      agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }],
      supportAddresses: ["help@acme.example"]
    }),
    storage: await openSqlite(join(folder, "desk.sqlite")),
    mail: { secrets: ["only for this measurement"] },
    now: () => (now += 1000)
  })
  const ids: Array<string> = []
  for (let i = 0; i <= SOURCES; i++) {
    const requester = { email: "ada@example.org" }
    const { ticket } = await desk.open({ requester, subject: `Printer ${i}`, text: "It burns", tags: [`floor ${i}`] })
    ids.push(ticket.id)
    for (let k = 1; k < MESSAGES; k++)
      await desk.reply(ticket.id, { as: k % 2 === 0 ? "requester" : "agent:bo", text: `Word ${k} about it` })
  }
  const [target, ...sources] = ids
  const best = { merge: Infinity, read: Infinity, unmerge: Infinity }
  const timed = async (what: keyof typeof best, deed: () => Promise<unknown>): Promise<void> => {
    const from = performance.now()
    await deed()
    best[what] = Math.min(best[what], (performance.now() - from) * 1e6)
  }
  for (let round = 0; round < ROUNDS; round++) {
    await timed("merge", () => desk.merge(target!, { ...bo, sources }))
    await timed("read", () => desk.conversation(target!))
    await timed("unmerge", () => desk.unmerge(target!, bo))
  }
  const each = `${SOURCES} tickets of ${MESSAGES} messages`
  tell({ what: `merge ${each}, one commit, SQLite`, unit: "ns", ours: best.merge, goals: [atMost(1e9, "ns")] })
  tell({ what: `read that conversation of ${(SOURCES + 1) * MESSAGES} messages`, unit: "ns", ours: best.read, goals: [] })
  tell({ what: `take the merge back`, unit: "ns", ours: best.unmerge, goals: [atMost(1e9, "ns")] })
  await desk.stop()
  rmSync(folder, { recursive: true, force: true })
}
