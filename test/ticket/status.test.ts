/** The life of a ticket, from new to closed and back. */
import { describe, expect, test } from "vitest"
import { given } from "../../src/testing/given.ts"
import type { Command } from "../../src/ticket/index.ts"
import { ada, asked, bo, by, DAY, MINUTE, open, say, story, past } from "./acme.ts"

const cause: Command = { _tag: "SetField", field: "cause", value: "toner" }
const change = (status: string): Command => ({ _tag: "ChangeStatus", status })
const ready = story([open, ada], [cause, bo])
const solved = story([open, ada], [cause, bo], [change("solve"), bo])
const closed = story([open, ada], [cause, bo], [change("solve"), bo], [{ _tag: "Close" }, bo])

describe("changing the status", () => {
  test("stamps the category in, so that a later workspace changes no past", () => {
    given(...asked)
      .when(change("escalated"), by(bo))
      .thenEvents({ _tag: "StatusChanged", status: "escalated", statusCategory: "open", from: "new" })
  })
  test.each([
    ["solve", "solved"],
    ["close", "closed"],
    ["pending", "pending"],
    ["hold", "onHold"],
    ["open", "open"]
  ])("%s means the default status of its category", (word, status) => {
    given(...ready)
      .when(change(word), by(bo))
      .thenTicket({ status })
  })
  test("to where the ticket is already changes nothing", () => {
    given(...asked)
      .when(change("new"), by(bo))
      .thenNothing()
  })
  test("needs a status that there is", () => {
    const { refusal } = given(...asked)
      .when(change("lost"), by(bo))
      .thenRefused("UnknownWord", { word: "lost" })
    expect(refusal?.message).toContain("new, open, pending")
  })
  test("needs the fields of that status, blank ones do not count", () => {
    const blank = { ...asked[0]!, fields: [{ field: "cause", value: "  " }] } as (typeof asked)[number]
    given(blank)
      .when(change("solved"), by(bo))
      .thenRefused("FieldsRequired", { status: "solved", fields: ["cause"] })
    given(...asked)
      .when(change("atCarrier"), by("rule:carrier"))
      .thenRefused("FieldsRequired", { fields: ["onSite"] })
  })
  test("is for the desk", () => {
    given(...ready)
      .when(change("solved"), by(ada))
      .thenRefused("NotAnAgent", { actor: ada, command: "ChangeStatus" })
  })
})

describe("solving and closing", () => {
  test("the moment of solving is kept while the ticket closes", () => {
    given(...solved)
      .when({ _tag: "Close" }, by(bo, DAY))
      .thenTicket({ status: "closed", solvedAt: past(2 * MINUTE), closedAt: past(DAY) })
  })
  test("closing needs its fields too", () => {
    given(...asked)
      .when({ _tag: "Close" }, by(bo))
      .thenRefused("FieldsRequired", { status: "closed" })
  })
  test("a field that the status needs cannot be emptied, another can", () => {
    given(...solved)
      .when({ _tag: "SetField", field: "cause", value: null }, by(bo))
      .thenRefused("FieldsRequired", { fields: ["cause"] })
    given(...ready)
      .when({ _tag: "SetField", field: "cause", value: null }, by(bo))
      .thenTicket({ fields: [] })
  })
})

describe("a closed ticket", () => {
  const refused: ReadonlyArray<Command> = [
    { _tag: "Note", content: say("x") },
    { _tag: "Forward", to: ["eve@example.org"], content: say("x") },
    { _tag: "Assign", agent: "bo" },
    change("open"),
    { _tag: "Prioritize", priority: "high" },
    { _tag: "Categorize", category: ["hardware"] },
    { _tag: "SetField", field: "serial", value: "A" },
    { _tag: "Rename", subject: "x" },
    { _tag: "Tag", tags: ["x"] },
    { _tag: "Untag", tags: ["x"] },
    { _tag: "Follow", agent: "bo" },
    { _tag: "Unfollow", agent: "bo" },
    { _tag: "AddParticipant", participant: { address: "eve@example.org", name: "" } },
    { _tag: "RemoveParticipant", address: "eve@example.org" },
    { _tag: "ProposeParticipants", participants: [] },
    { _tag: "Close" }
  ]
  test.each(refused.map((command) => [command._tag, command] as const))("takes no %s", (tag, command) => {
    given(...closed)
      .when(command, by(bo, DAY))
      .thenRefused("TicketClosed", { ticketId: "t-1", command: tag })
  })
  test("is reopened by the desk at any time, and counts it", () => {
    given(...closed)
      .when({ _tag: "Reopen" }, by(bo, 365 * DAY))
      .thenEvents({ _tag: "StatusChanged", status: "open", from: "closed" })
      .thenTicket({ solvedAt: null, closedAt: null, reopened: 1 })
  })
  test("is not reopened by that command from outside", () => {
    given(...closed)
      .when({ _tag: "Reopen" }, by(ada, DAY))
      .thenRefused("NotAnAgent")
  })
})

describe("reopening", () => {
  test("a solved ticket works too", () => {
    given(...solved)
      .when({ _tag: "Reopen" }, by(bo, DAY))
      .thenTicket({ status: "open", reopened: 1 })
  })
  test("needs something that is done", () => {
    given(...asked)
      .when({ _tag: "Reopen" }, by(bo))
      .thenRefused("NotDone", { status: "new" })
  })
})

describe("a ticket that was never opened", () => {
  test("takes nothing but Open", () => {
    given().when({ _tag: "Close" }, by(bo)).thenRefused("TicketNotFound")
  })
})
