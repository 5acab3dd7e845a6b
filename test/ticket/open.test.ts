/** A request comes in, or is entered for somebody. */
import { describe, expect, test } from "vitest"
import { given } from "../../src/testing/given.ts"
import { limits } from "../../src/ticket/index.ts"
import { acme, ada, asked, bo, by, nine, open, say } from "./acme.ts"

describe("a request that comes in", () => {
  test("becomes a new ticket with the workspace's defaults, in nobody's charge", () => {
    const { ticket } = given().when(open, by(ada)).thenEvents({ _tag: "Opened", at: nine, by: ada, via: "email" })
    expect(ticket).toEqual({
      id: "t-1",
      reference: "K7QM-4XW2",
      subject: "Printer on fire",
      status: "new",
      statusCategory: "new",
      priority: "normal",
      kind: null,
      category: [],
      department: "support",
      brand: "acme",
      fields: [],
      tags: [],
      requester: open.requester,
      submitter: ada,
      assignee: null,
      team: null,
      followers: [],
      participants: [],
      proposed: [],
      channel: "email",
      receivedAt: null,
      thread: [],
      followUpOf: null,
      escalated: false,
      messages: 1,
      openedAt: nine,
      updatedAt: nine,
      askedAt: nine,
      answeredAt: null,
      solvedAt: null,
      closedAt: null,
      reopened: 0,
      slaEffect: "byCategory",
      policy: null,
      due: null
    })
  })
  test("remembers the mail that began the thread and the address that it came to", () => {
    const mail = {
      messageId: "root@example.org",
      raw: null,
      from: "ada@example.org",
      receivedAt: "help@acme.example",
      recipients: [],
      date: null,
      kind: "human" as const,
      evidence: [],
      verified: true
    }
    given()
      .when({ ...open, content: { text: "", mail }, receivedAt: "help@acme.example" }, by(ada))
      .thenTicket({ thread: ["root@example.org"], receivedAt: "help@acme.example" })
  })
  test("may come as an empty mail, but nobody writes nothing by hand", () => {
    given()
      .when({ ...open, content: say("  \n") }, by(ada))
      .thenRefused("NothingSaid")
  })
  test("has each participant once and never its own requester among them", () => {
    const someone = (address: string) => ({ address, name: "" })
    given()
      .when({ ...open, participants: ["eve@example.org", "ADA@example.org", "EVE@example.org"].map(someone) }, by(ada))
      .thenTicket({ participants: [someone("eve@example.org")] })
  })
  test("happens once", () => {
    given(...asked)
      .when(open, by(ada))
      .thenRefused("AlreadyOpen", { ticketId: "t-1" })
  })
})

describe("a request that an agent enters", () => {
  test("is the agent's, and the requester is still who asks", () => {
    given()
      .when(open, by(bo, 0, { via: "phone" }))
      .thenTicket({ assignee: "bo", submitter: bo, requester: { id: "r-ada" }, channel: "phone", askedAt: null })
  })
  test("is nobody's where the workspace, or the agent, wants it so", () => {
    given()
      .when(open, by(bo, 0, { vocabulary: { ...acme, onAgentCreate: "unassigned" } }))
      .thenTicket({ assignee: null })
    given()
      .when({ ...open, agent: null }, by(bo))
      .thenTicket({ assignee: null })
  })
  test("goes to another team without the agent", () => {
    given()
      .when({ ...open, team: "sellers" }, by(bo))
      .thenTicket({ assignee: null, team: "sellers" })
    given()
      .when({ ...open, team: "firstLine" }, by(bo))
      .thenTicket({ assignee: "bo", team: "firstLine" })
  })
  test("can be given to somebody, within their team", () => {
    given()
      .when({ ...open, agent: "di", team: "sellers" }, by(bo))
      .thenTicket({ assignee: "di" })
    given()
      .when({ ...open, agent: "di", team: "firstLine" }, by(bo))
      .thenRefused("NotInTeam", { agent: "di" })
  })
  test("can begin with words for the desk alone", () => {
    given()
      .when({ ...open, visibility: "internal" }, by(bo))
      .thenEvents({ _tag: "Opened", visibility: "internal" })
  })
})

describe("the words of a new ticket", () => {
  test.each([
    ["status", { status: "lost" }],
    ["priority", { priority: "urgnet" }],
    ["kind", { kind: "rant" }],
    ["category", { category: ["software", "printer"] }],
    ["department", { department: "kitchen" }],
    ["brand", { brand: "acne" }],
    ["team", { team: "thirdLine" }],
    ["agent", { agent: "zoe" }],
    ["field", { fields: [{ field: "colour", value: "red" }] }]
  ])("an unknown %s is refused by name", (what, wish) => {
    const { refusal } = given()
      .when({ ...open, ...wish }, by(bo))
      .thenRefused("UnknownWord", { what })
    expect(refusal?.message).toContain("the workspace has no")
  })
  test("an unknown channel is refused too", () => {
    given()
      .when(open, by(ada, 0, { via: "pigeon" }))
      .thenRefused("UnknownWord", { what: "channel", word: "pigeon" })
  })
  test("a status can be said as what to do", () => {
    given()
      .when({ ...open, status: "hold" }, by(bo))
      .thenTicket({ status: "onHold", statusCategory: "onHold" })
  })
  test("a ticket opened as solved needs what solved needs, and is solved from the start", () => {
    given()
      .when({ ...open, status: "solved" }, by(bo))
      .thenRefused("FieldsRequired", { fields: ["cause"] })
    given()
      .when({ ...open, status: "solved", fields: [{ field: "cause", value: "toner" }] }, by(bo))
      .thenTicket({ solvedAt: nine, closedAt: null })
  })
  test("a field is given once, with a value that it takes; nothing is not kept", () => {
    const fields = [{ field: "serial", value: "A-17" }]
    given()
      .when({ ...open, fields: [...fields, ...fields] }, by(ada))
      .thenRefused("FieldInvalid", { expected: "one value, and got two" })
    given()
      .when({ ...open, fields: [{ field: "cost", value: -1 }] }, by(ada))
      .thenRefused("FieldInvalid", { expected: "a number of at least 0 of at most 1000" })
    given()
      .when({ ...open, fields: [...fields, { field: "cause", value: " " }, { field: "parts", value: [] }] }, by(ada))
      .thenTicket({ fields })
  })
  test("tags are kept once each", () => {
    given()
      .when({ ...open, tags: ["vip", "late", "vip"] }, by(ada))
      .thenTicket({ tags: ["vip", "late"] })
    expect(limits.tags).toBe(1000)
  })
})
