/** A million tickets in one SQLite file: loading them, then what people ask of such a desk. */
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import type { Storage } from "../../src/storage/Storage.ts"
import { agents, departments, epoch, luck, pick, secrets, teams, vocabulary, workspace } from "./data.ts"
import { median, p99 } from "./measure.ts"
import { batchAt, idOf } from "./population.ts"
import { atMost, type Goal, type Tell } from "./table.ts"

const TICKETS = Number(process.env["BENCH_TICKETS"] ?? 1_000_000)
const BATCH = 1_000
const RUNS = 300
const TENANT = "main"
const OPEN = { field: "statusCategory", op: "in", value: ["new", "open", "pending", "onHold"] } as const

export const measure = async (tell: Tell): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "deskwright-bench-"))
  const file = join(folder, "desk.sqlite")
  const storage = await openSqlite(file)
  try {
    await load(tell, storage, file)
    await ask(tell, storage)
    tell({ what: "  most memory ever (VmHWM)", unit: "B", ours: peak(), goals: [atMost(512 * 1024 * 1024, "B")] })
  } finally {
    await storage.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const load = async (tell: Tell, storage: Storage, file: string): Promise<void> => {
  let making = 0
  let storing = 0
  for (let from = 0; from < TICKETS; from += BATCH) {
    const start = performance.now()
    const batch = batchAt(from, Math.min(BATCH, TICKETS - from))
    const made = performance.now()
    const answer = await storage.commit(TENANT, batch)
    if (answer._tag !== "Committed") throw new Error(`the batch at ${from}: ${answer._tag}`)
    making += made - start
    storing += performance.now() - made
    const count = from + batch.streams.length
    if (count % 50_000 === 0) {
      const each = ((storing / count) * 1000).toFixed(1)
      console.error(
        `  ${count} tickets in ${((making + storing) / 1000).toFixed(1)} s (stored: ${each} µs each), ${Math.round(statSync(file).size / 1e6)} MB, RSS ${Math.round(process.memoryUsage.rss() / 1e6)} MB`
      )
    }
  }
  tell({
    what: `load ${TICKETS} tickets: decided, folded, indexed, stored`,
    unit: "ns",
    ours: (making + storing) * 1e6,
    goals: [atMost(60e9, "ns")]
  })
  tell({ what: "  of this, storing", unit: "ns", ours: storing * 1e6, goals: [] })
}

/** Medians of the least SQL that answers these, for a million tickets on two cores, in milliseconds; we may take three times as long. */
const asked = { queue: 0.33, group: 0.09, deep: 0.19, badge: 0.04, text: 0.3, get: 0.024 }
/** Lending writes: as much for each as the outbox may take. */
const lend = (100 * 0.03) / 3

const ask = async (tell: Tell, storage: Storage): Promise<void> => {
  const desk = createHelpdesk({ workspace, storage, mail: { secrets } })
  const next = luck(42)
  const queue = (field: string, value: string) => ({ all: [{ field, op: "is", value } as const, OPEN] })
  const time = async (what: string, figure: number, worst: number, work: (i: number) => Promise<unknown>): Promise<void> => {
    const taken: Array<number> = []
    for (let i = -20; i < RUNS; i++) {
      const start = process.hrtime.bigint()
      await work(i)
      const one = Number(process.hrtime.bigint() - start)
      if (i >= 0) taken.push(one)
    }
    const slow = p99(taken)
    const inTime: Goal = { text: `p99 ${(slow / 1e6).toFixed(2)} ≤ ${worst} ms`, isMet: () => slow <= worst * 1e6 }
    tell({ what, unit: "ns", ours: median(taken), goals: [...(figure === Infinity ? [] : [atMost(3 * figure * 1e6, "ns")]), inTime] })
  }
  const filled = async (page: Promise<{ readonly tickets: ReadonlyArray<unknown> }>): Promise<void> => {
    if ((await page).tickets.length === 0) throw new Error("a page is empty")
  }
  await time("agent's queue, 50 by priority and age", asked.queue, 20, () =>
    filled(desk.find({ where: queue("assignee", pick(agents, next)) }))
  )
  await time("team's queue, 50 by priority and age", asked.group, 20, () => filled(desk.find({ where: queue("team", pick(teams, next)) })))
  await time("department's queue, 50 by priority and age", asked.group, 20, () =>
    filled(desk.find({ where: queue("department", pick(departments, next)) }))
  )
  const latest = [{ field: "updatedAt", descending: true }]
  await time("team's tickets, the latest 50", asked.group, 20, () =>
    filled(desk.find({ where: { field: "team", op: "is", value: pick(teams, next) }, order: latest }))
  )
  const where = queue("department", departments[3]!)
  const cursors: Array<string> = []
  for (let after: string | undefined; cursors.length < 200;) {
    const page = await desk.find({ where, ...(after === undefined ? {} : { after }) })
    if (page.next === null) break
    cursors.push((after = page.next))
  }
  console.error(`  deep pages: up to ${cursors.length * 50} tickets down`)
  const deep = cursors.slice(Math.floor(cursors.length / 2))
  await time("department's queue, a page deep down by keyset", asked.deep, 20, () => desk.find({ where, after: pick(deep, next) }))
  await time("badge: count of an agent's queue", asked.badge, 20, () => desk.count([queue("assignee", pick(agents, next))]))
  await time("badge: count of a team's queue", asked.badge, 20, () => desk.count([queue("team", pick(teams, next))]))
  // Words that tell something: each is in some thousands of the tickets, both together in a few.
  const telling = (): string => pick(vocabulary.slice(1000), next)
  await time("full text, two words, the latest 50", asked.text, 20, () => desk.find({ text: `${telling()} ${telling()}`, order: latest }))
  await time("full text, two words, by priority and age", asked.text, 20, () => desk.find({ text: `${telling()} ${telling()}` }))
  const common = `${vocabulary[1]} ${vocabulary[2]}`
  await time("full text, two words of every fifth ticket, the latest 50", Infinity, 20, () => desk.find({ text: common, order: latest }))
  await time("ticket by id", asked.get, 5, () => desk.get(idOf(Math.floor(next() * TICKETS))))
  // What is lent is due again at once, but later than the rest: the sweep goes round and never runs dry.
  await time("due sweep: claim the next 100 wakeups", lend, 20, async (i) => {
    if ((await storage.claim(TENANT, "wakeups", epoch * 2 + i, 100, 0)).length !== 100) throw new Error("nothing is due")
  })
}

/** The most memory that this process ever held, in bytes. */
const peak = (): number => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? Number.NaN) * 1024
