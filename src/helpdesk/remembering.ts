/** The verbs by which a desk looks back, as an application calls them. What does it is fetched when it is first asked for. */
import type * as Ticket from "../ticket/index.ts"
import type { AgentOf } from "../workspace/define.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import type { Contact, ContactHistory, ContactPage } from "./contacts.ts"
import type { House } from "./House.ts"
import type { Asking } from "./inputs.ts"
import type { Audience, Changes, Standing } from "./past.ts"
import type { Doer } from "./perform.ts"
import type { When } from "./rememberingInput.ts"
import type { Summaries } from "./suggestions.ts"
import type { Done, KeyHeld } from "./together.ts"

/** Looking back, and what a summarizer makes of a conversation. */
export interface Remembering<W extends Workspace> {
  /** A ticket as it stood: by a moment, or by how many events it had. `undefined`: it was not there yet. */
  readonly stateAt: (ticketId: string, at: When) => Promise<Standing | undefined>
  /** What is otherwise between two moments, field by field, and all that happened in between. */
  readonly changes: (ticketId: string, from: When, to: When) => Promise<Changes>
  /**
   * What somebody could see of a ticket then, and why: agents everything; everybody else what was public while they were a
   * party. `undefined`: the ticket was not there yet.
   */
  readonly audienceAt: (
    ticketId: string,
    at: When,
    viewer: `agent:${AgentOf<W>}` | "requester" | `requester:${string}` | `participant:${string}`
  ) => Promise<Audience | undefined>
  /** All tickets and messages of a requester (by id or identity) or an organization, over all channels; by pages, newest first. */
  readonly contactHistory: (
    contact: string | Contact,
    page?: Omit<ContactPage, "as"> & { readonly as?: `agent:${AgentOf<W>}` }
  ) => Promise<ContactHistory>
  /** The life of a ticket as a picture (SVG), for the desk. `zone`: the IANA zone of who reads it; UTC where none is given. */
  readonly drawLife: (ticketId: string, options?: { readonly zone?: string }) => Promise<string>

  /**
   * Has a title and a summary made of the conversation, and keeps them as a suggestion. Notes are read only where the
   * workspace says so. @throws {SummarizerFailed} and what other verbs throw.
   */
  readonly suggest: (
    ticketId: string,
    input: Asking<W> & { readonly as: `agent:${AgentOf<W>}`; readonly language?: string }
  ) => Promise<Done>
  /** Takes the suggested title over as the subject, or the summary as the ticket's; `edited`: something better. */
  readonly acceptSuggestion: (
    ticketId: string,
    input: Asking<W> & { readonly as: `agent:${AgentOf<W>}`; readonly what: "title" | "summary"; readonly edited?: string }
  ) => Promise<Done>
  /** The latest suggestion and the summary that is kept, with how many messages came since. */
  readonly summaries: (ticketId: string) => Promise<Summaries>
}

type Act<W extends Workspace> = (tag: Ticket.Command["_tag"], ticketId: string, input: Asking<W>) => Promise<Done>

export const remembering = <W extends Workspace>(
  house: House,
  doerOf: (ticketId: string, input: Asking<W>) => Promise<Doer>,
  act: Act<W>,
  settled: (done: Done | KeyHeld) => Done
): Remembering<W> => {
  const past = () => import("./past.ts")
  const inputs = () => import("./rememberingInput.ts")
  const suggestions = () => import("./suggestions.ts")
  return {
    stateAt: async (ticketId, at) => {
      const { momentOf } = await inputs()
      return (await past()).standAt(house, ticketId, momentOf(at, "at"))
    },
    changes: async (ticketId, from, to) => {
      const { momentOf } = await inputs()
      return (await past()).changes(house, ticketId, momentOf(from, "from"), momentOf(to, "to"))
    },
    audienceAt: async (ticketId, at, viewer) => {
      const { momentOf, viewerOf } = await inputs()
      return (await past()).audienceAt(house, ticketId, momentOf(at, "at"), await viewerOf(house, viewer))
    },
    contactHistory: async (contact, page = {}) => {
      const { contactOf, pageOf } = await inputs()
      const { contactHistory } = await import("./contacts.ts")
      return contactHistory(house, contactOf(contact), pageOf(page))
    },
    drawLife: async (ticketId, { zone } = {}) => (await import("./picture.ts")).drawLife(house, ticketId, zone),
    suggest: async (ticketId, input) => {
      const { Suggesting } = await inputs()
      const { decoded } = await import("./joiningInput.ts")
      const { language } = decoded<{ readonly language?: string }>("suggest", Suggesting, input)
      return settled(await (await suggestions()).suggest(house, ticketId, { language }, await doerOf(ticketId, input)))
    },
    acceptSuggestion: (ticketId, input) => act("AcceptSuggestion", ticketId, input),
    summaries: async (ticketId) => (await suggestions()).summaries(house, ticketId)
  }
}
