/** The verbs of agents who work together, as an application calls them. What does it is fetched when it is first asked for. */
import * as Actor from "../people/Actor.ts"
import * as Ticket from "../ticket/index.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import type { Collaboration } from "./Collaboration.ts"
import { InputInvalid } from "./Failure.ts"
import type { House } from "./House.ts"
import type { Asking } from "./inputs.ts"
import type { Doer } from "./perform.ts"
import { existing } from "./load.ts"
import { probe } from "./probe.ts"
import { admit } from "./sight.ts"
import type { Done } from "./together.ts"
import { contentOf, instantOf } from "./wishes.ts"

type Act<W extends Workspace> = (tag: Ticket.Command["_tag"], ticketId: string, input: Asking<W>, made?: object) => Promise<Done>

export const collaborating = <W extends Workspace>(
  house: House,
  doerOf: (ticketId: string, input: Asking<W>) => Promise<Doer>,
  act: Act<W>
): Collaboration<W> => {
  const seen = () => import("./seen.ts")
  const drafts = () => import("./drafts.ts")
  const inputs = async () => ({ ...(await import("./collaborationInput.ts")), ...(await import("./joiningInput.ts")) })
  /** Before anything is looked up: whoever is none of the desk, or may not see these tickets, learns nothing of what there is. */
  const agentOf = async ({ as }: { readonly as: unknown }, ...tickets: ReadonlyArray<string>): Promise<string> => {
    const agent = (await seen()).agentIdOf(house, as)
    await admit(house, Actor.agent(agent), ...tickets)
    return agent
  }
  const expected = async ({ expectedVersion: version }: { readonly expectedVersion?: number }): Promise<number | undefined> => {
    const { decoded, Expecting } = await inputs()
    return decoded<{ readonly version?: number | undefined }>("expectedVersion", Expecting, { version }).version
  }
  return {
    markRead: async (id, input) => {
      const { decoded, MarkingRead } = await inputs()
      const agent = await agentOf(input, id)
      return (await seen()).markRead(house, id, agent, decoded("markRead", MarkingRead, input).upTo)
    },
    markUnread: async (id, input) => {
      const { decoded, MarkingUnread } = await inputs()
      decoded("markUnread", MarkingUnread, input)
      return (await seen()).markUnread(house, id, await agentOf(input, id))
    },
    unread: async (input) => {
      const { decoded, AskingUnread } = await inputs()
      const { tickets } = decoded<{ readonly tickets: ReadonlyArray<string> }>("unread", AskingUnread, input)
      return (await seen()).unread(house, await agentOf(input, ...tickets), tickets)
    },

    snooze: (id, input) => act("Snooze", id, input, { until: instantOf(input.until, "until") }),
    unsnooze: (id, input) => act("Unsnooze", id, input),

    saveDraft: async (id, { attachments, ...input }) => {
      const { decoded, SavingDraft } = await inputs()
      const words = { ...decoded("saveDraft", SavingDraft, input), ...(attachments === undefined ? {} : { attachments }) }
      return (await drafts()).saveDraft(house, id, await agentOf(input, id), words, await expected(input))
    },
    draft: async (id, input) => {
      const { decoded, AskingDraft } = await inputs()
      return (await drafts()).draftOf(house, id, await agentOf(input, id), decoded("draft", AskingDraft, input))
    },
    drafts: async (input) => {
      const { decoded, AskingDrafts } = await inputs()
      return (await drafts()).draftsOf(house, await agentOf(input), decoded("drafts", AskingDrafts, input))
    },
    discardDraft: async (id, input) => {
      const { decoded, DiscardingDraft } = await inputs()
      decoded("discardDraft", DiscardingDraft, input)
      return (await drafts()).discardDraft(house, id, await agentOf(input, id))
    },
    sendDraft: async (id, input) => {
      const { decoded, SendingDraft } = await inputs()
      const { then, anyway } = decoded("sendDraft", SendingDraft, input)
      const { sendDraft } = await import("./sendDraft.ts")
      return sendDraft(house, id, await agentOf(input, id), { then, anyway, via: input.via ?? "api", expected: await expected(input) })
    },
    drafting: async (id, { as } = {}) => (await drafts()).drafting(house, id, as === undefined ? undefined : await agentOf({ as }, id)),

    attach: async (id, { files, ...input }) => {
      // Before any byte is kept.
      const doer = await doerOf(id, input)
      const { actor } = doer
      if (Actor.isOutside(actor)) throw new Ticket.NotAnAgent({ actor, command: "Attach" })
      if (files.length > Ticket.limits.files)
        throw new InputInvalid({ what: "files", problems: [`expected at most ${Ticket.limits.files} files`] })
      const visibility = input.visibility ?? "internal"
      await probe(house, { subject: await existing(house, id), commands: [{ _tag: "Attach", files: [], visibility }] }, doer)
      const { attachments = [] } = await contentOf(house, { text: "", attachments: files })
      return act("Attach", id, input, { files: attachments, visibility })
    },
    attachments: async (id, { as = "agent" } = {}) => (await import("./attachments.ts")).attachments(house, id, as)
  }
}
