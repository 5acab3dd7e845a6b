/** The verbs about who asks, as an application calls them. What does it is fetched when it is first asked for. */
import type { Identity } from "../people/Identity.ts"
import type { Requester } from "../people/Requester.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import type { House } from "./House.ts"
import type { Asking, RequesterInput } from "./inputs.ts"
import type { Doer } from "./perform.ts"
import type { Done } from "./together.ts"

export interface WhoAsks<W extends Workspace> {
  /**
   * Somebody else is who asks, and reads what is said from then on: nothing of before. The former requester stays as a
   * participant if they have an address, unless `keep` is false, and keeps what they had. The same person's id: name and
   * organization are looked up anew. @throws {NotAnAgent | RequesterMissing | TooMany | TicketClosed | TicketMerged}
   */
  readonly changeRequester: (
    ticketId: string,
    input: Asking<W> & { readonly requester: RequesterInput; readonly keep?: boolean }
  ) => Promise<Done>
  /**
   * Another way to recognise somebody of the desk's own directory: what comes from it is theirs from then on. A ticket keeps
   * the one that it was opened by. @throws {IdentityTaken | RequesterMissing | InputInvalid | NotConfigured}
   */
  readonly addIdentity: (requesterId: string, identity: Identity) => Promise<Requester>
  /** From then on it is anybody's. Tickets keep what they know. @throws {IdentityUnknown | LastIdentity | RequesterMissing | NotConfigured} */
  readonly removeIdentity: (requesterId: string, identity: Identity) => Promise<Requester>
}

export const whoAsks = <W extends Workspace>(house: House, doerOf: (ticketId: string, input: Asking<W>) => Promise<Doer>): WhoAsks<W> => {
  const asking = () => import("./askWho.ts")
  return {
    changeRequester: async (ticketId, input) => (await asking()).changeRequester(house, ticketId, input, await doerOf(ticketId, input)),
    addIdentity: async (id, identity) => (await asking()).changeIdentities(house, "add", id, identity),
    removeIdentity: async (id, identity) => (await asking()).changeIdentities(house, "remove", id, identity)
  }
}
