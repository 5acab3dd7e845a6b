import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Search from "../../src/text/Search.ts"

describe("words to find things by", () => {
  test.each([
    ["Café — 2 Crèmes!", "cafe 2 cremes"],
    ["  Re: Printer on FIRE?! ", "re printer on fire"],
    ["order #K7QM-4XW2", "order k7qm 4xw2"],
    ["ﬁle № ５", "file no 5"],
    ["Ελλάδα ΕΛΛΆΔΑ", "ελλαδα ελλαδα"],
    ["東京タワー", "東 京 タ ワ ー"],
    ["한국어", "한국어".normalize("NFKD")],
    ["!!! — …", ""],
    ["a_b", "a b"]
  ])("%j → %j", (text, words) => {
    expect(Search.words(text)).toBe(words)
  })
  test("a word longer than 64 is cut, in text and in queries alike, and never through a pair", () => {
    expect(Search.words("a".repeat(100))).toBe("a".repeat(64))
    expect(Search.words("x".repeat(63) + "𝒳".repeat(3) + "𐐷")).toBe("x".repeat(64))
    expect(Search.words("x".repeat(63) + "𐐷")).toBe("x".repeat(63))
  })

  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: "grapheme" }),
    fc.string({
      unit: fc.constantFrom(
        "a",
        "É",
        "ß",
        "İ",
        "ﬁ",
        " ",
        "-",
        "京",
        "ー",
        "ก",
        "ำ",
        "½",
        "²",
        "\u0345",
        "𐐷",
        "𐐏",
        "ǅ",
        "Σ",
        "\ud800",
        "가",
        "゛",
        "㌀"
      ),
      maxLength: 90
    })
  )
  test("law: single blanks, lower case, no marks, well-formed; and cutting what is cut changes nothing", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const words = Search.words(text)
        expect(words).toBe(words.trim())
        expect(words).not.toMatch(/ {2}|\p{M}|\p{P}|\p{S}|[^\P{C} ]/u)
        expect(words.isWellFormed()).toBe(true)
        for (const word of words.split(" ")) expect(word.length).toBeLessThanOrEqual(64)
        expect(Search.words(words)).toBe(words)
      })
    )
  })
  test("law: a word of a text is found by it in any case and with or without accents", () => {
    const accented = fc.string({ unit: fc.constantFrom("a", "e", "é", "ï", "o", "ñ", "z"), minLength: 1, maxLength: 10 })
    fc.assert(
      fc.property(accented, accented, (one, other) => {
        const found = Search.words(`${one}, ${other}`).split(" ")
        expect(found).toContain(Search.words(one.toUpperCase()))
        expect(found).toContain(Search.words(other.normalize("NFD")))
      })
    )
  })
})

test("law: plain text is cut into the same words whether or not something else stands beside it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary-ascii", maxLength: 200 }), (text) => {
      expect(Search.words(`${text} é`)).toBe(`${Search.words(text)} e`.trim())
    })
  )
})
