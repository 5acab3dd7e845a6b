/** Transitions looked at before anybody works with them: statuses that nobody comes to, or out of; and the picture of them. */
import * as Result from "effect/Result"
import { describe, expect, test } from "vitest"
import { decodeWorkspace } from "../../../src/workspace/define.ts"
import { lint, mermaidOfTransitions } from "../../../src/workspace/lint/index.ts"
import type { Workspace } from "../../../src/workspace/Workspace.ts"

const given = (definition: object): Workspace => Result.getOrThrow(decodeWorkspace({ name: "Acme", ...definition }))
const found = (definition: object, check?: string): ReadonlyArray<string> =>
  lint(given(definition))
    .filter((one) => check === undefined || one.check === check)
    .map(({ severity, check, path, problem }) => `${severity} ${check} ${path}: ${problem}`)

const straight = [
  { from: "new", to: "open" },
  { from: "open", to: ["pending", "onHold", "solved"] },
  { from: ["pending", "onHold", "solved"], to: "open" },
  { from: "solved", to: "closed" }
]

describe("the lint", () => {
  test("has nothing to say of a life that begins, goes on and ends; nor where every way is open", () => {
    expect(found({ transitions: straight })).toEqual([])
    expect(found({})).toEqual([])
  })
  test("a status that nothing leads to", () => {
    expect(
      found({
        transitions: [
          { from: "new", to: "open" },
          { from: "open", to: "closed" },
          { from: ["pending", "onHold", "solved"], to: "open" }
        ]
      })
    ).toEqual(
      ["pending", "onHold", "solved"].map(
        (id, i) => `warning unreachable statuses[${i + 2}]: No ticket of "support" ever comes to status "${id}": no transitions lead there.`
      )
    )
  })
  test("a status without a way out; a circle without an end", () => {
    const definition = {
      transitions: [
        { from: "new", to: ["open", "pending"] },
        { from: "open", to: ["onHold", "solved"] },
        { from: "onHold", to: "pending" },
        { from: "pending", to: "onHold" }
      ]
    }
    const traps = found(definition, "trap")
    expect(traps).toContain(`error trap statuses[4]: A ticket of "support" in status "solved" is never closed: no transition leads on.`)
    expect(traps).toContain(
      `error trap statuses[2]: A ticket of "support" in status "pending" is never closed: it goes on to "onHold", and never to an end.`
    )
    expect(traps).toHaveLength(5)
    const shown = lint(given(definition)).find(({ path }) => path === "statuses[4]")
    expect(shown?.witness?.ticket).toEqual({ department: "support", status: "solved", statusCategory: "solved" })
  })
  test("a guard that never holds, and what can be reached by it alone", () => {
    const never = {
      all: [
        { field: "statusCategory", op: "is", value: "open" },
        { field: "statusCategory", op: "is", value: "solved" }
      ]
    }
    expect(found({ transitions: [...straight.slice(0, 3), { from: "solved", to: "closed", where: never }] })).toEqual([
      "error neverTrue transitions[3].where: The condition of a transition to closed can never be true: no ticket meets all of it.",
      ...["new", "open", "pending", "onHold", "solved"].map(
        (id, i) =>
          expect.stringMatching(
            new RegExp(`^error trap statuses\\[${i}\\]: A ticket of "support" in status "${id}" is never closed`)
          ) as string
      ),
      `warning unreachable statuses[5]: No ticket of "support" ever comes to status "closed": no transitions lead there.`
    ])
  })
  test("departments: each by its own transitions; what a move brings is reached as well", () => {
    const departments = ["support", { id: "repair", statuses: ["new", "open", "atCarrier", "solved", "closed"] }]
    const statuses = [{ id: "atCarrier", category: "onHold" }]
    const moves = [{ from: "support", to: "repair", statuses: [{ from: "pending", to: "open" }] }]
    const own = { department: "repair", from: "new", to: "open" }
    const on = [
      { department: "repair", from: "open", to: "solved" },
      { department: "repair", from: ["solved", "atCarrier"], to: "closed" }
    ]
    const all = { statuses, departments, moves, transitions: [own, ...on] }
    // Tickets of support, which may go anywhere, bring it along.
    expect(found(all)).toEqual([
      `note categoryMissing departments[1].statuses: Department "repair" has no status of category pending: whoever asks for that category is refused there.`
    ])
    const kept = { ...all, moves: [{ ...moves[0]!, statuses: [...moves[0]!.statuses, { from: "atCarrier", to: "open" }] }] }
    expect(found(kept, "unreachable")).toEqual([
      `warning unreachable statuses[0]: No ticket of "repair" ever comes to status "atCarrier": no transitions lead there.`
    ])
  })
  test("a rule that no transition lets through", () => {
    const triggers = [{ id: "shut", where: { field: "status", op: "is", value: "new" }, then: [{ _tag: "Close" }] }]
    expect(found({ transitions: straight, triggers }, "refused")).toEqual([
      expect.stringContaining(`a ticket does not go from "new" to "closed" here: from there it goes to open`)
    ])
  })
  test("automatic moves that go round: in no time at all, or in a while", () => {
    const move = (id: string, from: string, status: string, after: string) => ({
      id,
      where: { field: "status", op: "is", value: from },
      after,
      then: [{ _tag: "ChangeStatus", status }]
    })
    for (const after of ["1ms", "3d"])
      expect(
        found({ transitions: straight, automations: [move("a", "open", "pending", after), move("b", "pending", "open", after)] }, "loop")
      ).toEqual([expect.stringMatching(/"a" and "b" act in turn for ever/)])
    const oneWay = straight.map((one) => (one.from.includes("pending") ? { ...one, from: ["onHold", "solved"] } : one))
    expect(
      found({ transitions: oneWay, automations: [move("a", "open", "pending", "1ms"), move("b", "pending", "open", "1ms")] }, "loop")
    ).toEqual([])
  })
})

