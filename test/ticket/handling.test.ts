/** Who works on a ticket, what it is filed under, who reads along. */
import { describe, expect, test } from "vitest"
import { given } from "../../src/testing/given.ts"
import type { Command } from "../../src/ticket/index.ts"
import { acme, ada, asked, bo, by, MINUTE, open, past, story } from "./acme.ts"

const assign = (wish: { readonly agent?: string | null; readonly team?: string | null }): Command => ({ _tag: "Assign", ...wish })

describe("assigning", () => {
  const bos = story([open, ada], [assign({ agent: "bo", team: "firstLine" }), bo])
  test("says who was in charge before", () => {
    given(...bos)
      .when(assign({ agent: "cy" }), by(bo, MINUTE))
      .thenEvents({ _tag: "Assigned", agent: "cy", team: "firstLine", from: { agent: "bo", team: "firstLine" } })
  })
  test("to an agent of another team takes the ticket out of its team", () => {
    given(...bos)
      .when(assign({ agent: "di" }), by(bo))
      .thenTicket({ assignee: "di", team: null })
  })
  test("to another team takes it from an agent who is not in it", () => {
    given(...bos)
      .when(assign({ team: "sellers" }), by(bo))
      .thenTicket({ assignee: null, team: "sellers" })
  })
  test("to nobody leaves the team, to no team leaves the agent", () => {
    given(...bos)
      .when(assign({ agent: null }), by(bo))
      .thenTicket({ assignee: null, team: "firstLine" })
    given(...bos)
      .when(assign({ team: null }), by(bo))
      .thenTicket({ assignee: "bo", team: null })
  })
  test("to those in charge already changes nothing, and so does asking for nothing", () => {
    given(...bos)
      .when(assign({ agent: "bo" }), by(bo))
      .thenNothing()
    given(...bos)
      .when(assign({}), by(bo))
      .thenNothing()
  })
  test("needs people whom the workspace has, in the team that is named with them", () => {
    given(...asked)
      .when(assign({ agent: "zoe" }), by(bo))
      .thenRefused("UnknownWord", { what: "agent", word: "zoe" })
    given(...asked)
      .when(assign({ team: "thirdLine" }), by(bo))
      .thenRefused("UnknownWord", { what: "team" })
    given(...asked)
      .when(assign({ agent: "di", team: "firstLine" }), by(bo))
      .thenRefused("NotInTeam", { agent: "di", team: "firstLine" })
  })
  test("relieves somebody who has left the workspace", () => {
    const without = { ...acme, agents: new Map([...acme.agents].filter(([id]) => id !== "bo")) }
    given(...bos)
      .when(assign({ team: null }), by("agent:cy", 0, { vocabulary: without }))
      .thenTicket({ assignee: "bo", team: null })
    given(...bos)
      .when(assign({ agent: "cy" }), by("agent:cy", 0, { vocabulary: without }))
      .thenTicket({ assignee: "cy", team: "firstLine" })
  })
})

describe("prioritizing", () => {
  test("says what the priority was", () => {
    given(...asked)
      .when({ _tag: "Prioritize", priority: "urgent" }, by(bo))
      .thenEvents({ _tag: "Prioritized", priority: "urgent", from: "normal" })
      .thenTicket({ priority: "urgent" })
    given(...asked)
      .when({ _tag: "Prioritize", priority: "normal" }, by(bo))
      .thenNothing()
    given(...asked)
      .when({ _tag: "Prioritize", priority: "urgnet" }, by(bo))
      .thenRefused("UnknownWord", { what: "priority", known: ["low", "normal", "high", "urgent"] })
  })
})

