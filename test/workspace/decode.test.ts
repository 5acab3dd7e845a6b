import * as Result from "effect/Result"
import { describe, expect, test } from "vitest"
import { decodeWorkspace } from "../../src/workspace/define.ts"

/** What is wrong, one line each. */
const problems = (json: unknown): ReadonlyArray<string> => {
  const decoded = decodeWorkspace(json)
  return Result.isFailure(decoded) ? decoded.failure.problems.map(({ path, problem }) => `${path}: ${problem}`) : []
}
const acme = (rest: object) => problems({ name: "Acme", ...rest })

describe("what a definition says against itself", () => {
  test.each<[string, object, ReadonlyArray<string>]>([
    ["a name that says nothing", { name: " " }, ["name: expected text that says something"]],
    ["a status without a category", { statuses: [{ id: "waiting" }] }, ["statuses[0].category: is missing"]],
    [
      "a category that no ticket has",
      { statuses: [{ id: "waiting", category: "waiting" }] },
      [`statuses[0].category: expected "new" | "open" | "pending" | "onHold" | "solved" | "closed"`]
    ],
    [
      "two statuses of a category, none its default",
      {
        statuses: [
          { id: "vendor", category: "onHold" },
          { id: "parts", category: "onHold" }
        ]
      },
      ["statuses: category onHold needs one default among statuses[0], statuses[1]"]
    ],
    [
      "two defaults of a category",
      {
        statuses: [
          { id: "vendor", category: "onHold", isDefault: true },
          { id: "parts", category: "onHold", isDefault: true }
        ]
      },
      ["statuses[1].isDefault: category onHold has its default in statuses[0]"]
    ],
    [
      "the only status of a category, and not its default",
      { statuses: [{ id: "vendor", category: "onHold", isDefault: false }] },
      ["statuses: category onHold needs one default among statuses[0]"]
    ],
    [
      "a category whose default id is taken",
      { statuses: [{ id: "solved", category: "pending" }] },
      [`statuses: no status is of category solved, and the id "solved" is taken`]
    ],
    [
      "a status that bears the name of a verb of another category",
      { statuses: [{ id: "close", category: "pending" }] },
      [`statuses[0].id: "close" is the word for entering category closed: name the status otherwise`]
    ],
    ["a status that bears the name of its own verb", { statuses: [{ id: "close", category: "closed" }] }, []],
    ["a word said twice", { priorities: ["low", "high", "low"] }, [`priorities[2].id: "low" is taken by priorities[0]`]],
    ["a default priority that is none", { defaultPriority: "medium" }, [`defaultPriority: there is no priority "medium"`]],
    [
      "no department and no brand",
      { departments: [], brands: [] },
      [
        `departments: a desk has at least one: leave "departments" out for the default`,
        `brands: a desk has at least one: leave "brands" out for the default`
      ]
    ],
    [
      "an agent of unknown places",
      { agents: [{ id: "bo", email: "bo@acme.test", teams: ["first"], departments: ["support", "sales"] }] },
      [`agents[0].teams[0]: there is no team "first"`, `agents[0].departments[1]: there is no department "sales"`]
    ],
    [
      "an agent whose mail would become tickets",
      { agents: [{ id: "bo", email: "help+bo@acme.test" }], supportAddresses: [{ address: "help@acme.test", plus: true }, "*@acme.test"] },
      ["agents[0].email: mail to it becomes a ticket: it is a support address"]
    ],
    [
      "two agents at one mailbox",
      {
        agents: [
          { id: "bo", email: "Bo@acme.test" },
          { id: "robert", email: "bo@ACME.test" }
        ]
      },
      [`agents[1].email: "bo@acme.test" is taken by agents[0]`]
    ],
    [
      "the same address, the same wildcard",
      { supportAddresses: ["help@acme.test", "HELP@acme.test", "*@acme.test", "*@ACME.test"] },
      [
        `supportAddresses[1].address: "HELP@acme.test" is taken by supportAddresses[0]`,
        `supportAddresses[3].address: "*@acme.test" is taken by supportAddresses[2]`
      ]
    ],
    [
      "an address of unknown places",
      { supportAddresses: [{ address: "help@acme.test", brand: "umbrella", department: "sales" }] },
      [`supportAddresses[0].brand: there is no brand "umbrella"`, `supportAddresses[0].department: there is no department "sales"`]
    ],
    [
      "mail from a wildcard",
      { supportAddresses: [{ address: "help@acme.test", replyFrom: "*@acme.test" }], defaultAddress: "*@acme.test" },
      ["supportAddresses[0].replyFrom: no mail can leave from a wildcard", "defaultAddress: no mail can leave from a wildcard"]
    ],
    [
      "a plus address that takes plus addresses",
      { supportAddresses: [{ address: "help+sales@acme.test", plus: true }] },
      ["supportAddresses[0].plus: an address that has a + in it takes no other plus addresses"]
    ],
    [
      "what is no address",
      { supportAddresses: ["help"] },
      ["supportAddresses[0].address: expected an address like help@example.org, or *@example.org"]
    ],
    ["a field without choices", { fields: [{ id: "a", type: "select", choices: [] }] }, ["fields[0].choices: there is nothing to choose"]],
    ["a field that has none", { fields: [{ id: "a", type: "select" }] }, ["fields[0].choices: is missing"]],
    [
      "a choice said twice",
      { fields: [{ id: "a", type: "multiSelect", choices: ["x", "x"] }] },
      [`fields[0].choices[1].id: "x" is taken by fields[0].choices[0]`]
    ],
    [
      "a field of no type",
      { fields: [{ id: "a", type: "selct" }, { id: "b" }] },
      [
        "fields[0]: expected a field of type text, number, boolean, date, dateTime, pattern, lookup, select, multiSelect or tree",
        "fields[1]: expected a field of type text, number, boolean, date, dateTime, pattern, lookup, select, multiSelect or tree"
      ]
    ],
    [
      "a pattern that nobody can read",
      { fields: [{ id: "a", type: "pattern", pattern: "[0-9" }] },
      [expect.stringMatching(/^fields\[0\]\.pattern: .* at \d/)]
    ],
    [
      "mail that would go in circles",
      { supportAddresses: ["help@acme.example"], archive: "HELP@acme.example", forwarders: ["all@acme.example", "help@acme.example"] },
      [`archive: "HELP@acme.example" is a support address`, `forwarders[1]: "help@acme.example" is a support address`]
    ],
    [
      "a field required on no status",
      { fields: [{ id: "a", type: "date", requiredOn: ["solved", "sovled"] }] },
      [`fields[0].requiredOn[1]: there is no status "sovled"`]
    ],
    [
      "a field that must be filled before anybody can fill it",
      { fields: [{ id: "a", type: "date", requiredOn: ["solved", "new"] }] },
      [`fields[0].requiredOn[1]: tickets begin in "new": nobody could write in`]
    ],
    [
      "a field that no number fits",
      { fields: [{ id: "a", type: "number", minimum: 3, maximum: 2 }] },
      ["fields[0].minimum: 3 is more than the maximum, 2"]
    ],
    [
      "siblings of one name, in trees",
      {
        categories: [{ id: "hardware", children: ["printer", "screen", "printer"] }],
        fields: [{ id: "a", type: "tree", choices: ["x", "x"] }]
      },
      [
        `categories[0].children[2].id: "printer" is taken by categories[0].children[0]`,
        `fields[0].choices[1].id: "x" is taken by fields[0].choices[0]`
      ]
    ],
    [
      "one name in two branches",
      {
        categories: [
          { id: "valid", children: ["extended"] },
          { id: "expired", children: ["extended"] }
        ]
      },
      []
    ],
    [
      "late replies in unknown departments, and twice in one",
      { followUp: [{ department: "support" }, { department: "sales" }, { department: "support" }] },
      [`followUp[2].department: "support" is taken by followUp[0]`, `followUp[1].department: there is no department "sales"`]
    ],
    [
      "late replies before the end",
      { followUp: { reopenWithinDays: -1 } },
      ["followUp.reopenWithinDays: expected a value between 0 and 36500"]
    ],
    ["late replies as a word", { followUp: "reject" }, ["followUp: expected a policy, or a list of policies by department"]],
    ["a colour by name", { brands: [{ id: "acme", color: "red" }] }, ["brands[0].color: expected a colour like #0a6cff"]],
    [
      "what no definition has",
      { agnets: [], teams: [{ id: "a", lead: "bo" }] },
      ["agnets: is not a property of this", "teams[0].lead: is not a property of this"]
    ],
    [
      "a command that no rule knows",
      { triggers: [{ id: "vip", then: [{ _tag: "Tagg", tags: ["vip"] }] }] },
      [`triggers[0].then[0]: expected a command like { _tag: "Tag", tags: ["vip"] }`]
    ]
  ])("%s", (_, rest, expected) => {
    expect(acme(rest)).toEqual(expected)
  })

  test("everything at once, misshapen or contradictory, and nothing twice", () => {
    const all = acme({
      statuses: [{ id: "vendor", category: "onhold" }],
      teams: "first",
      agents: [
        { id: "bo", teams: ["first"] },
        { id: "bo", email: "bo@acme.test", departments: ["sales"] }
      ],
      attachmentLimit: 1.5
    })
    expect(all).toEqual([
      `statuses[0].category: expected "new" | "open" | "pending" | "onHold" | "solved" | "closed"`,
      "teams: expected array",
      "agents[0].email: is missing",
      "attachmentLimit: expected an integer",
      `agents[1].id: "bo" is taken by agents[0]`,
      `agents[1].departments[0]: there is no department "sales"`
    ])
  })

  test.each([[null], [undefined], [[]], ["Acme"], [7]])("%j is no definition", (json) => {
    expect(problems(json)).toEqual([": expected an object"])
  })

  test("a tree deeper than a path may be long, and one that is deeper than anything needs to be", () => {
    const deep = (levels: number): unknown => (levels === 1 ? "end" : { id: "a", children: [deep(levels - 1)] })
    expect(acme({ categories: [deep(10)] })).toEqual([])
    expect(acme({ categories: [deep(11)] })).toEqual([
      `categories[0]${".children[0]".repeat(9)}.children: a tree is at most 10 levels deep`
    ])
    expect(acme({ categories: [deep(5000)] })).toEqual([": expected at most 500000 values, at most 32 levels deep"])
    const circle: { children?: unknown } = {}
    circle.children = [circle, circle]
    expect(acme({ categories: [circle] })).toEqual([": expected at most 500000 values, at most 32 levels deep"])
  })

  test("what would be too much once it is written out in full is too much now", () => {
    const departments = Array.from({ length: 1000 }, (_, i) => `d${i}`)
    const agents = Array.from({ length: 600 }, (_, i) => ({ id: `a${i}`, email: `a${i}@acme.test` }))
    expect(acme({ departments, agents })).toEqual([": expected at most 500000 values, at most 32 levels deep"])
    expect(acme({ departments, agents: agents.slice(0, 400) })).toEqual([])
  })

  test("a hostile key is told of by name and reaches no prototype", () => {
    const json: unknown = JSON.parse(`{"name":"Acme","__proto__":{"acknowledge":false},"brands":[{"id":"a","__proto__":{"color":"x"}}]}`)
    expect(problems(json)).toEqual([`["__proto__"]: is not a property of this`, `brands[0]["__proto__"]: is not a property of this`])
    expect(({} as { acknowledge?: unknown }).acknowledge).toBeUndefined()
  })

  test("text is cleaned on its way in: other normal forms, NUL, half characters", () => {
    const decoded = Result.getOrThrow(decodeWorkspace({ name: "Cafe\u0301\u0000\uD800" }))
    expect(decoded.name).toBe("Caf\u00e9\uFFFD\uFFFD")
  })
})
