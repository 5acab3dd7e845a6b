/** What is said on a ticket: replies, notes, forwards. */
import { describe, expect, test } from "vitest"
import { given } from "../../src/testing/given.ts"
import { LONGEST, type Command, type Content, type Mail } from "../../src/ticket/index.ts"
import { ada, asked, bo, by, DAY, MINUTE, nine, open, say, story, past } from "./acme.ts"

const reply: Command = { _tag: "Reply", content: say("Have you tried water?") }
const cause: Command = { _tag: "SetField", field: "cause", value: "toner" }
const onSite: Command = { _tag: "SetField", field: "onSite", value: true }
const taken = story([open, ada], [reply, bo])
const inStatus = (status: string) => story([open, ada], [reply, bo], [cause, bo], [onSite, bo], [{ _tag: "ChangeStatus", status }, bo])

describe("an agent's reply", () => {
  test("takes a new ticket up", () => {
    given(...asked)
      .when(reply, by(bo, MINUTE))
      .thenEvents({ _tag: "Replied", by: bo, messageId: "c-60000" }, { _tag: "StatusChanged", status: "open", from: "new" })
      .thenTicket({ messages: 2, answeredAt: past(MINUTE), askedAt: nine, assignee: null })
  })
  test("leaves every other status as it is", () => {
    for (const status of ["open", "pending", "atCarrier", "solved"]) {
      given(...inStatus(status))
        .when(reply, by(bo, DAY))
        .thenEvents({ _tag: "Replied" })
        .thenTicket({ status })
    }
  })
  test("solves or closes in the same commit", () => {
    given(...story([open, ada], [cause, bo]))
      .when({ ...reply, then: "solve" }, by(bo, MINUTE))
      .thenEvents({ _tag: "Replied" }, { _tag: "StatusChanged", status: "solved", from: "new" })
    given(...story([open, ada], [cause, bo]))
      .when({ ...reply, then: "close" }, by(bo, MINUTE))
      .thenTicket({ status: "closed", closedAt: past(MINUTE), solvedAt: past(MINUTE) })
  })
  test("says nothing at all when its status is refused", () => {
    given(...asked)
      .when({ ...reply, then: "solve" }, by(bo))
      .thenRefused("FieldsRequired", { status: "solved", fields: ["cause"] })
    given(...asked)
      .when({ ...reply, then: "lost" }, by(bo))
      .thenRefused("UnknownWord", { what: "status" })
  })
  test("is refused on a closed ticket", () => {
    given(...inStatus("close"))
      .when(reply, by(bo, DAY))
      .thenRefused("TicketClosed", { command: "Reply" })
  })
  test("must fit the channel that the request came by", () => {
    const byPhone = given().when(open, by(ada, 0, { via: "sms" })).events
    given(...byPhone)
      .when({ ...reply, content: say("x".repeat(161)) }, by(bo))
      .thenRefused("ChannelCannot", { channel: "sms" })
    given(...byPhone)
      .when({ ...reply, content: { ...say("see"), attachments: [photo] } }, by(bo))
      .thenRefused("ChannelCannot", { what: "carries no attachments" })
    given(...byPhone)
      .when({ ...reply, content: say("x".repeat(161)) }, by(ada))
      .thenTicket({ messages: 2 })
  })
  test("needs a text or a file", () => {
    given(...asked)
      .when({ ...reply, content: say(" ") }, by(bo))
      .thenRefused("NothingSaid", { command: "Reply" })
    given(...asked)
      .when({ ...reply, content: { text: "", attachments: [photo] } }, by(bo))
      .thenTicket({ messages: 2 })
  })
})

describe("a reply of a rule or another system", () => {
  test("is no agent's first answer", () => {
    given(...asked)
      .when(reply, by("rule:welcome"))
      .thenEvents({ _tag: "Replied" })
      .thenTicket({ status: "new", answeredAt: null })
  })
})

