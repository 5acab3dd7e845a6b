import * as Result from "effect/Result"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Pattern from "../../src/text/Pattern.ts"
import { search } from "../../src/text/pattern/Program.ts"

const of = (source: string): Pattern.Pattern =>
  Result.getOrThrowWith(Pattern.parse(source), ({ at, problem }) => new Error(`${at}: ${problem}`))
const mistakeIn = (source: string): Pattern.Mistake | undefined => Result.getOrUndefined(Result.flip(Pattern.parse(source)))

describe("given what requesters write", () => {
  test.each<[string, string, string, boolean]>([
    ["an order number", "\\border[ -]?#?\\d{6}\\b", "About my Order #123456, please", true],
    ["one that is too long", "\\border[ -]?#?\\d{6}\\b", "about my order #1234567", false],
    ["one of several words", "\\b(?:refund|money back)\\b", "I want my MONEY BACK now", true],
    ["a part of a word is no word", "\\bfund\\b", "a refund", false],
    ["a subject that begins so", "^(?:re|fwd?):", "FW: printer", true],
    ["and not one that has it later", "^(?:re|fwd?):", "about re: printer", false],
    ["the very end", "urgent!*$", "this is urgent!!!", true],
    ["anything between", "printer.*fire", "the printer is on fire", true],
    ["but on one line", "printer.*fire", "the printer\nis on fire", false],
    ["what is no digit", "^\\D+$", "no digits here", true],
    ["a set and what is not in it", "^[a-c][^a-c]$", "BX", true],
    ["another alphabet, in capitals", "ПРИНТЕР", "мой принтер", true],
    ["a range of it", "^[А-Я]+$", "принтер", true],
    ["a sigma at the end of a word is one", "ΟΔΟΣ", "οδος", true],
    ["a dotted capital I as facts have it", "İstanbul", "İstanbul".toLowerCase(), true],
    ["a smiley is one character", "^.$", "😀", true],
    ["signs that mean themselves", "\\[ticket\\]", "[Ticket] 7", true],
    ["nothing is in everything", "", "anything", true],
    ["nothing at all", "^$", "", true],
    ["a set of nothing", "[]", "anything", false],
    ["nothing repeated", "(?:a*)*b", "aaab", true],
    ["at most two", "^a{0,2}$", "aa", true],
    ["and not three", "^a{0,2}$", "aaa", false],
    ["two or three", "^(?:ab){2,3}$", "ababab", true],
    ["and not one", "^(?:ab){2,3}$", "ab", false],
    ["and not four", "^(?:ab){2,3}$", "abababab", false],
    ["two at least", "^a{2,}$", "aaaaa", true],
    ["and not one of two at least", "^a{2,}$", "a", false],
    ["none", "^a{0}$", "a", false]
  ])("%s", (_, source, text, expected) => {
    expect(Pattern.matches(of(source), text)).toBe(expected)
    expect(Pattern.isIn(source, text)).toBe(expected)
  })
  test("a pattern that cannot be read is in no text", () => {
    expect(Pattern.isIn("(", "(")).toBe(false)
  })
  test("what stands beyond the longest text is not looked at", () => {
    const text = "a".repeat(Pattern.LONGEST_TEXT)
    expect(Pattern.matches(of("b"), `${text.slice(1)}b`)).toBe(true)
    expect(Pattern.matches(of("b"), `${text}b`)).toBe(false)
  })
  test("however many patterns were read before, each says what it says", () => {
    for (let i = 0; i < 1200; i++) expect(Pattern.isIn(`^x${i % 601}$`, `x${i % 601}`)).toBe(true)
  })
})

describe("what cannot be read is told with its place", () => {
  test.each<[string, number, string]>([
    ["order (", 6, "never closed"],
    ["a)", 1, "closes nothing"],
    ["a[b-", 1, "never closed"],
    ["*a", 0, "nothing to repeat"],
    ["a**", 1, "repeated twice"],
    ["a{3,2}", 1, "more than the most"],
    ["a{2000}", 1, "more than 1000"],
    ["a{,2}", 1, "stands for itself"],
    ["^*", 0, "cannot be repeated"],
    ["(a)\\1", 3, "referred to"],
    ["(?=a)", 0, "looking around"],
    ["(?<=a)b", 0, "looking around"],
    ["(?<name>a)", 0, "looking around"],
    ["a\\", 1, "before nothing"],
    ["\\q", 0, "means nothing"],
    ["[z-a]", 1, "backwards"],
    ["[a-\\d]", 1, "one character to another"],
    ["[\\q]", 1, "means nothing"],
    ["(?:a{100}){100}", 0, "steps long"],
    ["a".repeat(1001), 1000, "at most 1000"]
  ])("%s", (source, at, problem) => {
    expect(mistakeIn(source)).toEqual({ at, problem: expect.stringContaining(problem) })
  })
  test("nothing repeated without end takes no room and no time", () => {
    const nested = "(".repeat(120) + "){1000}".repeat(120)
    expect(mistakeIn(nested)?.problem).toContain("steps long")
    expect(mistakeIn("(".repeat(1000))?.problem).toContain("never closed")
  })
})

