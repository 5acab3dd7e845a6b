/** The verbs of links, as an application calls them. What does it is fetched when it is first asked for. */
import * as Actor from "../people/Actor.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import type { Helpdesk } from "./Helpdesk.ts"
import type { House } from "./House.ts"
import type { Asking } from "./inputs.ts"
import type { Linking } from "./links.ts"
import type { Doer } from "./perform.ts"
import { admit } from "./sight.ts"

export const linking = <W extends Workspace>(
  house: House,
  doerOf: (ticketId: string, input: Asking<W>) => Promise<Doer>
): Pick<Helpdesk<W>, "link" | "unlink" | "links"> => {
  const links = () => import("./links.ts")
  const read = async (what: string, input: Asking<W> & Linking): Promise<Linking> => {
    const { decoded, Linking } = await import("./joiningInput.ts")
    return decoded(what, Linking, input)
  }
  const asked = async (what: string, ticketId: string, input: Asking<W> & Linking): Promise<readonly [Linking, Doer]> => {
    const wish = await read(what, input)
    const doer = await doerOf(ticketId, input)
    if (!Actor.isOutside(doer.actor)) await admit(house, doer.actor, wish.to)
    return [wish, doer]
  }
  return {
    link: async (ticketId, input) => (await links()).link(house, ticketId, ...(await asked("link", ticketId, input))),
    unlink: async (ticketId, input) => (await links()).unlink(house, ticketId, ...(await asked("unlink", ticketId, input))),
    links: async (ticketId) => (await links()).links(house, ticketId)
  }
}
