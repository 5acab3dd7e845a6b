/** The verbs by which tickets are laid aside, come back and are purged, as an application calls them. What does it is fetched when it is first asked for. */
import * as Actor from "../people/Actor.ts"
import * as Ticket from "../ticket/index.ts"
import type { AgentOf } from "../workspace/define.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import type { House } from "./House.ts"
import type { Asking } from "./inputs.ts"
import type { Doer, Performed, Progress } from "./perform.ts"
import type { Reading, Received } from "./receive.ts"
import type { Deed } from "./removingMany.ts"
import type { Done } from "./together.ts"

/** `confirm`: how many of them are there, and not so yet. */
type Many<W extends Workspace> = Omit<Asking<W>, "expectedVersion"> & Progress & { readonly confirm: number }

export interface Removing<W extends Workspace> {
  /**
   * Lays a ticket aside, with those that were merged into it: nobody finds it who does not ask for `removed`, nothing happens
   * to it, and what is written to it opens a ticket that follows it. Purged after the workspace's `purgeAfter.removed` days.
   * @throws {TicketRemoved | TicketMerged | TicketNotFound}
   */
  readonly remove: (ticketId: string, input: Asking<W>) => Promise<Done>
  /** It comes back as it was, also from spam; what waits for its time goes on without the time between. @throws {NotRemoved | TicketPurged} */
  readonly restore: (ticketId: string, input: Asking<W>) => Promise<Done>
  /** It is no request: as `remove`, and what its sender writes to it goes to quarantine. Only some `messages`: these, parted from it. Answers what is spam. */
  readonly markSpam: (ticketId: string, input: Asking<W> & { readonly messages?: ReadonlyArray<string> }) => Promise<Done>
  /** It is a request after all; messages that were parted go back, and the answer is the ticket that has them. @throws {NotRemoved | TicketPurged} */
  readonly recover: (ticketId: string, input: Asking<W>) => Promise<Done>
  /** Of a removed ticket nothing is left but a skeleton: which, when, how much, and who did what kind of thing. For good. @throws {NotRemoved} */
  readonly purge: (ticketId: string, input: Asking<W>) => Promise<Done>
  /** Each on its own, like `performAll`, if the number is right. One that was merged goes with the ticket that answers for it. @throws {CountMismatch} */
  readonly removeAll: (ids: ReadonlyArray<string>, input: Many<W>) => Promise<ReadonlyArray<Performed>>
  readonly restoreAll: (ids: ReadonlyArray<string>, input: Many<W>) => Promise<ReadonlyArray<Performed>>
  readonly purgeAll: (ids: ReadonlyArray<string>, input: Many<W>) => Promise<ReadonlyArray<Performed>>
  /** What lies in quarantine is taken in after all, whatever was said against it; once. @throws {NotRecoverable} */
  readonly recoverQuarantined: (id: string, input: { readonly as: `agent:${AgentOf<W>}` }) => Promise<Received>
}

export const removing = <W extends Workspace>(house: House, reading: Reading | undefined): Removing<W> => {
  const aside = () => import("./removal.ts")
  const inputs = async () => ({ ...(await import("./removingInput.ts")), ...(await import("./joiningInput.ts")) })
  /** Before anything is looked up: whoever may not do it, or not see these tickets, learns nothing of what there is. */
  const deskOf = async (
    command: string,
    { as, via, commandId, expectedVersion, depth }: Asking<W>,
    ...tickets: ReadonlyArray<string>
  ): Promise<Doer> => {
    if (as === "requester" || Actor.isOutside(as)) throw new Ticket.NotAnAgent({ actor: as, command })
    const { admit } = await import("./sight.ts")
    await admit(house, as, ...tickets)
    return { actor: as, via: via ?? "api", commandId, expectedVersion, depth }
  }
  const one =
    (what: string, command: string, verb: (ticketId: string, doer: Doer) => Promise<Done>) =>
    async (ticketId: string, input: Asking<W>): Promise<Done> => {
      const { decoded, Nothing } = await inputs()
      decoded(what, Nothing, input)
      return verb(ticketId, await deskOf(command, input, ticketId))
    }
  const many =
    (deed: Deed, command: string) =>
    async (ids: ReadonlyArray<string>, { onProgress, ...input }: Many<W>): Promise<ReadonlyArray<Performed>> => {
      const { decoded, Many } = await inputs()
      const asked = decoded(`${deed}All`, Many, { ids, ...input })
      const progress = onProgress === undefined ? {} : { onProgress }
      return (await import("./removingMany.ts")).removeMany(house, deed, asked, await deskOf(command, input), progress)
    }
  return {
    remove: one("remove", "Remove", async (id, doer) => (await aside()).lay(house, id, "removed", doer)),
    restore: one("restore", "Restore", async (id, doer) => (await aside()).restore(house, id, doer)),
    recover: one("recover", "Recover", async (id, doer) => (await aside()).recover(house, id, doer)),
    purge: one("purge", "Purge", async (id, doer) => (await import("./purging.ts")).purge(house, id, doer)),
    markSpam: async (id, input) => {
      const { decoded, Marking } = await inputs()
      const { messages } = decoded("markSpam", Marking, input) as { readonly messages?: ReadonlyArray<string> }
      return (await aside()).markSpam(house, id, messages, await deskOf("MarkSpam", input, id))
    },
    removeAll: many("remove", "Remove"),
    restoreAll: many("restore", "Restore"),
    purgeAll: many("purge", "Purge"),
    recoverQuarantined: async (id, { as }) => {
      const { askerOf } = await import("./views.ts")
      // Refuses whoever is no agent of the desk.
      if (askerOf(house, as).agent === null) throw new Ticket.NotAnAgent({ actor: as, command: "RecoverQuarantined" })
      const { mayEverywhere } = await import("./mayEverywhere.ts")
      mayEverywhere(house, as, "quarantine")
      return (await import("./recovering.ts")).recoverQuarantined(house, id, as, reading)
    }
  }
}
