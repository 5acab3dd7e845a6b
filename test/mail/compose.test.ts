import fc from "fast-check"
import PostalMime, { type Address } from "postal-mime"
import { describe, expect, test } from "vitest"
import { compose, type File } from "../../src/mail/compose.ts"
import type { Mailbox } from "../../src/mail/Incoming.ts"
import type { Letter } from "../../src/mail/Letter.ts"
import { parseAddresses } from "../../src/mail/parser/addresses.ts"
import { plain } from "../../src/mail/plain.ts"
import * as EmailAddress from "../../src/people/EmailAddress.ts"
import * as arbitraries from "../../src/testing/arbitraries.ts"
import * as Text from "../../src/text/Text.ts"
import * as Instant from "../../src/time/Instant.ts"
import { aLetter } from "./aLetter.ts"

const made = async (letter: Letter, files: ReadonlyArray<File> = []) => Buffer.from(compose(letter, plain.render(letter), files))
const headOf = (raw: Buffer): ReadonlyArray<readonly [name: string, value: string]> => {
  const text = raw.toString("utf8")
  return text
    .slice(0, text.indexOf("\r\n\r\n"))
    .replace(/\r\n[ \t]/g, " ")
    .split("\r\n")
    .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()])
}
const valueOf = (raw: Buffer, name: string) => headOf(raw).find(([key]) => key === name)?.[1]

describe("a letter becomes a mail", () => {
  test("with the words as text and as HTML, under its own names and ids", async () => {
    const mail = await PostalMime.parse(await made(aLetter()))
    expect(mail).toMatchObject({
      from: { address: "help@acme.example", name: "Bo (Acme)" },
      to: [{ address: "ada@example.org", name: "Ada" }],
      replyTo: [{ address: "help@acme.example" }],
      subject: "Re: Printer on fire",
      messageId: "<t1.k7qm4xw2.2.abcdefgh.abcdefghijklmnopqrstuvwxyz@acme.example>",
      inReplyTo: "<m1@example.org>",
      references: "<m1@example.org>",
      date: "2026-01-05T09:00:00.000Z"
    })
    expect(mail.text!.trim()).toBe("It is out now.\n\nAcme Support")
    expect(mail.html).toContain("<div>It is out now.</div>")
  })
  test("files come back as they were", async () => {
    const files = [
      { name: "facture n°12.pdf", type: "application/pdf", bytes: Uint8Array.from({ length: 1000 }, (_, i) => i % 256) },
      { name: "mail.eml", type: "message/rfc822", bytes: Buffer.from("From: x\n\n.\nbare\rends\n") }
    ]
    const { attachments } = await PostalMime.parse(await made(aLetter(), files))
    expect(attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
      ["facture n°12.pdf", "application/pdf"],
      ["mail.eml", "application/octet-stream"]
    ])
    attachments.forEach(({ content }, i) => expect(Buffer.from(content as ArrayBuffer)).toEqual(Buffer.from(files[i]!.bytes)))
  })
  test("only a machine's mail says that it is one", async () => {
    const human = await made(aLetter())
    const machine = await made(aLetter({ automatic: true }))
    expect(human.toString()).not.toMatch(/auto-submitted|x-auto/i)
    expect([valueOf(machine, "Auto-Submitted"), valueOf(machine, "X-Auto-Response-Suppress")]).toEqual(["auto-replied", "All"])
  })
  test("a name that brings header fields of its own brings none", async () => {
    const name = 'Eve\r\nBcc: all@example.org\r\n\r\n<script>"'
    const raw = await made(
      aLetter({
        to: [{ address: "eve@example.org", name }],
        from: { address: "help@acme.example", name },
        subject: name,
        messageId: `x@y>\r\nBcc: z`
      })
    )
    expect(headOf(raw).map(([key]) => key)).not.toContain("Bcc")
    expect((await PostalMime.parse(raw)).to).toEqual([{ address: "eve@example.org", name: 'Eve Bcc: all@example.org <script>"' }])
  })
})

const hostile = fc.oneof(
  arbitraries.text(300),
  fc.string({ unit: "binary", maxLength: 80 }),
  fc.constantFrom(
    "x".repeat(998),
    "é".repeat(255),
    "=?utf-8?Q?Bcc=3A_x?=",
    "a\r\nBcc: x@example.org",
    "\r\n\r\n.\r\nQUIT\r\n",
    ".",
    "..\n.\n",
    '"',
    "\\",
    "a\u2028b\u0085c",
    "w ".repeat(400)
  )
)
const mailbox: fc.Arbitrary<Mailbox> = fc.record({
  address: fc.oneof(
    arbitraries.address,
    fc.constantFrom(
      "a@b",
      "=?utf-8?Q?a?=@example.org",
      `${"l".repeat(64)}@${"d".repeat(60)}.example`,
      "bad address@example.org",
      "a@b, c@d",
      "<x@y>",
      '"q"@example.org',
      "x@y\r\nBcc: z@example.org",
      ""
    ),
    fc.emailAddress().map((address) => EmailAddress.parse(address) ?? "a@b")
  ),
  name: hostile
})
const id = fc.oneof(fc.constantFrom("m1@example.org", "a b@c", "a>b@c", "x".repeat(300), "é@x"), hostile)
const anyLetter: fc.Arbitrary<Letter> = fc
  .record({
    data: fc.record({
      reference: fc.constant("K7QM-4XW2"),
      subject: hostile,
      author: hostile,
      text: hostile,
      brand: hostile,
      signature: hostile,
      color: fc.constant("#0a6cff"),
      requester: hostile
    }),
    template: fc.constantFrom("received", "reply", "agentNote"),
    subject: hostile,
    from: mailbox,
    replyTo: fc.option(mailbox.map((one) => one.address)),
    to: fc.array(mailbox, { maxLength: 3 }),
    cc: fc.array(mailbox, { maxLength: 3 }),
    messageId: id,
    inReplyTo: fc.option(id),
    references: fc.array(id, { maxLength: 12 }),
    date: fc.integer({ min: 0, max: Date.UTC(2100, 0) }).map((at) => Instant.make(at)),
    automatic: fc.boolean()
  })
  .map(aLetter)
