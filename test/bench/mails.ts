/** Ten thousand mails, a few at a time, into a desk on disk: how many a second, and what stays behind in memory. */
import { createHash } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createHelpdesk } from "../../src/helpdesk/createHelpdesk.ts"
import type { Blobs } from "../../src/storage/Blobs.ts"
import { mailParser } from "../../src/mail/parse.ts"
import { diskBlobs } from "../../src/storage/diskBlobs.ts"
import { openSqlite } from "../../src/storage/sqlite.ts"
import { luck, prose, secrets, workspace } from "./data.ts"
import { htmlOf, rawMail } from "./letters.ts"
import { atLeast, atMost, type Goal, type Tell } from "./table.ts"

const MAILS = Number(process.env["BENCH_MAILS"] ?? 10_000)
/** Until here caches fill and code is compiled. */
const WARM = 2_000
const STEP = 500
/** A mail answers one that came so many mails before. */
const BACK = 100
const PEOPLE = 1_000
/** Under way at the same time, as a mailbox is read: each waits for the disk, which can serve several. */
const AT_ONCE = 20

/** Every second mail opens a ticket, every other answers one; two of four bear HTML beside the words. */
const mailAt = (i: number): Uint8Array => {
  const next = luck(i)
  const answers = i % 2 === 1 && i > BACK
  const first = answers ? i - 1 - BACK : i
  const html = i % 4 >= 2
  const text = prose(html ? 1_900 : 4_000, next)
  return rawMail({
    id: `mail-${String(i).padStart(8, "0")}`,
    from: `writer${first % PEOPLE}@example.org`,
    subject: `${answers ? "Re: " : ""}${prose(40, luck(first)).replaceAll("\n", " ")}`,
    text,
    ...(html ? { html: htmlOf(text) } : {}),
    ...(answers ? { inReplyTo: `mail-${String(first).padStart(8, "0")}` } : {})
  })
}

interface Point {
  readonly mails: number
  readonly heap: number
  readonly rss: number
}

/** Answers what the bytes are called, and lets them go. */
const nowhere: Blobs = {
  put: async (_tenant, bytes) => createHash("sha256").update(bytes).digest("hex"),
  get: async () => undefined,
  has: async () => false,
  delete: async () => undefined
}

export const measure = async (tell: Tell): Promise<void> => {
  await receiveAll(tell, "parsed, matched, committed", () => nowhere, [atLeast(1_000, "/s")])
  await receiveAll(tell, "the same, each raw mail a file of its own", (folder) => diskBlobs(join(folder, "blobs")), [])
}

const receiveAll = async (tell: Tell, how: string, blobsIn: (folder: string) => Blobs, goals: ReadonlyArray<Goal>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "deskwright-bench-"))
  const desk = createHelpdesk({
    workspace,
    storage: await openSqlite(join(folder, "desk.sqlite")),
    blobs: blobsIn(folder),
    mail: { secrets, parser: mailParser() }
  })
  const became = { opened: 0, joined: 0, other: 0 }
  const points: Array<Point> = []
  let bytes = 0
  let taken = 0
  let busy = 0
  try {
    for (let i = 0; i < MAILS; i += AT_ONCE) {
      const raws = Array.from({ length: AT_ONCE }, (_, n) => mailAt(i + n))
      bytes += raws.reduce((sum, raw) => sum + raw.length, 0)
      const cpu = process.cpuUsage()
      const start = performance.now()
      const received = await Promise.all(raws.map(desk.receive))
      taken += performance.now() - start
      const { user, system } = process.cpuUsage(cpu)
      busy += (user + system) / 1000
      for (const one of received) {
        if (one._tag !== "Message") became.other++
        else if (one.opened) became.opened++
        else became.joined++
      }
      const done = i + AT_ONCE
      if (done % STEP !== 0 || done < WARM) continue
      globalThis.gc?.()
      const { heapUsed, rss } = process.memoryUsage()
      points.push({ mails: done, heap: heapUsed, rss })
      if (done % 2_000 === 0)
        console.error(
          `  ${done} mails, ${Math.round(done / (taken / 1000))}/s, heap ${(heapUsed / 1e6).toFixed(1)} MB, RSS ${(rss / 1e6).toFixed(0)} MB`
        )
    }
  } finally {
    await desk.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  if (became.other > 0) throw new Error(`${became.other} mails became no message`)
  const what = `${MAILS} mails of ${(bytes / MAILS / 1024).toFixed(1)} KB ${how} (${became.opened} open, ${became.joined} answer)`
  tell({ what, unit: "/s", ours: MAILS / (taken / 1000), goals })
  tell({ what: "  the same, for each second of processor time (disk waits left out)", unit: "/s", ours: MAILS / (busy / 1000), goals: [] })
  tell({
    what: "  heap that each mail leaves behind",
    unit: "B/mail",
    ours: slope(points, ({ heap }) => heap),
    goals: [atMost(102.4, "B/mail")]
  })
  tell({
    what: "  RSS that each mail leaves behind (the database's cache fills too)",
    unit: "B/mail",
    ours: slope(points, ({ rss }) => rss),
    goals: []
  })
}

/** Least squares. */
const slope = (points: ReadonlyArray<Point>, of: (point: Point) => number): number => {
  const mean = (values: ReadonlyArray<number>): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const x = mean(points.map(({ mails }) => mails))
  const y = mean(points.map(of))
  const rise = points.reduce((sum, point) => sum + (point.mails - x) * (of(point) - y), 0)
  return rise / points.reduce((sum, { mails }) => sum + (mails - x) ** 2, 0)
}
