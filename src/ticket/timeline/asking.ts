/** What the desk reads of who asks, and of answers that never reached them. */
import type { DeliveryFailed } from "../commands/reportUndelivered.ts"
import type { RequesterChanged } from "../commands/changeRequester.ts"
import type { Vocabulary } from "../Vocabulary.ts"
import type { Change } from "./Entry.ts"
import * as names from "./names.ts"

export const requesterChanged = ({ from, to }: RequesterChanged): string =>
  from.id === to.id ? "looked the requester up anew" : "changed who asks"

export const requesterChanges = ({ from, to }: RequesterChanged): ReadonlyArray<Change> => [
  { field: "Requester", from: names.requester(from), to: names.requester(to) },
  { field: "Organization", from: from.organization, to: to.organization }
]

export const undelivered = (vocabulary: Vocabulary, { channel, state }: DeliveryFailed): string =>
  `noticed that an answer by ${names.channel(vocabulary, channel)} ${state === "unknown" ? "may not have arrived" : "did not arrive"}`

export const whyUndelivered = ({ reason, byMail }: DeliveryFailed): ReadonlyArray<string> => [
  ...(reason === "" ? [] : [reason]),
  ...(byMail ? ["it goes by mail instead"] : [])
]
