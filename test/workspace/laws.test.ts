import * as Result from "effect/Result"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { complete } from "../../src/workspace/complete.ts"
import { encode } from "../../src/workspace/Definition.ts"
import { decodeWorkspace } from "../../src/workspace/define.ts"
import { definition, slug } from "./definitions.ts"

/** What is wrong, one line each. */
const problems = (json: unknown): ReadonlyArray<string> => {
  const decoded = decodeWorkspace(json)
  return Result.isFailure(decoded) ? decoded.failure.problems.map(({ path, problem }) => `${path}: ${problem}`) : []
}
const written = (given: unknown): unknown => JSON.parse(JSON.stringify(given))

describe("laws of definitions", () => {
  test("decode ∘ encode: a workspace's definition decodes to the same workspace, and encodes to the same text", () => {
    fc.assert(
      fc.property(definition, (given) => {
        const workspace = Result.getOrThrow(decodeWorkspace(given))
        const text = encode(workspace.definition)
        const again = Result.getOrThrow(decodeWorkspace(JSON.parse(text)))
        expect(again).toEqual(workspace)
        expect(encode(again.definition)).toBe(text)
      })
    )
  })

  test("written as JavaScript or as JSON: the same workspace", () => {
    fc.assert(
      fc.property(definition, (given) => {
        expect(decodeWorkspace(written(given))).toEqual(decodeWorkspace(given))
      })
    )
  })

  test("canonical JSON has its keys in order, and no blanks", () => {
    const inOrder = (value: unknown): boolean =>
      typeof value !== "object" ||
      value === null ||
      (Object.values(value).every(inOrder) && (Array.isArray(value) || Object.keys(value).join() === Object.keys(value).toSorted().join()))
    fc.assert(
      fc.property(definition, (given) => {
        const text = encode(Result.getOrThrow(decodeWorkspace(given)).definition)
        expect(inOrder(JSON.parse(text))).toBe(true)
        expect(JSON.stringify(JSON.parse(text))).toBe(text)
      })
    )
  })

  test("canonical JSON does not depend on the order in which properties were written", () => {
    const shuffled = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shuffled)
        : typeof value === "object" && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .toReversed()
                .map(([key, inner]) => [key, shuffled(inner)])
            )
          : value
    fc.assert(
      fc.property(definition, (given) => {
        const one = Result.getOrThrow(decodeWorkspace(given))
        const other = Result.getOrThrow(decodeWorkspace(shuffled(written(given))))
        expect(encode(other.definition)).toBe(encode(one.definition))
      })
    )
  })

  test("to complete twice is to complete once", () => {
    fc.assert(
      fc.property(definition, (given) => {
        const once = complete(written(given) as Record<string, unknown>)
        expect(complete(once)).toEqual(once)
      })
    )
  })

  test("every category has exactly one default, every word a name, every status a label for the requester", () => {
    fc.assert(
      fc.property(definition, (given) => {
        const workspace = Result.getOrThrow(decodeWorkspace(given))
        for (const [category, status] of Object.entries(workspace.defaultStatus)) expect(status.category).toBe(category)
        expect(Object.keys(workspace.defaultStatus)).toHaveLength(6)
        for (const status of workspace.statuses.values()) expect(status.customerName.trim()).not.toBe("")
        const named = [workspace.kinds, workspace.fields, workspace.channels, workspace.departments, workspace.brands, workspace.teams]
        for (const map of named) for (const [id, one] of map) expect([one.id, one.name.trim() !== ""]).toEqual([id, true])
        expect([...workspace.followUp.keys()].toSorted()).toEqual([...workspace.departments.keys()].toSorted())
      })
    )
  })

  test("one thing spoilt, anywhere: never an exception, never silence, and the path leads there", () => {
    fc.assert(
      fc.property(definition, fc.nat(), fc.constantFrom([[]], { a: 1 }), (given, which, junk) => {
        const full = written(Result.getOrThrow(decodeWorkspace(given)).definition) as Record<string, unknown>
        const places = walk(full)
        const place = places[which % places.length]!
        const spoilt = replaced(full, place, junk)
        const told = problems(spoilt).map((line) => line.slice(0, line.indexOf(": ")))
        const path = place.reduce<string>(
          (all, key) => (typeof key === "number" ? `${all}[${key}]` : all === "" ? key : `${all}.${key}`),
          ""
        )
        // A field whose type is spoilt is told of as a whole; so is a pattern, a test, a rule or an expiry, of which nobody knows what it is.
        const whole = path.replace(/\.(?:type|on|op|kind|then)$/, "")
        expect(told.some((one) => one.startsWith(path) || one === whole)).toBe(true)
      })
    )
  })

  test("any JSON at all gets an answer", () => {
    const keys = [
      "name",
      "statuses",
      "id",
      "category",
      "fields",
      "choices",
      "agents",
      "followUp",
      "supportAddresses",
      "address",
      "__proto__"
    ]
    const json = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.jsonValue(),
        slug,
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...keys), tie("value"), { maxKeys: 5 })
      )
    })).value
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), json), (value) => {
        const decoded = decodeWorkspace(value)
        expect(Result.isSuccess(decoded) || decoded.failure.problems.length > 0).toBe(true)
      })
    )
  })
})

type Place = ReadonlyArray<string | number>
/** The places of all values that are not lists or objects of their own accord: what a slip of the pen hits. */
const walk = (value: unknown, at: Place = []): ReadonlyArray<Place> =>
  Array.isArray(value)
    ? value.flatMap((inner, i) => walk(inner, [...at, i]))
    : typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => walk(inner, [...at, key]))
      : [at]
const replaced = (value: unknown, [key, ...rest]: Place, by: unknown): unknown => {
  if (key === undefined) return by
  if (Array.isArray(value)) return value.map((inner: unknown, i) => (i === key ? replaced(inner, rest, by) : inner))
  const holder = value as Record<string, unknown>
  return { ...holder, [key]: replaced(holder[key], rest, by) }
}
