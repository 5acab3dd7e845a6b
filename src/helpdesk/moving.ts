/** The verbs by which tickets go along their life and to other departments, as an application calls them. What does it is fetched when it is first asked for. */
import type { Way } from "../desk/ways.ts"
import * as Actor from "../people/Actor.ts"
import * as Ticket from "../ticket/index.ts"
import type { AgentOf, DepartmentOf, FieldsOf, TeamOf } from "../workspace/define.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import type { House } from "./House.ts"
import type { Asking, Then } from "./inputs.ts"
import type { Doer } from "./perform.ts"
import type { Split } from "./splitting.ts"
import type { Done } from "./together.ts"

/** Along its life, and from one department to another. */
export interface Moving<W extends Workspace> {
  /** To another department: its statuses and fields become what they are there. `fields`: what is asked for there. @throws {MoveBlocked | FieldsRequired | TransitionRefused} */
  readonly move: (
    ticketId: string,
    input: Asking<W> & {
      readonly department: DepartmentOf<W>
      readonly status?: Then<W>
      readonly fields?: { readonly [F in keyof FieldsOf<W>]?: FieldsOf<W>[F] | null }
      readonly why?: string
    }
  ) => Promise<Done>
  /** Each other status of its department, and all that this agent would be refused it for; nothing: the ticket may go there. */
  readonly transitions: (ticketId: string, input: Pick<Asking<W>, "as">) => Promise<ReadonlyArray<Way>>
  /**
   * The conversation goes on in a new ticket of another department, all of it or these messages; the ticket stays. A note in both says
   * why. `unsplit` of the new ticket takes it back. @throws {NothingLeft | MessageNotFound | ChannelCannot}
   */
  readonly moveOut: (
    ticketId: string,
    input: Asking<W> & {
      readonly to: {
        readonly department: DepartmentOf<W>
        readonly agent?: AgentOf<W> | null
        readonly team?: TeamOf<W> | null
        readonly status?: Then<W>
      }
      readonly why: string
      /** By id; all, where none are named. */
      readonly messages?: ReadonlyArray<string>
    }
  ) => Promise<Split>
}

type Act<W extends Workspace> = (tag: Ticket.Command["_tag"], ticketId: string, input: Asking<W>, made?: object) => Promise<Done>

export const moving = <W extends Workspace>(
  house: House,
  doerOf: (ticketId: string, input: Asking<W>) => Promise<Doer>,
  act: Act<W>
): Moving<W> => {
  const ofDesk = async (command: string, ticketId: string, input: Asking<W>): Promise<Doer> => {
    const doer = await doerOf(ticketId, input)
    if (Actor.isOutside(doer.actor)) throw new Ticket.NotAnAgent({ actor: doer.actor, command })
    return doer
  }
  /** Messages that leave a department are a matter of moving, besides that of splitting. */
  const mover = async (ticketId: string, input: Asking<W>): Promise<Doer> => {
    const doer = await ofDesk("MoveOut", ticketId, input)
    if (!Actor.isAgent(doer.actor)) return doer
    const { verdict } = await import("./sight.ts")
    const answer = await verdict(house, doer.actor, "move", ticketId)
    if (answer._tag === "Deny") throw new Ticket.Denied({ actor: doer.actor, action: "move", reason: answer.reason })
    return doer
  }
  return {
    move: (ticketId, input) => {
      const entries = Object.entries(input.fields ?? {}).filter(([, value]) => value !== undefined)
      return act("Move", ticketId, input, { fields: entries.map(([field, value]) => ({ field, value })) })
    },
    transitions: async (ticketId, input) => {
      const doer = await ofDesk("Transitions", ticketId, input)
      return (await import("./ways.ts")).waysOf(house, ticketId, doer)
    },
    moveOut: async (ticketId, input) => {
      const { decoded } = await import("./joiningInput.ts")
      const { MovingOut, moveOut } = await import("./moveOut.ts")
      return moveOut(house, ticketId, decoded("moveOut", MovingOut, input), await mover(ticketId, input))
    }
  }
}
