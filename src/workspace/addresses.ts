/** What the addresses of a definition say against each other: mail must not go in circles, and answers must arrive. */
import * as SupportAddress from "../channel/SupportAddress.ts"
import * as EmailAddress from "../people/EmailAddress.ts"
import { list, twice } from "./entries.ts"
import type { Loose } from "./plain.ts"
import type { Problem } from "../text/Problem.ts"

export const addresses = (full: Loose): ReadonlyArray<Problem> => {
  const support = list(full, "supportAddresses")
  return [
    ...twice(support, "address", EmailAddress.key),
    // The token of an answer is what follows the first +.
    ...support.flatMap(({ path, value }) =>
      value["plus"] === true && written(value["address"]).includes("+")
        ? [{ path: `${path}.plus`, problem: "an address that has a + in it takes no other plus addresses" }]
        : []
    ),
    ...support.flatMap(({ path, value }) => sender(value["replyFrom"], `${path}.replyFrom`)),
    ...sender(full["defaultAddress"], "defaultAddress"),
    ...ours(full["archive"], "archive", full),
    ...(Array.isArray(full["forwarders"]) ? full["forwarders"].flatMap((one: unknown, i) => ours(one, `forwarders[${i}]`, full)) : []),
    ...ofAgents(full)
  ]
}

/** An agent is told by their address; mail to it must reach them, and never the desk that wrote it. */
const ofAgents = (full: Loose): ReadonlyArray<Problem> => {
  const agents = list(full, "agents")
  const support = list(full, "supportAddresses").map(({ value }) => value)
  const keys = (some: ReadonlyArray<Loose>) => new Set(some.map((one) => EmailAddress.key(written(one["address"]))))
  const [exact, plus] = [keys(support), keys(support.filter((one) => one["plus"] === true))]
  const isTaken = (email: string) => exact.has(EmailAddress.key(email)) || plus.has(EmailAddress.key(SupportAddress.withoutPlus(email)))
  const taken = agents.filter(({ value }) => written(value["email"]) !== "" && isTaken(written(value["email"])))
  return [
    ...twice(agents, "email", EmailAddress.key),
    ...taken.map(({ path }) => ({ path: `${path}.email`, problem: "mail to it becomes a ticket: it is a support address" }))
  ]
}

/** What is sent to it would come back as a ticket, and mail from it is taken for the desk's own. */
const ours = (address: unknown, path: string, full: Loose): ReadonlyArray<Problem> => {
  const support = list(full, "supportAddresses").some(
    ({ value }) => EmailAddress.key(written(value["address"])) === EmailAddress.key(written(address))
  )
  return support && written(address) !== "" ? [{ path, problem: `"${written(address)}" is a support address` }] : []
}

const written = (address: unknown): string => (typeof address === "string" ? address : "")

const sender = (address: unknown, path: string): ReadonlyArray<Problem> =>
  written(address).startsWith("*@") ? [{ path, problem: "no mail can leave from a wildcard" }] : []
