/** Accept suggestion: an agent takes over the title, as the ticket's subject, or the summary, as it was suggested or better. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Actor from "../../people/Actor.ts"
import * as Text from "../../text/Text.ts"
import { TooMany } from "../Refusal.ts"
import { command, type Context, type Decision, Fact, happened, nothing, on, stamp } from "../rule.ts"
import { longest, NothingSuggested, OnlyAgents, origin, type Suggestion } from "../Suggestion.ts"
import type { Ticket } from "../Ticket.ts"
import { rename, type Renamed } from "./rename.ts"

export class AcceptSuggestion extends Schema.Opaque<AcceptSuggestion>()(
  Schema.TaggedStruct("AcceptSuggestion", {
    what: Schema.Literals(["title", "summary"]),
    /** What the agent makes of it; as it was suggested, where it is left out. */
    edited: Schema.optionalKey(Text.filled(longest.summary))
  })
) {}
export class SummaryKept extends Schema.Opaque<SummaryKept>()(
  Fact("SummaryKept", { text: Text.filled(longest.summary), edited: Schema.Boolean, ...origin })
) {}

export const acceptSuggestion = command(AcceptSuggestion, {
  decide: (ticket, { _tag, what, edited }, context): Decision<SummaryKept | Renamed> => {
    if (!Actor.isAgent(context.actor)) return Result.fail(new OnlyAgents({ actor: context.actor, command: _tag }))
    const { suggestion } = ticket
    if (suggestion === undefined || (edited ?? suggestion[what]).trim() === "")
      return Result.fail(new NothingSuggested({ ticketId: ticket.id, what }))
    return what === "title"
      ? renamed(ticket, edited ?? suggestion.title, suggestion, context)
      : kept(ticket, edited ?? suggestion.summary, suggestion, context)
  },
  events: [
    on(SummaryKept, (ticket, { at, by, text, edited, coversUpTo, leftOut, internal, maker }) => ({
      ...ticket,
      summary: { text, edited, coversUpTo, leftOut, internal, maker, at, by },
      updatedAt: at
    }))
  ]
})

const renamed = (ticket: Ticket, subject: string, { title, maker }: Suggestion, context: Context): Decision<Renamed> => {
  if (subject.length > LONGEST_SUBJECT) return Result.fail(new TooMany({ what: "characters in its subject", limit: LONGEST_SUBJECT }))
  const from = `${subject === title ? "a suggestion" : "an edited suggestion"} by ${maker.name} ${maker.version}`
  return rename.decide(ticket, { _tag: "Rename", subject }, { ...context, cause: from.trimEnd() })
}
const LONGEST_SUBJECT = 998

const kept = (ticket: Ticket, text: string, suggestion: Suggestion, context: Context): Decision<SummaryKept> => {
  const { summary, coversUpTo, leftOut, internal, maker } = suggestion
  const isKept = ticket.summary?.text === text && ticket.summary.coversUpTo === coversUpTo
  return isKept
    ? nothing
    : happened<SummaryKept>({
        _tag: "SummaryKept",
        ...stamp(context),
        text,
        edited: text !== summary,
        coversUpTo,
        leftOut,
        internal,
        maker
      })
}
