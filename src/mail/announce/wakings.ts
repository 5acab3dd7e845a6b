/** What agents are told whose tickets are no longer put aside. */
import * as Actor from "../../people/Actor.ts"
import type { Event } from "../../ticket/decider.ts"
import type { Ticket } from "../../ticket/Ticket.ts"
import type { Workspace } from "../../workspace/Workspace.ts"
import type { Notification } from "./Notification.ts"

/** Where a rule put it aside, or an agent who is gone, nobody is told. */
export const wakings = (
  { agents }: Workspace,
  { id: ticketId, reference }: Ticket,
  events: ReadonlyArray<Event>
): ReadonlyArray<Notification> =>
  events.flatMap((event) => {
    if (event._tag !== "WokenUp" || !Actor.isAgent(event.snoozer) || !agents.has(Actor.idOf(event.snoozer))) return []
    const { at, because, why, snoozer } = event
    const text = `${reference} is back: ${because === "time" ? "its time has come" : "somebody wrote"}${why === "" ? "" : ` (${why})`}`
    return [{ id: `back.${event.id}`, agent: Actor.idOf(snoozer), text, ticketId, reference, at }]
  })
