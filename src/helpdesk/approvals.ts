/** What people do about approvals, and how one stands. */
import { explain, type Explanation } from "../approval/explain.ts"
import { mermaid } from "../approval/mermaid.ts"
import { print, zoneOf } from "../approval/print.ts"
import * as Ticket from "../ticket/index.ts"
import * as Instant from "../time/Instant.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import type { Helpdesk } from "./Helpdesk.ts"
import type { House } from "./House.ts"
import type { Asking } from "./inputs.ts"
import { existing } from "./load.ts"
import type { Done, KeyHeld } from "./together.ts"
import { instantOf } from "./wishes.ts"

/** An explanation that can be read as text and drawn as a picture. */
export interface ExplainedApproval extends Explanation {
  readonly text: string
  /** A flowchart in the words of Mermaid. */
  readonly mermaid: string
}

type Act<W extends Workspace> = (tag: Ticket.Command["_tag"], ticketId: string, input: Asking<W>, made?: object) => Promise<Done>
type Verbs =
  | "requestApproval"
  | "vote"
  | "delegateVote"
  | "replaceApprover"
  | "withdrawApproval"
  | "explainApproval"
  | "ballot"
  | "castBallot"

export const approvalVerbs = <W extends Workspace>(
  house: House,
  act: Act<W>,
  settled: (done: Done | KeyHeld) => Done
): Pick<Helpdesk<W>, Verbs> => ({
  requestApproval: (id, input) => act("RequestApproval", id, input),
  vote: (id, input) => act("Vote", id, input),
  delegateVote: async (id, { since, until, ...input }) =>
    act("DelegateVote", id, input, {
      since: since === undefined ? undefined : instantOf(since, "since"),
      until: until === undefined || until === null ? until : instantOf(until, "until")
    }),
  replaceApprover: (id, input) => act("ReplaceApprover", id, input),
  withdrawApproval: (id, input) => act("WithdrawApproval", id, input),
  explainApproval: async (ticketId, id) => {
    const { ticket } = await existing(house, ticketId)
    const approval = Ticket.Approvals.approvalOf(ticket, id)
    if (approval === undefined) throw new Ticket.ApprovalNotFound({ ticketId: ticket.id, approval: id })
    const explanation = explain(approval, Instant.make(house.now()))
    const zone = zoneOf(approval)
    return { ...explanation, text: print(explanation, zone), mermaid: mermaid(explanation, zone) }
  },
  ballot: async (token) => (await ballots()).ballot(house, token),
  castBallot: async (cast) => settled(await (await ballots()).castBallot(house, cast))
})

/** Fetched when the first letter comes back. */
const ballots = () => import("./ballots.ts")
