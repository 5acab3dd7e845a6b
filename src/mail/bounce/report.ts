/** What a mail system says of a mail it could not deliver, taken out of its running text. */
import type { Step } from "./Reason.ts"

/** Below one of these lines the returned mail itself begins. */
const copies = [
  "below this line is a copy",
  "this is a copy of",
  "original message follows",
  "message headers follow",
  "original message header",
  "original mail as follows",
  "- original message -",
  "included is a copy",
  "copy of the original message",
  "copy of your message",
  "the original message was:",
  "returned message follows",
  "content of the message",
  "header of the message",
  "headers of the message",
  "message header follow",
  "unsent message",
  "undelivered message follows",
  "start of returned message",
  "original message details",
  "message follows:",
  "a copy of the message",
  "message transcript",
  "original message is",
  "returned mail follows",
  "begin original message"
]

/** Longest stretch of a report that is read. */
const READ = 20_000

/** The report without the mail that it reports on. */
export const withoutCopy = (text: string): string => {
  const head = text.slice(0, READ)
  const folded = head.toLowerCase()
  let end = head.length
  for (const copy of copies) {
    const at = folded.indexOf(copy)
    if (at !== -1 && at < end) end = at
  }
  const headers = /\n(?:received|return-path):\s/i.exec(head)
  return head.slice(0, headers === null ? end : Math.min(end, headers.index))
}

const address = /[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,255}[A-Za-z0-9]/
const addresses = new RegExp(address.source, "g")

/** The first address that could be the recipient: not the sender's own, not the mail system's. */
export const recipientIn = (text: string, own: ReadonlyArray<string>): string => {
  for (const [found] of text.matchAll(addresses)) {
    const folded = found.toLowerCase()
    if (!own.includes(folded) && !/^(?:mailer-daemon|postmaster)@/.test(folded)) return found
  }
  return ""
}

/** `5.1.1`; `""` if none is said. The address of a host is not one. */
export const statusIn = (text: string): string => /(?:^|[^\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/.exec(text)?.[1] ?? ""

/** The reply of the server: three digits at the start of a word, before blank, dash or a status. */
export const replyCodeIn = (text: string): string =>
  /(?:^|[\s#:;(>'"])([45]\d\d)(?=[ -]+\S|[ -]?$|[;,\n\r])/.exec(text)?.[1] ?? /\b(2[05]0)[ -]/.exec(text)?.[1] ?? ""

/** At which step the server refused, as far as the report tells. */
export const stepIn = (text: string): Step => {
  if (/in reply to (?:end of )?data|after end of data|>>> data\b|smtp:data|end of message|after data|reply to end of/i.test(text))
    return "data"
  if (/in reply to rcpt|after rcpt|>>> rcpt|rcpt to\b|smtp:rcpt|error after rcpt/i.test(text)) return "rcpt"
  if (/in reply to mail|after mail from|>>> mail|mail from\b/i.test(text)) return "mail"
  return /in reply to (?:ehlo|helo)|>>> (?:ehlo|helo)|initial connection|server greeting|my name was rejected/i.test(text)
    ? "connect"
    : null
}