describe("categorizing", () => {
  const categorize = (...category: ReadonlyArray<string>): Command => ({ _tag: "Categorize", category })
  const printers = story([open, ada], [categorize("hardware", "printer"), bo])
  test("takes a path of the tree", () => {
    given(...asked)
      .when(categorize("hardware", "printer"), by(bo))
      .thenEvents({ _tag: "Categorized", category: ["hardware", "printer"], from: [] })
    given(...asked)
      .when(categorize("hardware", "driver"), by(bo))
      .thenRefused("UnknownWord", { what: "category", word: "hardware / driver" })
  })
  test("under another parent drops the child", () => {
    given(...printers)
      .when(categorize("software"), by(bo))
      .thenTicket({ category: ["software"] })
    given(...printers)
      .when(categorize(), by(bo))
      .thenTicket({ category: [] })
    given(...printers)
      .when(categorize("hardware", "printer"), by(bo))
      .thenNothing()
  })
})

describe("renaming", () => {
  test("keeps what the subject was", () => {
    given(...asked)
      .when({ _tag: "Rename", subject: "Toner on fire" }, by(bo, MINUTE))
      .thenEvents({ _tag: "Renamed", subject: "Toner on fire", from: "Printer on fire" })
      .thenTicket({ subject: "Toner on fire", updatedAt: past(MINUTE) })
    given(...asked)
      .when({ _tag: "Rename", subject: "Printer on fire" }, by(bo))
      .thenNothing()
    given(...asked)
      .when({ _tag: "Rename", subject: "x" }, by(ada))
      .thenRefused("NotAnAgent")
  })
})

describe("the workspace's own fields", () => {
  const set = (field: string, value: Extract<Command, { _tag: "SetField" }>["value"]): Command => ({ _tag: "SetField", field, value })
  test.each([
    ["serial", "A-17", 17, "text"],
    ["serial", "é".repeat(20), "x".repeat(21), "text of at most 20 characters"],
    ["cost", 0, -0.5, "a number of at least 0 of at most 1000"],
    ["cost", 1000, 1001, "a number of at least 0 of at most 1000"],
    ["onSite", false, "false", "true or false"],
    ["due", "2028-02-29", "2026-02-29", "a date like 2026-01-05"],
    ["due", "2026-12-31", "2026-1-5", "a date like 2026-01-05"],
    ["cover", "over", "Run out", "one of valid, over"],
    ["parts", ["toner", "drum"], ["toner", "toner"], "a list, without repeats, of drum, toner"],
    ["place", ["paris", "room4"], ["room4"], "a path of the field's tree, from its root"]
  ])("%s takes %j and refuses %j", (field, right, wrong, expected) => {
    given(...asked)
      .when(set(field, right), by(bo))
      .thenEvents({ _tag: "FieldSet", field, value: right, from: null })
      .thenTicket({ fields: [{ field, value: right }] })
    given(...asked)
      .when(set(field, wrong), by(bo))
      .thenRefused("FieldInvalid", { field, expected })
  })
  test("are emptied by nothing, whatever it looks like", () => {
    const filled = story([open, ada], [set("parts", ["drum"]), bo], [set("serial", "A"), bo])
    for (const nothing of [null, "", " \n", []]) {
      given(...filled)
        .when(set("parts", nothing), by(bo))
        .thenEvents({ _tag: "FieldSet", value: null, from: ["drum"] })
        .thenTicket({ fields: [{ field: "serial", value: "A" }] })
      given(...asked)
        .when(set("parts", nothing), by(bo))
        .thenNothing()
    }
  })
  test("know one zero", () => {
    const { ticket } = given(...asked).when(set("cost", -0), by(bo))
    expect(Object.is(ticket?.fields[0]?.value, 0)).toBe(true)
  })
  test("that there are none of are refused", () => {
    given(...asked)
      .when(set("__proto__x", 1), by(bo))
      .thenRefused("UnknownWord", { what: "field" })
  })
})

