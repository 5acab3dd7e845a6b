import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Threading from "../../src/mail/Threading.ts"
import * as Token from "../../src/mail/Token.ts"
import { anIncoming } from "./anIncoming.ts"
import { aSigner } from "./aSigner.ts"

const signer = aSigner("secret")
const desk = { tenant: "acme", signer }
const reader = Token.readerTag(signer, "acme", null)
const ours = (reference: string, domain = "example.org"): string =>
  Token.messageId(signer, "acme", { reference, message: 1, isInternal: false, reader }, domain)
const known = new Map([
  ["reference:K7QM-4XW2", "ticket-1"],
  ["reference:AAAA-BBBB", "ticket-2"],
  ["mid:first@example.net", "ticket-3"],
  ["mid:later@example.net", "ticket-4"],
  ["parent:unseen@example.net", "ticket-5"]
])
const found = (parts: Parameters<typeof anIncoming>[0]) => Threading.match(anIncoming(parts), known, desk)

describe("a mail finds its ticket", () => {
  test("by our own Message-ID in In-Reply-To", () => {
    const match = found({ inReplyTo: ours("K7QM-4XW2") })
    expect(match).toMatchObject({
      _tag: "Match",
      stream: "ticket-1",
      by: "messageToken",
      token: { reference: "K7QM-4XW2", message: 1, isInternal: false, reader }
    })
  })

  test("by the nearest of several of our own in References", () => {
    expect(found({ references: [ours("AAAA-BBBB"), ours("K7QM-4XW2"), "other@example.net"] })).toMatchObject({ stream: "ticket-1" })
  })

  test("by the signed address that it was delivered to, when a provider rewrote every id", () => {
    const address = Token.replyAddress(signer, "acme", "K7QM-4XW2", "help@example.org")!
    expect(found({ deliveredTo: [address], inReplyTo: "rewritten@gmail.example" })).toMatchObject({ stream: "ticket-1", by: "replyToken" })
    expect(found({ cc: [{ address, name: "" }] })).toMatchObject({ stream: "ticket-1", by: "replyToken" })
  })

  test("by a stored id: what it answers before what it refers to, the nearest first", () => {
    expect(found({ inReplyTo: "first@example.net", references: ["later@example.net"] })).toMatchObject({
      stream: "ticket-3",
      by: "storedMessageId"
    })
    expect(found({ references: ["first@example.net", "later@example.net"] })).toMatchObject({ stream: "ticket-4" })
  })

  test("by the report's original, for a mail that never arrived", () => {
    expect(found({ report: { original: ours("K7QM-4XW2"), recipients: [] } })).toMatchObject({ stream: "ticket-1", by: "messageToken" })
  })

  test("by the reference in its subject, in any of the ways people type it", () => {
    for (const subject of ["Re: Printer [#K7QM-4XW2]", "AW: [#k7qm4xw2] Printer"])
      expect(found({ subject })).toMatchObject({ stream: "ticket-1", by: "subjectTag" })
  })

  test("by an unknown mail that a mail of the ticket answered too", () => {
    expect(found({ inReplyTo: "unseen@example.net" })).toMatchObject({ stream: "ticket-5", by: "sibling" })
  })

  test("as the mail that came before", () => {
    const again = Threading.match(anIncoming({ digest: "d" }), new Map([["copy:d", "ticket-9"]]), desk)
    expect(again).toEqual({ _tag: "Copy", stream: "ticket-9" })
  })

  test("and says what it looked at on the way", () => {
    const match = found({ inReplyTo: "nobody@example.net", references: ["first@example.net"] })
    expect(match).toMatchObject({
      evidence: [
        { by: "storedMessageId", value: "first@example.net" },
        { by: "storedMessageId", value: "nobody@example.net" }
      ]
    })
  })
})

describe("a mail finds no ticket", () => {
  test("by a signed name before a stored one: strength decides, not nearness", () => {
    expect(found({ inReplyTo: "first@example.net", references: [ours("K7QM-4XW2")] })).toMatchObject({ stream: "ticket-1" })
  })

  test("by an id that looks like ours and is not, even if somebody stored it", () => {
    const forged = ours("K7QM-4XW2").replace(/\.[a-z2-7]{26}@/, `.${"a".repeat(26)}@`)
    const stored = new Map([...known, [`mid:${forged}`, "ticket-1"], [`parent:${forged}`, "ticket-1"]])
    expect(Threading.match(anIncoming({ inReplyTo: forged, references: [forged] }), stored, desk)).toMatchObject({ _tag: "NoMatch" })
    expect(Threading.keysOf(anIncoming({ inReplyTo: forged }), desk)).toEqual(["copy:digest"])
  })

  test("by another desk's signature", () => {
    const theirs = Token.messageId(signer, "other", { reference: "K7QM-4XW2", message: 1, isInternal: false, reader }, "example.org")
    expect(found({ inReplyTo: theirs })).toMatchObject({ _tag: "NoMatch" })
  })

  test("by words that only look like a reply prefix, a lone @, or its own id", () => {
    for (const subject of ["Software: licence", "Fire: alarm", "Fwd: Printer", "Antw: Printer", "R: Printer"])
      expect(found({ subject })).toMatchObject({ _tag: "NoMatch" })
    expect(found({ inReplyTo: "@" })).toMatchObject({ _tag: "NoMatch" })
    expect(found({ messageId: "first@example.net", inReplyTo: "first@example.net" })).toMatchObject({ _tag: "NoMatch" })
  })

  test("at a desk without a signer, by any signature", () => {
    expect(Threading.match(anIncoming({ inReplyTo: ours("K7QM-4XW2") }), known, { tenant: "acme", signer: undefined })).toMatchObject({
      _tag: "NoMatch"
    })
  })
})

