/** What rules that ask about the work on tickets are told. */
import * as Result from "effect/Result"
import { describe, expect, test } from "vitest"
import { decodeWorkspace } from "../../../src/workspace/define.ts"
import { lint } from "../../../src/workspace/lint/index.ts"

const findings = (definition: object) => lint(Result.getOrThrow(decodeWorkspace({ name: "Acme", ...definition })))
const busy = { field: "activitiesOpen", op: "gte", value: 2 }
const long = { field: "timeSpent", op: "gte", value: 3_600_000 }
const prioritize = (priority: string) => [{ _tag: "Prioritize", priority }]

describe("the work on a ticket", () => {
  test("is the same for two rules that meet on it: they are shown on a ticket that has it", () => {
    const triggers = [
      { id: "busy", where: busy, then: prioritize("high") },
      { id: "long", where: long, then: prioritize("low") }
    ]
    const found = findings({ triggers }).filter(({ rules }) => rules.length === 2)
    expect(found.map(({ rules }) => rules)).toEqual([["busy", "long"]])
    expect(found[0]!.witness).not.toBeNull()
  })
  test("is due only where there is some: nothing is shown on a ticket that cannot be", () => {
    const none = { field: "activitiesOpen", op: "is", value: 0 }
    const due = { field: "activityDue", op: "isSet", value: true }
    const meeting = (other: object) => ({
      triggers: [
        { id: "due", where: due, then: prioritize("high") },
        { id: "other", where: other, then: prioritize("low") }
      ]
    })
    expect(findings(meeting(none))).toEqual([])
    expect(findings(meeting(busy))).not.toEqual([])
  })
})
