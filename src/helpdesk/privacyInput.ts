/** What callers write to have something erased, as schemas: bounded, its texts clean, unknown keys refused. */
import * as Schema from "effect/Schema"
import * as Actor from "../people/Actor.ts"
import { byKey } from "../text/Shaped.ts"
import * as Text from "../text/Text.ts"
import { LONGEST } from "../ticket/Message.ts"
import * as Ticket from "../ticket/index.ts"
import type { House } from "./House.ts"
import type { Redacting } from "./redacting.ts"

/** Kept for good. */
const why = Text.filled(1000)
export const Forgetting = Schema.Struct({ why })

const Place = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
const own = { message: Text.filled(200), why }
export const Redaction = byKey<Redacting>(
  [
    ["span", Schema.Struct({ ...own, span: Schema.Struct({ from: Place, to: Place }) })],
    ["text", Schema.Struct({ ...own, text: Text.filled(LONGEST) })],
    ["attachment", Schema.Struct({ ...own, attachment: Place })]
  ],
  "a span, a text or an attachment"
)

/** People of the desk, and nobody else: before anything is looked up. @throws {OnlyAgents | UnknownWord} */
export const agentOf = ({ workspace }: House, command: string, actor: Actor.Actor): Actor.Actor => {
  if (!Actor.isAgent(actor)) throw new Ticket.OnlyAgents({ actor, command })
  const unknown = Ticket.unknownWord("agent", Actor.idOf(actor), workspace.agents)
  if (unknown !== undefined) throw unknown
  return actor
}
