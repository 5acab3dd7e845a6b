/** Other products' ways of measuring, as they document them. */
import { describe, expect, test } from "vitest"
import * as Sla from "../../src/sla/index.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"
import { life, on } from "./life.ts"

const hour = 3_600_000
const value = (milliseconds: number) => ({ _tag: "Value", value: milliseconds })
const week = (hours: string) => ({ mon: [hours], tue: [hours], wed: [hours], thu: [hours], fri: [hours] })

const desk = ({ metrics, policy }: Sla.presets.Preset, within = "8h", hours = "09:00-17:00") =>
  defineWorkspace({
    name: "Acme",
    teams: ["front"],
    agents: [{ id: "bo", name: "Bo", email: "bo@acme.example", teams: ["front"] }],
    metrics,
    calendars: [
      { id: "early", zone: "UTC", hours: week(hours) },
      { id: "late", zone: "UTC", hours: week("12:00-20:00") }
    ],
    slaPolicies: [
      {
        id: "high",
        ...policy,
        calendar: "late",
        where: { field: "priority", op: "is", value: "high" },
        targets: metrics.map(({ id }) => ({ metric: id, within }))
      },
      { id: "rest", ...policy, calendar: "early", targets: metrics.map(({ id }) => ({ metric: id, within })) }
    ] as never
  })

describe("zendesk", () => {
  test("has its seven metrics and the group's", () => {
    expect(Sla.presets.zendesk.metrics.map(({ id }) => id)).toEqual([
      "firstReply",
      "nextReply",
      "periodicUpdate",
      "pausableUpdate",
      "requesterWait",
      "agentWork",
      "resolution",
      "groupOwnership"
    ])
  })
  test("judges a ticket by its last schedule for the whole of its life", () => {
    const ticket = life(desk(Sla.presets.zendesk))
    ticket.open("Mon 09:00")
    ticket.priority("Mon 15:00", "high")
    expect(ticket.at("resolution", "Mon 16:00").elapsed).toEqual(value(4 * hour))
  })
  test("lets an edited policy reach a ticket at its next event, the time used kept", () => {
    const ticket = life(desk(Sla.presets.zendesk))
    ticket.open("Mon 09:00")
    ticket.becomes(desk(Sla.presets.zendesk, "4h"))
    expect(ticket.at("resolution", "Mon 10:00").due).toEqual(value(on("Mon 17:00")))
    ticket.notes("Mon 10:00")
    expect(ticket.at("resolution", "Mon 10:00").due).toEqual(value(on("Mon 13:00")))
  })
})

describe("zammad", () => {
  test("rests in pending states, also the first response", () => {
    const ticket = life(desk(Sla.presets.zammad))
    ticket.open("Mon 09:00")
    ticket.status("Mon 10:00", "pending")
    for (const metric of ["firstReply", "update", "solution"])
      expect(ticket.at(metric, "Mon 12:00")).toMatchObject({ status: "paused", elapsed: value(hour) })
  })
  test("asks for an update from the customer's first unanswered word, the opening too", () => {
    const ticket = life(desk(Sla.presets.zammad))
    ticket.open("Mon 09:00")
    ticket.says("Mon 10:00", "requester:r-1")
    expect(ticket.at("update", "Mon 11:00")).toMatchObject({ instance: 1, startedAt: on("Mon 09:00") })
    ticket.says("Mon 12:00", "agent:bo")
    ticket.says("Mon 13:00", "requester:r-1")
    expect(ticket.at("update", "Mon 14:00")).toMatchObject({ instance: 2, startedAt: on("Mon 13:00") })
  })
  test("goes on counting a ticket that comes back", () => {
    const ticket = life(desk(Sla.presets.zammad))
    ticket.open("Mon 09:00")
    ticket.status("Mon 11:00", "closed")
    ticket.says("Mon 12:00", "requester:r-1")
    expect(ticket.at("solution", "Mon 13:00")).toMatchObject({ status: "running", instance: 1, elapsed: value(3 * hour) })
  })
})

describe("jira service management", () => {
  test("begins a new cycle with each return", () => {
    const ticket = life(desk(Sla.presets.jsm))
    ticket.open("Mon 09:00")
    ticket.status("Mon 11:00", "solved")
    ticket.says("Mon 12:00", "requester:r-1")
    expect(ticket.at("timeToResolution", "Mon 13:00")).toMatchObject({ status: "running", instance: 2, elapsed: value(hour) })
    expect(ticket.at("timeToFirstResponse", "Mon 13:00")).toMatchObject({ status: "running", instance: 1 })
  })
  test("pauses while the customer is waited for, and stopping goes before pausing", () => {
    const ticket = life(desk(Sla.presets.jsm))
    ticket.open("Mon 09:00")
    ticket.says("Mon 10:00", "agent:bo", "pending")
    expect(ticket.at("timeToFirstResponse", "Mon 12:00")).toMatchObject({ status: "met", elapsed: value(hour) })
    expect(ticket.at("timeToResolution", "Mon 12:00")).toMatchObject({ status: "paused", elapsed: value(hour) })
  })
})

describe("otrs", () => {
  test("starts the update clock with an agent's word, and anew with the customer's first after it", () => {
    const ticket = life(desk(Sla.presets.otrs))
    ticket.open("Mon 09:00")
    ticket.says("Mon 10:00", "agent:bo")
    expect(ticket.at("update", "Mon 10:30")).toMatchObject({ startedAt: on("Mon 10:00"), status: "running" })
    ticket.says("Mon 11:00", "requester:r-1")
    ticket.says("Mon 11:30", "requester:r-1")
    expect(ticket.at("update", "Mon 12:00")).toMatchObject({ startedAt: on("Mon 11:00"), elapsed: value(hour) })
    ticket.status("Mon 12:00", "pending")
    expect(ticket.at("update", "Mon 15:00").status).toBe("paused")
  })
})
