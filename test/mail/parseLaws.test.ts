import { createHash } from "node:crypto"
import { readdirSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { checked, fixture, readNow, readParsed } from "./aMail.ts"

const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex")

describe("laws", () => {
  const names = readdirSync(new URL("../fixtures/mails", import.meta.url)).map((file) => file.replace(/\.eml$/, ""))
  const mails = names.map(fixture)

  test("every fixture keeps the promises of the schema, and every file is named by its content", () => {
    expect(names.length).toBeGreaterThan(10)
    for (const bytes of mails) {
      const { mail, blobs } = readParsed(bytes)
      expect(checked(mail)).toEqual(mail)
      for (const blob of blobs) expect(sha256(blob.bytes)).toBe(blob.ref)
      const refs = new Set(blobs.map((blob) => blob.ref))
      for (const ref of [mail.html, ...mail.attachments.map((file) => file.ref)]) if (ref !== null) expect(refs).toContain(ref)
    }
  })

  test("any bytes have an answer that keeps the promises of the schema", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        keepsPromises(bytes)
      })
    )
  })

  const mutated = fc
    .tuple(
      fc.constantFrom(...mails),
      fc.array(fc.tuple(fc.nat(3000), fc.nat(3), fc.uint8Array({ maxLength: 8 })), { minLength: 1, maxLength: 8 })
    )
    .map(([bytes, edits]) =>
      edits.reduce((now, [at, removed, added]) => {
        const place = at % (now.length + 1)
        return Buffer.concat([now.subarray(0, place), added, now.subarray(place + removed)])
      }, bytes)
    )
  test("a mail damaged anywhere has an answer that keeps the promises of the schema", () => {
    fc.assert(
      fc.property(mutated, (bytes) => {
        keepsPromises(bytes)
      })
    )
  })

  const words = fc.array(
    fc.constantFrom(
      "From:",
      "To:",
      "Subject:",
      "Content-Type:",
      "multipart/mixed;",
      "boundary=b",
      "--b",
      "--b--",
      "\r\n",
      "\n",
      "\r",
      " ",
      "text/html",
      "<p>",
      "base64",
      "Content-Transfer-Encoding:",
      "=?utf-8?q?",
      "?=",
      "=C3",
      "a@b.c",
      "<",
      ">",
      '"',
      "(",
      ")",
      "\\",
      "\u0300",
      "é",
      "\0",
      "References:",
      "Date:",
      "message/delivery-status",
      "Final-Recipient:"
    ),
    { maxLength: 40 }
  )
  test("a mail made of a mail's own words has an answer that keeps the promises of the schema", () => {
    fc.assert(
      fc.property(words, (pieces) => {
        keepsPromises(Buffer.from(`X: y\n${pieces.join("")}`))
      })
    )
  })

  test("a mail cut short anywhere is read as far as it goes", () => {
    for (const bytes of mails) for (let length = 1; length < bytes.length; length += 1) keepsPromises(bytes.subarray(0, length))
  })

  const keepsPromises = (bytes: Uint8Array): void => {
    const before = sha256(bytes)
    const answer = readNow(bytes)
    expect(sha256(bytes)).toBe(before)
    if (answer._tag === "Parsed") checked(answer.mail)
    else expect(["empty", "unparsable", "tooManyParts", "tooDeep"]).toContain(answer.cause)
    // An error of ours would be caught and told as unparsable.
    if (answer._tag === "Unreadable" && answer.cause === "unparsable") expect(answer.detail).toBe("no header field")
  }
})