describe("the picture", () => {
  test("has an arrow for each way, and beside it what is asked", () => {
    const workspace = given({
      fields: [{ id: "cause", type: "text" }],
      transitions: [
        ...straight,
        { from: "open", to: "closed", requires: ["cause"], where: { field: "commit.by", op: "is", value: "agent" } },
        { from: "new", to: "closed", reason: "spam", where: { field: "tags", op: "contains", value: "spam" } }
      ]
    })
    expect(mermaidOfTransitions(workspace).split("\n")).toEqual([
      "stateDiagram-v2",
      '  state "New (new)" as s0',
      '  state "Open (open)" as s1',
      '  state "Pending (pending)" as s2',
      '  state "On hold (onHold)" as s3',
      '  state "Solved (solved)" as s4',
      '  state "Closed (closed)" as s5',
      "  [*] --> s0",
      "  s0 --> s1",
      "  s0 --> s5: spam",
      "  s1 --> s2",
      "  s1 --> s3",
      "  s1 --> s4",
      "  s1 --> s5: commit.by is #34;agent#34;, with cause",
      "  s2 --> s1",
      "  s3 --> s1",
      "  s4 --> s1",
      "  s4 --> s5",
      "  s5 --> [*]"
    ])
  })
  test("of a department has its own statuses alone", () => {
    const workspace = given({
      departments: ["support", { id: "chat", statuses: ["new", "open", "solved", "closed"] }],
      moves: [
        {
          from: "support",
          to: "chat",
          statuses: [
            { from: "pending", to: "open" },
            { from: "onHold", to: "open" }
          ]
        }
      ],
      transitions: [{ department: "chat", from: "any", to: "closed" }]
    })
    expect(mermaidOfTransitions(workspace, "chat")).not.toContain("Pending")
    expect(
      mermaidOfTransitions(workspace, "chat")
        .split("\n")
        .filter((line) => line.endsWith("--> s3"))
    ).toHaveLength(3)
    expect(
      mermaidOfTransitions(workspace)
        .split("\n")
        .filter((line) => line.includes("-->"))
    ).toEqual(["  [*] --> s0", "  s5 --> [*]"])
  })
})
