/** Raw mails as they come in: made up, the same in every run. */
import { type Luck, luck, prose } from "./data.ts"

export interface Draft {
  readonly id: string
  readonly from: string
  readonly subject: string
  readonly text: string
  readonly html?: string
  readonly inReplyTo?: string
  readonly attachment?: Uint8Array
}

/** With the header fields that relays add nowadays. */
export const rawMail = (draft: Draft): Uint8Array => {
  const { id, from, subject, inReplyTo } = draft
  const date = "Mon, 05 Jan 2026 09:00:00 +0000"
  const head = [
    "Return-Path: <" + from + ">",
    "Delivered-To: help@desk.example",
    `Received: from relay.example.net (relay.example.net [192.0.2.17])\r\n\tby mx.desk.example with ESMTPS id ${id.slice(0, 12)}\r\n\tfor <help@desk.example>; ${date}`,
    `Received: from client.example.org (client.example.org [198.51.100.7])\r\n\tby relay.example.net with ESMTPSA id r${id.slice(0, 10)}; ${date}`,
    `Authentication-Results: mx.desk.example;\r\n\tdkim=pass header.d=example.org; spf=pass; dmarc=pass header.from=example.org`,
    `From: "Writer ${from}" <${from}>`,
    "To: Help <help@desk.example>",
    `Subject: ${subject}`,
    `Date: ${date}`,
    `Message-ID: <${id}@example.org>`,
    ...(inReplyTo === undefined ? [] : [`In-Reply-To: <${inReplyTo}@example.org>`, `References: <${inReplyTo}@example.org>`]),
    "MIME-Version: 1.0"
  ]
  const { headers, body } = bodyOf(draft)
  return Buffer.from([...head, ...headers, "", body].join("\r\n"))
}

interface Part {
  readonly headers: ReadonlyArray<string>
  readonly body: string
}

const bodyOf = ({ text, html, attachment }: Draft): Part => {
  const plain = { headers: ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"], body: crlf(text) }
  const words =
    html === undefined
      ? plain
      : multipart("alternative", [
          plain,
          { headers: ["Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: 8bit"], body: crlf(html) }
        ])
  if (attachment === undefined) return words
  const file = {
    headers: [
      'Content-Type: application/pdf; name="report.pdf"',
      'Content-Disposition: attachment; filename="report.pdf"',
      "Content-Transfer-Encoding: base64"
    ],
    body: Buffer.from(attachment).toString("base64").replace(/.{76}/g, "$&\r\n")
  }
  return multipart("mixed", [words, file])
}

const multipart = (kind: string, parts: ReadonlyArray<Part>): Part => {
  const boundary = `=_${kind}_0001`
  const each = parts.map(({ headers, body }) => `--${boundary}\r\n${headers.join("\r\n")}\r\n\r\n${body}\r\n`)
  return { headers: [`Content-Type: multipart/${kind}; boundary="${boundary}"`], body: `${each.join("")}--${boundary}--\r\n` }
}

const crlf = (text: string): string => text.replaceAll("\n", "\r\n")

export const htmlOf = (text: string): string =>
  `<html><head><style>p { margin: 0 }</style></head><body>${text
    .split("\n")
    .map((line) => `<p>${line}</p>`)
    .join("\n")}</body></html>`

/** A raw mail of about so many bytes: words alone, words with HTML, words with a file. */
export const sized = (bytes: number, form: "plain" | "html" | "file"): Uint8Array => {
  const next = luck(bytes)
  const base = { id: "sized-mail-0001", from: "ada@example.org", subject: "Printer on fire" }
  const head = rawMail({ ...base, text: "" }).length
  if (form === "plain") return rawMail({ ...base, text: prose(Math.max(1, bytes - head), next) })
  if (form === "file") {
    const attachment = Uint8Array.from({ length: Math.floor(((bytes - head - 2000) * 3) / 4.11) }, (_, i) => (i * 2654435761) >>> 24)
    return rawMail({ ...base, text: prose(1000, next), attachment })
  }
  const text = prose(Math.floor((bytes - head) / 2.15), next)
  return rawMail({ ...base, text, html: htmlOf(text) })
}

/** An answer on top of a thread that is quoted deeper and deeper, of about so many characters. */
export const thread = (characters: number, next: Luck): string => {
  let text = "Ada"
  for (let i = 0; text.length < characters; i++) {
    const quoted = text
      .split("\n")
      .map((line) => (line.startsWith(">") ? `>${line}` : `> ${line}`))
      .join("\n")
    text = `${prose(Math.min(600, characters / 3), next)}\n\nOn Mon, Jan ${(i % 28) + 1}, 2026 at 9:00 AM Bo <bo@desk.example> wrote:\n${quoted}`
  }
  return text
}
