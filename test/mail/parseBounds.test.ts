import { describe, expect, test } from "vitest"
import { mailParser } from "../../src/mail/parse.ts"
import { lines, readMail, readNow } from "./aMail.ts"

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
    const mail = parts("Content-Type: multipart/mixed; boundary=b", "", "--b", "Content-Type: application/pdf", "--b", "", "hello", "--b--")
    expect(mail).toMatchObject({ text: "hello", attachments: [{ size: 0 }] })
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
