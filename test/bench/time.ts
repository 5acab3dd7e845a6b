/** Business time: a day, a month and ten years of it, beside a bare table and what one would install instead. */
import * as Result from "effect/Result"
import { add, between } from "../../src/calendar/count.ts"
import * as Calendar from "../../src/calendar/index.ts"
import * as Zone from "../../src/calendar/Zone.ts"
import { handle, type Subject, unopened } from "../../src/desk/handle.ts"
import * as Deadline from "../../src/sla/Deadline.ts"
import type * as Ticket from "../../src/ticket/index.ts"
import * as Instant from "../../src/time/Instant.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"
import { interleaved, repeat, type Side } from "./measure.ts"
import * as Peers from "./peers.ts"
import { atMost, fasterThanPeer, type Tell } from "./table.ts"

const ZONE = "Europe/Paris"
const DAY = 86_400_000
const start = Date.UTC(2026, 0, 5, 9, 30)
const holidays = Array.from({ length: 12 }, (_, i) => [`${2025 + i}-05-01`, `${2025 + i}-07-14`, `${2025 + i}-12-25`]).flat()
const hours = { mon: ["09:00-17:00"], tue: ["09:00-17:00"], wed: ["09:00-17:00"], thu: ["09:00-17:00"], fri: ["09:00-17:00"] }
const office = Result.getOrThrow(
  Calendar.make({ id: "office", zone: ZONE, hours, holidays: holidays.map((on) => ({ name: "Holiday", on })) })
)

export const measure = async (tell: Tell): Promise<void> => {
  // The peers read the clock of the process.
  process.env["TZ"] = ZONE
  const dayjs = await Peers.dayjsBusinessTime(holidays)
  const moment = await Peers.momentBusinessTime(holidays)
  const DateTime = await Peers.luxon()
  const table = bareTable()
  const off = new Set(holidays)
  const walk = (from: number, to: number): number => {
    let sum = 0
    for (let day = DateTime.fromMillis(from, { zone: ZONE }).startOf("day"); day.toMillis() < to; day = day.plus({ days: 1 })) {
      if (day.weekday > 5 || off.has(day.toISODate())) continue
      sum += Math.max(0, Math.min(to, day.set({ hour: 17 }).toMillis()) - Math.max(from, day.set({ hour: 9 }).toMillis()))
    }
    return sum
  }
  const some = Array.from({ length: 1024 }, (_, i) => start + i * 61_000)
  let turn = 0
  const each = (work: (at: number) => unknown): Side => ({ run: (times) => repeat(times, () => work(some[turn++ & 1023]!)) })

  for (const [name, span, least] of [
    ["1 day", DAY, 1000],
    ["30 days", 30 * DAY, 6000],
    ["10 years", 3652 * DAY, 600_000]
  ] as const) {
    const from = Instant.make(start)
    const to = Instant.make(start + span)
    const expected = between(office, from, to)
    for (const other of [table(from, to), walk(from, to), dayjs(from).businessMinutesDiff(dayjs(to)) * 60_000])
      if (Math.abs(other - expected) > 60_000) throw new Error(`${name}: ours ${expected}, another ${other}`)
    const plan = { rounds: 3, round: 20 }
    const ours = each((at) => between(office, Instant.make(at), Instant.make(at + span)))
    const fast = await interleaved({ ours, table: each((at) => table(at, at + span)) })
    const slow = await interleaved(
      {
        dayjs: each((at) => dayjs(at).businessMinutesDiff(dayjs(at + span))),
        luxon: each((at) => walk(at, at + span)),
        moment: each((at) => moment(at + span).workingDiff(moment(at), "minutes"))
      },
      plan
    )
    tell({
      what: `working time between instants ${name} apart`,
      unit: "ns",
      ours: fast.ours,
      limit: { name: "prefix sums", figure: fast.table },
      peer: { name: "dayjs-business-time", figure: slow.dayjs },
      goals: [atMost(100, "ns"), fasterThanPeer(least)]
    })
    tell({ what: "  beside a walk with luxon", unit: "ns", ours: fast.ours, peer: { name: "luxon", figure: slow.luxon }, goals: [] })
    const peer = { name: "moment-business-time", figure: slow.moment }
    tell({ what: "  beside moment-business-time", unit: "ns", ours: fast.ours, peer, goals: [] })
  }
  for (const [name, amount] of [
    ["8 h", 8],
    ["160 h", 160],
    ["20,000 h", 20_000]
  ] as const) {
    const ours = each((at) => add(office, Instant.make(at), amount * 3_600_000))
    const fast = await interleaved({ ours })
    const slow = await interleaved({ dayjs: each((at) => dayjs(at).addBusinessMinutes(amount * 60)) }, { rounds: 3, round: 20 })
    const peer = { name: "dayjs-business-time", figure: slow.dayjs }
    tell({ what: `the instant ${name} of work later`, unit: "ns", ours: fast.ours, peer, goals: [atMost(150, "ns")] })
  }
  await compiling(tell)
  await deadlines(tell)
}

