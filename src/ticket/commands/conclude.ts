/** Conclude: a ticket is finished because one that it is linked with is. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Slug } from "../../text/Id.ts"
import { defaultOf } from "../belonging.ts"
import { leads } from "../LinkType.ts"
import { openLed } from "../Neighbour.ts"
import { unknownWord } from "../Refusal.ts"
import { isDone } from "../Ticket.ts"
import { command, type Decision, nothing } from "../rule.ts"
import { enter, type StatusChanged } from "./changeStatus.ts"

/** The desk itself asks for it. `link`: the type of the link that it is asked for by. */
export class Conclude extends Schema.Opaque<Conclude>()(
  Schema.TaggedStruct("Conclude", { link: Slug, category: Schema.Literals(["solved", "closed"]) })
) {}

/** What is finished stays as it is; so does one that rolls up what others do, as long as any of these is open. */
export const conclude = command(Conclude, {
  closed: true,
  decide: (ticket, { link, category }, context): Decision<StatusChanged> => {
    if (isDone(ticket)) return nothing
    const { vocabulary, neighbours = [] } = context
    const type = vocabulary.links.get(link)
    if (type === undefined) return Result.fail(unknownWord("link", link, vocabulary.links)!)
    if (type.onClose === "rollUp") {
      const led = neighbours.some((one) => one.type === link && leads(type, one))
      if (!led || openLed(neighbours, link, vocabulary).length > 0) return nothing
    }
    return enter(ticket, defaultOf(ticket.department, category, vocabulary).id, context)
  },
  events: []
})
