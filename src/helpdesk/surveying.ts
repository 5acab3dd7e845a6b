/** The verbs of surveys, as an application calls them. What does it is fetched when it is first asked for. */
import type * as Ticket from "../ticket/index.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import type { House } from "./House.ts"
import type { Asking } from "./inputs.ts"
import type { Satisfaction } from "./Satisfaction.ts"
import type { Done, KeyHeld } from "./together.ts"

export const surveying = <W extends Workspace>(
  house: House,
  act: (tag: Ticket.Command["_tag"], ticketId: string, input: Asking<W>) => Promise<Done>,
  settled: (done: Done | KeyHeld) => Done
): Satisfaction<W> => ({
  survey: async (token) => (await surveys()).survey(house, token),
  rate: async (token, input) => settled(await (await surveys()).rate(house, token, input)),
  rateTicket: (ticketId, input) => act("Rate", ticketId, input),
  satisfaction: async (input) => (await import("./satisfactionReport.ts")).satisfactionReport(house, input)
})

const surveys = () => import("./surveys.ts")
