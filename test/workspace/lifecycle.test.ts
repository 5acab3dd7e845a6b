/** What a definition says of the life of its tickets, and what speaks against it. */
import * as Result from "effect/Result"
import { describe, expect, test } from "vitest"
import { decodeWorkspace, defineWorkspace } from "../../src/workspace/define.ts"

/** What is wrong, one line each. */
const problems = (json: object): ReadonlyArray<string> => {
  const decoded = decodeWorkspace({ name: "Acme", ...json })
  return Result.isFailure(decoded) ? decoded.failure.problems.map(({ path, problem }) => `${path}: ${problem}`) : []
}
const few = ["new", "open", "solved", "closed"]
const some = { id: "some", statuses: [...few, "pending", "onHold"] }

test("short and in full", () => {
  const { definition } = defineWorkspace({
    name: "Acme",
    fields: [{ id: "cause", type: "text" }],
    departments: ["support", { id: "sales", statuses: ["new", "open", "pending", "onHold", "solved", "closed"] }],
    transitions: [
      { from: "new", to: "open" },
      { department: "sales", from: "any", to: ["solved", "closed"], requires: ["cause"], reason: "why not" }
    ],
    moves: [{ from: "sales", to: "support", otherwise: "drop" }]
  })
  expect(definition.transitions).toEqual([
    { department: null, from: ["new"], to: ["open"], where: { all: [] }, requires: [], reason: "" },
    { department: "sales", from: null, to: ["solved", "closed"], where: { all: [] }, requires: ["cause"], reason: "why not" }
  ])
  expect(definition.moves).toEqual([{ from: "sales", to: "support", statuses: [], fields: [], otherwise: "drop", promises: "carry" }])
  expect(definition.departments[0]).toEqual({ id: "support", name: "Support" })
})

describe("what speaks against itself", () => {
  test.each<[string, object, ReadonlyArray<string>]>([
    [
      "a department with what is not there",
      { departments: [{ id: "a", statuses: [...few, "gone"], fields: ["size"] }] },
      [`departments[0].statuses[4]: there is no status "gone"`, `departments[0].fields[0]: there is no field "size"`]
    ],
    [
      "a department in which tickets cannot end",
      { departments: [{ id: "a", statuses: ["new", "open", "solved"] }] },
      ["departments[0].statuses: a department needs a status of category closed"]
    ],
    [
      "a department whose first status demands a field",
      {
        statuses: [
          { id: "new", category: "new", isDefault: true },
          { id: "asked", category: "new", isDefault: false }
        ],
        fields: [{ id: "size", type: "number", requiredOn: ["asked"] }],
        departments: [{ id: "a", statuses: ["asked", "open", "pending", "onHold", "solved", "closed"] }, "b"]
      },
      [`departments[0].statuses: tickets begin in "asked", which demands a field: nobody could write in`]
    ],
    [
      "a transition of nowhere, from nothing to nothing",
      { transitions: [{ department: "a", from: "gone", to: ["gone"], requires: ["size"] }] },
      [
        `transitions[0].department: there is no department "a"`,
        `transitions[0].from[0]: there is no status "gone"`,
        `transitions[0].to[0]: there is no status "gone"`,
        `transitions[0].requires[0]: there is no field "size"`
      ]
    ],
    ["a transition without an end", { transitions: [{ from: "new" }] }, ["transitions[0].to: is missing"]],
    [
      "a transition by statuses and fields that its department does not use",
      {
        fields: [{ id: "size", type: "number" }],
        departments: [{ ...some, statuses: [...few, "onHold", "pending"], fields: [] }, { id: "b" }],
        statuses: [
          { id: "open", category: "open", isDefault: true },
          { id: "deep", category: "open", isDefault: false }
        ],
        transitions: [{ department: "some", from: "deep", to: "open", requires: ["size"] }]
      },
      [
        `transitions[0].from[0]: department "some" does not use status "deep"`,
        `transitions[0].requires[0]: department "some" does not use field "size"`
      ]
    ],
    [
      "a guard that asks for what there is not, or for what changes",
      {
        transitions: [
          { from: "new", to: "open", where: { field: "size", op: "is", value: 1 } },
          { from: "new", to: "open", where: { field: "team", op: "changed" } }
        ]
      },
      [
        `transitions[0].where.field: there is no field "size"`,
        `transitions[1].where.op: "changed" can be asked by triggers alone: nothing changes elsewhere`
      ]
    ],
    [
      "a way told of twice, and one that leads nowhere",
      {
        departments: ["a", "b"],
        moves: [
          { from: "a", to: "b" },
          { from: "a", to: "b" },
          { from: "b", to: "b" }
        ]
      },
      [`moves[1]: the way from "a" to "b" is told by moves[0]`, "moves[2].to: a ticket moves to another department"]
    ],
    [
      "a move between what the departments do not use, or do not take",
      {
        fields: [
          { id: "size", type: "number" },
          { id: "name", type: "text" }
        ],
        departments: [{ ...some, id: "a", fields: ["size"] }, "b"],
        moves: [
          {
            from: "a",
            to: "b",
            statuses: [
              { from: "open", to: "solved" },
              { from: "open", to: "pending" }
            ],
            fields: [
              { from: "name", to: "name" },
              { from: "size", to: "name" }
            ]
          }
        ]
      },
      [
        `moves[0].fields[0].from: department "a" does not use field "name"`,
        `moves[0].statuses[1].from: "open" is told of by moves[0].statuses[0]`,
        `moves[0].fields[1].to: "name" is told of by moves[0].fields[0]`,
        `moves[0].statuses[0].to: "open" is open and "solved" is solved: a move changes no such thing`,
        `moves[0].fields[1].to: field "name" is of type text, and "size" of type number`
      ]
    ],
    [
      "statuses of which nobody says what they become elsewhere",
      { departments: [{ id: "a", statuses: few }, "b"], moves: [{ from: "b", to: "a", statuses: [{ from: "pending", to: "open" }] }] },
      [`moves[0].statuses: nothing says what status "onHold" of "b" becomes in "a", which has none of its category`]
    ],
    [
      "the same, where nobody says anything",
      { departments: [{ id: "a", statuses: [...few, "onHold"] }, "b"] },
      [`moves: nothing says what status "pending" of "b" becomes in "a", which has none of its category`]
    ],
    [
      "a rule that moves to nowhere",
      { triggers: [{ id: "t", then: [{ _tag: "Move", department: "gone" }] }] },
      [`triggers[0].then[0].department: there is no department "gone"`]
    ]
  ])("%s", (_, json, expected) => {
    expect(problems(json)).toEqual(expected)
  })
  test("and what does not", () => {
    expect(
      problems({
        departments: [{ id: "a", statuses: few }, "b"],
        moves: [
          {
            from: "b",
            to: "a",
            statuses: [
              { from: "pending", to: "open" },
              { from: "onHold", to: "open" }
            ]
          }
        ],
        transitions: [{ from: "new", to: "open", where: { field: "commit.by", op: "is", value: "agent" } }]
      })
    ).toEqual([])
  })
})
