import fc from "fast-check"
import { createHmac } from "node:crypto"
import { inspect } from "node:util"
import { describe, expect, test } from "vitest"
import { SecretTooShort, signer } from "../../src/mail/Signer.ts"

const old = "the first secret of this desk"
const fresh = "and the one that came after it"
const parts = fc.array(fc.string({ unit: "binary", maxLength: 8 }), { maxLength: 4 })

describe("a desk signs with its first secret", () => {
  test("a tag is 26 letters and digits, the same every time", () => {
    const tag = signer([old]).sign("message-id", ["main", "t1"])
    expect(tag).toMatch(/^[a-z2-7]{26}$/)
    expect(signer([old]).sign("message-id", ["main", "t1"])).toBe(tag)
  })
  test("the tag is HMAC-SHA-256 over purpose and parts, each behind its length in octets", () => {
    const bytes = createHmac("sha256", old).update("1:p3:\u00e9b").digest()
    const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("")
    const wanted = bits
      .match(/.{5}/g)!
      .slice(0, 26)
      .map((five) => "abcdefghijklmnopqrstuvwxyz234567"[Number.parseInt(five, 2)])
    expect(signer([old]).sign("p", ["\u00e9b"])).toBe(wanted.join(""))
  })
  test("after a rotation old mail still verifies; once the old secret is dropped it does not", () => {
    const tag = signer([old]).sign("reader", ["ada"])
    expect(signer([fresh, old]).verify("reader", ["ada"], tag)).toBe(true)
    expect(signer([fresh, old]).sign("reader", ["ada"])).not.toBe(tag)
    expect(signer([fresh]).verify("reader", ["ada"], tag)).toBe(false)
  })
  test("a secret that could be guessed is refused, and not told", () => {
    expect(() => signer([])).toThrow(SecretTooShort)
    expect(() => signer([old, "tooshort"])).toThrow("mail.secrets[1] has 8 bytes")
    const refusal = new SecretTooShort({ index: 0, bytes: 15 })
    expect(() => signer(["fifteen bytes!!"])).toThrow(refusal)
    expect(inspect(refusal) + JSON.stringify(refusal)).not.toContain("fifteen")
    expect(() => signer(["sixteen bytes!!!"])).not.toThrow()
  })
  test("a signer shows no secret", () => {
    expect(inspect(signer([old]), { depth: 9, showHidden: true })).not.toContain("first secret")
  })
})

describe("nobody else makes a tag", () => {
  const ours = signer([fresh, old])
  test("what was signed verifies, and nothing else does", () => {
    fc.assert(
      fc.property(fc.string(), parts, fc.string(), parts, (purpose, said, other, others) => {
        const tag = ours.sign(purpose, said)
        expect(ours.verify(purpose, said, tag)).toBe(true)
        const isSame = JSON.stringify([purpose, said]) === JSON.stringify([other, others])
        expect(ours.verify(other, others, tag)).toBe(isSame)
      })
    )
  })
  test("parts cannot be shifted into each other", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (a, b) => {
        expect(new Set([ours.sign("p", [a, b]), ours.sign("p", [a + b]), ours.sign("p", ["", a + b]), ours.sign(`p${a}`, [b])]).size).toBe(
          4
        )
      })
    )
  })
  test("no change to a tag survives: a letter, its case, its length, blanks, escapes, look-alikes", () => {
    const tag = ours.sign("message-id", ["main", "t1"])
    const changed = fc.oneof(
      fc
        .tuple(fc.nat(25), fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz234567ABC01-= é"))
        .map(([at, letter]) => tag.slice(0, at) + letter + tag.slice(at + 1)),
      fc.nat(26).map((length) => tag.slice(0, length)),
      fc.constantFrom(
        "",
        " ",
        "%20",
        `${tag} `,
        ` ${tag}`,
        `${tag}=`,
        `${tag}a`,
        tag.toUpperCase(),
        encodeURIComponent(` ${tag}`),
        tag.replace(/[a-z]/, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0))
      ),
      fc.string({ unit: "binary" })
    )
    fc.assert(
      fc.property(changed, (other) => {
        expect(ours.verify("message-id", ["main", "t1"], other)).toBe(other === tag)
      })
    )
  })
})
