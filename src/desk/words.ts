/** What a commit adds to the words that a ticket can be found by. */
import * as Search from "../text/Search.ts"
import * as Ticket from "../ticket/index.ts"

/** Quotes and signatures are left out: they would find every ticket of a thread. */
export const wordsOf = (events: ReadonlyArray<Ticket.Event>): string => {
  let said = ""
  for (const event of events) {
    if (event._tag === "Opened")
      said += `${event.reference.replace("-", "")} ${event.subject} ${event.requester.name} ${event.requester.email ?? ""} ${Ticket.unfolded(event.content).news} `
    else if (event._tag === "Begun")
      said += `${event.reference.replace("-", "")} ${event.subject} ${event.requester.name} ${event.requester.email ?? ""} `
    else if (event._tag === "Replied" || event._tag === "Noted" || event._tag === "Forwarded")
      said += `${Ticket.unfolded(event.content).news} `
  }
  return said === "" ? "" : Search.words(said)
}
