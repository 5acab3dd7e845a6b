/** Threading cases: the token in a reply address, and the ticket that a stored Message-ID leads to. */
import * as Threading from "../../src/mail/Threading.ts"
import { anIncoming } from "../mail/anIncoming.ts"
import { type Case, differ, type Difference, each } from "./Case.ts"

interface Known {
  readonly ticket: string
  readonly messageId: string
  readonly mailbox?: string
}

const bare = (id: string): string => id.replace(/^<|>$/g, "")

/** Tokens are UUIDs there; ours verify a MAC, which refuses what is no token just the same. */
const ofAddress = (one: Case): Difference | undefined => {
  const known = one["knownTokens"] as ReadonlyArray<string>
  const token =
    (one["to"] as ReadonlyArray<string>)
      .map((address) => Threading.tokenIn(address, one["pattern"] as string))
      .find((found) => found !== undefined && known.includes(found)) ?? null
  return token === one.expect["token"] ? undefined : differ("token", one.expect["token"], token)
}

const ofMessageId = (one: Case): Difference | undefined => {
  const headers = one["headers"] as Readonly<Record<string, string>>
  // A mailbox of theirs is a tenant of ours: each has its own keys.
  const here = (one["known"] as ReadonlyArray<Known>).filter((known) => (known.mailbox ?? "this") === (headers["#mailbox"] ?? "this"))
  const lookups = new Map(here.map((known) => [`mid:${known.messageId}`, known.ticket]))
  const mail = anIncoming({
    inReplyTo: headers["In-Reply-To"] === undefined ? null : bare(headers["In-Reply-To"]),
    references: (headers["References"] ?? "")
      .split(/\s+/)
      .filter((id) => id !== "")
      .map(bare),
    subject: headers["Subject"] ?? "",
    messageId: headers["Message-ID"] === undefined ? null : bare(headers["Message-ID"])
  })
  const found = Threading.match(mail, lookups, { tenant: "this", signer: undefined })
  const append = found._tag === "NoMatch" ? null : found.stream
  return append === one.expect["append"] ? undefined : differ("append", one.expect["append"], append)
}

export const run = each((one) => (one["op"] === "replyAddressToken" ? ofAddress(one) : ofMessageId(one)))
