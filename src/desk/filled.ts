/** What a rule or a macro says, with its placeholders filled in by the ticket as it is at that moment. */
import * as Actor from "../people/Actor.ts"
import type * as Ticket from "../ticket/index.ts"
import { LONGEST } from "../ticket/Message.ts"
import { fillPlaceholders, type PlaceholderReader } from "../ticket/placeholders.ts"

/** What people write themselves says what it says. */
export const filled = (command: Ticket.Command, ticket: Ticket.State, { cause, actor, vocabulary }: Ticket.Context): Ticket.Command => {
  if (cause === undefined || ticket === undefined || !("content" in command) || !command.content.text.includes("{{")) return command
  const { content } = command
  const text = fillPlaceholders(content.text, { reader: readerOf(command._tag, actor, ticket), ticket, vocabulary, longest: LONGEST })
  return { ...command, content: { ...content, text } }
}

/** As long as no person of the desk had a hand in it, whoever wrote in must not choose the words of what goes out. */
const readerOf = (tag: string, actor: Actor.Actor, { answeredAt, submitter }: Ticket.Ticket): PlaceholderReader =>
  tag === "Note" ? "desk" : Actor.isAgent(actor) || Actor.isAgent(submitter) || answeredAt !== null ? "outside" : "stranger"
