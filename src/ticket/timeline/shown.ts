/**
 * What an event shows the requester. Whatever is not named here is the desk's own affair, so a new kind of
 * event is hidden until somebody decides otherwise; and nothing here reads anything internal.
 */
import type { Event } from "../decider.ts"
import * as Field from "../Field.ts"
import { unfolded, type Content } from "../Message.ts"
import type { Ticket } from "../Ticket.ts"
import type { Vocabulary } from "../Vocabulary.ts"
import type { Change, Told } from "./Entry.ts"
import * as names from "./names.ts"
import { said } from "./rated.ts"

/** `undefined`: nothing. `before`: the ticket that it happened to; `undefined` for the first event. */
export const shown = (vocabulary: Vocabulary, before: Ticket | undefined, event: Event): Told | undefined => {
  switch (event._tag) {
    case "Opened":
      return {
        what: `opened ${event.reference}`,
        changes: [
          { field: "Subject", from: null, to: event.subject || null },
          { field: "Status", from: null, to: names.customerStatus(vocabulary, event.status, event.statusCategory) },
          ...event.fields.flatMap(({ field, value }) => changeOf(vocabulary, field, null, value))
        ],
        ...(event.visibility === "public" ? spoken(event.content) : {})
      }
    case "Begun":
      return {
        what: `opened ${event.reference}`,
        changes: [
          { field: "Subject", from: null, to: event.subject || null },
          { field: "Status", from: null, to: names.customerStatus(vocabulary, event.status, event.statusCategory) }
        ]
      }
    // Into which one is not said: that may be somebody else's.
    case "MergedInto":
      return { what: "joined it with another request" }
    case "Unmerged":
      return { what: "goes on with it on its own" }
    case "Replied":
      return { what: "replied", ...spoken(event.content) }
    // To which department is the desk's own affair.
    case "Moved":
    case "StatusChanged": {
      const to = names.customerStatus(vocabulary, event.status, event.statusCategory)
      const from = before === undefined ? to : names.customerStatus(vocabulary, before.status, before.statusCategory)
      return from === to ? undefined : { what: "changed the status", changes: [{ field: "Status", from, to }] }
    }
    case "FieldSet": {
      const changes = changeOf(vocabulary, event.field, event.from, event.value)
      return changes.length === 0 ? undefined : { what: `set ${changes[0]!.field}`, changes }
    }
    case "Renamed":
      return { what: "changed the subject", changes: [{ field: "Subject", from: event.from || null, to: event.subject }] }
    // The words that were mailed to them.
    case "Resolved":
      return event.told ? { what: "said what solved it", changes: [{ field: "Resolution", from: null, to: event.text }] } : undefined
    case "Attached":
      return event.visibility === "public" ? { what: "attached files", attachments: event.files } : undefined
    // Their own words.
    case "Rated":
      return said(event, null)
    default:
      return undefined
  }
}

/** Quotes stay out: they carry the words, names and addresses of others. */
const spoken = (content: Content): Pick<Told, "text" | "attachments"> => ({
  text: unfolded(content).news,
  attachments: content.attachments ?? []
})

const changeOf = (vocabulary: Vocabulary, id: string, from: Field.Value, to: Field.Value): ReadonlyArray<Change> => {
  const field = vocabulary.fields.get(id)
  return field?.visible === true ? [{ field: field.name, from: names.value(field, from), to: names.value(field, to) }] : []
}
