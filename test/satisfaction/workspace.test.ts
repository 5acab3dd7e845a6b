/** Surveys as people write them, what is wrong with them, and what lint makes of rules that ask about ratings. */
import * as Result from "effect/Result"
import { describe, expect, test } from "vitest"
import { decodeWorkspace } from "../../src/workspace/define.ts"
import { lint } from "../../src/workspace/lint/index.ts"
import { DAY, HOUR, workspaceOf } from "./desk.ts"

const problems = (satisfaction: unknown, more: object = {}): ReadonlyArray<string> => {
  const decoded = decodeWorkspace({ name: "Acme", satisfaction, ...more })
  return Result.isFailure(decoded) ? decoded.failure.problems.map(({ path, problem }) => `${path}: ${problem}`) : []
}

describe("a survey", () => {
  test("in as few words as can be: a day after solving, from one to five, for a week, and everybody once a day at most", () => {
    expect(workspaceOf({}).definition.satisfaction).toEqual([
      {
        id: "main",
        where: { all: [] },
        ask: { after: DAY, calendar: null },
        scale: 5,
        reasons: [],
        expires: 7 * DAY,
        editable: DAY,
        sample: 100,
        cooldown: DAY,
        solvedBy: "anybody",
        page: null
      }
    ])
    expect(workspaceOf(null).definition.satisfaction).toEqual([])
  })
  test("may wait by a calendar, and is compiled with it", () => {
    const [survey] = workspaceOf({ ask: { after: "8h", calendar: "office" }, reasons: ["tooSlow"] }).surveys
    expect(survey).toMatchObject({ ask: { after: 8 * HOUR }, calendar: { id: "office" }, reasons: [{ id: "tooSlow", name: "Too slow" }] })
  })
  test.each([
    [{ ask: { calendar: "moon" } }, 'satisfaction[0].ask.calendar: there is no calendar "moon"'],
    [{ scale: 1 }, "satisfaction[0].scale: "],
    [{ scale: "stars" }, "satisfaction[0].scale: "],
    [{ sample: 101 }, "satisfaction[0].sample: "],
    [{ expires: "soon" }, "satisfaction[0].expires: "],
    [{ page: "https://acme.example/rate" }, "satisfaction[0].page: "],
    [{ page: "javascript:{token}" }, "satisfaction[0].page: "],
    [{ where: { field: "colour", op: "is", value: "red" } }, "satisfaction[0].where"],
    [{ reasons: ["slow", "slow"] }, 'satisfaction[0].reasons[1].id: "slow" is taken by satisfaction[0].reasons[0]'],
    [{ wher: 1 }, "satisfaction[0].wher: "],
    [[{ id: "a" }, { id: "a" }], 'satisfaction[1].id: "a" is taken by satisfaction[0]'],
    [[{}], "satisfaction[0].id: "],
    ["yes", "satisfaction: "]
  ])("that contradicts itself is told of where it stands: %j", (satisfaction, expected) => {
    const told = problems(satisfaction)
    expect(told.length).toBeGreaterThan(0)
    expect(told.every((one) => one.startsWith(expected))).toBe(true)
  })
})

describe("rules that ask about ratings", () => {
  const findings = (triggers: ReadonlyArray<object>) => lint(Result.getOrThrow(decodeWorkspace({ name: "Acme", triggers })))
  const bad = { field: "rating", op: "lte", value: 2 }
  const prioritize = (priority: string) => [{ _tag: "Prioritize", priority }]
  const meeting = (isSet: boolean) =>
    findings([
      { id: "bad", where: bad, then: prioritize("high") },
      { id: "other", where: { field: "ratingAsked", op: "isSet", value: isSet }, then: prioritize("low") }
    ]).filter(({ rules }) => rules.length === 2)
  test("meet on a ticket that has one, and never where nobody was asked", () => {
    const found = meeting(true)
    expect(found.length).toBeGreaterThan(0)
    expect(found.every(({ witness }) => witness !== null)).toBe(true)
    expect(meeting(false)).toEqual([])
  })
  test("are told that a rating is given by people alone", () => {
    expect(problems(undefined, { triggers: [{ id: "nice", then: [{ _tag: "Rate", score: 5 }] }] }).length).toBe(1)
  })
})
