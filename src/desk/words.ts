/** What a commit adds to the words that a ticket can be found by. */
import * as Quote from "../mail/Quote.ts"
import * as Search from "../text/Search.ts"
import type * as Ticket from "../ticket/index.ts"

/** Quotes and signatures are left out: they would find every ticket of a thread. */
export const wordsOf = (events: ReadonlyArray<Ticket.Event>): string => {
  let said = ""
  for (const event of events) {
    if (event._tag === "Opened")
      said += `${event.reference.replace("-", "")} ${event.subject} ${event.requester.name} ${event.requester.email ?? ""} ${visible(event.content)} `
    else if (event._tag === "Replied" || event._tag === "Noted" || event._tag === "Forwarded") said += `${visible(event.content)} `
  }
  return said === "" ? "" : Search.words(said)
}

const visible = ({ text, folded }: Ticket.Content): string => (folded === undefined ? text : Quote.visible(text, folded))
