/** Clocks: what they say whoever looks at them and whenever, what they tell, and the date that people set by hand. */
import { describe, expect, test } from "vitest"
import * as Sla from "../../src/sla/index.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"
import { life, on } from "./life.ts"

const hour = 3_600_000
const value = (milliseconds: number) => ({ _tag: "Value", value: milliseconds })
const week = { mon: ["09:00-17:00"], tue: ["09:00-17:00"], wed: ["09:00-17:00"], thu: ["09:00-17:00"], fri: ["09:00-17:00"] }

const acme = defineWorkspace({
  name: "Acme",
  agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }],
  statuses: [
    { id: "waitsForParts", category: "open", name: "Waits for parts", slaEffect: "pause" },
    { id: "atWork", category: "open", isDefault: true }
  ],
  calendars: [{ id: "office", zone: "UTC", hours: week, holidays: [{ name: "Founders' day", on: "2026-01-07" }] }],
  slaPolicies: [
    {
      id: "standard",
      calendar: "office",
      targets: [
        { metric: "firstReply", within: "2h" },
        { metric: "nextReply", within: "1h" },
        { metric: "agentWork", within: "16h" }
      ],
      thresholds: [
        { id: "half", percent: 50 },
        { id: "soon", remaining: "30m" },
        { id: "late", overdue: "1h" }
      ]
    }
  ]
})
const tags = (events: ReadonlyArray<{ readonly _tag: string }>): ReadonlyArray<string> => events.map(({ _tag }) => _tag)

describe("nobody has to look for a failure to happen", () => {
  test("an answer that comes late between two looks was late", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00")
    ticket.says("Mon 11:30", "agent:bo")
    expect(tags(ticket.events())).toEqual([
      "Opened",
      "PolicyApplied",
      "ThresholdReached",
      "ThresholdReached",
      "Breached",
      "Replied",
      "StatusChanged"
    ])
    expect(ticket.at("firstReply", "Mon 11:30").breachedAt).toBe(on("Mon 11:00"))
  })
  test("a ticket that is solved after the deadline and before anybody looks missed it", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00")
    ticket.says("Mon 10:00", "agent:bo")
    ticket.says("Mon 12:00", "requester:r-1")
    ticket.status("Mon 14:00", "solved")
    expect(ticket.at("nextReply", "Mon 14:00")).toMatchObject({ status: "met", breachedAt: on("Mon 13:00") })
  })
  test("looking three days late, or twice, finds the same, said once", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00")
    const late = ticket.tick("Fri 09:00")
    expect(late).toMatchObject([
      { _tag: "ThresholdReached", threshold: "half", metric: "firstReply", reachedAt: on("Mon 10:00") },
      { _tag: "ThresholdReached", threshold: "soon", reachedAt: on("Mon 10:30") },
      { _tag: "Breached", reachedAt: on("Mon 11:00") },
      { _tag: "ThresholdReached", threshold: "late", reachedAt: on("Mon 12:00") },
      { _tag: "ThresholdReached", threshold: "half", metric: "agentWork", reachedAt: on("Mon 17:00") },
      { _tag: "ThresholdReached", threshold: "soon", metric: "agentWork", reachedAt: on("Tue 16:30") },
      { _tag: "Breached", metric: "agentWork", reachedAt: on("Tue 17:00") },
      // Wednesday was a holiday: the hour after Tuesday 17:00 ends on Thursday.
      { _tag: "ThresholdReached", metric: "agentWork", threshold: "late", reachedAt: on("Thu 10:00") }
    ])
    expect(ticket.tick("Fri 09:00")).toEqual([])
  })
  test("a breach raises the flag of the ticket until it is solved", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00")
    ticket.tick("Mon 11:00")
    expect(ticket.ticket().escalated).toBe(false)
    ticket.tick("Mon 11:00:00.001")
    expect(ticket.ticket().escalated).toBe(true)
    ticket.says("Mon 12:00", "agent:bo", "solve")
    expect(ticket.ticket().escalated).toBe(false)
  })
})

test("a breach of a ticket that is solved already raises no flag", () => {
  const ticket = life(acme)
  ticket.open("Mon 09:00")
  ticket.status("Mon 10:00", "solved")
  expect(tags(ticket.tick("Mon 12:00"))).toContain("Breached")
  expect(ticket.ticket().escalated).toBe(false)
})

describe("a status that pauses", () => {
  test("does so whatever its category does, and nothing is due meanwhile", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00")
    ticket.status("Mon 10:00", "waitsForParts")
    expect(ticket.at("agentWork", "Mon 15:00")).toMatchObject({ status: "paused", elapsed: value(hour), due: { _tag: "Pending" } })
    ticket.status("Mon 16:00", "atWork")
    expect(ticket.at("agentWork", "Mon 16:00")).toMatchObject({
      status: "running",
      remaining: value(15 * hour),
      due: value(on("Thu 15:00"))
    })
  })
  test("for the first reply changes nothing: that runs always", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00")
    ticket.status("Mon 10:00", "waitsForParts")
    expect(ticket.at("firstReply", "Mon 10:30")).toMatchObject({ status: "running", due: value(on("Mon 11:00")) })
  })
})

