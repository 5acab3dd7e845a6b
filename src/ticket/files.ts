/** Every file of a ticket: those of its messages, wherever they were said, and those that belong to it and to no message. */
import type { Instant } from "../time/Instant.ts"
import type { Attachment } from "./Attachment.ts"
import * as Conversation from "./Conversation.ts"
import { edgesOf, mergedTickets } from "./Edges.ts"
import type { Visibility } from "./Message.ts"
import * as Pieces from "./Pieces.ts"
import type { Ticket } from "./Ticket.ts"
import * as names from "./timeline/names.ts"
import type { Vocabulary } from "./Vocabulary.ts"

export interface Filed {
  /** Where it lies: it may be a ticket that was merged, or split. */
  readonly ticket: string
  /** `null`: it belongs to the ticket. */
  readonly message: string | null
  readonly at: Instant
  readonly who: string
  readonly visibility: Visibility
  /** Without `ref`, where its bytes were refused. */
  readonly file: Attachment
}

/** Oldest first. `reader`: somebody outside, who sees what is public of the time in which they were a party. */
export const filesOf = (
  ticket: Ticket,
  strands: ReadonlyArray<Conversation.Strand>,
  vocabulary: Vocabulary,
  reader?: Conversation.Reader
): ReadonlyArray<Filed> => {
  const edges = edgesOf(ticket)
  const own = new Set([ticket.id, ...mergedTickets(edges)])
  return Conversation.along(strands).flatMap(({ stream, event, after }) => {
    if (reader !== undefined && !Conversation.isParty(reader, after)) return []
    const found = Conversation.isSaid(event)
      ? Pieces.has(edges.conversation, { stream, message: event.messageId })
        ? { message: event.messageId, files: event.content.attachments ?? [], visibility: Conversation.visibilityOf(event) }
        : undefined
      : event._tag === "Attached" && own.has(stream)
        ? { message: null, files: event.files, visibility: event.visibility }
        : undefined
    if (found === undefined || (reader !== undefined && found.visibility === "internal")) return []
    const who = (reader === undefined ? names.actor : names.actorInPublic)(vocabulary, after, event.by)
    return found.files.map((file) => ({ ticket: stream, message: found.message, at: event.at, who, visibility: found.visibility, file }))
  })
}
