import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Condition from "../../src/condition/Condition.ts"
import { factsOf } from "../../src/desk/facts.ts"
import { handle, type Subject, unopened } from "../../src/desk/handle.ts"
import { fieldOf, ticket as standard } from "../../src/condition/Fields.ts"
import { prepared } from "../../src/condition/question.ts"
import { termsOf } from "../../src/condition/termsOf.ts"
import * as Memory from "../../src/desk/Memory.ts"
import * as Sla from "../../src/sla/index.ts"
import { wordsOf } from "../../src/desk/words.ts"
import { signer } from "../../src/mail/Signer.ts"
import * as arbitraries from "../../src/testing/arbitraries.ts"
import * as Ticket from "../../src/ticket/index.ts"
import * as Instant from "../../src/time/Instant.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"
import { frozen } from "../ticket/frozen.ts"

const workspace = defineWorkspace({
  name: "Acme",
  agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }],
  supportAddresses: ["help@acme.example"],
  fields: [{ id: "note", type: "text" }]
})
const desk = { workspace, tenant: "main", signer: signer(["a secret of the tests"]), promises: workspace.promises }
const now = Instant.make(Date.UTC(2026, 0, 5, 9))
const empty: Subject = unopened("t-1")
const open: Ticket.Command = {
  _tag: "Open",
  ticketId: "t-1",
  reference: "K7QM-4XW2",
  requester: { id: "r-1", name: "Ada", email: "ada@lovelace.example", organization: null },
  subject: "Printer on Fire",
  content: { text: "Help\n> old words", folded: [{ from: 5, to: 16, reason: "quote" }] },
  receivedAt: "help@acme.example"
}
const by = (actor: "requester:r-1" | "agent:bo", id = "c-1") => ({ now, id, actor, via: "email" })

describe("the whole desk is a function", () => {
  test("opening gives the events, the document, the key of its reference, and the letters", () => {
    const { events, ticket, write, keys, effects } = Result.getOrThrow(handle(desk, empty, [open], by("requester:r-1")))
    expect(events.map((event) => event._tag)).toEqual(["Opened"])
    expect([write.stream, write.expected, write.document.kind]).toEqual(["t-1", 0, "ticket"])
    expect(write.document.body).toEqual({ ticket, clocks: null })
    expect(keys).toEqual([{ key: "reference:K7QM-4XW2", stream: "t-1", exclusive: true }])
    expect(effects.map(({ kind, stream }) => [kind, stream])).toEqual([
      ["mail", "t-1"],
      ["mail", "t-1"]
    ])
    expect(write.words).toContain("printer on fire")
    expect(write.words).not.toContain("old")
  })
  test("several commands are one wish: the refusal of one is the refusal of all", () => {
    const wrong: Ticket.Command = { _tag: "Prioritize", priority: "urgnet" }
    expect(handle(desk, empty, [open, wrong], by("agent:bo"))).toMatchObject({ failure: { _tag: "UnknownWord" } })
    const both = Result.getOrThrow(handle(desk, empty, [open, { _tag: "Prioritize", priority: "urgent" }], by("agent:bo")))
    expect([both.events.length, both.ticket.priority]).toEqual([2, "urgent"])
  })
  test("a wish that changes nothing leaves nothing to commit", () => {
    const { ticket } = Result.getOrThrow(handle(desk, empty, [open], by("agent:bo")))
    const { events, effects, keys } = Result.getOrThrow(
      handle(
        desk,
        { stream: "t-1", version: 1, ticket, sla: Sla.initial, memory: Memory.initial },
        [{ _tag: "Prioritize", priority: "normal" }],
        by("agent:bo", "c-2")
      )
    )
    expect([events, effects, keys]).toEqual([[], [], []])
  })
  test("a desk without a signer writes no letters", () => {
    expect(Result.getOrThrow(handle({ ...desk, signer: undefined }, empty, [open], by("requester:r-1"))).effects).toEqual([])
  })
})

