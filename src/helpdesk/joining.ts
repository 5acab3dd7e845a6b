/** The verbs by which tickets join and part, as an application calls them. What does it is fetched when it is first asked for. */
import * as Actor from "../people/Actor.ts"
import * as Ticket from "../ticket/index.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import type { Helpdesk } from "./Helpdesk.ts"
import type { House } from "./House.ts"
import type { Asking } from "./inputs.ts"
import type { Doer } from "./perform.ts"
import { admit } from "./sight.ts"

type Joining = "merge" | "unmerge" | "split" | "unsplit" | "rethread" | "conversation"

export const joining = <W extends Workspace>(
  house: House,
  doerOf: (ticketId: string, input: Asking<W>) => Promise<Doer>
): Pick<Helpdesk<W>, Joining> => {
  /** Before anything is looked up: whoever may not do it learns nothing of what there is. */
  const agentOf = async (command: string, ticketId: string, input: Asking<W>): Promise<Doer> => {
    const refuse = (actor: Actor.Actor): void => {
      if (Actor.isOutside(actor)) throw new Ticket.NotAnAgent({ actor, command })
    }
    if (input.as !== "requester") refuse(input.as)
    const doer = await doerOf(ticketId, input)
    refuse(doer.actor)
    return doer
  }
  const merging = () => import("./merging.ts")
  const splitting = () => import("./splitting.ts")
  const inputs = () => import("./joiningInput.ts")
  return {
    merge: async (target, input) => {
      const { decoded, Merging } = await inputs()
      const wish = decoded("merge", Merging, input)
      const doer = await agentOf("Merge", target, input)
      await admit(house, doer.actor, ...wish.sources, ...(wish.principal === undefined ? [] : [wish.principal]))
      return (await merging()).merge(house, target, wish, doer)
    },
    unmerge: async (ticketId, input) => {
      const { decoded, Unmerging } = await inputs()
      const wish = decoded("unmerge", Unmerging, input)
      const doer = await agentOf("Unmerge", ticketId, input)
      await admit(house, doer.actor, ...(wish.sources ?? []))
      return (await merging()).unmerge(house, ticketId, wish, doer)
    },
    split: async (ticketId, input) => {
      const { decoded, Splitting } = await inputs()
      return (await splitting()).split(house, ticketId, decoded("split", Splitting, input), await agentOf("Split", ticketId, input))
    },
    unsplit: async (ticketId, input) => (await splitting()).unsplit(house, ticketId, await agentOf("Unsplit", ticketId, input)),
    rethread: async (ticketId, input) => {
      const { decoded, Rethreading } = await inputs()
      const wish = decoded("rethread", Rethreading, input)
      const doer = await agentOf("Rethread", ticketId, input)
      await admit(house, doer.actor, wish.to)
      return (await splitting()).rethread(house, ticketId, wish, doer)
    },
    conversation: async (ticketId) => (await splitting()).conversation(house, ticketId)
  }
}
