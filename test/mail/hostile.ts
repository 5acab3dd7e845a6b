/** Mails that were made to hurt, by family. Sizes are of the whole mail, near enough. */

const MB = 1024 * 1024
const head = "From: Ada <ada@example.org>\r\nTo: help@desk.example\r\nMessage-ID: <h@example.org>\r\n"

/** What must become of it: kinds of answers and, where it is read, what must be said to be cut. */
export interface Hostile {
  readonly name: string
  readonly make: () => Buffer
  readonly expect: "Parsed" | "tooManyParts" | "tooDeep" | "tooLarge" | "unparsable" | "empty"
  readonly cut?: string
}

const text = (...pieces: ReadonlyArray<string>): Buffer => Buffer.from(pieces.join(""), "latin1")
const times = (piece: string, size: number): string => piece.repeat(Math.ceil(size / piece.length))
const plain = (body: string, type = "text/plain"): Buffer => text(head, `Content-Type: ${type}\r\n\r\n`, body)
const header = (field: string): Buffer => text(head, field, "\r\n\r\nhello\r\n")

const nested = (depth: number): Buffer => {
  const open = Array.from({ length: depth }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`)
  return text(head, ...open, "\r\ndeep\r\n")
}

export const families: ReadonlyArray<Hostile> = [
  { name: "nothing", make: () => Buffer.alloc(0), expect: "empty" },
  { name: "only line breaks, 10 MB", make: () => Buffer.alloc(10 * MB, "\n"), expect: "empty" },
  { name: "only blanks, 10 MB", make: () => Buffer.alloc(10 * MB, " "), expect: "empty" },
  { name: "only CR, 10 MB", make: () => Buffer.alloc(10 * MB, "\r"), expect: "empty" },
  { name: "only NUL, 10 MB", make: () => Buffer.alloc(10 * MB), expect: "unparsable" },
  { name: "a body of line breaks, 10 MB", make: () => plain("\n".repeat(10 * MB)), expect: "Parsed", cut: "text" },
  { name: "a body of CR, 10 MB", make: () => plain("\r".repeat(10 * MB)), expect: "Parsed", cut: "text" },
  { name: "plain text, 10 MB", make: () => plain(times("The order has not come yet.\r\n", 10 * MB)), expect: "Parsed", cut: "text" },
  { name: "plain text, 24 MB", make: () => plain(times("The order has not come yet.\r\n", 24 * MB)), expect: "Parsed", cut: "text" },
  { name: "more than 25 MB", make: () => plain("x".repeat(25 * MB)), expect: "tooLarge" },
  { name: "flowed, 10 MB", make: () => plain(times("a \r\n", 10 * MB), "text/plain; format=flowed"), expect: "Parsed", cut: "text" },
  {
    name: "quoted-printable, 20 MB",
    make: () => text(head, "Content-Transfer-Encoding: quoted-printable\r\n\r\n", times("=C3=A9=\r\n", 20 * MB)),
    expect: "Parsed",
    cut: "text"
  },
  {
    name: "base64 file, 24 MB",
    make: () =>
      text(head, "Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n", times(`${"JVBE".repeat(19)}\r\n`, 24 * MB)),
    expect: "Parsed"
  },
  {
    name: "base64 of padding, 10 MB",
    make: () => text(head, "Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n", times("QQ==", 10 * MB)),
    expect: "Parsed"
  },
  {
    name: "a million empty parts",
    make: () => text(head, "Content-Type: multipart/mixed; boundary=b\r\n\r\n", times("--b\r\n\r\n", 7 * MB)),
    expect: "tooManyParts"
  },
  {
    name: "a thousand parts without end of header, 20 MB",
    make: () =>
      text(
        head,
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n",
        ...Array.from({ length: 900 }, () => `--b\r\n${times("X: y\r\n", 22_000)}`)
      ),
    expect: "Parsed"
  },
  { name: "nested 50,000 deep", make: () => nested(50_000), expect: "tooDeep" },
  {
    name: "nested 30 deep, 10 MB of lines that look like boundaries",
    make: () => Buffer.concat([nested(30), text(times("--b\r\n", 10 * MB))]),
    expect: "Parsed"
  },
  {
    name: "long lines of dashes, 10 MB",
    make: () => text(head, `Content-Type: multipart/mixed; boundary=${"-".repeat(70)}\r\n\r\n`, times(`${"-".repeat(71)}\r\n`, 10 * MB)),
    expect: "Parsed"
  },
  { name: "500,000 header fields", make: () => text(head, times("X: y\r\n", 3 * MB), "\r\nhello\r\n"), expect: "Parsed", cut: "headers" },
  { name: "one header field, 10 MB", make: () => header(`X-Long: ${times("word ", 10 * MB)}`), expect: "Parsed", cut: "headers" },
  { name: "folds, 10 MB", make: () => header(`X-Long: a${times("\r\n b", 10 * MB)}`), expect: "Parsed", cut: "headers" },
  { name: "references, 10 MB", make: () => header(`References: ${times("<a@b> ", 10 * MB)}`), expect: "Parsed", cut: "references" },
  { name: "header without end, 10 MB", make: () => text(head, times("X-Line: y\r\n", 10 * MB)), expect: "Parsed", cut: "headers" },
  { name: "a subject of CR, 200 KB", make: () => header(`Subject: ${"\r".repeat(200_000)}x`), expect: "Parsed" },
  { name: "comments in From", make: () => text(`From: ${"(".repeat(60_000)}\r\n\r\nhello`), expect: "Parsed", cut: "senderAmbiguous" },
  { name: "closed comments in From", make: () => text(`From: a${"(x)".repeat(20_000)}@example.org\r\n\r\nhello`), expect: "Parsed" },
  { name: "quotes in From", make: () => text(`From: ${'"'.repeat(60_001)}\r\n\r\nhello`), expect: "Parsed", cut: "senderAmbiguous" },
  {
    name: "backslashes in From",
    make: () => text(`From: "${"\\".repeat(60_000)} <a@example.org>\r\n\r\nhello`),
    expect: "Parsed",
    cut: "senderAmbiguous"
  },
  {
    name: "angles in From",
    make: () => text(`From: ${"<".repeat(60_000)}a@example.org\r\n\r\nhello`),
    expect: "Parsed",
    cut: "senderAmbiguous"
  },
  { name: "at signs in From", make: () => text(`From: ${"@".repeat(60_000)}\r\n\r\nhello`), expect: "Parsed", cut: "senderAmbiguous" },
  {
    name: "colons in From",
    make: () => text(`From: ${"x ".repeat(10_000)}a@b ${":".repeat(30_000)}\r\n\r\nhello`),
    expect: "Parsed",
    cut: "senderAmbiguous"
  },
  { name: "a route of 10,000 hops", make: () => text(`From: <${"@a,".repeat(10_000)}@b:ada@example.org>\r\n\r\nhello`), expect: "Parsed" },
  { name: "blanks in From", make: () => text(`From: ada${" ".repeat(60_000)}@example.org\r\n\r\nhello`), expect: "Parsed" },
  {
    name: "20,000 recipients",
    make: () => text("From: a@b.example\r\n", ...Array.from({ length: 20 }, () => `To: ${times("a@b.c,", 6000)}a@b.c\r\n`), "\r\nhello"),
    expect: "Parsed",
    cut: "addresses"
  },
  {
    name: "encoded words, 60 KB",
    make: () => header(`Subject: ${times("=?utf-8?Q?=C3=A9?= ", 60_000)}`),
    expect: "Parsed",
    cut: "encodedWords"
  },
  { name: "unfinished encoded words", make: () => header(`Subject: ${times("=?a?q?", 60_000)}`), expect: "Parsed" },
  {
    name: "charsets that do not exist",
    make: () => header(`Subject: ${Array.from({ length: 900 }, (_, i) => `=?x-${i}?Q?=E9?=`).join(" ")}`),
    expect: "Parsed"
  },
  {
    name: "combining marks, 4 MB",
    make: () => Buffer.concat([text(head, "Content-Type: text/plain; charset=utf-8\r\n\r\n"), Buffer.from(times("\u0300\u0316", 2 * MB))]),
    expect: "Parsed"
  },
  {
    name: "combining marks in the subject",
    make: () => Buffer.concat([text(head, "Subject: "), Buffer.from("\u0300\u0316".repeat(15_000)), text("\r\n\r\nx")]),
    expect: "Parsed"
  },
  { name: "parameters, 60 KB", make: () => header(`Content-Type: text/plain; ${times("a*0*=b; ", 60_000)}`), expect: "Parsed" },
  { name: "brackets in Content-Type", make: () => header(`Content-Type: text/plain; ${"(".repeat(60_000)})`), expect: "Parsed" },
  {
    name: "html, 10 MB",
    make: () => plain(times("<p>Hello <b>you</b> &amp; me</p>\r\n", 10 * MB), "text/html"),
    expect: "Parsed",
    cut: "html"
  },
  { name: "html 500,000 deep", make: () => plain(times("<div>", 2.5 * MB), "text/html"), expect: "Parsed" },
  { name: "html of quotations", make: () => plain(times("<blockquote>x", 100_000), "text/html"), expect: "Parsed" },
  { name: "html of opened tags", make: () => plain(times("<a href='", 4 * MB), "text/html"), expect: "Parsed" },
  { name: "html of list items", make: () => plain(times("<ul><li>x", 200_000), "text/html"), expect: "Parsed" },
  {
    name: "html of tables",
    make: () => plain(times(`${"<table><tr><td>".repeat(50)}x${"</td></tr></table>".repeat(50)}`, 250_000), "text/html"),
    expect: "Parsed"
  },
  { name: "html as UTF-16 that is none", make: () => plain(times("<p>x</p>", 1 * MB), "text/html; charset=utf-16"), expect: "Parsed" },
  {
    name: "text under every wrong charset",
    make: () => plain(times("caf\xe9 \x80\xff\x1b$B", 1 * MB), "text/plain; charset=iso-2022-jp"),
    expect: "Parsed"
  },
  { name: "UTF-7, 5 MB", make: () => plain(times("+AGEA+-", 5 * MB), "text/plain; charset=utf-7"), expect: "Parsed", cut: "text" },
  { name: "NUL in the body, 5 MB", make: () => plain(times("a\0", 5 * MB)), expect: "Parsed", cut: "text" },
  {
    name: "uuencode, 10 MB",
    make: () =>
      text(
        head,
        "Content-Type: application/pdf\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 x\r\n",
        times(`M${"A".repeat(60)}\r\n`, 10 * MB)
      ),
    expect: "Parsed"
  },
  {
    name: "a delivery report on 100,000 recipients",
    make: () =>
      text(
        head,
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n",
        times("Final-Recipient: rfc822; a@b.c\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n", 6 * MB),
        "--b--\r\n"
      ),
    expect: "Parsed",
    cut: "report"
  },
  { name: "two mails in one (smuggling)", make: () => plain("hello\n.\nMAIL FROM:<x@y.z>\r\n.\r\n"), expect: "Parsed", cut: "lineBreaks" },
  {
    name: "random bytes, 1 MB",
    make: () => Buffer.from(Uint8Array.from({ length: MB }, (_, i) => ((i * 2654435761) >>> 13) & 0x9f)),
    expect: "unparsable"
  }
]
