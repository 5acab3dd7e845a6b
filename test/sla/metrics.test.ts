/** The metrics, each with the cases that help desks document of theirs. */
import { describe, expect, test } from "vitest"
import * as Sla from "../../src/sla/index.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"
import { life, on } from "./life.ts"

const hour = 3_600_000
const value = (milliseconds: number) => ({ _tag: "Value", value: milliseconds })

const acme = defineWorkspace({
  name: "Acme",
  teams: ["front", "back"],
  agents: [
    { id: "bo", name: "Bo", email: "bo@acme.example", teams: ["front", "back"] },
    { id: "cy", name: "Cy", email: "cy@acme.example" }
  ],
  calendars: [
    {
      id: "office",
      zone: "UTC",
      hours: { mon: ["09:00-17:00"], tue: ["09:00-17:00"], wed: ["09:00-17:00"], thu: ["09:00-17:00"], fri: ["09:00-17:00"] }
    }
  ],
  slaPolicies: [
    {
      id: "all",
      targets: [
        ...(
          [
            "firstReply",
            "nextReply",
            "periodicUpdate",
            "pausableUpdate",
            "requesterWait",
            "resolution",
            "firstResolution",
            "groupOwnership"
          ] as const
        ).map((metric) => ({ metric, within: "4h" })),
        { metric: "agentWork", within: "4h", calendar: "office" }
      ]
    }
  ]
})

describe("first reply", () => {
  test("runs from the opening to the first public word of an agent", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00")
    expect(ticket.at("firstReply", "Mon 10:00")).toMatchObject({ status: "running", elapsed: value(hour), due: value(on("Mon 13:00")) })
    ticket.says("Mon 12:00", "agent:bo")
    expect(ticket.at("firstReply", "Tue 12:00")).toMatchObject({ status: "met", elapsed: value(3 * hour), breachedAt: null })
  })
  test("of a ticket that an agent wrote first runs from the first word that comes back", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00", "agent:bo")
    ticket.says("Mon 09:30", "agent:bo")
    expect(ticket.at("firstReply", "Mon 10:00").status).toBe("waiting")
    ticket.says("Mon 11:00", "requester:r-1")
    ticket.says("Mon 12:00", "agent:bo")
    expect(ticket.at("firstReply", "Mon 13:00")).toMatchObject({ status: "met", startedAt: on("Mon 11:00"), elapsed: value(hour) })
  })
  test("of a call that an agent wrote down waits for the agent's next public word: somebody asked", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00", "agent:bo", {}, "phone")
    expect(ticket.at("firstReply", "Mon 10:00").status).toBe("running")
    ticket.says("Mon 11:00", "agent:bo")
    expect(ticket.at("firstReply", "Mon 12:00")).toMatchObject({ status: "met", elapsed: value(2 * hour) })
  })
  test("of a request that needs no answer is moot, and what is asked later is a next reply", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00")
    ticket.does("Mon 09:10", "agent:bo", [{ _tag: "WaiveAnswer" }])
    expect(ticket.at("firstReply", "Tue 09:00")).toMatchObject({ status: "cancelled", breachedAt: null })
    ticket.says("Tue 10:00", "requester:r-1")
    expect(ticket.at("nextReply", "Tue 11:00")).toMatchObject({ status: "running", elapsed: value(hour) })
  })
  test("of a ticket solved without a word ends with the word that follows its return", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00")
    ticket.status("Mon 10:00", "solved")
    ticket.says("Mon 11:00", "requester:r-1")
    expect(ticket.at("firstReply", "Mon 11:00").status).toBe("running")
    ticket.says("Mon 12:00", "agent:bo")
    expect(ticket.at("firstReply", "Mon 12:00")).toMatchObject({ status: "met", elapsed: value(3 * hour) })
  })
  test("is not what a rule or an integration says, nor a note", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00")
    ticket.says("Mon 09:01", "rule:greeting")
    ticket.says("Mon 09:02", "integration:bot")
    ticket.notes("Mon 09:03")
    expect(ticket.at("firstReply", "Mon 10:00").status).toBe("running")
  })
  test("starts with the ticket, also where the promise came later", () => {
    const bare = defineWorkspace({ name: "Acme", agents: [{ id: "bo", email: "bo@acme.example" }] })
    const ticket = life(bare)
    ticket.open("Mon 09:00")
    const promised = defineWorkspace({
      name: "Acme",
      agents: [{ id: "bo", email: "bo@acme.example" }],
      slaPolicies: [{ id: "late", targets: [{ metric: "firstReply", within: "4h" }] }]
    })
    const replayed = life(promised)
    replayed.open("Mon 09:00")
    expect(ticket.clocks().version).toBeNull()
    expect(replayed.at("firstReply", "Mon 10:00")).toMatchObject({ startedAt: on("Mon 09:00"), due: value(on("Mon 13:00")) })
  })
  test("kept in the very millisecond of the deadline is kept; one later it is missed", () => {
    const kept = life(acme)
    kept.open("Mon 09:00")
    kept.says("Mon 13:00", "agent:bo")
    expect(kept.at("firstReply", "Mon 14:00")).toMatchObject({ status: "met", breachedAt: null, remaining: value(0) })
    const missed = life(acme)
    missed.open("Mon 09:00")
    missed.says("Mon 13:00:00.001", "agent:bo")
    expect(missed.at("firstReply", "Mon 14:00")).toMatchObject({ status: "met", breachedAt: on("Mon 13:00"), remaining: value(-1) })
  })
})