describe("laws", () => {
  const letter = fc.constantFrom(..."aAbB01_ -.éÉßſsSKkσςΣæЖжıiI\n\u2028\u00a0", "\u212a", "😀", "𐐀", "𐐨")
  const text = fc.array(letter, { maxLength: 7 }).map((letters) => letters.join(""))
  const sign = fc.constantFrom(..."aAbB01_ éÉßſsSkσςΣЖжıI", "\u212a", "😀", "𐐀", "\\.", "\\-".slice(1), "\\[", "\\n")
  const named = fc.constantFrom("\\d", "\\D", "\\w", "\\W", "\\s", "\\S")
  const range = fc.constantFrom("a-z", "A-Z", "0-9", "À-ÿ", "Α-Ω", "А-я", "a-b", "\\u0000".slice(6) + " -~", "ſ-ſ", "𐐀-𐐧", "X-é")
  const member = fc.oneof(sign, named, range)
  const set = fc
    .tuple(fc.boolean(), fc.array(member, { maxLength: 3 }))
    .map(([negated, members]) => `[${negated ? "^" : ""}${members.filter((one) => one !== "-").join("")}]`)
  const times = fc.constantFrom("?", "*", "+", "{2}", "{0,2}", "{1,}", "{0}", "*?", "{0,}")
  const { source } = fc.letrec<{ source: string; place: string }>((tie) => ({
    place: fc.oneof(
      { maxDepth: 2, depthSize: "small", withCrossShrink: true },
      sign.map((one) => (one === "-" ? "\\." : one)),
      named,
      set,
      fc.constant("."),
      tie("source").map((inner) => `(?:${inner})`),
      tie("source").map((inner) => `(${inner})`)
    ),
    source: fc
      .array(
        fc.array(
          fc.oneof(
            tie("place"),
            fc.tuple(tie("place"), times).map(([one, often]) => one + often),
            fc.constantFrom("^", "$", "\\b", "\\B")
          ),
          { maxLength: 4 }
        ),
        { minLength: 1, maxLength: 3 }
      )
      .map((options) => options.map((parts) => parts.join("")).join("|"))
  }))

  test("a pattern finds what a regular expression with the flags i and u finds", () => {
    fc.assert(
      fc.property(source, fc.array(text, { minLength: 1, maxLength: 5 }), (source, texts) => {
        const parsed = Pattern.parse(source)
        // Some are longer than they may be, once they are written out.
        if (Result.isFailure(parsed)) return expect(parsed.failure.problem).toContain("steps long")
        for (const whole of texts) {
          // V8 finds a place that is no edge between the two halves of one character, too; ECMA-262 does not look there.
          const one = source.includes("\\B") ? whole.replaceAll(/[𐐀𐐨😀]/gu, "a") : whole
          expect([one, Pattern.matches(parsed.success, one)]).toEqual([one, new RegExp(source, "iu").test(one)])
        }
      })
    )
  })
  test("whatever is written is read, or refused with a place that is in it", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(..."ab()[]{}|?*+^$.\\-,12dwbn:=<é", "😀"), { maxLength: 20 }), (signs) => {
        const source = signs.join("")
        const found = mistakeIn(source)
        if (found === undefined) expect(() => new RegExp(source, "u")).not.toThrow()
        else expect(found.at >= 0 && found.at <= source.length).toBe(true)
      })
    )
  })
  test.each([
    ["^(a+)+$", "a"],
    ["^(a|a)*$", "a"],
    ["^(a|aa)+$", "a"],
    ["^(?:a?){20}a{20}$", "a"],
    ["(x+x+)+y", "x"],
    ["(.*)*=.*", "a"],
    ["^(([a-z])+.)+[A-Z]([a-z])+$", "a"],
    ["\\s+$", " "]
  ])("%s is not gone through more than once at a character", (source, letter) => {
    const { program } = of(source)
    for (const length of [10, 100, 1000, 10_000]) {
      const { steps } = search(program, `${letter.repeat(length)}!`)
      expect(steps).toBeLessThanOrEqual(program.length * (length + 2))
      expect(steps).toBeGreaterThanOrEqual(length)
    }
  })
  test("however a pattern is nested, its steps are bounded by its length and the text's", () => {
    fc.assert(
      fc.property(source, text, (source, text) => {
        const parsed = Pattern.parse(source)
        if (Result.isFailure(parsed)) return
        const { program } = parsed.success
        expect(program.length).toBeLessThanOrEqual(Pattern.LARGEST)
        expect(search(program, text).steps).toBeLessThanOrEqual(program.length * ([...text].length + 1))
      })
    )
  })
})
