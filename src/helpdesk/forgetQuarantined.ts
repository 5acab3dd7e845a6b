/** Forgets what was kept apart of somebody: that it was, and why, stays. */
import * as EmailAddress from "../people/EmailAddress.ts"
import * as Identity from "../people/Identity.ts"
import type { Found } from "../storage/Storage.ts"
import * as Search from "../text/Search.ts"
import { eraseQuarantined } from "./eraseQuarantined.ts"
import { everyFound } from "./everyFound.ts"
import type { House } from "./House.ts"
import type { Person } from "./Person.ts"
import { blank, decodeQuarantined } from "./quarantine.ts"

export const forgetQuarantined = async (
  house: House,
  { identities }: Person
): Promise<{ readonly records: number; readonly files: number }> => {
  const sum = { records: 0, files: 0 }
  const senders = new Set(identities.flatMap((one) => [Identity.key(one), ...(one.kind === "email" ? [EmailAddress.key(one.value)] : [])]))
  for (const sender of senders)
    for await (const one of everyFound(house, { kind: "quarantine", text: Search.words(sender) })) {
      if (senderOf(one.document.body) !== sender) continue
      sum.files += await erased(house, one)
      sum.records++
    }
  return sum
}

const senderOf = (body: unknown): string | null => {
  const { from } = decodeQuarantined(body)
  return from?.includes("@") && !from.startsWith("email:") ? EmailAddress.key(from) : from
}

/** Answers how many files went with it. */
const erased = async (house: House, { stream, version, document }: Found): Promise<number> => {
  const mail = blank(decodeQuarantined(document.body))
  const left = { ...document, body: mail as never, facts: { ...document.facts, from: null } }
  const event = { _tag: "QuarantinedErased", at: house.now() }
  return (await eraseQuarantined(house, { stream, expected: version, events: [event], document: left, words: "" })) ?? 0
}
