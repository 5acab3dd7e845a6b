import { createHash } from "node:crypto"
import { describe, expect, test } from "vitest"
import { fixture, lines, readMail, readParsed } from "./aMail.ts"

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

  test("when the HTML is too deep for a tree, then its words and lines are read all the same", () => {
    const deep = `${"<div>".repeat(3000)}<STYLE>p{}</STYLE>a &lt; b &#8364;<br>c<!-- d --><script>alert(1)</script>`
    expect(readMail(lines("From: a@b.example", "Content-Type: text/html", "", deep)).text).toBe("a < b €\nc")
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
