/** How much one ticket holds. */
import { describe, expect, test } from "vitest"
import { given } from "../../src/testing/given.ts"
import { limits, type Command, type Event } from "../../src/ticket/index.ts"
import { acme, ada, asked, bo, by } from "./acme.ts"

describe("what one ticket holds is bounded", () => {
  const many = (count: number, each: (n: number) => string): Array<string> => Array.from({ length: count }, (_, n) => each(n))
  const [opened] = asked as readonly [Extract<Event, { _tag: "Opened" }>]
  const people = many(limits.participants, (n) => `p${n}@example.org`).map((address) => ({ address, name: "" }))
  test("tags", () => {
    const full = { ...opened, tags: many(limits.tags, (n) => `t${n}`) }
    given(full)
      .when({ _tag: "Tag", tags: ["one more"] }, by(bo))
      .thenRefused("TooMany", { what: "tags", limit: 1000 })
    given(full)
      .when({ _tag: "Tag", tags: ["t0"] }, by(bo))
      .thenNothing()
  })
  test("participants", () => {
    given({ ...opened, participants: people })
      .when({ _tag: "AddParticipant", participant: { address: "one@more.example", name: "" } }, by(bo))
      .thenRefused("TooMany", { what: "participants", limit: 100 })
  })
  test("proposals, of which those beyond are left out", () => {
    const more = { _tag: "ProposeParticipants" as const, participants: [{ address: "one@more.example", name: "" }, ...people] }
    const first = given(opened).when(more, by(ada))
    expect(first.ticket?.proposed).toHaveLength(limits.proposed)
    given(opened, ...first.events)
      .when(more, by(ada))
      .thenNothing()
  })
  test("followers", () => {
    const agents = new Map(many(limits.followers + 1, (n) => `a${n}`).map((id) => [id, { ...acme.agents.get("bo")!, id }]))
    const { at, by: who, via } = opened
    const followed = [...agents.keys()].slice(0, limits.followers).map((agent): Event => ({ _tag: "Followed", at, by: who, via, agent }))
    given(opened, ...followed)
      .when({ _tag: "Follow", agent: `a${limits.followers}` }, by(bo, 0, { vocabulary: { ...acme, agents } }))
      .thenRefused("TooMany", { what: "followers" })
  })
  test("fields, when the workspace has had too many over the years", () => {
    const fields = many(limits.fields, (n) => `f${n}`).map((field) => ({ field, value: 1 }))
    given({ ...opened, fields })
      .when({ _tag: "SetField", field: "cost", value: 1 }, by(bo))
      .thenRefused("TooMany", { what: "fields" })
    given({ ...opened, fields: [...fields.slice(1), { field: "cost", value: 2 }] })
      .when({ _tag: "SetField", field: "cost", value: 1 }, by(bo))
      .thenEvents({ _tag: "FieldSet" })
  })
  test.each<Command>([
    { _tag: "Reply", content: { text: "x" } },
    { _tag: "Note", content: { text: "x" } },
    { _tag: "Forward", to: ["eve@example.org"], content: { text: "x" } }
  ])("messages: no $_tag beyond", (command) => {
    const noted: Event = { _tag: "Noted", at: opened.at, by: bo, via: "email", messageId: "m", content: { text: "x" } }
    const full = [opened, ...Array.from({ length: limits.messages - 1 }, () => noted)]
    given(...full)
      .when(command, by(bo))
      .thenRefused("TooMany", { what: "messages", limit: 100_000 })
  })
})
