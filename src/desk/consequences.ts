/**
 * What follows for the tickets that one is linked with from what happened to it in a commit: that they are finished too, or
 * that they are told the same. Each of them gets a commit of its own, later, from the outbox.
 */
import * as Actor from "../people/Actor.ts"
import type * as Storage from "../storage/Storage.ts"
import * as Canonical from "../text/Canonical.ts"
import * as Ticket from "../ticket/index.ts"
import { leads, type LinkType } from "../ticket/LinkType.ts"
import type { Neighbour } from "../ticket/Neighbour.ts"
import type { Consequence } from "./Consequence.ts"

/** A commit that is about to be made. */
interface Commit {
  readonly before: Ticket.State
  readonly after: Ticket.Ticket
  readonly events: ReadonlyArray<Ticket.Event>
  readonly context: Ticket.Context
}

/** What is asked of whom, and by which type of link. */
export interface Following {
  readonly neighbour: Neighbour
  readonly type: LinkType
  readonly by: Actor.Actor
  readonly commands: ReadonlyArray<Ticket.Command>
}

export const following = (commit: Commit): ReadonlyArray<Following> => {
  const { neighbours = [], vocabulary } = commit.context
  if (neighbours.length === 0 || Ticket.isMerged(commit.after)) return []
  const said = wordsFor(commit.events)
  const finished = finishes(commit)
  return neighbours.flatMap((neighbour) => {
    const type = vocabulary.links.get(neighbour.type)
    return type === undefined
      ? []
      : [...told(type, neighbour, said), ...concluded(type, neighbour, finished)].map((one) => ({ neighbour, type, ...one }))
  })
}

type Asked = Pick<Following, "by" | "commands">

const told = (type: LinkType, neighbour: Neighbour, said: ReadonlyArray<Asked>): ReadonlyArray<Asked> =>
  type.onReply === "copyPublic" && leads(type, neighbour) && neighbour.statusCategory !== "closed" ? said : []

const concluded = (type: LinkType, neighbour: Neighbour, category: Ticket.Conclude["category"] | undefined): ReadonlyArray<Asked> => {
  if (category === undefined || Ticket.Status.isDone(neighbour.statusCategory)) return []
  const follows = type.onClose === "cascade" ? leads(type, neighbour) : type.onClose === "rollUp" && !leads(type, neighbour)
  return follows ? [{ by: Actor.system, commands: [{ _tag: "Conclude", link: type.id, category }] }] : []
}

/** What it became when it was finished in this commit; `undefined`: it was so before, or is not. */
const finishes = ({ before, after: { statusCategory } }: Commit): Ticket.Conclude["category"] | undefined =>
  before === undefined || Ticket.isDone(before) || (statusCategory !== "solved" && statusCategory !== "closed") ? undefined : statusCategory

/**
 * What agents answered in their own words. Quotes stay behind, and pictures in the text with them: they may be of the person
 * who was answered, and these are others; what was for the requester alone is for nobody else. What came here by a link itself goes no further.
 */
const wordsFor = (events: ReadonlyArray<Ticket.Event>): ReadonlyArray<Asked> =>
  events.flatMap((event) => {
    if (event._tag !== "Replied" || event.to === "requester" || !Actor.isAgent(event.by) || isConsequence(event)) return []
    const text = Ticket.unfolded(event.content).news
    const attachments = (event.content.attachments ?? []).filter(({ inline }) => !inline)
    if (text.trim() === "" && attachments.length === 0) return []
    const content = attachments.length === 0 ? { text } : { text, attachments }
    return [{ by: event.by, commands: [{ _tag: "Reply", content }] }]
  })

const CAUSE = "link "
/** Whether somebody did this to another ticket first, and it followed for this one. */
export const isConsequence = ({ cause }: Ticket.Event): boolean => cause?.startsWith(CAUSE) === true

/** As effects of the commit, in this order for each ticket; with keys by which each happens once. */
export const effectsOf = (all: ReadonlyArray<Following>, { after, context }: Commit, depth: number): ReadonlyArray<Storage.Effect> =>
  all.map(({ neighbour, type, by, commands }, i) => {
    const consequence: Consequence = {
      id: Canonical.version([context.id, "consequence", after.id, i]),
      ticketId: neighbour.ticket,
      from: after.id,
      by,
      cause: `${CAUSE}${type.id} of ${after.reference}`,
      depth,
      commands
    }
    return {
      key: `command:${after.id}:${context.id}:${String(i).padStart(5, "0")}`,
      kind: "command",
      stream: neighbour.ticket,
      payload: consequence as never,
      dueAt: context.now
    }
  })
