import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Incoming } from "../../src/mail/Incoming.ts"
import * as Bounce from "../../src/mail/Bounce.ts"
import { anIncoming } from "./anIncoming.ts"

const daemon = { address: "MAILER-DAEMON@mx.example.com", name: "Mail Delivery System" }
const reported = (action: string, status: string, diagnostic: string, text = ""): Bounce.Bounce | undefined =>
  Bounce.read(
    anIncoming({
      from: daemon,
      text,
      report: { original: "m1@example.org", recipients: [{ address: "eve@example.com", action, status, diagnostic }] }
    })
  )
const told = (text: string, parts: Partial<Incoming> = {}): Bounce.Bounce | undefined =>
  Bounce.read(anIncoming({ from: daemon, subject: "Undelivered Mail Returned to Sender", text, ...parts }))

describe("a report of the standard form (RFC 3464)", () => {
  test("names the recipient, the codes and the reason, and the mail it is about", () => {
    expect(reported("failed", "5.1.1", "smtp; 550 5.1.1 User unknown")).toMatchObject({
      outcome: "failed",
      original: "m1@example.org",
      rows: [
        {
          address: "eve@example.com",
          status: "5.1.1",
          replyCode: "550",
          reason: "userunknown",
          hard: true,
          words: "550 5.1.1 User unknown"
        }
      ]
    })
  })

  const rows: ReadonlyArray<readonly [string, string, string, boolean]> = [
    ["5.2.2", "smtp; 552 5.2.2 Quota exceeded (mailbox for user is full)", "mailboxfull", false],
    ["5.1.2", "smtp; 550 Host unknown", "hostunknown", true],
    ["5.7.1", "smtp; 550 5.7.1 Message rejected due to DMARC policy", "authfailure", false],
    ["5.7.1", "smtp; 554 5.7.1 Spam message rejected", "spamdetected", false],
    ["5.7.1", "smtp; 554 5.7.1 Service unavailable; client host [192.0.2.1] blocked using a blocklist", "blocked", false],
    ["5.7.1", "smtp; 554 5.7.1 Relay access denied", "norelaying", false],
    ["5.3.4", "smtp; 552 5.3.4 Message size exceeds fixed limit", "mesgtoobig", false],
    ["5.1.8", "smtp; 501 5.1.8 Sender address rejected", "rejected", false],
    ["5.2.1", "smtp; 550 5.2.1 account is disabled", "suspend", false],
    ["5.5.0", "smtp; 503 Improper sequence of commands", "syntaxerror", false],
    ["5.1.1", "", "userunknown", true],
    ["5.4.4", "", "hostunknown", true],
    ["5.0.0", "smtp; 550 example.com does not exist", "hostunknown", true]
  ]
  test.each(rows)("%s %s → %s", (status, diagnostic, reason, hard) => {
    expect(reported("failed", status, diagnostic)?.rows[0]).toMatchObject({ reason, hard })
  })

  test("that is only late says so, and is never final", () => {
    expect(reported("delayed", "4.0.0", "")).toMatchObject({
      outcome: "delayed",
      rows: [{ action: "delayed", reason: "expired", hard: false }]
    })
    expect(reported("delayed", "4.2.2", "smtp; 452 4.2.2 Mailbox full")?.rows[0]).toMatchObject({ reason: "mailboxfull", replyCode: "452" })
  })

  test("that gives no words of its own is explained by those above it", () => {
    expect(reported("failed", "", "", "eve@example.com: No MX found for domain")?.rows[0]).toMatchObject({
      reason: "notaccept",
      hard: true
    })
  })

  test("of success is none of failure", () => {
    for (const action of ["delivered", "relayed", "expanded"])
      expect(reported(action, "2.0.0", "smtp; 250 ok")).toMatchObject({
        outcome: "delivered",
        rows: [{ reason: "delivered", replyCode: "250" }]
      })
  })

  test("is as bad as the worst that befell anybody", () => {
    const one = { address: "a@example.com", action: "delivered", status: "2.0.0", diagnostic: "" }
    const mail = anIncoming({ report: { original: null, recipients: [one, { ...one, action: "delayed" }, { ...one, action: "failed" }] } })
    expect(Bounce.read(mail)?.outcome).toBe("failed")
  })

  test("somebody whom the server took in first, and then called unknown, was turned away by something else", () => {
    const text = "<eve@example.com>: host mx said: 550 User unknown (in reply to end of DATA command)"
    expect(reported("failed", "5.0.0", "smtp; 550 User unknown", text)?.rows[0]).toMatchObject({ reason: "filtered", hard: false })
    expect(reported("failed", "5.0.0", "smtp; 550 User unknown", text.replace("end of DATA", "RCPT TO"))?.rows[0]).toMatchObject({
      reason: "userunknown"
    })
  })
})

