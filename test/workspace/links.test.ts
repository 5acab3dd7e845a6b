/** How tickets may stand to each other, as a definition says it. */
import * as Result from "effect/Result"
import { describe, expect, test } from "vitest"
import { decodeWorkspace, defineWorkspace } from "../../src/workspace/define.ts"

const problemsOf = (definition: object): ReadonlyArray<string> => {
  const read = decodeWorkspace({ name: "Acme", ...definition })
  return Result.isSuccess(read) ? [] : read.failure.problems.map(({ path, problem }) => `${path}: ${problem}`)
}

describe("types of links", () => {
  test("the standard ones are in every workspace", () => {
    const { links, definition } = defineWorkspace({ name: "Acme" })
    expect([...links.keys()]).toEqual(["parent", "problem", "related", "duplicate", "blocks", "followUp"])
    expect(definition.links).toEqual([])
  })
  test("one may be described anew, in so far; one of your own has no consequences and no bounds", () => {
    const { links } = defineWorkspace({
      name: "Acme",
      links: [{ id: "parent", onClose: "cascade" }, { id: "cause", name: "caused", inverse: "was caused by" }, "sibling"]
    })
    expect(links.get("parent")).toMatchObject({ name: "is the parent of", acyclic: true, onClose: "cascade", maxSources: 1 })
    expect(links.get("cause")).toEqual({
      id: "cause",
      name: "caused",
      inverse: "was caused by",
      acyclic: false,
      leader: "source",
      onClose: "none",
      onReply: "none",
      maxTargets: null,
      maxSources: null
    })
    expect(links.get("sibling")).toMatchObject({ name: "Sibling", inverse: "Sibling" })
  })
  test("a definition in full can be stored and read again", () => {
    const { definition } = defineWorkspace({ name: "Acme", links: ["sibling"] })
    expect(Result.getOrThrow(decodeWorkspace(JSON.parse(JSON.stringify(definition)))).definition).toEqual(definition)
  })
  test("conditions know them", () => {
    const where = { field: "linksTo", op: "contains", value: "parent" }
    expect(problemsOf({ views: [{ id: "v", where }] })).toEqual([])
    expect(problemsOf({ views: [{ id: "v", where: { ...where, value: "parnet" } }] })).toEqual([
      expect.stringMatching(/^views\[0\]\.where.*parnet/)
    ])
  })
  test.each([
    ["an id twice", [{ id: "a" }, { id: "a" }], ['links[1].id: "a" is taken by links[0]']],
    [
      "no direction, and yet no circle",
      [{ id: "a", name: "is like", acyclic: true }],
      ["links[0].acyclic: both ends are called the same: such a link leads back at once"]
    ],
    [
      "no direction, and one waits for the other",
      [{ id: "a", name: "is like", onClose: "rollUp" }],
      ["links[0].onClose: both ends are called the same: neither waits for the other"]
    ],
    [
      "no direction, and bounds on one end",
      [{ id: "a", name: "is like", maxSources: 2 }],
      ["links[0].maxSources: both ends are called the same: maxTargets counts them all"]
    ],
    [
      "those that wait for each other in a circle",
      [{ id: "a", name: "needs", inverse: "is needed by", onClose: "block" }],
      ["links[0].acyclic: tickets that wait for each other in a circle could never be closed"]
    ],
    ["no such consequence", [{ id: "a", onClose: "explode" }], [expect.stringMatching(/^links\[0\]\.onClose: expected/)]],
    ["room for none", [{ id: "a", maxTargets: 0 }], [expect.stringMatching(/^links\[0\]\.maxTargets: expected/)]]
  ])("%s is refused with its path", (_, links, expected) => {
    expect(problemsOf({ links })).toEqual(expected)
  })
  test("what cannot be inherited is refused with its path", () => {
    expect(problemsOf({ followUp: { inherit: ["tags", "subject"] } })).toEqual([expect.stringMatching(/^followUp.*inherit\[1\]/)])
  })
})