describe("tags", () => {
  const tagged = story([open, ada], [{ _tag: "Tag", tags: ["vip", "late"] }, bo])
  test("are added and taken away, never replaced", () => {
    given(...tagged)
      .when({ _tag: "Tag", tags: ["new", "vip", "new"] }, by(bo))
      .thenEvents({ _tag: "Tagged", tags: ["new"] })
      .thenTicket({ tags: ["vip", "late", "new"] })
    given(...tagged)
      .when({ _tag: "Untag", tags: ["late", "other"] }, by(bo))
      .thenEvents({ _tag: "Untagged", tags: ["late"] })
      .thenTicket({ tags: ["vip"] })
  })
  test("that are there, or are not, change nothing", () => {
    given(...tagged)
      .when({ _tag: "Tag", tags: ["vip"] }, by(bo))
      .thenNothing()
    given(...tagged)
      .when({ _tag: "Untag", tags: ["other"] }, by(bo))
      .thenNothing()
    given(...tagged)
      .when({ _tag: "Tag", tags: [] }, by(bo))
      .thenNothing()
  })
})

describe("followers", () => {
  const followed = story([open, ada], [{ _tag: "Follow", agent: "cy" }, bo])
  test("come and go", () => {
    given(...asked)
      .when({ _tag: "Follow", agent: "cy" }, by("agent:cy"))
      .thenTicket({ followers: ["cy"], assignee: null })
    given(...followed)
      .when({ _tag: "Unfollow", agent: "cy" }, by("agent:cy"))
      .thenTicket({ followers: [] })
    given(...followed)
      .when({ _tag: "Follow", agent: "cy" }, by(bo))
      .thenNothing()
    given(...asked)
      .when({ _tag: "Unfollow", agent: "cy" }, by(bo))
      .thenNothing()
    given(...asked)
      .when({ _tag: "Follow", agent: "zoe" }, by(bo))
      .thenRefused("UnknownWord", { what: "agent" })
  })
})

describe("participants", () => {
  const eve = { address: "eve@example.org", name: "Eve" }
  const mallory = { address: "mallory@evil.example", name: "" }
  const joined = story([open, ada], [{ _tag: "AddParticipant", participant: eve }, bo])
  test("join once, however their address is spelled, and the requester is in already", () => {
    given(...joined)
      .when({ _tag: "AddParticipant", participant: { address: "EVE@example.org", name: "E." } }, by(bo))
      .thenNothing()
    given(...asked)
      .when({ _tag: "AddParticipant", participant: { address: "Ada@example.org", name: "" } }, by(bo))
      .thenNothing()
  })
  test("are let in by the desk alone; a mail can only propose them", () => {
    given(...asked)
      .when({ _tag: "AddParticipant", participant: mallory }, by(ada))
      .thenRefused("NotAnAgent")
    given(...joined)
      .when({ _tag: "ProposeParticipants", participants: [mallory, eve, mallory, { address: "ada@example.org", name: "" }] }, by(ada))
      .thenEvents({ _tag: "ParticipantsProposed", participants: [mallory] })
      .thenTicket({ participants: [eve], proposed: [mallory] })
  })
  test("proposed ones join when an agent says so, or are declined", () => {
    const proposed = story([open, ada], [{ _tag: "ProposeParticipants", participants: [eve, mallory] }, ada])
    given(...proposed)
      .when({ _tag: "AddParticipant", participant: eve }, by(bo))
      .thenTicket({ participants: [eve], proposed: [mallory] })
    given(...proposed)
      .when({ _tag: "RemoveParticipant", address: "Mallory@evil.example" }, by(bo))
      .thenTicket({ participants: [], proposed: [eve] })
    given(...proposed)
      .when({ _tag: "ProposeParticipants", participants: [mallory] }, by(ada))
      .thenNothing()
  })
  test("who were removed are not brought back by later mail", () => {
    const removed = [...joined, ...given(...joined).when({ _tag: "RemoveParticipant", address: eve.address }, by(bo)).events]
    given(...removed)
      .when({ _tag: "ProposeParticipants", participants: [eve] }, by(ada))
      .thenTicket({ participants: [], proposed: [eve] })
    given(...removed)
      .when({ _tag: "RemoveParticipant", address: eve.address }, by(bo))
      .thenNothing()
  })
})
