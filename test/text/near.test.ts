import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { meant, near } from "../../src/text/near.ts"

const known = ["status", "statusCategory", "priority", "tags", "team", "vip"]

describe("given the fields of a ticket", () => {
  test.each([
    ["statsu", ["status"]],
    ["STATUS", ["status"]],
    ["pirority", ["priority"]],
    ["prority", ["priority"]],
    ["tag", ["tags"]],
    ["teem", ["team"]],
    ["tema", ["team"]],
    ["vpi", ["vip"]],
    ["colour", []],
    ["", []]
  ])("%s may mean %j", (word, expected) => {
    expect(near(word, known)).toEqual(expected)
  })
  test("it is asked in words, or not at all", () => {
    expect(meant("tam", ["tag", "team", "zoo"])).toBe('; did you mean "tag" or "team"?')
    expect(meant("colour", known)).toBe("")
  })
})

test("law: whoever leaves out a letter of a long word is understood", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{5,12}$/), fc.nat(), (word, at) => {
      const place = at % word.length
      expect(near(word.slice(0, place) + word.slice(place + 1), [word, "zzzzzzzzzzzzzzzzzzzz"])).toEqual([word])
    })
  )
})
