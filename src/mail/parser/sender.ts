/** Who wrote a mail, and who else is on it. */
import { addressParser } from "postal-mime"
import * as Address from "../../people/EmailAddress.ts"
import * as Text from "../../text/Text.ts"
import type { Mailbox } from "../Incoming.ts"
import { type AddressList, type Found, parseAddresses, recover } from "./addresses.ts"
import { clean } from "../../text/Text.ts"
import { all, type Field, first } from "./headers.ts"
import { type Cut, limits } from "./limits.ts"
import { decodeWords } from "./words.ts"

/**
 * The one author. Several authors are decided by Sender, where it is one of them (RFC 5322 §3.6.2). Nobody, where the
 * header says it in two ways, where an entry is no plain mailbox, or where a second parser reads another address: then
 * whoever checks the domain's signature may have checked another one than we would act upon.
 */
export const readAuthor = (fields: ReadonlyArray<Field>, cut: Set<Cut>): Mailbox | null => {
  const values = all(fields, "from")
  const lists = values.map((value) => withUnbracketed(parseAddresses(value, limits.addresses)))
  const authors = distinct(lists.flatMap((list) => list.mailboxes))
  const wrong = lists.some((list) => list.wrong.length > 0 || list.more)
  if (authors.length === 0 && !wrong) {
    cut.add("senderMissing")
    return null
  }
  const author = wrong ? undefined : authors.length === 1 ? authors[0] : decidedBySender(authors, fields, values.length)
  if (author === undefined || contradicted(values, authors)) {
    cut.add("senderAmbiguous")
    return null
  }
  return named(author, cut)
}

export const readSender = (fields: ReadonlyArray<Field>, cut: Set<Cut>): Mailbox | null => {
  const list = parseAddresses(first(fields, "sender") ?? "", limits.addresses)
  return list.wrong.length > 0 || list.mailboxes.length !== 1 ? null : named(list.mailboxes[0]!, cut)
}

/** Recipients of every field of that name. An entry that is wrong is not lost where an address stands in it by itself. */
export const readRecipients = (fields: ReadonlyArray<Field>, name: string, cut: Set<Cut>): ReadonlyArray<Mailbox> => {
  const found = all(fields, name).flatMap((value) => {
    const list = parseAddresses(value, limits.addresses)
    if (list.more) cut.add("addresses")
    return withRecovered(list)
  })
  if (found.length > limits.addresses) cut.add("addresses")
  return found.slice(0, limits.addresses).map((one) => named(one, cut))
}

/** Display only: one line, nothing invisible that turns or hides letters. */
export const cleanName = (raw: string, cut?: Set<Cut>): string =>
  Text.cut(
    clean(
      decodeWords(raw, cut)
        .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
        .replace(/[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g, "")
        .replace(/\s+/g, " ")
        .trim()
    ),
    limits.name
  ).trim()

const named = (found: Found, cut: Set<Cut>): Mailbox => ({ address: found.address, name: cleanName(found.phrase, cut) })

const withRecovered = (list: AddressList): ReadonlyArray<Found> => [
  ...list.mailboxes,
  ...list.wrong.map(recover).filter((found) => found !== undefined)
]

/** `Ada Byron ada@example.org`: no grammar has it, old mailers write it, and there is no second way to read it. */
const withUnbracketed = (list: AddressList): AddressList => {
  const [entry, ...others] = list.wrong
  const blank = entry?.lastIndexOf(" ") ?? -1
  if (entry === undefined || blank < 0 || others.length > 0 || list.mailboxes.length > 0) return list
  const phrase = entry.slice(0, blank)
  const found = /[@<>()[\]",.;:\\]/.test(phrase) ? undefined : recover(entry.slice(blank + 1))
  return found === undefined ? list : { ...list, wrong: [], mailboxes: [{ ...found, phrase }] }
}

const distinct = (found: ReadonlyArray<Found>): ReadonlyArray<Found> => [
  ...new Map(found.map((one) => [Address.key(one.address), one])).values()
]

const decidedBySender = (authors: ReadonlyArray<Found>, fields: ReadonlyArray<Field>, count: number): Found | undefined => {
  const sender = parseAddresses(first(fields, "sender") ?? "", limits.addresses).mailboxes
  return count === 1 && sender.length === 1 ? authors.find((author) => Address.equals(author.address, sender[0]!.address)) : undefined
}

/** Whether postal-mime finds an address in From that is none of ours. Where it finds none at all, the grammar stands. */
const contradicted = (values: ReadonlyArray<string>, authors: ReadonlyArray<Found>): boolean => {
  const ours = new Set(authors.map((author) => Address.key(author.address)))
  return values.some((value) => secondReading(value).some((address) => !ours.has(Address.key(address))))
}

const secondReading = (value: string): ReadonlyArray<Address.EmailAddress> =>
  addressParser(value, { flatten: true }).flatMap((entry) => {
    const address = Address.parse(entry.address ?? "")
    return address === undefined ? [] : [address]
  })
