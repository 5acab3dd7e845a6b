/** Addresses in the one form of the house, and strings that are nearly addresses. */
import fc from "fast-check"

const label = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,8}[a-z0-9])?$/)
export const domains = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join("."))
const atom = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,12}$/),
  // Beyond ASCII: letters whose normal forms C and KC are the letters themselves.
  fc.string({ unit: fc.constantFrom("a", "Z", "é", "ß", "ñ", "ı", "Ж", "я", "λ", "中", "अ", "1"), minLength: 1, maxLength: 8 })
)
export const locals = fc.array(atom, { minLength: 1, maxLength: 2 }).map((atoms) => atoms.join("."))
export const addresses = fc.tuple(locals, domains).map(([local, domain]) => `${local}@${domain}`)

/** What attackers and typists make of addresses. */
export const nearly = fc
  .array(
    fc.constantFrom(
      "a",
      "B",
      "@",
      ".",
      "+",
      " ",
      "<",
      ">",
      ",",
      ";",
      ":",
      "(",
      ")",
      "[",
      "]",
      '"',
      "\\",
      "\r\n",
      "\u0000",
      "\u202e",
      "\u200b",
      "＠",
      "ﬁ",
      "K",
      "é",
      "e\u0301",
      "ß",
      "xn--",
      "-",
      "\ud800",
      "\u{1f600}",
      "1",
      "．",
      "。",
      "İ"
    ),
    { maxLength: 12 }
  )
  .map((parts) => parts.join(""))