const anyFiles: fc.Arbitrary<ReadonlyArray<File>> = fc.array(
  fc.record({
    name: hostile,
    type: fc.oneof(hostile, fc.constantFrom("text/plain", "image/png", "multipart/mixed", "message/rfc822", "text/html")),
    bytes: fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.nat(4000).map((size) => new Uint8Array(size))
    )
  }),
  { maxLength: 2 }
)

const isWritten = (address: string) => EmailAddress.parse(address) === address && !address.includes("=?")
const plainly = (text: string) =>
  Text.clean(text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu, " ")
    .replace(/ +/g, " ")
    .trim()
const named = ({ address, name }: Mailbox) => ({ address, name: Text.cut(plainly(name), 255).trim().replaceAll("=?", "= ?") })
const read = (all: ReadonlyArray<Address> | undefined) =>
  (all ?? []).map(({ address, name }) => ({ address: EmailAddress.parse(address ?? ""), name }))
const allowed = new Set([
  "Subject",
  "From",
  "To",
  "Cc",
  "Reply-To",
  "In-Reply-To",
  "References",
  "Message-ID",
  "Date",
  "MIME-Version",
  "Content-Type",
  "Auto-Submitted",
  "X-Auto-Response-Suppress"
])
const cases = { numRuns: Math.ceil(fc.readConfigureGlobal().numRuns! / 5) }

describe("whatever a letter holds", () => {
  test("its mail has the header fields that it must have, each once, and no others", async () => {
    await fc.assert(
      fc.asyncProperty(anyLetter, anyFiles, async (letter, files) => {
        const names = headOf(await made(letter, files)).map(([name]) => name)
        expect(names.filter((name) => !allowed.has(name))).toEqual([])
        expect(new Set(names).size).toBe(names.length)
      }),
      cases
    )
  })
  test("its lines end in CRLF, are short, and all but foreign addresses is ASCII", async () => {
    await fc.assert(
      fc.asyncProperty(anyLetter, anyFiles, async (letter, files) => {
        const raw = await made(letter, files)
        const text = raw.toString("latin1")
        expect(/\r(?!\n)|(?<!\r)\n|\0/.test(text)).toBe(false)
        expect(Math.max(...text.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(998)
        const isForeign = [letter.from, ...letter.to, ...letter.cc, { address: letter.replyTo ?? "" }].some(
          ({ address }) => isWritten(address) && /[^\0-\x7f]/.test(address)
        )
        expect(isForeign || !/[^\0-\x7f]/.test(text)).toBe(true)
      }),
      cases
    )
  })
  test("who reads the mail finds what was written, by two parsers", async () => {
    await fc.assert(
      fc.asyncProperty(anyLetter, anyFiles, async (letter, files) => {
        const raw = await made(letter, files)
        const mail = await PostalMime.parse(raw)
        const rendered = plain.render(letter)
        for (const part of ["to", "cc"] as const) {
          const wanted = letter[part].filter(({ address }) => isWritten(address))
          expect(read(mail[part] as ReadonlyArray<Address> | undefined)).toEqual(wanted.map(named))
          const ours = parseAddresses(valueOf(raw, part === "to" ? "To" : "Cc") ?? "")
          expect(ours.mailboxes.map(({ address }) => address)).toEqual(wanted.map(({ address }) => address))
          expect(ours.wrong).toEqual([])
        }
        expect(read(mail.from === undefined ? [] : [mail.from])).toEqual(
          [letter.from].filter(({ address }) => isWritten(address)).map(named)
        )
        expect(mail.subject ?? "").toBe(Text.cut(plainly(rendered.subject), 998).trim())
        const lines = (text: string | undefined) =>
          Text.clean(text ?? "")
            .replace(/\r\n?/g, "\n")
            .trimEnd()
        expect(lines(mail.text)).toBe(lines(rendered.text))
        expect(lines(mail.html)).toBe(lines(rendered.html))
        expect(mail.attachments.map(({ content }) => Buffer.from(content as ArrayBuffer))).toEqual(
          files.map(({ bytes }) => Buffer.from(bytes))
        )
        expect(mail.attachments.map(({ filename }) => filename)).toEqual(
          files.map(({ name }) => named({ address: "", name }).name || "attachment")
        )
      }),
      cases
    )
  })
  test("the same letter is the same bytes", async () => {
    await fc.assert(
      fc.asyncProperty(anyLetter, anyFiles, async (letter, files) => {
        expect((await made(letter, files)).equals(await made(JSON.parse(JSON.stringify(letter)) as Letter, files))).toBe(true)
      }),
      cases
    )
  })
})
