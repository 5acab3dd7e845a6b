/**
 * What became of a mail that we sent, as other mail systems report it: by RFC 3464, or in the words of those that never
 * learned it. Anybody can write such a mail; whether it is believed is decided where it is received.
 */
import type { Incoming } from "./Incoming.ts"
import * as Reason from "./bounce/Reason.ts"
import { recipientIn, replyCodeIn, statusIn, stepIn, withoutCopy } from "./bounce/report.ts"

export interface Row {
  /** `""`: not said. */
  readonly address: string
  readonly action: "failed" | "delayed" | "delivered"
  /** RFC 3463; `""`: not said. */
  readonly status: string
  /** SMTP reply; `""`: not said. */
  readonly replyCode: string
  readonly reason: Reason.Reason
  /** Writing there again is in vain. */
  readonly hard: boolean
  /** The server's words, as they stood. */
  readonly words: string
}

export interface Bounce {
  /** The worst that befell a recipient. */
  readonly outcome: Row["action"]
  /** Message-ID of the mail that it is about, where it quotes one. */
  readonly original: string | null
  readonly rows: ReadonlyArray<Row>
}

/** `undefined`: this reports no delivery. */
export const read = (mail: Incoming): Bounce | undefined => {
  const original = mail.report?.original ?? null
  const reported = mail.report?.recipients ?? []
  if (reported.length > 0)
    return summed(
      original,
      reported.map((one) => reportedRow(mail, one))
    )
  const told = ofTellTale(mail)
  return told === undefined ? undefined : summed(original, [told])
}

/** In lines for people: `Delivery failed for ada@example.org: userunknown · 5.1.1 · 550 no such user`. */
export const describe = ({ rows }: Bounce): string =>
  rows
    .map(
      ({ address, action, status, reason, words }) =>
        `Delivery ${action === "delivered" ? "confirmed" : action} for ${address === "" ? "an unnamed recipient" : address}: ${[reason, status, words].filter((part) => part !== "").join(" · ")}`
    )
    .join("\n")

type Reported = NonNullable<Incoming["report"]>["recipients"][number]

const reportedRow = (mail: Incoming, { address, action, status, diagnostic }: Reported): Row => {
  const text = withoutCopy(mail.text)
  const said = diagnostic.replace(/^\s*[\w-]{1,20}\s*;\s*/, "").trim()
  const words = said === "" ? text : said
  const outcome = /^(?:delivered|relayed|expanded)/i.test(action) ? "delivered" : /^delayed/i.test(action) ? "delayed" : "failed"
  const code = statusIn(status) || statusIn(said)
  const replyCode = replyCodeIn(said) || (said === "" ? replyCodeIn(text) : "")
  return row(address, outcome, code, replyCode, words, stepIn(text))
}

const row = (address: string, action: Row["action"], status: string, replyCode: string, words: string, step: Reason.Step): Row => {
  const told = action === "delivered" ? "delivered" : Reason.of(words, status, replyCode, step)
  const reason = told === "undefined" && action === "delayed" ? "expired" : told
  return { address, action, status, replyCode, reason, hard: Reason.isHard(reason), words: words.replace(/\s+/g, " ").trim().slice(0, 500) }
}

const summed = (original: string | null, rows: ReadonlyArray<Row>): Bounce => ({
  outcome: rows.some((one) => one.action === "failed") ? "failed" : rows.some((one) => one.action === "delayed") ? "delayed" : "delivered",
  original,
  rows
})

const failing =
  /undeliver|non[- ]?deliver|returned mail|delivery (?:has )?fail|delivery status|failure notice|mail delivery (?:fail|sys|sub)|delivery notif|message delivery|delivery report|unzustellbar|non remis|nicht zugestellt|could not be delivered|could not send message|returning message|message you sent|delivery problem|mail system error|delivery unsuccessful|loop alert|postmaster notify|no entregado|failed delivery|delayed mail|^\[bounce\]|could not deliver|not delivered|unable to deliver|delivery incomplete|error sending your|warning: message|mail error|non consegnat|mail could not|returned to sender|delivery error/i

const waiting = /delayed|warning: could not|not yet been delivered|temporary failure|will (?:keep trying|retry|be retried)/i

/** Amazon's notices are JSON. It is not parsed: what is wanted of it stands in the clear, and the rest is anybody's. */
const noticeIn = (text: string): string | undefined => /^\s*\{\s*"notificationType"\s*:\s*"(Bounce|Delivery)"/.exec(text)?.[1]

/** Mail systems that write no report of the standard form. */
const ofTellTale = (mail: Incoming): Row | undefined => {
  const notice = noticeIn(mail.text)
  if (notice === undefined && !mayBeReport(mail)) return undefined
  const words = notice === undefined ? withoutCopy(mail.text) : mail.text.slice(0, 4000)
  const failed = header(mail, "x-failed-recipients")
  if (failed === undefined && notice === undefined && !isReport(mail) && !isFailure(mail, words)) return undefined
  const own = [...mail.to, ...mail.cc].map((one) => one.address.toLowerCase()).concat(mail.from?.address.toLowerCase() ?? [])
  const address = failed?.split(",")[0]?.trim() ?? recipientIn(words, own)
  if (notice === "Delivery") return row(address, "delivered", statusIn(words) || "2.0.0", replyCodeIn(words) || "250", "", null)
  // Said in the reader's language, and always for the same two reasons: no such group, or none that takes this sender's mail.
  if (/@googlegroups\.com$/i.test(address)) return { ...row(address, "failed", "", "", words, null), reason: "rejected", hard: false }
  const delayed = waiting.test(`${mail.subject}\n${words}`) && !/permanent|giving up|given up/i.test(words)
  return row(address, delayed ? "delayed" : "failed", statusIn(words), replyCodeIn(words), `${words}\n${mail.subject}`, stepIn(words))
}

/** What every such mail shows outside its text; people's mail is not read any further. */
const mayBeReport = (mail: Incoming): boolean =>
  header(mail, "x-failed-recipients") !== undefined || isReport(mail) || isDaemon(mail) || /^loop alert: /i.test(mail.subject)

/** A person named postmaster may write of mail delivery too: their subject line must say it, not only their text. */
const isFailure = (mail: Incoming, words: string): boolean =>
  /^loop alert: /i.test(mail.subject) ||
  (isDaemon(mail) && (failing.test(mail.subject) || ((mail.returnPath === "" || mail.from === null) && failing.test(words))))

/** `multipart/report; report-type=delivery-status` (RFC 3464) whose machine part is missing or broken. */
const isReport = (mail: Incoming): boolean => {
  const type = header(mail, "content-type")?.toLowerCase() ?? ""
  return type.startsWith("multipart/report") && !type.includes("disposition-notification") && !type.includes("feedback-report")
}

/** A mail system speaks, not a person. */
const isDaemon = (mail: Incoming): boolean => {
  const from = header(mail, "from") ?? ""
  return (
    mail.returnPath === "" ||
    /mailer-daemon|postmaster|mail delivery|mail-delivery|mail administrator|mail\.delivery/i.test(
      `${mail.from?.address ?? ""} ${mail.from?.name ?? ""} ${from}`
    ) ||
    (mail.from === null && /^\s*(?:""\s*)?<?>?\s*$/.test(from))
  )
}

const header = (mail: Incoming, name: string): string | undefined => mail.headers.find((one) => one.name === name)?.value