/** The least code: sorted edges with sums, one bisection a side. */
const bareTable = (): ((from: number, to: number) => number) => {
  const opens: Array<number> = []
  const sums: Array<number> = []
  let sum = 0
  for (const { from, to } of Calendar.segments(office, Instant.make(start - 30 * DAY))) {
    if (from > start + 4000 * DAY) break
    opens.push(from)
    sums.push(sum)
    sum += to - from
  }
  sums.push(sum)
  const before = (at: number): number => {
    let low = 0
    let high = opens.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (opens[middle]! <= at) low = middle + 1
      else high = middle
    }
    if (low === 0) return 0
    return sums[low - 1]! + Math.min(at - opens[low - 1]!, sums[low]! - sums[low - 1]!)
  }
  return (from, to) => before(to) - before(from)
}

const compiling = async (tell: Tell): Promise<void> => {
  const offset = await interleaved({ ours: { run: (times) => repeat(times, () => Zone.offsetAt(ZONE, start)) } })
  tell({ what: "  the UTC offset of an instant, while compiling", unit: "ns", ours: offset.ours, goals: [] })
  let n = 0
  // Other hours each time, so that none is known already.
  const fresh = (): Calendar.Calendar => ({
    ...office,
    name: `c${n}`,
    hours: { ...hours, sat: [`10:00-10:${String(n++ % 60).padStart(2, "0")}`] }
  })
  const figures = await interleaved(
    { ours: { run: (times) => repeat(times, () => between(fresh(), Instant.make(start), Instant.make(start + 3652 * DAY))) } },
    { rounds: 5, round: 100 }
  )
  tell({ what: "compile a calendar, a year", unit: "ns", ours: figures.ours / 11, goals: [atMost(1_000_000, "ns")] })
}

const workspace = defineWorkspace({
  name: "Acme",
  agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }],
  calendars: [{ id: "office", zone: ZONE, hours, holidays: holidays.map((on) => ({ name: "Holiday", on })) }],
  slaPolicies: [
    {
      id: "standard",
      calendar: "office",
      targets: [
        { metric: "firstReply", within: "4h" },
        { metric: "nextReply", within: "8h" },
        { metric: "agentWork", within: "40h" }
      ]
    }
  ]
})

/** A thousand lives of some days, each judged a thousand times at another instant. */
const deadlines = async (tell: Tell): Promise<void> => {
  const desk = { workspace, tenant: "main", signer: undefined, promises: workspace.promises }
  const lives = Array.from({ length: 1000 }, (_, i) => {
    let subject: Subject = unopened("t")
    const does = (later: number, actor: "requester:r" | "agent:bo", command: Ticket.Command): void => {
      const context = { now: Instant.make(start + i * 137_000 + later), id: `c-${later}`, actor, via: "email" }
      const { ticket, clocks } = Result.getOrThrow(handle(desk, subject, [command], context))
      subject = { ...subject, version: 1, ticket, sla: { past: null, clocks } }
    }
    const requester = { id: "r", name: "Ada", email: null, organization: null }
    does(0, "requester:r", { _tag: "Open", ticketId: "t", reference: "K7QM-4XW2", requester, subject: "a", content: { text: "a" } })
    does(3_600_000, "agent:bo", { _tag: "Reply", content: { text: "b" }, then: "pending" })
    does(30_000_000, "requester:r", { _tag: "Reply", content: { text: "c" } })
    return subject.sla.clocks
  })
  let turn = 0
  const ours = {
    run: (times: number) =>
      repeat(times, () => {
        turn += 1
        return Deadline.all(lives[turn % 1000]!, Instant.make(start + 10 * DAY + turn), workspace.promises)
      })
  }
  const { ours: each } = await interleaved({ ours })
  tell({ what: "a ticket's three deadlines anew (1M in 10 s)", unit: "ns", ours: each, goals: [atMost(10_000, "ns")] })
}