describe("a date set by hand", () => {
  test("goes before what the policies promise", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00")
    ticket.due("Mon 10:00", "Tue 12:00")
    expect(Sla.Deadline.next(ticket.clocks(), ticket.promises())).toBe(on("Tue 12:00"))
    expect(ticket.at("firstReply", "Mon 10:00").due).toEqual(value(on("Mon 11:00")))
    ticket.due("Mon 10:30", null)
    expect(Sla.Deadline.next(ticket.clocks(), ticket.promises())).toBe(on("Mon 11:00"))
  })
  test("waits with the ticket; a pinned one does not", () => {
    for (const pinned of [false, true]) {
      const ticket = life(acme)
      ticket.open("Mon 09:00")
      ticket.due("Mon 10:00", "Tue 12:00", pinned)
      ticket.status("Mon 12:00", "pending")
      expect(ticket.at("due", "Mon 13:00").due).toEqual(pinned ? value(on("Tue 12:00")) : { _tag: "Pending" })
      ticket.status("Mon 15:00", "atWork")
      expect(ticket.at("due", "Mon 15:00").due).toEqual(value(on(pinned ? "Tue 12:00" : "Tue 15:00")))
    }
  })
  test("pinned while the ticket waits runs all the same", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00")
    ticket.status("Mon 10:00", "pending")
    ticket.due("Mon 11:00", "Tue 12:00", true)
    expect(ticket.at("due", "Mon 12:00")).toMatchObject({ status: "running", due: value(on("Tue 12:00")) })
  })
  test("gives way to a new promise unless it is pinned", () => {
    const more = defineWorkspace({
      name: "Acme",
      agents: [{ id: "bo", email: "bo@acme.example" }],
      slaPolicies: [
        { id: "high", where: { field: "priority", op: "is", value: "high" }, targets: [{ metric: "resolution", within: "2h" }] },
        { id: "rest", targets: [{ metric: "resolution", within: "9h" }] }
      ]
    })
    for (const pinned of [false, true]) {
      const ticket = life(more)
      ticket.open("Mon 09:00")
      ticket.due("Mon 10:00", "Tue 12:00", pinned)
      ticket.priority("Mon 10:30", "high")
      expect(ticket.ticket().due?.at).toBe(pinned ? on("Tue 12:00") : undefined)
      expect(Sla.Deadline.next(ticket.clocks(), ticket.promises())).toBe(on(pinned ? "Tue 12:00" : "Mon 11:00"))
    }
  })
  test("is missed like any other, in a desk without policies too", () => {
    const ticket = life(defineWorkspace({ name: "Acme", agents: [{ id: "bo", email: "bo@acme.example" }] }))
    ticket.open("Mon 09:00")
    ticket.due("Mon 10:00", "Mon 11:00")
    expect(tags(ticket.tick("Mon 12:00"))).toEqual(["Breached"])
    expect(ticket.ticket().escalated).toBe(true)
    expect(ticket.at("due", "Mon 12:00").breachedAt).toBe(on("Mon 11:00"))
  })
  test("lies ahead", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00")
    expect(() => ticket.due("Mon 10:00", "Mon 10:00")).toThrow("lies ahead")
  })
})

describe("a ledger", () => {
  const ticket = life(acme)
  ticket.open("Mon 09:00")
  ticket.says("Mon 10:00", "agent:bo", "pending")
  ticket.says("Tue 09:00", "requester:r-1")
  const ledger = ticket.ledger("agentWork", "Thu 10:00")

  test("says of every stretch why it counts or does not, and sums to what has elapsed", () => {
    expect(ledger.rows.map(({ from, reason, name }) => [from, reason, name])).toEqual([
      [on("Mon 09:00"), "counted", null],
      [on("Mon 10:00"), "paused", "pending"],
      [on("Tue 09:00"), "counted", null],
      [on("Tue 17:00"), "hours", null],
      [on("Wed 00:00"), "holiday", "Founders' day"],
      [on("Thu 00:00"), "hours", null],
      [on("Thu 09:00"), "counted", null]
    ])
    expect(Sla.Ledger.counted(ledger)).toBe(10 * hour)
    expect(ledger.deadline).toMatchObject({ elapsed: value(10 * hour), due: value(on("Thu 16:00")) })
  })
  test("reads as text", () => {
    const text = Sla.print(ledger)
    expect(text.split("\n")[0]).toBe("agentWork 1: due Thu 8 Jan 2026 16:00 (UTC), running, 10h used, 6h left")
    expect(text).toContain("Wed 7 Jan 2026 00:00 → Thu 8 Jan 2026 00:00  24h  holiday: Founders' day")
    expect(text).toContain("counted 10h of 73h")
    expect(Sla.print(ledger, "Asia/Tokyo")).toContain("Fri 9 Jan 2026 01:00 (Asia/Tokyo)")
  })
  test("is drawn, with every text made harmless", () => {
    const picture = Sla.draw([ledger], { title: `K7QM <script>alert("&")</script>` })
    expect(picture).toContain("K7QM &lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;")
    expect(picture.match(/<rect[^>]*><title>/g)).toHaveLength(ledger.rows.length)
    expect(picture).toContain("holiday: Founders' day".slice(9))
    expect(Sla.draw([], { title: "nothing" })).toContain("</svg>")
  })
})
