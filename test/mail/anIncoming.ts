/** A mail by what matters to a test; the rest is as plain as can be. */
import type { Incoming } from "../../src/mail/Incoming.ts"

export const anIncoming = (parts: Partial<Incoming>): Incoming => ({
  raw: "raw",
  digest: "digest",
  from: { address: "ada@example.net", name: "Ada" },
  sender: null,
  replyTo: [],
  to: [{ address: "help@example.org", name: "" }],
  cc: [],
  deliveredTo: [],
  returnPath: null,
  subject: "Printer",
  messageId: "m1@example.net",
  inReplyTo: null,
  references: [],
  date: null,
  text: "It does not print.",
  html: null,
  attachments: [],
  headers: [],
  report: null,
  cut: [],
  ...parts
})
