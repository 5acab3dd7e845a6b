/** Texts as hostile as mail is, and the ids, addresses and moments beside them. */
import fc from "fast-check"
import * as Text from "../../text/Text.ts"
import * as Instant from "../../time/Instant.ts"

const hostile = [
  "",
  " ",
  "__proto__",
  "constructor",
  "O'Brien \"; DROP TABLE tickets; --",
  "%_\\",
  "{{ticket.id}} {% raw %}",
  "<script>alert(1)</script>",
  "=1+1",
  "👩‍👩‍👧‍👦 🇫🇷 👍🏽",
  "שלום עולם",
  "\u202Eelif.exe",
  "e\u0301 Å ﬁ Ⅷ",
  "Z̤͔ͧ̑̓ä͖̭̈̇lͮ̒ͫǧ̗͚̚o̙̔ͮ̇͐̇",
  "你好 こんにちは 안녕",
  "a\u0000b\ud800c",
  "line\r\nbreak\u2028s\ttab",
  "\u001b[31mred\u001b[0m",
  "On Friday I will wait.\n> quoted\n-- \nAda"
]

const raw = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: "grapheme", maxLength: 24 }), fc.lorem({ maxCount: 12 }))

/** Well-formed text of at most `max` UTF-16 code units: emoji, right to left, combining marks, quotes, `__proto__`. */
export const text = (max = 60): fc.Arbitrary<string> =>
  raw.map((some) => Text.clean(Text.cut(Text.clean(some), max))).filter((clean) => clean.length <= max)

/** Text that is not only blanks. */
export const filled = (max = 60): fc.Arbitrary<string> => text(max).map((some) => (some.trim() === "" ? "x" : some))

export const slug: fc.Arbitrary<string> = fc.oneof(
  fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_-]{0,9}$/),
  fc.constantFrom("constructor", "toString", "valueOf", "hasOwnProperty", "a".repeat(63))
)
export const id: fc.Arbitrary<string> = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:@+-]{0,20}$/)
/** Between 1970 and 2100. */
export const instant: fc.Arbitrary<Instant.Instant> = fc.integer({ min: 0, max: Date.UTC(2100, 0) }).map(Instant.make)
/** Few, so that they meet again; one spelled in two ways. */
export const address: fc.Arbitrary<string> = fc.constantFrom(
  "ada@example.org",
  "Eve@example.org",
  "eve@example.org",
  "zoé@xn--caf-dma.example",
  "o'neil+x@mail.example.co"
)

export const several = <T>(one: fc.Arbitrary<T>, maxLength = 3): fc.Arbitrary<Array<T>> => fc.array(one, { maxLength })