describe("what a mail leaves behind", () => {
  test("its own id, what it pointed to, and its copy, which only one ticket may have", () => {
    const keys = Threading.storedKeys(anIncoming({ messageId: "m@example.net", inReplyTo: "p@example.net" }), "ticket-1")
    expect(keys).toEqual([
      { key: "copy:digest", stream: "ticket-1", exclusive: true },
      { key: "mid:m@example.net", stream: "ticket-1", exclusive: false },
      { key: "parent:p@example.net", stream: "ticket-1", exclusive: false }
    ])
  })

  test("nothing that looks like our own ids", () => {
    const keys = Threading.storedKeys(
      anIncoming({ messageId: "t1.k7qm4xw2.1.x@evil.example", references: [ours("K7QM-4XW2")] }),
      "ticket-1"
    )
    expect(keys.map((one) => one.key)).toEqual(["copy:digest"])
  })

  test("so two answers to one unseen mail meet, whichever comes first", () => {
    const [one, other] = ["a", "b"].map((name) =>
      anIncoming({ digest: name, messageId: `${name}@example.net`, inReplyTo: "unseen-2@example.net" })
    )
    for (const [first, second] of [
      [one!, other!],
      [other!, one!]
    ] as const) {
      const stored = new Map(Threading.storedKeys(first, "ticket-1").map(({ key, stream }) => [key, stream]))
      expect(Threading.match(second, stored, desk)).toMatchObject({ stream: "ticket-1", by: "sibling" })
    }
  })
})

describe("the token in an address", () => {
  test("is what stands exactly between the pattern's ends", () => {
    const pattern = "reply+{token}@example.com"
    expect(Threading.tokenIn("reply+abc@EXAMPLE.com", pattern)).toBe("abc")
    expect(Threading.tokenIn("Reply+aBc@example.com", pattern)).toBe("aBc")
    for (const address of ["reply+@example.com", "test+abc@example.com", "reply+abc@example.org", "x reply+abc@example.com", ""])
      expect(Threading.tokenIn(address, pattern)).toBeUndefined()
  })
})

describe("laws", () => {
  const id = fc.oneof(
    fc.constantFrom("first@example.net", "later@example.net", "unseen@example.net", ours("K7QM-4XW2"), ours("AAAA-BBBB")),
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.stringMatching(/^t1\.[0-9a-z]{8}\.[0-9]{1,6}\.[a-z2-7]{8}\.[a-z2-7]{26}@x\.org$/)
  )
  const mail = fc.record({
    inReplyTo: fc.option(id),
    references: fc.array(id, { maxLength: 6 }),
    messageId: fc.option(id),
    subject: fc.string()
  })

  test("every key that decides was asked for", () => {
    fc.assert(
      fc.property(mail, (parts) => {
        const asked = new Set(Threading.keysOf(anIncoming(parts), desk))
        const lookups = new Map([...known].filter(([key]) => asked.has(key)))
        expect(Threading.match(anIncoming(parts), lookups, desk)).toEqual(Threading.match(anIncoming(parts), known, desk))
      })
    )
  })

  test("forged ids change nothing, wherever they stand", () => {
    const forged = fc.stringMatching(/^[tT]1\.[0-9a-z]{8}\.[0-9]{1,6}\.[a-z2-7]{8}\.[a-z2-7]{26}@example\.org$/)
    fc.assert(
      fc.property(mail, forged, fc.nat(6), (parts, fake, at) => {
        const references = parts.references.toSpliced(at, 0, fake)
        const [plain, with_] = [parts.references, references].map((refs) =>
          Threading.match(anIncoming({ ...parts, references: refs }), known, desk)
        )
        expect(streamOf(with_!)).toBe(streamOf(plain!))
      })
    )
  })

  test("the more is known, the more is found: no match is lost", () => {
    fc.assert(
      fc.property(mail, fc.subarray([...known.keys()]), (parts, keys) => {
        const few = Threading.match(anIncoming(parts), new Map(keys.map((key) => [key, known.get(key)!])), desk)
        if (few._tag === "Match") expect(Threading.match(anIncoming(parts), known, desk)._tag).toBe("Match")
      })
    )
  })
})

const streamOf = (threaded: Threading.Threaded): string | undefined => (threaded._tag === "NoMatch" ? undefined : threaded.stream)
