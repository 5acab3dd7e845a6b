/** In whose name a rule acts. */
import * as Canonical from "../text/Canonical.ts"
import type * as Ticket from "../ticket/index.ts"

/** In its own, saying which version of it that was; what it makes is named after the commit and itself. */
export const ruled = <C extends Ticket.Context>(cause: string, rule: string, own: C): C => ({
  ...own,
  actor: `rule:${rule}`,
  id: Canonical.version([own.id, rule]),
  cause
})
