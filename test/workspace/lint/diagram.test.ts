/** Pictures of a desk: what is in them, and that no name can break them. */
import * as Result from "effect/Result"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as arbitraries from "../../../src/testing/arbitraries.ts"
import { decodeWorkspace } from "../../../src/workspace/define.ts"
import { mermaidOfRules, mermaidOfStatuses } from "../../../src/workspace/lint/index.ts"
import type { Workspace } from "../../../src/workspace/Workspace.ts"

const given = (definition: object): Workspace => Result.getOrThrow(decodeWorkspace({ name: "Acme", ...definition }))
const is = (field: string, value: unknown) => ({ field, op: "is", value })

describe("the life of a ticket", () => {
  const close = { id: "close-it", where: is("status", "solved"), after: "3d", then: [{ _tag: "Close" }] }
  test("people's words and rules make arrows", () => {
    const lines = mermaidOfStatuses(given({ automations: [close] })).split("\n")
    expect(lines[0]).toBe("stateDiagram-v2")
    expect(lines).toContain('  state "Solved (solved)" as s4')
    expect(lines).toContain("  [*] --> s0")
    expect(lines).toContain("  s0 --> s1: an agent replies")
    expect(lines).toContain("  s4 --> s1: the requester writes")
    expect(lines).toContain("  s4 --> s5: close-it")
    expect(lines.filter((line) => line.includes("close-it"))).toHaveLength(1)
  })
  test("a desk that reopens nothing has no way back from closed", () => {
    expect(mermaidOfStatuses(given({}))).toContain("s5 --> s1")
    expect(mermaidOfStatuses(given({ followUp: { reopenWithinDays: 0 } }))).not.toContain("s5 --> s1")
  })
})

describe("the rules", () => {
  const move = (id: string, from: string, to: string) => ({
    id,
    where: is("status", from),
    after: "1d",
    then: [{ _tag: "ChangeStatus", status: to }]
  })
  test("who changes what another looks at points to it; what goes round is thick", () => {
    const triggers = [
      { id: "raise", where: is("channel", "phone"), then: [{ _tag: "Prioritize", priority: "high" }] },
      { id: "tell", phase: "notify", where: is("priority", "high"), then: [{ _tag: "Note", text: "Look" }] }
    ]
    const lines = mermaidOfRules(
      given({ triggers, automations: [move("wake", "pending", "open"), move("wait", "open", "pending")] })
    ).split("\n")
    expect(lines).toContain('  subgraph p1["route"]')
    expect(lines).toContain('  subgraph p3["notify"]')
    expect(lines).toContain('  r0 -->|"priority"| r1')
    expect(lines).toContain('  r2 ==>|"status"| r3')
    expect(lines).toContain('  r3 ==>|"status"| r2')
  })
})

describe("laws", () => {
  const safe =
    /^(?:stateDiagram-v2|flowchart LR| {2}state "[\p{L}\p{N} _.,/()#;-]*" as s\d+| {2}(?:\[\*\]|s\d+) --> (?:\[\*\]|s\d+)(?:: [\p{L}\p{N} _.,/#;-]+)?| {2}subgraph p\d\["\w+"\]| {4}r\d+\["[\p{L}\p{N} _.,/#;-]*"\]| {2}end| {2}r\d+ (?:-->|==>)\|"[\p{L}\p{N} _.,/#;-]+"\| r\d+)$/u
  const name = fc.oneof(
    arbitraries.filled(30),
    fc.constantFrom('"]; end', "end", "%% x", "a --> b", "<script>alert(1)</script>", "#quot;", "line\nbreak", "click s0 href")
  )
  test("whatever statuses are called, every line is one of the picture's own", () => {
    fc.assert(
      fc.property(name, name, fc.constantFrom("end", "state", "class", "note", "s0"), (one, other, id) => {
        const statuses = [
          { id, name: one, category: "open" },
          { id: "later", name: other, category: "pending" }
        ]
        const triggers = [{ id, where: is("status", id), then: [{ _tag: "ChangeStatus", status: "later" }] }]
        const workspace = given({ statuses, triggers })
        for (const line of [...mermaidOfStatuses(workspace).split("\n"), ...mermaidOfRules(workspace).split("\n")])
          expect(line).toMatch(safe)
      }),
      { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 5) }
    )
  })
})
