/** What merges changed of their target, taken back as those leave who brought it: it becomes as it would be without them. */
import * as Result from "effect/Result"
import * as EmailAddress from "../../people/EmailAddress.ts"
import { partiesOf } from "../../mail/announce/readers.ts"
import * as Ticket from "../../ticket/index.ts"
import type { UnmergeWish } from "./unmerge.ts"
import { causeOf, type Living, PARTING } from "./Wish.ts"

/** Those of the commands that the target grants: it may have been closed since, or a word of the workspace may be gone. */
export const undone = (
  { target, history, leaving, staying }: Pick<UnmergeWish, "target" | "history" | "leaving" | "staying">,
  context: Ticket.Context
): ReadonlyArray<Ticket.Command> => {
  const members = Ticket.edgesOf(target.ticket).members.filter((member) => !leaving.some(({ living }) => living.stream === member.ticket))
  const gone = giftsWithout(history, members)
  // What was taken back before is judged anew: who left first may have left something behind for the sake of who leaves now.
  const bare = Ticket.replay(history.filter((event) => !gone.has(event) && event.cause !== PARTING))!
  let ticket: Ticket.State = target.ticket
  const commands: Array<Ticket.Command> = []
  for (const command of [...gone].toReversed().flatMap((event) => inverse(event, bare, staying))) {
    const decided = Ticket.decide(ticket, command, context)
    if (Result.isFailure(decided) || decided.success.length === 0) continue
    commands.push(command)
    ticket = Ticket.replay(decided.success, ticket)
  }
  return commands
}

/** What followed in the same commit when a ticket was taken in that is not among these members, up to the next that was. */
const giftsWithout = (history: ReadonlyArray<Ticket.Event>, members: ReadonlyArray<Ticket.Member>): ReadonlySet<Ticket.Event> => {
  const gone = new Set<Ticket.Event>()
  let giver: Pick<Ticket.Member, "merge" | "ticket"> | undefined
  for (const event of history) {
    if (event._tag === "Absorbed") giver = event
    else if (giver !== undefined && event.cause === causeOf(giver.merge)) {
      const { merge, ticket } = giver
      if (!members.some((member) => member.merge === merge && member.ticket === ticket)) gone.add(event)
    } else giver = undefined
  }
  return gone
}

/** `bare`: the target without any of these gifts. What one who stays brings too is kept. */
const inverse = (event: Ticket.Event, bare: Ticket.Ticket, staying: ReadonlyArray<Living>): ReadonlyArray<Ticket.Command> => {
  switch (event._tag) {
    case "Tagged": {
      const tags = event.tags.filter((label) => ![bare, ...staying.map(({ ticket }) => ticket)].some((one) => one.tags.includes(label)))
      return [{ _tag: "Untag", tags }]
    }
    case "Followed": {
      const { agent } = event
      const isBrought = [bare, ...staying.map(({ ticket }) => ticket)].some((one) => one.followers.includes(agent))
      return isBrought ? [] : [{ _tag: "Unfollow", agent }]
    }
    case "ParticipantAdded": {
      const isSame = (one: Ticket.Participant): boolean => EmailAddress.equals(one.address, event.participant.address)
      const isBrought = bare.participants.some(isSame) || staying.some(({ ticket }) => partiesOf(ticket).some(isSame))
      if (isBrought) return []
      const remove = { _tag: "RemoveParticipant", address: event.participant.address } as const
      const participants = bare.proposed.filter(isSame)
      return participants.length === 0 ? [remove] : [remove, { _tag: "ProposeParticipants", participants }]
    }
    case "Renamed":
      return [{ _tag: "Rename", subject: bare.subject }]
    case "Prioritized":
      return [{ _tag: "Prioritize", priority: bare.priority }]
    case "Categorized":
      return [{ _tag: "Categorize", category: bare.category }]
    case "Assigned":
      return [{ _tag: "Assign", agent: bare.assignee, team: bare.team }]
    case "Restricted":
      return [{ _tag: "Restrict", ...(bare.restricted ?? { agents: [], teams: [] }) }]
    case "FieldSet":
      return [{ _tag: "SetField", field: event.field, value: Ticket.fieldOf(bare, event.field) }]
    case "DueSet":
      return [{ _tag: "SetDue", due: bare.due?.at ?? null, pinned: bare.due?.pinned ?? false }]
    default:
      return []
  }
}