describe("next reply", () => {
  test("waits for the first answer, and then runs from the oldest unanswered word", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00", undefined, { participants: [{ address: "eve@example.org", name: "Eve" }] })
    ticket.says("Mon 09:10", "requester:r-1")
    expect(ticket.at("nextReply", "Mon 09:20")).toMatchObject({ instance: 0, status: "waiting", elapsed: { _tag: "Pending" } })
    ticket.says("Mon 09:30", "agent:bo")
    ticket.says("Mon 10:00", "requester:r-1")
    ticket.says("Mon 11:00", "participant:eve@example.org")
    expect(ticket.at("nextReply", "Mon 12:00")).toMatchObject({ instance: 1, startedAt: on("Mon 10:00"), elapsed: value(2 * hour) })
    ticket.says("Mon 12:00", "agent:bo")
    ticket.says("Mon 12:01", "agent:bo")
    expect(ticket.at("nextReply", "Mon 15:00")).toMatchObject({ instance: 1, status: "met", elapsed: value(2 * hour) })
    ticket.says("Mon 16:00", "requester:r-1")
    expect(ticket.at("nextReply", "Mon 16:30")).toMatchObject({ instance: 2, elapsed: value(hour / 2) })
  })
  test("ends when the ticket is solved, so it is not missed for ever after", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00")
    ticket.says("Mon 09:30", "agent:bo")
    ticket.says("Mon 10:00", "requester:r-1")
    ticket.status("Mon 11:00", "solved")
    expect(ticket.at("nextReply", "2 Mon 09:00")).toMatchObject({ status: "met", elapsed: value(hour), breachedAt: null })
  })
  test("is not asked for by an automatic answer, nor ended by a note", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00")
    ticket.says("Mon 09:30", "agent:bo")
    ticket.automatic("Mon 09:31")
    expect(ticket.at("nextReply", "Mon 10:00").status).toBe("waiting")
    ticket.says("Mon 10:00", "requester:r-1")
    ticket.notes("Mon 10:30")
    expect(ticket.at("nextReply", "Mon 11:00").status).toBe("running")
  })
})

describe("updates", () => {
  test("are due every so often, whatever the customer says, until it is solved", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00")
    expect(ticket.at("periodicUpdate", "Mon 09:30").status).toBe("waiting")
    ticket.says("Mon 10:00", "agent:bo")
    ticket.says("Mon 11:00", "requester:r-1")
    ticket.says("Mon 12:00", "agent:bo")
    expect(ticket.at("periodicUpdate", "Mon 13:00")).toMatchObject({ instance: 2, startedAt: on("Mon 12:00"), due: value(on("Mon 16:00")) })
    ticket.status("Mon 14:00", "solved")
    expect(ticket.at("periodicUpdate", "Tue 09:00")).toMatchObject({ status: "cancelled", breachedAt: null })
  })
  test("may rest while the customer is waited for", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00")
    ticket.says("Mon 10:00", "agent:bo", "pending")
    expect(ticket.at("periodicUpdate", "Mon 12:00").status).toBe("running")
    expect(ticket.at("pausableUpdate", "Mon 12:00")).toMatchObject({ status: "paused", elapsed: value(0), due: { _tag: "Pending" } })
    ticket.status("Mon 12:00", "open")
    expect(ticket.at("pausableUpdate", "Mon 13:00")).toMatchObject({ status: "running", due: value(on("Mon 16:00")) })
  })
})

describe("waiting, work and resolution", () => {
  test("count in their own statuses, over all returns of the ticket; the first resolution stays the first", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00")
    ticket.status("Mon 10:00", "pending")
    ticket.status("Mon 11:00", "onHold")
    ticket.status("Mon 12:00", "solved")
    const after = (metric: string) => ticket.at(metric, "Mon 15:00")
    expect(after("requesterWait")).toMatchObject({ status: "met", elapsed: value(2 * hour) })
    expect(after("agentWork")).toMatchObject({ status: "met", elapsed: value(hour) })
    expect(after("resolution")).toMatchObject({ status: "met", elapsed: value(3 * hour) })
    ticket.says("Mon 14:00", "requester:r-1")
    expect(after("requesterWait")).toMatchObject({ status: "running", instance: 1, elapsed: value(3 * hour) })
    expect(after("agentWork")).toMatchObject({ status: "running", elapsed: value(2 * hour) })
    expect(after("resolution")).toMatchObject({ status: "running", elapsed: value(4 * hour), due: value(on("Mon 15:00")) })
    expect(after("firstResolution")).toMatchObject({ status: "met", instance: 1, elapsed: value(3 * hour) })
  })
  test("agent work of a ticket opened and solved outside working hours is 0, not nothing", () => {
    const ticket = life(acme)
    ticket.open("Sat 10:00")
    ticket.says("Sat 11:00", "agent:bo", "solve")
    expect(ticket.at("agentWork", "2 Mon 12:00")).toMatchObject({ status: "met", elapsed: value(0), due: value(on("2 Mon 13:00")) })
  })
  test("closing without solving ends them too", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00")
    ticket.status("Mon 10:00", "closed", "rule:sweep")
    expect(ticket.at("resolution", "Mon 12:00")).toMatchObject({ status: "met", elapsed: value(hour) })
  })
})