describe("a requester's reply", () => {
  test.each(["pending", "onHold", "atCarrier", "solved"])("brings a ticket that is %s back to work", (status) => {
    const history = story([open, ada], [cause, bo], [onSite, bo], [{ _tag: "ChangeStatus", status }, bo])
    given(...history)
      .when(reply, by(ada, DAY))
      .thenEvents({ _tag: "Replied" }, { _tag: "StatusChanged", status: "open", from: status })
      .thenTicket({ askedAt: past(DAY), solvedAt: null, reopened: status === "solved" ? 1 : 0 })
  })
  test.each(["new", "open", "escalated"])("leaves a ticket that is %s where it is", (status) => {
    given(...story([open, ada], [{ _tag: "ChangeStatus", status }, bo]))
      .when(reply, by(ada, DAY))
      .thenEvents({ _tag: "Replied" })
  })
  test("reopens a closed ticket within the window of its department, and not after", () => {
    const closed = inStatus("close")
    const end = 4 * MINUTE + 30 * DAY
    given(...closed)
      .when(reply, by(ada, end - 1))
      .thenTicket({ status: "open", closedAt: null, reopened: 1 })
    given(...closed)
      .when(reply, by(ada, end))
      .thenRefused("TicketClosed")
  })
  test("reopens a closed ticket for ever where the department has no window", () => {
    const closed = story([{ ...open, department: "sales" }, ada], [cause, bo], [{ _tag: "Close" }, bo])
    given(...closed)
      .when(reply, by(ada, 3650 * DAY))
      .thenTicket({ status: "open" })
  })
  test("is never refused for a field that only the desk can fill", () => {
    const pending = inStatus("pending")
    const context = by(ada, DAY)
    const { fields } = context.vocabulary
    const strict = { ...context.vocabulary, fields: new Map([...fields, ["serial", { ...fields.get("serial")!, requiredOn: ["open"] }]]) }
    given(...pending)
      .when(reply, { ...context, vocabulary: strict })
      .thenTicket({ status: "open" })
    given(...pending)
      .when({ ...reply, then: "open" }, { ...by(bo, DAY), vocabulary: strict })
      .thenRefused("FieldsRequired")
  })
  test("does not say in which status the ticket is left", () => {
    given(...taken)
      .when({ ...reply, then: "close" }, by(ada))
      .thenRefused("NotAnAgent")
  })
})

describe("a participant's reply", () => {
  test("brings a ticket back to work as the requester's does", () => {
    given(...inStatus("pending"))
      .when(reply, by("participant:eve@example.org", DAY))
      .thenTicket({ status: "open", askedAt: past(DAY) })
  })
})

describe("a note", () => {
  test("is for the desk alone: it asks nothing, answers nothing and moves nothing", () => {
    given(...asked)
      .when({ _tag: "Note", content: say("She is right.") }, by(bo, MINUTE))
      .thenEvents({ _tag: "Noted" })
      .thenTicket({ status: "new", answeredAt: null, messages: 2 })
  })
  test("of somebody outside reopens nothing", () => {
    given(...inStatus("solved"))
      .when({ _tag: "Note", content: say("I am out of office.") }, by(ada, DAY))
      .thenEvents({ _tag: "Noted" })
      .thenTicket({ status: "solved", askedAt: nine })
  })
  test("is refused on a closed ticket", () => {
    given(...inStatus("close"))
      .when({ _tag: "Note", content: say("done") }, by(bo, DAY))
      .thenRefused("TicketClosed", { command: "Note" })
  })
})

describe("a forward", () => {
  const forward: Command = { _tag: "Forward", to: ["maker@example.com"], content: say("Can you help?") }
  test("shows chosen words to an outsider and brings nobody into the conversation", () => {
    given(...asked)
      .when(forward, by(bo))
      .thenEvents({ _tag: "Forwarded", to: ["maker@example.com"] })
      .thenTicket({ participants: [], answeredAt: null, status: "new" })
  })
  test("needs somebody to go to, and is for the desk to do", () => {
    given(...asked)
      .when({ ...forward, to: [] }, by(bo))
      .thenRefused("ReplyAddressMissing")
    given(...asked)
      .when(forward, by(ada))
      .thenRefused("NotAnAgent", { command: "Forward" })
  })
})

describe("the mail thread", () => {
  const mailed = (messageId: string): Content => ({ text: "x", mail: { ...mail, messageId } })
  test("keeps its root and the latest eleven, each once", () => {
    const replies = Array.from({ length: 20 }, (_, n): Command => ({ _tag: "Reply", content: mailed(`m-${n + 1}`) }))
    const events = story([{ ...open, content: mailed("m-0") }, ada], ...replies.map((one) => [one, ada] as const))
    given(...events)
      .when({ _tag: "Reply", content: mailed("m-20") }, by(ada))
      .thenTicket({ thread: ["m-0", ...Array.from({ length: 11 }, (_, n) => `m-${n + 10}`)] })
  })
  test("learns nothing from words for the desk alone", () => {
    given(...asked)
      .when({ _tag: "Note", content: mailed("secret") }, by(bo))
      .thenTicket({ thread: [] })
  })
  test("a mail's text is as long as a message may be", () => {
    expect(LONGEST).toBe(65_000)
  })
})

const mail: Mail = {
  messageId: null,
  raw: null,
  from: "ada@example.org",
  receivedAt: null,
  recipients: [],
  date: null,
  kind: "human",
  evidence: [],
  verified: true
}
const photo = { name: "fire.jpg", type: "image/jpeg", size: 1200, ref: "a".repeat(64), inline: false, contentId: null, refused: null }