describe("laws", () => {
  const opened = Result.getOrThrow(handle(desk, empty, [open], by("requester:r-1"))).ticket
  const said = arbitraries.filled(200)
  const command: fc.Arbitrary<Ticket.Command> = fc.oneof(
    said.map((text): Ticket.Command => ({ _tag: "Reply", content: { text } })),
    said.map((text): Ticket.Command => ({ _tag: "Note", content: { text } })),
    fc.constantFrom("solve", "close", "pending").map((status): Ticket.Command => ({ _tag: "ChangeStatus", status })),
    said.map((value): Ticket.Command => ({ _tag: "SetField", field: "note", value: value.slice(0, 100) }))
  )
  test("the same question has the same answer, whatever is done with its inputs", () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 5 }), fc.constantFrom("requester:r-1", "agent:bo"), (commands, actor) => {
        const subject = { stream: "t-1", version: 1, ticket: opened, sla: Sla.initial, memory: Memory.initial }
        const first = handle(desk, subject, commands, by(actor, "c-2"))
        expect(handle(desk, frozen(subject), commands.map(frozen), frozen(by(actor, "c-2")))).toEqual(first)
        if (Result.isSuccess(first)) expect(Ticket.replay(first.success.events, opened)).toEqual(first.success.ticket)
      })
    )
  })
  test("what is stored is plain JSON, and every fact has a name that conditions can use", () => {
    fc.assert(
      fc.property(arbitraries.history(), ({ ticket, vocabulary, events }) => {
        if (ticket === undefined) return
        const facts = factsOf(ticket, vocabulary)
        expect(JSON.parse(JSON.stringify(facts))).toEqual(facts)
        expect(JSON.parse(JSON.stringify(events))).toEqual(events)
        for (const name of Object.keys(facts)) {
          expect(Schema.is(Condition.FieldName)(name)).toBe(true)
          expect(fieldOf(name, "store", termsOf(vocabulary))).toBeDefined()
        }
        // Tickets on which nobody asked for permission, or what the requester thinks, or that have nothing to do with others,
        // are spared the facts about that.
        const isLinked = ticket.edges !== undefined || ticket.followUpOf !== null
        const said = Object.keys(standard).filter(
          (name) =>
            (ticket.approvals !== undefined || !name.startsWith("approvals")) &&
            (ticket.ratings !== undefined || !name.startsWith("rating")) &&
            (isLinked || !name.startsWith("links")) &&
            (ticket.restricted !== undefined || name === "restricted" || !name.startsWith("restricted")) &&
            (ticket.requester.email !== null || ticket.participants.length > 0 || name !== "parties") &&
            name !== "mergedInto" &&
            name !== "canReplyUntil"
        )
        expect(said.filter((name) => !Object.hasOwn(facts, name))).toEqual([])
        expect(wordsOf(events)).toMatch(/^(?:\S+(?: \S+)*)?$/)
      })
    )
  })
  test("comparing priorities is comparing their ranks", () => {
    const ids = [...workspace.priorities.keys()]
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.constantFrom(...ids), fc.constantFrom("lt", "lte", "gt", "gte"), (mine, other, op) => {
        const asked = prepared({ field: "priority", op, value: other }, workspace, "store")
        const [a, b] = [ids.indexOf(mine), ids.indexOf(other)]
        const expected = { lt: a < b, lte: a <= b, gt: a > b, gte: a >= b }[op]
        expect(Condition.holds(asked, factsOf({ ...opened, priority: mine }, workspace))).toBe(expected)
      })
    )
  })
  test("text is found without regard to case", () => {
    fc.assert(
      fc.property(said, (subject) => {
        const asked = prepared({ field: "subject", op: "contains", value: subject.toUpperCase() }, workspace, "store")
        const facts = factsOf({ ...opened, subject: subject.toUpperCase() }, workspace)
        expect(Condition.holds(asked, facts)).toBe(true)
      })
    )
  })
})
