import { createHash } from "node:crypto"
import { readdirSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { mailParser } from "../../src/mail/parse.ts"
import { checked, fixture, lines, readMail, readNow, readParsed } from "./aMail.ts"

const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex")

describe("a customer asks", () => {
  test("when Ada's washing machine does not come, then the desk knows who asks what, and where it was delivered", () => {
    const mail = readMail(fixture("order"))
    expect(mail).toMatchObject({
      from: { address: "ada@example.org", name: "Ada Byron" },
      sender: null,
      replyTo: [],
      to: [{ address: "help@desk.example", name: "Help desk" }],
      cc: [
        { address: "carl@example.org", name: "Brook, Carl" },
        { address: "dora@example.org", name: "" }
      ],
      deliveredTo: ["help@desk.example", "help+sales@desk.example"],
      returnPath: "ada@example.org",
      subject: "Where is my washing machine?",
      messageId: "order-1@mail.example.org",
      inReplyTo: null,
      references: [],
      date: Date.UTC(2026, 2, 3, 8, 14, 58),
      text: "Hello,\n\nit was to come on Monday — and has not. Grüße\nAda",
      html: null,
      attachments: [],
      report: null,
      cut: []
    })
    expect(mail.raw).toBe(sha256(fixture("order")))
  })

  test("then every header is kept in its order, unfolded and not decoded", () => {
    const { headers } = readMail(fixture("reply"))
    expect(headers[0]).toEqual({ name: "from", value: "=?utf-8?Q?Zo=C3=AB_?= =?utf-8?Q?Kr=C3=A1l?= <zoe@example.org>" })
    expect(headers.map((header) => header.name)).toEqual(
      "from reply-to to subject message-id in-reply-to references date mime-version content-type".split(" ")
    )
  })

  test("when Zoë answers, then the plain part is the text, the HTML is a blob, and the thread is known", () => {
    const { mail, blobs } = readParsed(fixture("reply"))
    expect(mail).toMatchObject({
      from: { address: "zoe@example.org", name: "Zoë Král" },
      replyTo: [{ address: "office@example.org", name: "" }],
      subject: "Re: Café machine",
      inReplyTo: "m1@desk.example",
      references: ["m0@desk.example", "m1@desk.example"],
      text: "The café machine still drips, every day."
    })
    expect(blobs).toHaveLength(1)
    expect(blobs[0]!.ref).toBe(mail.html)
    expect(Buffer.from(blobs[0]!.bytes).toString()).toContain("<b>still</b>")
  })

  test("when there is only HTML, then its text is read from it, without scripts and styles", () => {
    const { mail, blobs } = readParsed(fixture("html-only"))
    expect(mail.text).toContain("It costs 5 € & more.")
    expect(mail.text).not.toMatch(/alert|color|no\b/)
    expect(Buffer.from(blobs[0]!.bytes).toString("utf8")).toContain("It costs 5 €")
  })

  test("when the plain part is empty, then the HTML speaks", () => {
    const mail = readMail(
      lines(
        "From: a@b.example",
        "Content-Type: multipart/alternative; boundary=b",
        "",
        "--b",
        "",
        " ",
        "--b",
        "Content-Type: text/html",
        "",
        "<p>hello</p>",
        "--b--"
      )
    )
    expect(mail.text).toBe("hello")
  })

  test("when a line flows, then paragraphs are whole and quotations keep their depth", () => {
    expect(readMail(fixture("flowed")).text).toBe(
      "The machine has been standing in the hall since Monday.\n> You said it works.\nFrom here on\n-- \nAda"
    )
  })

  test("when Yamada writes in Japanese, then it can be read", () => {
    expect(readMail(fixture("japanese"))).toMatchObject({
      from: { address: "yamada@example.jp", name: "山田" },
      subject: "洗濯機",
      text: "洗濯機が届きません。"
    })
  })

  test("when the mail comes out of an mbox, then the envelope line is none of its headers", () => {
    expect(readMail(fixture("mailbox"))).toMatchObject({ from: { address: "ada@example.org" }, text: "hello", cut: [] })
  })

  test("when the syntax is that of 1982, then everybody is still found", () => {
    expect(readMail(fixture("obsolete"))).toMatchObject({
      from: { address: "jdoe@machine.example", name: "John Doe" },
      to: [{ address: "mary@example.net", name: "Mary Smith" }, { address: "jack@test.example" }],
      cc: [
        { address: "c@public.example", name: "Chris Jones" },
        { address: "joe@example.org", name: "" },
        { address: "jo@one.example", name: 'Jo "the" Do' }
      ],
      date: Date.UTC(1997, 10, 21, 14, 55, 6),
      messageId: "1234@local.example"
    })
  })

  test("when much is broken, then what is right is kept", () => {
    expect(readMail(fixture("odd-types"))).toMatchObject({
      to: [
        { address: "q@example.org", name: "quoted@home" },
        { address: "j@example.org", name: "Doe, J" },
        { address: "help@desk.example", name: "" }
      ],
      subject: "TEST and =?utf-8?Q?unfinished",
      date: null,
      references: ["ok@example.org"],
      inReplyTo: "odd@example.org",
      text: "café"
    })
  })
})

describe("files", () => {
  test("when Ada sends photos, then each file has its name, type, size and bytes", () => {
    const { mail, blobs } = readParsed(fixture("photos"))
    expect(mail.attachments.map(({ name, type, inline, contentId }) => ({ name, type, inline, contentId }))).toEqual([
      { name: "leak.png", type: "image/png", inline: true, contentId: "leak" },
      { name: "Bedienungsanleitung für die Maschine.pdf", type: "application/pdf", inline: false, contentId: null },
      { name: "Prüfliste.csv", type: "text/csv", inline: false, contentId: null },
      { name: "log.txt", type: "text/plain", inline: true, contentId: null }
    ])
    expect(mail.text).toBe("See the leak.")
    for (const file of mail.attachments) {
      const blob = blobs.find((one) => one.ref === file.ref)!
      expect(blob.bytes.length).toBe(file.size)
      expect(sha256(blob.bytes)).toBe(file.ref)
    }
    expect(Buffer.from(blobs.find((one) => one.ref === mail.attachments[1]!.ref)!.bytes).toString()).toBe("%PDF-1.7 instructions")
  })

  test("when a mail is attached to a mail, then it is one file, and its files are not ours", () => {
    const { mail, blobs } = readParsed(fixture("forwarded"))
    expect(mail).toMatchObject({ messageId: "outer@example.org", text: "Please see below.", report: null })
    expect(mail.attachments).toMatchObject([{ name: "attachment-1.eml", type: "message/rfc822", inline: false }])
    expect(Buffer.from(blobs[0]!.bytes).toString()).toMatch(/^From: shop@shop.example[^]*--c--$/)
  })

  test("when a file has no name, then it gets one by its place and type", () => {
    expect(readMail(fixture("unnamed")).attachments.map((file) => file.name)).toEqual(["attachment-1.jpg", "attachment-2.bin"])
  })

  test("when the mail is signed or holds an invitation, then the signature and the invitation are files", () => {
    expect(readMail(fixture("signed"))).toMatchObject({ text: "I really am Ada.", attachments: [{ name: "signature.asc" }] })
    expect(readMail(fixture("invitation"))).toMatchObject({
      text: "Shall we meet?",
      attachments: [{ type: "text/calendar", name: "attachment-1.ics" }]
    })
  })

  test("when base64 pieces are laid end to end, or junk stands between, then all of it is decoded", () => {
    const file = (body: string) =>
      readParsed(lines("From: a@b.example", "Content-Type: application/pdf", 'Content-Transfer-Encoding: "BASE64" (really)', "", body))
        .blobs[0]!.bytes
    expect(Buffer.from(file("aGVs\r\n bG8=\r\nIHdvcmxk!")).toString()).toBe("hello world")
    expect(Buffer.from(file("aGVsbG8=")).toString()).toBe("hello")
  })

  test("when a file is uuencoded, then it is decoded", () => {
    const { blobs } = readParsed(
      lines(
        "From: a@b.example",
        "Content-Type: image/gif",
        "Content-Transfer-Encoding: x-uuencode",
        "",
        "begin 644 cat.txt",
        "#0V%T",
        "`",
        "end"
      )
    )
    expect(Buffer.from(blobs[0]!.bytes).toString()).toBe("Cat")
  })
})

describe("delivery reports", () => {
  test("when two recipients were not reached, then each has its row, and the report names our mail", () => {
    const mail = readMail(fixture("bounce"))
    expect(mail.returnPath).toBe("")
    expect(mail.from).toEqual({ address: "MAILER-DAEMON@mx.example.net", name: "Mail Delivery System" })
    expect(mail.report).toEqual({
      original: "t1.abc@desk.example",
      recipients: [
        {
          address: "gone@example.net",
          action: "failed",
          status: "5.1.1",
          diagnostic: "smtp; 550 5.1.1 <gone@example.net>:    user unknown"
        },
        { address: "full@example.net", action: "delayed", status: "4.2.2", diagnostic: "" }
      ]
    })
  })

  test("when the whole letter comes back, then its Message-ID is read from it", () => {
    expect(readMail(fixture("returned")).report).toEqual({
      original: "t1.whole@desk.example",
      recipients: [{ address: "ada@example.org", action: "failed", status: "", diagnostic: "" }]
    })
  })
})

describe("charsets", () => {
  const body = (charset: string, bytes: Uint8Array) =>
    readMail(Buffer.concat([lines("From: a@b.example", `Content-Type: text/plain; charset=${charset}`, ""), bytes])).text
  test.each([
    ["utf-8", [0xc3, 0xa9], "é"],
    ["iso-8859-1", [0xe9], "é"],
    ["ISO-8859-15", [0xa4], "€"],
    ["windows-1251", [0xc4, 0xe0], "Да"],
    ["koi8-r", [0xe4, 0xc1], "Да"],
    ["gb18030", [0xc4, 0xe3], "你"],
    ["cp936", [0xc4, 0xe3], "你"],
    ["Shift_JIS", [0x93, 0xfa], "日"],
    ["euc-kr", [0xc7, 0xd1], "한"],
    ["ks_c_5601-1987", [0xc7, 0xd1], "한"],
    ["big5", [0xa4, 0xa4], "中"],
    ["utf-16le", [0x48, 0x00], "H"],
    ["utf-7", [...Buffer.from("caf+AOk- 1 +- 1")], "café 1 + 1"],
    ["us-ascii", [0xc3, 0xa9], "é"],
    ["us-ascii", [0xe9], "é"],
    ["no-such-charset", [0xe9], "é"],
    ["utf-8", [0x63, 0x61, 0x66, 0xe9], "café"],
    ["iso-2022-kr", [0x48, 0x69], "Hi"]
  ])("%s %j", (charset, bytes, text) => {
    expect(body(charset, Uint8Array.from(bytes))).toBe(text)
  })

  test("when UTF-8 is cut in the middle of a letter, then the rest stays what it is", () => {
    expect(body("utf-8", Uint8Array.from([0xc3, 0xa9, 0xc3]))).toBe("é\uFFFD")
  })

  test("when a header holds bare bytes, then UTF-8 is tried and windows-1252 is read otherwise", () => {
    expect(readMail(Buffer.from("From: a@b.example\r\nSubject: Grüße\r\n\r\n", "utf8")).subject).toBe("Grüße")
    expect(readMail(lines("From: a@b.example", "Subject: Gr\xfc\xdfe", "")).subject).toBe("Grüße")
  })

  test("when a letter is cut between two encoded words, then it is whole again", () => {
    expect(readMail(lines("From: a@b.example", "Subject: =?utf-8?B?w6k=?= =?utf-8?Q?=E6=BC?=", " =?utf-8?Q?=A2?= end", "")).subject).toBe(
      "é漢 end"
    )
  })
})

describe("structure", () => {
  const parts = (...rows: ReadonlyArray<string>) => readMail(lines("From: a@b.example", ...rows))
  test("when boundaries are alike, then each ends its own part", () => {
    const mail = parts(
      "Content-Type: multipart/mixed; boundary=b",
      "",
      "--b",
      "Content-Type: multipart/mixed; boundary=b-1",
      "",
      "--b-1",
      "",
      "inner",
      "--b-1--",
      "--b",
      "",
      "outer",
      "--b--"
    )
    expect(mail.text).toBe("inner\n\nouter")
  })
  test("when the boundary is not quoted, commented or followed by blanks, then it is found", () => {
    expect(
      parts("Content-Type: multipart/mixed; (why) boundary=----=_Part_1.2", "", "------=_Part_1.2  ", "", "hello", "------=_Part_1.2--")
        .text
    ).toBe("hello")
  })
  test("when the boundary is given twice, then the first counts", () => {
    expect(parts('Content-Type: multipart/mixed; boundary="a"; boundary="b"', "", "--a", "", "hello", "--a--").text).toBe("hello")
  })
  test("when the boundary is missing or never comes, then the body is shown as it is", () => {
    expect(parts("Content-Type: multipart/mixed", "", "hello").text).toBe("hello")
    expect(parts("Content-Type: multipart/mixed; boundary=b", "", "hello").text).toBe("hello")
  })
  test("when a part has no header, then it is plain text; inside a digest it is a mail", () => {
    expect(parts("Content-Type: multipart/mixed; boundary=b", "", "--b", "", "hello", "--b--").text).toBe("hello")
    expect(parts("Content-Type: multipart/digest; boundary=b", "", "--b", "", "From: x@y.z", "", "hi", "--b--").attachments).toMatchObject([
      { type: "message/rfc822" }
    ])
  })
  test("when an inner part is not closed, then the outer boundary closes it", () => {
    const mail = parts(
      "Content-Type: multipart/mixed; boundary=o",
      "",
      "--o",
      "Content-Type: multipart/alternative; boundary=i",
      "",
      "--i",
      "",
      "one",
      "--o",
      "",
      "two",
      "--o--"
    )
    expect(mail.text).toBe("one\n\ntwo")
  })
  test("when a part's header runs into the next boundary, then no part is swallowed", () => {
    expect(
      parts("Content-Type: multipart/mixed; boundary=b", "", "--b", "Content-Type: text/plain", "--b", "", "hello", "--b--").text
    ).toBe("hello")
  })
  test("when LF is missing altogether, then CR ends lines", () => {
    expect(readMail(Buffer.from("From: a@b.example\rSubject: old\r\rhello")).subject).toBe("old")
  })
})

describe("what is no mail, or too much of one", () => {
  test("when nothing or only blanks came, then it is empty", () => {
    expect(readNow(Buffer.alloc(0))).toMatchObject({ cause: "empty" })
    expect(readNow(Buffer.from(" \r\n\t\n"))).toMatchObject({ cause: "empty" })
  })
  test("when there is no header, then it is unparsable", () => {
    expect(readNow(Buffer.from("hello there\n\nno header here"))).toMatchObject({ cause: "unparsable" })
  })
  test("when it is longer than allowed, then it is too large", async () => {
    const parser = mailParser({ bytes: 100 })
    expect(await parser.parse(Buffer.alloc(101, "x"))).toMatchObject({ _tag: "Unreadable", cause: "tooLarge" })
    expect(await parser.parse(lines("From: a@b.example", "", "x"))).toMatchObject({ _tag: "Parsed" })
  })
  test("when a subject or a list is longer than kept, then it is cut, and said so", () => {
    const mail = readMail(
      lines(
        "From: a@b.example",
        `Subject: ${"x".repeat(2000)}`,
        `References: ${Array.from({ length: 300 }, (_, i) => `<${i}@x>`).join(" ")}`,
        ""
      )
    )
    expect(mail.subject).toHaveLength(998)
    expect(mail.references).toHaveLength(200)
    expect([mail.references[0], mail.references[1], mail.references[199]]).toEqual(["0@x", "101@x", "299@x"])
    expect(mail.cut).toEqual(expect.arrayContaining(["subject", "references"]))
  })
  test("when line ends are mixed, then it is one mail, and said so", () => {
    const mail = readMail(Buffer.from("From: a@b.example\r\n\r\nhello\n.\r\nMAIL FROM:<x@y.z>\r\nFrom: evil@y.z\r\n\r\nbye\r\n"))
    expect(mail).toMatchObject({ from: { address: "a@b.example" }, cut: ["lineBreaks"] })
    expect(mail.text).toContain("bye")
    expect(readMail(Buffer.from("From: a@b.example\r\n\r\nhel\rlo\r\n")).cut).toEqual(["lineBreaks"])
    expect(readMail(Buffer.from("From: a@b.example\n\nhello\n")).cut).toEqual([])
  })
})

describe("dates", () => {
  const date = (value: string) => readMail(lines("From: a@b.example", `Date: ${value}`, "")).date
  test.each([
    ["Fri, 21 Nov 1997 09:55:06 -0600", Date.UTC(1997, 10, 21, 15, 55, 6)],
    ["21 Nov 97 09:55 GMT", Date.UTC(1997, 10, 21, 9, 55)],
    ["Mon, 1 Jan 49 00:00:00 +0000", Date.UTC(2049, 0, 1)],
    ["Tue, 3 Mar 2026 10:00:00 +0530 (IST)", Date.UTC(2026, 2, 3, 4, 30)],
    ["Thu, 13 Feb 1969 23:32:54 -0330", Date.UTC(1969, 1, 14, 3, 2, 54)],
    ["Tue Mar  3 09:15:00 2026", Date.UTC(2026, 2, 3, 9, 15)],
    ["2026-03-03T09:15:00+01:00", Date.UTC(2026, 2, 3, 8, 15)],
    ["Fri, 31 Dec 9999 23:59:59 +0000", Date.UTC(9999, 11, 31, 23, 59, 59)],
    ["Fri, 31 Dec 9999 23:59:59 -0100", null],
    ["Fri, 01 Jan 0000 00:00:00 +0000", null],
    ["Mon, 30 Feb 2026 10:00:00 +0000", null],
    ["Wed, 15 Dec 2010    59:10 -0500", null],
    ["yesterday", null],
    ["", null]
  ])("%s", (value, expected) => {
    expect(date(value)).toBe(expected)
  })
})

describe("the digest", () => {
  const mail = (extra: string, body = "hello", id = "Message-ID: <1@x>") =>
    readMail(lines(extra, "From: a@b.example", id, "Subject: s", "", body))
  test("when the same mail comes by two ways, then it has one digest", () => {
    expect(mail("Received: by one").digest).toBe(mail("Received: by another").digest)
    expect(mail("Received: by one").raw).not.toBe(mail("Received: by another").raw)
  })
  test("when another text has the same Message-ID, then it has another digest", () => {
    expect(mail("X: y").digest).not.toBe(mail("X: y", "bye").digest)
  })
  test("when there is no Message-ID, then only the same bytes are the same mail", () => {
    expect(mail("X: y", "hello", "X-No: id").digest).toBe(mail("X: y", "hello", "X-No: id").raw)
  })
})

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
