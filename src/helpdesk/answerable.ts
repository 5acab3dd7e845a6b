/** What people ask by a channel that takes no answers must say where the answer is to go. */
import type { Channel } from "../channel/Channel.ts"
import type { Identity } from "../people/Identity.ts"
import { ReplyIdentityMissing } from "./Failure.ts"
import type { House } from "./House.ts"
import type { RequesterInput } from "./inputs.ts"

/** Ways in of the desk's own and of its systems, which know whom they answer. */
const own: ReadonlySet<string> = new Set(["api", "webService", "manual", "closedTicket", "automatic"])

const takesNoAnswers = ({ id, outbound }: Channel): boolean => !outbound && !own.has(id)

const isReachable = ({ kind }: Identity): boolean => kind === "email" || kind === "phone"

/** By an address or a number, given or known. @throws {ReplyIdentityMissing} */
export const answerable = async (house: House, via: string, person: RequesterInput | undefined): Promise<void> => {
  const channel = house.workspace.channels.get(via)
  if (person === undefined || channel === undefined || !takesNoAnswers(channel)) return
  const { id, email, phone, identity } = person
  if (email !== undefined || phone !== undefined || (identity !== undefined && isReachable(identity))) return
  const { directory, tenant } = house
  const known = id !== undefined ? await directory.get(tenant, id) : identity && (await directory.find(tenant, identity))
  if (known?.identities.some(isReachable) !== true) throw new ReplyIdentityMissing({ channel: via })
}
