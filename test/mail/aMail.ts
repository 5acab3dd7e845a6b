/** The mails that these tests read: those of the folder of fixtures, and those written on the spot. */
import { readFileSync } from "node:fs"
import * as Schema from "effect/Schema"
import { Incoming } from "../../src/mail/Incoming.ts"
import type { Parsed, Unreadable } from "../../src/mail/Ports.ts"
import { read } from "../../src/mail/parser/read.ts"

export const fixture = (name: string): Buffer => readFileSync(new URL(`../fixtures/mails/${name}.eml`, import.meta.url))

/** Lines of a mail, as SMTP sends them. Bytes above 0x7f are written as their Latin-1 letters. */
export const lines = (...rows: ReadonlyArray<string>): Buffer => Buffer.from(`${rows.join("\r\n")}\r\n`, "latin1")

export const readNow = (bytes: Uint8Array): Parsed | Unreadable => {
  const answer = read(bytes, Number.POSITIVE_INFINITY)
  if (answer === "heavy") throw new Error("no mail is heavy to endless patience")
  return answer
}

export const readMail = (bytes: Uint8Array): Incoming => readParsed(bytes).mail

export const readParsed = (bytes: Uint8Array): Parsed => {
  const answer = readNow(bytes)
  if (answer._tag === "Unreadable") throw new Error(`${answer.cause}: ${answer.detail}`)
  return answer
}

/** Throws where the mail breaks a promise of the schema. */
export const checked = Schema.decodeUnknownSync(Incoming, { onExcessProperty: "error" })
