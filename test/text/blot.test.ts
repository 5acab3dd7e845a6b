import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { blot, occurrences } from "../../src/text/blot.ts"

describe("a text with stretches that nobody can read", () => {
  test("has blocks there, as many for a word as for a page, and fewer only for less", () => {
    expect(blot("My card is 4111-1111 of course", [{ from: 11, to: 20 }]).text).toBe("My card is ▇▇▇▇▇ of course")
    expect(blot("x".repeat(1000), [{ from: 0, to: 1000 }]).text).toBe("▇▇▇▇▇")
    expect(blot("pin 77", [{ from: 4, to: 6 }]).text).toBe("pin ▇▇")
    expect(blot("abc", []).text).toBe("abc")
  })
  test("has one for stretches that overlap or touch", () => {
    expect(
      blot(
        "0123456789",
        [3, 5, 4].map((from) => ({ from, to: from + 3 }))
      ).text
    ).toBe("012▇▇▇▇▇89")
  })
  test("tells where a place is now", () => {
    const { text, at } = blot("secret words, then more secrets here", [
      { from: 0, to: 12 },
      { from: 24, to: 31 }
    ])
    expect(text).toBe("▇▇▇▇▇, then more ▇▇▇▇▇ here")
    expect(text.slice(at(14, "from"), at(18, "to"))).toBe("then")
    expect(text.slice(at(32, "from"), at(36, "to"))).toBe("here")
    expect(text.slice(at(3, "from"), at(5, "to"))).toBe("▇▇▇▇▇")
  })
  test("a passage is found wherever it stands; none is nowhere", () => {
    expect(occurrences("a-b-a-a", "a")).toEqual([0, 4, 6].map((from) => ({ from, to: from + 1 })))
    expect(occurrences("aaaa", "aa")).toHaveLength(2)
    expect(occurrences("abc", "")).toEqual([])
  })
  test("law: what is outside is as it was, in its order and found again; the text is no longer than before", () => {
    const text = fc.string({ minLength: 1, maxLength: 60, unit: fc.constantFrom("a", "b", " ", "é") })
    const stretch = fc.tuple(fc.nat(60), fc.nat(20))
    fc.assert(
      fc.property(text, fc.array(stretch, { maxLength: 5 }), (whole, all) => {
        const stretches = all.map(([from, length]) => ({ from: Math.min(from, whole.length), to: Math.min(from + length, whole.length) }))
        const made = blot(whole, stretches)
        const isIn = (place: number): boolean => stretches.some(({ from, to }) => place >= from && place < to)
        expect(made.text.length).toBeLessThanOrEqual(whole.length)
        expect(made.text.replaceAll("▇", "")).toBe([...whole].filter((_, place) => !isIn(place)).join(""))
        for (let place = 0; place < whole.length; place++)
          if (!isIn(place)) expect(made.text.slice(made.at(place, "from"), made.at(place + 1, "to"))).toBe(whole[place])
      })
    )
  })
})
