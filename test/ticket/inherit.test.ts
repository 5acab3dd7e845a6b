/** What a follow-up has of the ticket that it follows. */
import * as Result from "effect/Result"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as arbitraries from "../../src/testing/arbitraries.ts"
import * as Ticket from "../../src/ticket/index.ts"

/** A new ticket under these words, after a former one that knew others. */
const opened = (vocabulary: Ticket.Vocabulary, wish: Ticket.Open) =>
  Ticket.decide(undefined, wish, {
    now: Date.UTC(2026, 5, 1) as Ticket.Context["now"],
    id: "c",
    actor: "requester:r-1",
    via: "email",
    vocabulary
  })
const wish: Ticket.Open = {
  _tag: "Open",
  ticketId: "t-9",
  reference: "K7QM-4XW9",
  requester: { id: "r-1", name: "Ada", email: "ada@example.org", organization: null },
  subject: "again",
  content: { text: "It burns again." }
}
const all = Ticket.Heirloom.literals
const handing = (vocabulary: Ticket.Vocabulary, inherit: ReadonlyArray<Ticket.Heirloom>): Ticket.Vocabulary => ({
  ...vocabulary,
  followUp: new Map([...vocabulary.departments.keys()].map((id) => [id, { reopenWithinDays: 0, afterwards: "followUp", inherit }]))
})

describe("laws", () => {
  test("nobody is turned away because of what a ticket inherits, whatever the workspace has become", () => {
    fc.assert(
      fc.property(arbitraries.history(), arbitraries.vocabulary, fc.subarray([...all]), ({ ticket }, later, inherit) => {
        const words = handing(later, inherit)
        // Somebody left, a team is gone.
        const fewer = { ...words, agents: new Map([...words.agents].slice(1)), teams: new Map([...words.teams].slice(1)) }
        for (const vocabulary of [words, fewer])
          expect(Result.isSuccess(opened(vocabulary, Ticket.inherited(ticket!, wish, vocabulary)))).toBe(true)
      })
    )
  })
  test("what is not handed on is as in any new ticket; what is, is there or has become invalid", () => {
    fc.assert(
      fc.property(arbitraries.history(), fc.subarray([...all]), ({ ticket, vocabulary }, inherit) => {
        const words = handing(vocabulary, inherit)
        const plain = Ticket.replay(Result.getOrThrow(opened(words, wish)))!
        const heir = Ticket.replay(Result.getOrThrow(opened(words, Ticket.inherited(ticket!, wish, words))))!
        const former = ticket!
        const has = (heirloom: Ticket.Heirloom) => inherit.includes(heirloom)
        expect(heir.tags).toEqual(has("tags") ? former.tags : plain.tags)
        expect(heir.fields).toEqual(has("fields") ? former.fields : plain.fields)
        expect(heir.followers).toEqual(has("followers") ? former.followers : plain.followers)
        expect(heir.priority).toBe(has("priority") && former.priority !== null ? former.priority : plain.priority)
        expect(heir.kind).toBe(has("kind") ? former.kind : plain.kind)
        expect(heir.department).toBe(has("department") ? former.department : plain.department)
        expect(heir.category).toEqual(has("category") ? former.category : plain.category)
        expect(heir.assignee).toBe(has("assignee") ? former.assignee : plain.assignee)
        expect(heir.team).toBe(has("team") ? former.team : plain.team)
        const before = former.participants.map(({ address }) => address)
        expect(heir.participants.map(({ address }) => address)).toEqual(
          has("participants")
            ? expect.arrayContaining(before.filter((address) => address !== former.requester.email && address !== "ada@example.org"))
            : []
        )
      })
    )
  })
  test("what the wish says itself goes first", () => {
    fc.assert(
      fc.property(arbitraries.history(), ({ ticket, vocabulary }) => {
        const words = handing(vocabulary, all)
        const said = {
          ...wish,
          priority: "low",
          kind: "question",
          department: "sales",
          tags: ["mine"],
          category: [],
          agent: "di",
          team: null
        }
        const heir = Ticket.replay(Result.getOrThrow(opened(words, Ticket.inherited(ticket!, said, words))))!
        expect(heir).toMatchObject({ priority: "low", kind: "question", department: "sales", category: [], assignee: "di", team: null })
        expect(heir.tags[0]).toBe("mine")
      })
    )
  })
})
