/** The verbs of links, as an application calls them. What does it is fetched when it is first asked for. */
import type { Workspace } from "../workspace/Workspace.ts"
import type { Helpdesk } from "./Helpdesk.ts"
import type { House } from "./House.ts"
import type { Asking } from "./inputs.ts"
import type { Linking } from "./links.ts"
import type { Doer } from "./perform.ts"

export const linking = <W extends Workspace>(
  house: House,
  doerOf: (ticketId: string, input: Asking<W>) => Promise<Doer>
): Pick<Helpdesk<W>, "link" | "unlink" | "links"> => {
  const links = () => import("./links.ts")
  const read = async (what: string, input: Asking<W> & Linking): Promise<Linking> => {
    const { decoded, Linking } = await import("./joiningInput.ts")
    return decoded(what, Linking, input)
  }
  return {
    link: async (ticketId, input) => (await links()).link(house, ticketId, await read("link", input), await doerOf(ticketId, input)),
    unlink: async (ticketId, input) => (await links()).unlink(house, ticketId, await read("unlink", input), await doerOf(ticketId, input)),
    links: async (ticketId) => (await links()).links(house, ticketId)
  }
}
