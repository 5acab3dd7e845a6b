/** The way out of a ticket with which the desk writes first: the channel itself, where it has an outlet for it. */
import type { Arrived } from "../channel/Inbound.ts"
import * as Actor from "../people/Actor.ts"
import * as Identity from "../people/Identity.ts"
import type * as Storage from "../storage/Storage.ts"
import * as Text from "../text/Text.ts"
import type * as Ticket from "../ticket/index.ts"
import { InputInvalid } from "./Failure.ts"
import type { House } from "./House.ts"
import type { RequesterInput } from "./inputs.ts"
import { identityOf } from "./wishes.ts"

interface Opening {
  readonly via?: string
  readonly account?: string
  readonly internal?: boolean
  readonly requester?: RequesterInput
}

/**
 * `line`: where the first word goes. `keys`: what leads their answer here, also where an earlier conversation with them is
 * still open. Nothing, where it is to go by mail, or to nobody: whoever is named by an address or an id is written a letter.
 */
export const wayOut = async (
  house: House,
  { via, account = "", internal, requester }: Opening,
  actor: Actor.Actor,
  ticketId: string
): Promise<Pick<Ticket.Open, "line"> & { readonly keys?: ReadonlyArray<Storage.Key> }> => {
  if (via === undefined || house.outlets?.has(via) !== true || Actor.isOutside(actor) || internal === true) return {}
  const channel = house.workspace.channels.get(via)
  if (channel?.outbound !== true || requester === undefined) return {}
  // Their answer would come in a conversation of which nobody knows here. One that takes no first word says so itself.
  if (channel.threads && channel.answersWithin === undefined) return {}
  if (requester.id !== undefined || requester.email !== undefined) return {}
  if (typeof account !== "string" || account.length > 255)
    throw new InputInvalid({ what: "account", problems: ["expected a name of at most 255 characters"] })
  const ours = Text.clean(account)
  const to = Identity.under(identityOf(requester), ours)
  if (to.kind === "email") return {}
  // Fetched by the first of them: most requests come in.
  const { placeOf } = await import("./place.ts")
  const { key } = await placeOf(house, first(via, ours, to), "person")
  return {
    line: { account: ours, thread: null, to },
    ...(key === undefined ? {} : { keys: [{ key, stream: ticketId, exclusive: true }] })
  }
}

/** As if they had written: what they answer is found as what they write is. */
const first = (channel: string, account: string, identity: Identity.Identity): Arrived => ({
  channel,
  account,
  id: "",
  thread: null,
  kind: "message",
  text: "",
  person: { identity, name: "", verified: true }
})
