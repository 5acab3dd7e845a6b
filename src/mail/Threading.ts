/**
 * Which ticket a mail belongs to. Names that only we can have made come first, then Message-IDs that we have seen, then
 * the reference in the subject line, then what other mails pointed to as well. Each look is kept as evidence.
 */
import * as Address from "../people/EmailAddress.ts"
import * as Text from "../text/Text.ts"
import type { Evidence } from "../ticket/Message.ts"
import * as Reference from "../ticket/Reference.ts"
import type { Incoming } from "./Incoming.ts"
import type { Signer } from "./Ports.ts"
import * as Token from "./Token.ts"

export interface Desk {
  readonly tenant: string
  /** `undefined`: this desk signs nothing, so nothing that looks signed is believed. */
  readonly signer: Signer | undefined
}

/** The very mail came before. */
export interface Copy {
  readonly _tag: "Copy"
  readonly stream: string
}
export interface Match {
  readonly _tag: "Match"
  readonly stream: string
  readonly by: Exclude<Evidence["by"], "none">
  /** What our own Message-ID said, where one led here. */
  readonly token: Token.MessageToken | undefined
  /** What led here first, then what was looked at before it in vain. */
  readonly evidence: ReadonlyArray<Evidence>
}
export interface NoMatch {
  readonly _tag: "NoMatch"
  readonly considered: ReadonlyArray<Evidence>
}
export type Threaded = Copy | Match | NoMatch

const keys = {
  id: (id: string): string => `mid:${id}`,
  parent: (id: string): string => `parent:${id}`,
  copy: (mail: Incoming): string => `copy:${mail.digest}`,
  reference: (reference: string): string => `reference:${reference}`
} as const

/** One thing to look at: by which sign, what it is, and the key under which a ticket may be known by it. */
interface Candidate {
  readonly by: Match["by"]
  readonly value: string
  /** `undefined`: looks like ours and is not, so no key is tried. */
  readonly key: string | undefined
  readonly token: Token.MessageToken | undefined
}

/** How many ids of one mail are looked at, and how many it leaves behind. */
const LOOKED_AT = 100
const LEFT_BEHIND = 20
const EVIDENCE = 20

/** The key of a Message-ID that came from outside. */
export const idKey = keys.id

/** The storage keys to look up before `match`. */
export const keysOf = (mail: Incoming, desk: Desk): ReadonlyArray<string> => [
  ...new Set([keys.copy(mail), ...candidates(mail, desk).flatMap(({ key }) => (key === undefined ? [] : [key]))])
]

/** `lookups`: those of the keys that are known, with their streams. A match by `subjectTag` is only a hint until the sender is known to take part. */
export const match = (mail: Incoming, lookups: ReadonlyMap<string, string>, desk: Desk): Threaded => {
  const copy = lookups.get(keys.copy(mail))
  if (copy !== undefined) return { _tag: "Copy", stream: copy }
  const looked: Array<Evidence> = []
  for (const { by, value, key, token } of candidates(mail, desk)) {
    const evidence = { by, value: Text.cut(Text.clean(value), 1000) }
    const stream = key === undefined ? undefined : lookups.get(key)
    if (stream !== undefined) return { _tag: "Match", stream, by, token, evidence: [evidence, ...looked] }
    if (looked.length < EVIDENCE - 1) looked.push(evidence)
  }
  return { _tag: "NoMatch", considered: looked }
}

/** The keys that a commit of this mail must write, so that its copies, its answers and its siblings are recognised. */
export const storedKeys = (
  mail: Incoming,
  stream: string
): ReadonlyArray<{ readonly key: string; readonly stream: string; readonly exclusive: boolean }> => [
  { key: keys.copy(mail), stream, exclusive: true },
  ...foreign(mail.messageId === null ? [] : [mail.messageId]).map((id) => ({ key: keys.id(id), stream, exclusive: false })),
  ...foreign(ids(mail))
    .slice(0, LEFT_BEHIND)
    .map((id) => ({ key: keys.parent(id), stream, exclusive: false }))
]

/** The token in an address of the form `reply+{token}@example.com`: nothing before it, nothing after it, the domain in any case. */
export const tokenIn = (address: string, pattern: string): string | undefined => {
  const parsed = Address.parse(address)
  const [before, after] = pattern.split("{token}")
  if (parsed === undefined || before === undefined || after === undefined) return undefined
  const key = Address.key(parsed)
  const [start, end] = [before.toLowerCase(), after.toLowerCase()]
  return key.length > start.length + end.length && key.startsWith(start) && key.endsWith(end)
    ? parsed.slice(start.length, -end.length)
    : undefined
}

const candidates = (mail: Incoming, { tenant, signer }: Desk): ReadonlyArray<Candidate> => {
  const named = ids(mail)
  const unsigned = foreign(named)
  const tag = taggedReference(mail.subject)
  return [
    ...named.filter(Token.looksOurs).map((id): Candidate => {
      const token = signer === undefined ? undefined : Token.readMessageId(signer, tenant, id)
      return { by: "messageToken", value: id, key: token === undefined ? undefined : keys.reference(token.reference), token }
    }),
    ...recipients(mail).flatMap((address): ReadonlyArray<Candidate> => {
      const reference = signer === undefined ? undefined : Token.readReplyAddress(signer, tenant, address)
      return reference === undefined ? [] : [{ by: "replyToken", value: address, key: keys.reference(reference), token: undefined }]
    }),
    ...unsigned.map((id): Candidate => ({ by: "storedMessageId", value: id, key: keys.id(id), token: undefined })),
    ...(tag === undefined ? [] : [{ by: "subjectTag", value: tag, key: keys.reference(tag), token: undefined } as const]),
    ...unsigned.map((id): Candidate => ({ by: "sibling", value: id, key: keys.parent(id), token: undefined }))
  ]
}

/** What the mail answers, the nearest first: In-Reply-To, what a report returns, then References from right to left. */
const ids = (mail: Incoming): ReadonlyArray<string> =>
  [...new Set([mail.inReplyTo, mail.report?.original, ...mail.references.toReversed()])]
    .filter((id): id is string => id !== null && id !== undefined && id !== "" && id !== mail.messageId)
    .slice(0, LOOKED_AT)

/** An id of our own form leads by its signature or not at all: that somebody stored it proves nothing. */
const foreign = (all: ReadonlyArray<string>): ReadonlyArray<string> => all.filter((id) => !Token.looksOurs(id))

const recipients = (mail: Incoming): ReadonlyArray<Address.EmailAddress> =>
  [...new Set([...mail.deliveredTo, ...mail.to.map((one) => one.address), ...mail.cc.map((one) => one.address)])].slice(0, LOOKED_AT)

/** `Re: Printer [#K7QM-4XW2]` → `K7QM-4XW2`. */
const taggedReference = (subject: string): string | undefined => {
  const tag = /\[#([0-9A-Za-z]{4}-?[0-9A-Za-z]{4})\]/.exec(subject)?.[1]
  return tag === undefined ? undefined : Reference.parse(tag)
}
