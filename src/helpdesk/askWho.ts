/** What is asked about who asks: somebody else on a ticket, another identity in the directory. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Actor from "../people/Actor.ts"
import * as EmailAddress from "../people/EmailAddress.ts"
import { Identity } from "../people/Identity.ts"
import type { Requester } from "../people/Requester.ts"
import * as Text from "../text/Text.ts"
import * as Ticket from "../ticket/index.ts"
import { decodeCommand, problemsOf } from "./codec.ts"
import { InputInvalid, NotConfigured } from "./Failure.ts"
import type { House } from "./House.ts"
import type { RequesterInput } from "./inputs.ts"
import { decoded, Person } from "./joiningInput.ts"
import { existing } from "./load.ts"
import type { Doer } from "./perform.ts"
import { probe } from "./probe.ts"
import { run } from "./run.ts"
import type { Done } from "./together.ts"
import { requesterOf } from "./wishes.ts"

const Changing = Schema.Struct({ requester: Person, keep: Schema.optionalKey(Schema.Boolean) })

export const changeRequester = async (house: House, ticketId: string, input: object, doer: Doer): Promise<Done> => {
  // Before anything is looked up, and before anybody is added to the directory.
  if (Actor.isOutside(doer.actor)) throw new Ticket.NotAnAgent({ actor: doer.actor, command: "ChangeRequester" })
  const { requester: person, keep } = decoded("changeRequester", Changing, input) as unknown as {
    readonly requester: RequesterInput
    readonly keep?: boolean
  }
  const subject = await existing(house, ticketId)
  const { ticket } = subject
  await probe(house, { subject, commands: [{ _tag: "ChangeRequester", requester: ticket.requester }] }, doer)
  const found = await requesterOf(house, person)
  // The same person keeps the address that they asked by, unless another is named.
  const isSame = found.id === ticket.requester.id && person.email === undefined && person.identity?.kind !== "email"
  const requester = isSame ? { ...found, email: ticket.requester.email } : found
  const wish: Ticket.ChangeRequester = { _tag: "ChangeRequester", requester, ...(keep === undefined ? {} : { keep }) }
  const command = decodeCommand(wish)
  return (await run(house, { ticketId, commands: () => [command], ...doer })) as Done
}

const decodeIdentity = Schema.decodeUnknownResult(Identity, { errors: "all", onExcessProperty: "error" })

export const changeIdentities = async (house: House, how: "add" | "remove", id: string, given: unknown): Promise<Requester> => {
  if (house.identities === undefined) throw new NotConfigured({ needs: "a directory of its own: people are changed where they are kept" })
  const identity = decodeIdentity(spelt(Text.cleanDeep(given)))
  if (Result.isFailure(identity)) throw new InputInvalid({ what: `${how}Identity`, problems: problemsOf(identity.failure) })
  return house.identities[how](house.tenant, id, identity.success)
}

/** Spellings of one address become one. */
const spelt = (given: unknown): unknown => {
  if (typeof given !== "object" || given === null || !("kind" in given) || given.kind !== "email" || !("value" in given)) return given
  return typeof given.value === "string" ? { ...given, value: EmailAddress.parse(given.value) ?? given.value } : given
}