describe("a report in a mail system's own words", () => {
  test("gives the recipient, the reply and the reason", () => {
    expect(
      told(
        "Hi. I wasn't able to deliver your message.\n\n<eve@example.com>:\nRemote host said: 550 5.1.1 No such user (in reply to RCPT TO)\n\n--- Below this line is a copy of the message.\n\nFrom: z@example.com\n452 4.2.2 quota exceeded"
      )
    ).toMatchObject({
      outcome: "failed",
      rows: [{ address: "eve@example.com", status: "5.1.1", replyCode: "550", reason: "userunknown", hard: true }]
    })
  })

  test("is told by X-Failed-Recipients, whatever its language", () => {
    const headers = [{ name: "x-failed-recipients", value: "group@googlegroups.com" }]
    expect(told("Dobrý den", { subject: "x", headers })?.rows[0]).toMatchObject({ address: "group@googlegroups.com", reason: "rejected" })
  })

  test("as a notice in JSON, which is read without being trusted", () => {
    const text = `{"notificationType":"Bounce","bounce":{"bouncedRecipients":[{"emailAddress":"eve@example.com","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}]}}`
    expect(Bounce.read(anIncoming({ text }))?.rows[0]).toMatchObject({
      address: "eve@example.com",
      status: "5.1.1",
      replyCode: "550",
      reason: "userunknown"
    })
  })

  test("that will be tried again is late, not lost", () => {
    expect(
      told("Warning: message still undelivered after 4 hours. Will keep trying until message is 5 days old", {
        subject: "Warning: could not send message for past 4 hours"
      })?.outcome
    ).toBe("delayed")
  })

  test("is not what a person writes about one", () => {
    expect(Bounce.read(anIncoming({ subject: "Undeliverable: Printer", text: "I got this: 550 user unknown" }))).toBeUndefined()
    expect(
      Bounce.read(
        anIncoming({ from: { address: "postmaster@example.net", name: "Eve" }, subject: "Question", text: "Our mail delivery failed." })
      )
    ).toBeUndefined()
  })

  test("is said to people in a line", () => {
    const bounce = reported("failed", "5.1.1", "smtp; 550 5.1.1 User unknown")!
    expect(Bounce.describe(bounce)).toBe("Delivery failed for eve@example.com: userunknown · 5.1.1 · 550 5.1.1 User unknown")
  })
})

describe("laws", () => {
  const text = fc.string({ unit: "binary", maxLength: 300 })
  test("whatever is reported, the answer is a value, one row for each recipient, and hard only when failed", () => {
    const recipient = fc.record({
      address: text,
      action: fc.oneof(fc.constantFrom("failed", "delayed", "delivered"), text),
      status: text,
      diagnostic: text
    })
    fc.assert(
      fc.property(fc.array(recipient, { maxLength: 4 }), text, text, (recipients, subject, body) => {
        const bounce = Bounce.read(anIncoming({ from: daemon, subject, text: body, report: { original: null, recipients } }))
        if (recipients.length > 0) expect(bounce?.rows.length).toBe(recipients.length)
        for (const row of bounce?.rows ?? []) {
          expect(row.status).toMatch(/^(?:[245]\.\d{1,3}\.\d{1,3})?$/)
          expect(row.replyCode).toMatch(/^(?:\d{3})?$/)
          if (row.action === "delivered") expect(row.reason).toBe("delivered")
        }
      })
    )
  })

  test("what the returned mail itself says does not count", () => {
    fc.assert(
      fc.property(text, (copy) => {
        const head = "<eve@example.com>: 550 5.1.1 No such user (in reply to RCPT TO)\n\n"
        expect(told(`${head}--- Below this line is a copy of the message.\n${copy}`)).toEqual(
          told(`${head}--- Below this line is a copy of the message.\n`)
        )
      })
    )
  })
})
