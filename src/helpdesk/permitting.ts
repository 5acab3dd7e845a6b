/** The verbs of permissions: who alone sees a ticket, who may do what, and the desk as one person sees it. */
import type { Capability } from "../permission/Capability.ts"
import type { Verdict } from "../permission/can.ts"
import * as Actor from "../people/Actor.ts"
import type { AgentOf, TeamOf } from "../workspace/define.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import type { AgentDesk } from "./faces/AgentDesk.ts"
import { asAgent } from "./faces/asAgent.ts"
import { asCustomer } from "./faces/asCustomer.ts"
import type { CustomerDesk } from "./faces/CustomerDesk.ts"
import type { Helpdesk } from "./Helpdesk.ts"
import type { House } from "./House.ts"
import type { Asking, Who } from "./inputs.ts"
import { existing } from "./load.ts"
import { verdict } from "./sight.ts"
import type { Done } from "./together.ts"

export interface Permitting<W extends Workspace> {
  /** From now on only those named see the ticket, its assignee, and who may see what is restricted. Naming nobody lifts that. */
  readonly restrict: (
    ticketId: string,
    input: Asking<W> & { readonly agents?: ReadonlyArray<AgentOf<W>>; readonly teams?: ReadonlyArray<TeamOf<W>> }
  ) => Promise<Done>
  /** Whether somebody may do something with a ticket, and why not: for the application, since the reason tells of the ticket. */
  readonly can: (asked: { readonly as: Who<W>; readonly action: Capability; readonly ticketId: string }) => Promise<Verdict>
  /**
   * The desk as one person sees it, every verb in their name. What they may not see is not there; what is not theirs to do
   * is refused, or no verb of that desk. `desk` itself is the application's own: it sees everything.
   */
  readonly as: {
    (agent: `agent:${AgentOf<W>}`): AgentDesk<W>
    (outside: `requester:${string}` | `participant:${string}`): CustomerDesk<W>
  }
}

export const permitting = <W extends Workspace>(
  house: House,
  desk: () => Helpdesk<W>,
  restrict: (ticketId: string, input: Asking<W>, made: object) => Promise<Done>
): Permitting<W> => ({
  restrict: (ticketId, input) => restrict(ticketId, input, { agents: input.agents ?? [], teams: input.teams ?? [] }),
  can: async ({ as, action, ticketId }) => {
    const actor = as === "requester" ? Actor.requester((await existing(house, ticketId)).ticket.requester.id) : as
    return verdict(house, actor, action, ticketId)
  },
  as: ((actor: Actor.Actor) =>
    Actor.isAgent(actor) ? asAgent(house, desk(), actor) : asCustomer(house, desk(), actor)) as Permitting<W>["as"]
})
