/** Titles and summaries out of a conversation's own sentences. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { extract } from "../../src/text/extract.ts"

describe("an extract", () => {
  test("takes the sentences whose words come back", () => {
    const { title, summary } = extract([
      "Hello,\n\nI hope you are well. The printer in room 4 prints blank pages. Have a nice day!",
      "Is the toner of the printer in room 4 empty?",
      "The toner is full. The printer still prints blank pages."
    ])
    expect(title).toBe("The printer in room 4 prints blank pages.")
    expect(summary).toContain("The printer in room 4 prints blank pages.")
    expect(summary).not.toContain("Have a nice day!")
  })
  test("is not taken in by words that stand in every other sentence", () => {
    const { title } = extract([
      "I am sorry that I am late. The router reboots hourly.",
      "I am looking at it. I am sure of it. Is the router new?",
      "I am glad. The router reboots still. I am off now."
    ])
    expect(title).toBe("The router reboots hourly.")
  })
  test("needs no blanks between words", () => {
    const { title } = extract([
      "こんにちは。プリンターが白紙を印刷します。",
      "プリンターのトナーは空ですか。",
      "プリンターはまだ白紙を印刷します。"
    ])
    expect(title).toBe("プリンターが白紙を印刷します。")
  })
  test("of a single long line is cut between words", () => {
    const { title } = extract([`printer ${"on fire ".repeat(40)}`])
    expect(title.length).toBeLessThanOrEqual(80)
    expect(title).toMatch(/^printer (?:on fire )+on( fire)?…$/)
  })
  test("of nothing is nothing", () => {
    expect(extract([])).toEqual({ title: "", summary: "" })
    expect(extract(["", " \n… !"])).toEqual({ title: "", summary: "" })
  })
  test("does not wait for ever on what people paste", () => {
    for (const hostile of ["'".repeat(65_000), " ".repeat(65_000), `${"\n ".repeat(30_000)}x`, '."'.repeat(30_000), "a.b ".repeat(16_000)])
      expect(extract([hostile, hostile]).title.length).toBeLessThanOrEqual(80)
  })
})

describe("laws", () => {
  const texts = fc.array(fc.string({ unit: "grapheme", maxLength: 300 }), { maxLength: 6 })
  test("bounded, well-formed, the same each time; its sentences were said", () => {
    fc.assert(
      fc.property(texts, (all) => {
        const { title, summary } = extract(all)
        expect(extract(all)).toEqual({ title, summary })
        expect(title.length).toBeLessThanOrEqual(80)
        expect(summary.length).toBeLessThanOrEqual(600)
        const said = all.map((text) => text.replace(/\s+/g, " "))
        if (!title.endsWith("…")) expect(said.join("\n")).toContain(title)
      })
    )
  })
})
