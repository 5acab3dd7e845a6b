/** What agents are told whom a note calls by name, each of them once for each note, and nobody by their own. */
import * as Actor from "../../people/Actor.ts"
import * as Text from "../../text/Text.ts"
import type { Event } from "../../ticket/decider.ts"
import { heardBy } from "../../ticket/Mention.ts"
import { unfolded } from "../../ticket/Message.ts"
import type { Ticket } from "../../ticket/Ticket.ts"
import * as names from "../../ticket/timeline/names.ts"
import type { Workspace } from "../../workspace/Workspace.ts"
import type { Notification } from "./Notification.ts"

/** Characters of the note that are told. */
const MOST = 1000

export const mentions = (workspace: Workspace, ticket: Ticket, events: ReadonlyArray<Event>): ReadonlyArray<Notification> =>
  events.flatMap((event) => {
    if (event._tag !== "Noted" || event.mentions === undefined) return []
    const { at, by, messageId } = event
    const text = `${names.actor(workspace, ticket, by)} called you in ${ticket.reference}: ${Text.cut(unfolded(event.content).news.trim(), MOST)}`
    return heardBy(event.mentions, workspace)
      .filter((agent) => by !== Actor.agent(agent))
      .map((agent) => ({ id: `called.${messageId}.${agent}`, agent, text, ticketId: ticket.id, reference: ticket.reference, at }))
  })
