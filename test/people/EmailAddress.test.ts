import * as Schema from "effect/Schema"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as EmailAddress from "../../src/people/EmailAddress.ts"
import { addresses, domains, locals, nearly } from "./addresses.ts"

const is = Schema.is(EmailAddress.EmailAddress)

describe("the one form of an address", () => {
  test.each([
    ["ada@example.org", "ada@example.org"],
    ["  Ada@Example.ORG\n", "Ada@example.org"],
    ["ada+news@example.org", "ada+news@example.org"],
    ["ada@localhost", "ada@localhost"],
    // RFC 6531, in normal form C.
    ["jose\u0301@example.org", "jos\u00e9@example.org"],
    // A domain in letters of its own becomes A-labels (UTS 46), as the mail system has it.
    ["ada@M\u00fcnchen.de", "ada@xn--mnchen-3ya.de"],
    ["ada@xn--mnchen-3ya.de", "ada@xn--mnchen-3ya.de"]
  ])("%j → %j", (raw, address) => {
    expect(EmailAddress.parse(raw)).toBe(address)
    expect(is(address)).toBe(true)
  })

  test.each([
    ["nothing", ""],
    ["no domain", "ada"],
    ["no local part", "@example.org"],
    ["two of them", "ada@example.org,eve@example.org"],
    ["two at signs: the mail would go elsewhere", "ada@evil.test@example.org"],
    ["a quoted local part", '"ada lovelace"@example.org'],
    ["a comment", "ada(comment)@example.org"],
    ["a group", "friends:ada@example.org;"],
    ["a display name", "Ada <ada@example.org>"],
    ["a domain literal", "ada@[127.0.0.1]"],
    ["a dot too many", "ada..l@example.org"],
    ["a dot at the end", "ada.@example.org"],
    ["a line break, and a header after it", "ada@example.org\r\nBcc: eve@example.org"],
    ["a line separator", "a\u2028da@example.org"],
    ["a blank that is not seen", "a\u200bda@example.org"],
    ["a direction mark", "\u202eada@example.org"],
    ["NUL", "ada\u0000@example.org"],
    ["half a character", "ada\ud800@example.org"],
    ["a full-width at sign, which the next server may fold", "ada\uff20evil.test@example.org"],
    ["a ligature, which the next server may unfold", "\ufb01na@example.org"],
    ["a label that begins with a hyphen", "ada@-example.org"],
    ["a label of 64", `ada@${"a".repeat(64)}.org`],
    ["a local part of 65 octets", `${"a".repeat(65)}@example.org`],
    ["a local part of 33 characters and 66 octets", `${"é".repeat(33)}@example.org`],
    ["255 octets", `${"a".repeat(60)}@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.${"e".repeat(11)}`],
    ["full-width digits that a URL takes for a number", "ada@\uff11.\uff12"],
    ["a megabyte", "a".repeat(1_000_000) + "@example.org"]
  ])("%s is no address", (_, raw) => {
    expect(EmailAddress.parse(raw)).toBeUndefined()
    expect(is(raw)).toBe(false)
  })

  test("the longest that there are", () => {
    const local = "a".repeat(64)
    const address = `${local}@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.${"e".repeat(6)}`
    expect(address).toHaveLength(254)
    expect(EmailAddress.parse(address)).toBe(address)
  })

  test("only the folded form is an address; the other spellings are read into it", () => {
    expect(is("Ada@example.org")).toBe(true)
    expect(is("ada@Example.org")).toBe(false)
    expect(is("jose\u0301@example.org")).toBe(false)
    expect(is("ada@m\u00fcnchen.de")).toBe(false)
  })
})

describe("two spellings of one mailbox", () => {
  test("ASCII letters are compared without case", () => {
    expect(EmailAddress.equals("Ada@example.org", "aDA@example.org")).toBe(true)
  })
  test("nothing else is folded: these are different people", () => {
    expect(EmailAddress.equals("ada@example.org", "ada+x@example.org")).toBe(false)
    expect(EmailAddress.equals("a.da@example.org", "ada@example.org")).toBe(false)
    expect(EmailAddress.equals("mıke@example.org", "mike@example.org")).toBe(false)
    expect(EmailAddress.equals("ÉVA@example.org", "éva@example.org")).toBe(false)
    expect(EmailAddress.equals("strasse@example.org", "straße@example.org")).toBe(false)
  })
})

describe("laws", () => {
  test("parse is idempotent, and what it answers is an address", () => {
    fc.assert(
      fc.property(fc.oneof(addresses, nearly, fc.emailAddress(), fc.string({ unit: "binary" })), (raw) => {
        const address = EmailAddress.parse(raw)
        if (address === undefined) return
        expect(EmailAddress.parse(address)).toBe(address)
        expect(is(address)).toBe(true)
        expect(`${EmailAddress.localOf(address)}@${EmailAddress.domainOf(address)}`).toBe(address)
        // One at sign, whatever normal form the next reader takes.
        expect(address.normalize("NFKC").split("@")).toHaveLength(2)
      })
    )
  })
  test("the schema takes exactly what parse leaves as it is", () => {
    fc.assert(
      fc.property(fc.oneof(addresses, nearly), (raw) => {
        expect(is(raw)).toBe(EmailAddress.parse(raw) === raw)
      })
    )
  })
  test("an address in the house's form is left as it is; its domain is read without case", () => {
    fc.assert(
      fc.property(locals, domains, (local, domain) => {
        expect(EmailAddress.parse(`${local}@${domain}`)).toBe(`${local}@${domain}`)
        expect(EmailAddress.parse(`${local}@${domain.toUpperCase()}`)).toBe(`${local}@${domain}`)
      })
    )
  })
  test("the key is a canonical form: idempotent, still an address, shared by all spellings in ASCII case", () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const key = EmailAddress.key(address)
        expect(EmailAddress.key(key)).toBe(key)
        expect(is(key)).toBe(true)
        const shouted = address.replace(/[a-z]+(?=.*@)/g, (letters) => letters.toUpperCase())
        expect(EmailAddress.equals(address, shouted)).toBe(true)
      })
    )
  })
  test("equality is an equivalence: reflexive, symmetric, transitive", () => {
    const alike = fc
      .tuple(fc.constantFrom("a", "A", "é", "É", "ı", "i"), fc.constantFrom("x.org", "y.org"))
      .map(([local, domain]) => `${local}@${domain}`)
    fc.assert(
      fc.property(alike, alike, alike, (a, b, c) => {
        expect(EmailAddress.equals(a, a)).toBe(true)
        expect(EmailAddress.equals(a, b)).toBe(EmailAddress.equals(b, a))
        if (EmailAddress.equals(a, b) && EmailAddress.equals(b, c)) expect(EmailAddress.equals(a, c)).toBe(true)
      })
    )
  })
  test("locals that differ by more than ASCII case never share a key", () => {
    const unit = fc.constantFrom("a", "A", "é", "É", "ß", "ı", "i", "I", "Ж", "ж", "s")
    const local = fc.string({ unit, minLength: 1, maxLength: 3 })
    const ascii = (text: string) => [...text].map((one) => (one >= "A" && one <= "Z" ? one.toLowerCase() : one)).join("")
    fc.assert(
      fc.property(local, local, (a, b) => {
        expect(EmailAddress.equals(`${a}@x.org`, `${b}@x.org`)).toBe(ascii(a) === ascii(b))
      })
    )
  })
})
