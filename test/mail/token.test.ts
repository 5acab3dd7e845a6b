import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as EmailAddress from "../../src/people/EmailAddress.ts"
import * as Token from "../../src/mail/Token.ts"
import { aSigner } from "./aSigner.ts"

const signer = aSigner("secret")
const token = { reference: "K7QM-4XW2", message: 3, isInternal: false, reader: Token.readerTag(signer, "acme", "ada@example.net") }
const ours = Token.messageId(signer, "acme", token, "example.org")
const home = Token.replyAddress(signer, "acme", "K7QM-4XW2", "help@example.org")!

describe("a mark that only we can make", () => {
  test("says what was put into it", () => {
    expect(Token.readMessageId(signer, "acme", ours)).toEqual(token)
    expect(Token.readReplyAddress(signer, "acme", home)).toBe("K7QM-4XW2")
    expect(Token.looksOurs(ours)).toBe(true)
  })

  test("is short enough for a header line and a mailbox", () => {
    expect(Token.messageId(signer, "acme", { ...token, message: 999_999 }, `${"d".repeat(60)}.org`).length).toBeLessThanOrEqual(120)
    expect(EmailAddress.parse(home)).toBe(home)
  })

  test("fits no mailbox with a long name, and says so", () => {
    expect(Token.replyAddress(signer, "acme", "K7QM-4XW2", `${"h".repeat(40)}@example.org`)).toBeUndefined()
  })

  test("means nothing to another desk, nor under another key", () => {
    expect(Token.readMessageId(signer, "other", ours)).toBeUndefined()
    expect(Token.readMessageId(aSigner("other"), "acme", ours)).toBeUndefined()
    expect(Token.readReplyAddress(signer, "other", home)).toBeUndefined()
    expect(Token.readReplyAddress(aSigner("other"), "acme", home)).toBeUndefined()
  })

  test("of one purpose does not serve another", () => {
    const mac = /\.([a-z2-7]{26})@/.exec(ours)![1]!
    expect(Token.readReplyAddress(signer, "acme", `help+k7qm4xw2.${mac}@example.org`)).toBeUndefined()
  })

  test("in an address survives a relay that folds its case", () => {
    expect(
      Token.readReplyAddress(
        signer,
        "acme",
        home.replace(/^[^@]+/, (local) => local.toUpperCase())
      )
    ).toBe("K7QM-4XW2")
  })

  test("tells one reader from another, and nobody from both", () => {
    const tags = [null, "ada@example.net", "bob@example.net"].map((reader) => Token.readerTag(signer, "acme", reader))
    expect(new Set(tags).size).toBe(3)
    expect(Token.readerTag(signer, "acme", "ADA@example.net")).toBe(tags[1])
  })

  test("that looks like ours is told by its form alone, in any case", () => {
    expect(Token.looksOurs("T1.K7QM4XW2.3.whatever@example.org")).toBe(true)
    expect(Token.looksOurs("t1.short.3.x@example.org")).toBe(false)
    expect(Token.looksOurs("CAF=abc@mail.example.com")).toBe(false)
  })
})

describe("laws", () => {
  const flipped = fc.tuple(fc.nat(ours.indexOf("@") - 1), fc.integer({ min: 1, max: 127 }))

  test("one changed character before the domain, and it is not ours", () => {
    fc.assert(
      fc.property(flipped, ([at, by]) => {
        const forged = ours.slice(0, at) + String.fromCharCode((ours.charCodeAt(at) + by) % 128) + ours.slice(at + 1)
        expect(Token.readMessageId(signer, "acme", forged)).toBeUndefined()
      })
    )
  })

  test("no prefix, and nothing with white space or escapes about it, is ours", () => {
    fc.assert(
      fc.property(fc.nat(ours.indexOf("@")), fc.constantFrom(" ", "\t", "%20", "\u00A0", "<", ""), (length, mark) => {
        expect(Token.readMessageId(signer, "acme", ours.slice(0, length))).toBeUndefined()
        if (mark !== "") expect(Token.readMessageId(signer, "acme", mark + ours)).toBeUndefined()
      })
    )
  })

  test("nobody draws one by chance", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z2-7]{26}$/), fc.stringMatching(/^[0-9a-z]{8}$/), (mac, reference) => {
        expect(Token.readMessageId(signer, "acme", `t1.${reference}.1.${token.reader}.${mac}@example.org`)).toBeUndefined()
        expect(Token.readReplyAddress(signer, "acme", `help+${reference}.${mac}@example.org`)).toBeUndefined()
      })
    )
  })

  test("whatever is asked, the answer is a value", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(Token.readMessageId(signer, "acme", text)).toBeUndefined()
        expect(Token.readReplyAddress(signer, "acme", text)).toBeUndefined()
      })
    )
  })
})