describe("group ownership", () => {
  test("begins with the first team, and anew with each other and each return", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00", "requester:r-1", { team: "front" })
    expect(ticket.at("groupOwnership", "Mon 10:00")).toMatchObject({ instance: 1, elapsed: value(hour) })
    ticket.team("Mon 11:00", "back")
    expect(ticket.at("groupOwnership", "Mon 12:00")).toMatchObject({ instance: 2, startedAt: on("Mon 11:00"), elapsed: value(hour) })
    ticket.status("Mon 13:00", "solved")
    expect(ticket.at("groupOwnership", "Mon 14:00")).toMatchObject({ status: "met", instance: 2 })
    ticket.says("Mon 15:00", "requester:r-1")
    expect(ticket.at("groupOwnership", "Mon 16:00")).toMatchObject({ status: "running", instance: 3, elapsed: value(hour) })
  })
  test("of a team that gave it away does not come back with the ticket", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00", "requester:r-1", { team: "front" })
    ticket.team("Mon 10:00", null)
    ticket.status("Mon 11:00", "solved")
    ticket.says("Mon 12:00", "requester:r-1")
    expect(ticket.at("groupOwnership", "Mon 13:00")).toMatchObject({ status: "met", instance: 1, elapsed: value(hour) })
  })
  test("of a ticket without a team never began", () => {
    const ticket = life(acme)
    ticket.open("Mon 09:00")
    expect(ticket.at("groupOwnership", "Mon 10:00")).toMatchObject({ instance: 0, status: "waiting" })
  })
})

describe("a metric of one's own", () => {
  const says = [{ on: "message", by: ["requester", "agent"] }] as const
  const own = (more: object) =>
    life(
      defineWorkspace({
        name: "Acme",
        agents: [{ id: "bo", email: "bo@acme.example" }],
        metrics: [{ id: "own", start: says, stop: [{ on: "message", by: ["agent"] }], ...more }],
        slaPolicies: [{ id: "one", targets: [{ metric: "own", within: "1h" }] }]
      })
    )
  test("that repeats after it stopped does not begin with the word that stopped it; one that repeats on it does", () => {
    for (const [repeats, status, instance] of [
      ["afterStop", "met", 1],
      ["onStop", "running", 2]
    ] as const) {
      const ticket = own({ repeats })
      ticket.open("Mon 09:00")
      ticket.says("Mon 09:10", "requester:r-1")
      ticket.says("Mon 09:20", "agent:bo")
      expect(ticket.at("own", "Mon 09:30")).toMatchObject({ status, instance })
    }
  })
  test("is anchored at the first word, or at the last", () => {
    for (const [anchor, startedAt, instance] of [
      ["first", "Mon 09:10", 1],
      ["last", "Mon 09:20", 2]
    ] as const) {
      const ticket = own({ anchor })
      ticket.open("Mon 09:00")
      ticket.says("Mon 09:10", "requester:r-1")
      ticket.says("Mon 09:20", "requester:r-1")
      expect(ticket.at("own", "Mon 09:30")).toMatchObject({ startedAt: on(startedAt), instance })
    }
  })
})

describe("three answers where others have null", () => {
  test("what is not promised does not apply, what has not started is pending, what was instant is 0", () => {
    const one = defineWorkspace({
      name: "Acme",
      agents: [{ id: "bo", email: "bo@acme.example" }],
      slaPolicies: [
        { id: "vip", where: { field: "tags", op: "contains", value: "vip" }, targets: [{ metric: "firstReply", within: "1h" }] },
        { id: "one", targets: [{ metric: "nextReply", within: "1h" }] }
      ]
    })
    const ticket = life(one)
    ticket.open("Mon 09:00")
    expect(ticket.at("firstReply", "Mon 10:00")).toMatchObject({
      target: Sla.Measure.notApplicable,
      due: Sla.Measure.notApplicable,
      elapsed: value(hour)
    })
    expect(ticket.at("nextReply", "Mon 10:00")).toMatchObject({
      target: value(hour),
      elapsed: Sla.Measure.pending,
      due: Sla.Measure.pending
    })
  })
})
