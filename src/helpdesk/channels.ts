/** The verbs of channels, as an application calls them. What does it is fetched when it is first asked for. */
import type { Inbound } from "../channel/Inbound.ts"
import type { Outlet } from "../channel/Outlet.ts"
import type { AgentOf, ChannelOf } from "../workspace/define.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import type { ChannelReportInput, ChannelRow } from "./channelReport.ts"
import type { Forwarding } from "./forwarding.ts"
import type { House } from "./House.ts"
import type { Received } from "./receive.ts"

export interface Channels<W extends Workspace> {
  /**
   * Takes one message of any channel but mail: it ends as a message, a duplicate or in quarantine, whatever it says. `as`:
   * the desk itself spoke, an agent or a bot; whoever brings the message vouches for that, and nothing in it can.
   */
  readonly accept: (message: Inbound, by?: { readonly as?: `agent:${AgentOf<W>}` | `integration:${string}` }) => Promise<Received>
  /** How many messages there were, by the ticket's channel and by their own. */
  readonly channelReport: (asked?: ChannelReportInput) => Promise<ReadonlyArray<ChannelRow>>
  /**
   * Sends a letter to a support address that is a mailbox elsewhere; when the mailbox forwards it, `forwarding` says so.
   * @throws {NotConfigured | InputInvalid}
   */
  readonly verifyForwarding: (address: string) => Promise<{ readonly sent: boolean }>
  /** Of which support addresses such a letter came back. */
  readonly forwarding: () => Promise<ReadonlyArray<Forwarding>>
}

/** Every process of a desk is to have the same: which way an answer goes is written down when it is given. */
export type Outlets<W extends Workspace> = { readonly [Channel in ChannelOf<W>]?: Outlet }

export const channelVerbs = <W extends Workspace>(house: House): Channels<W> => ({
  accept: async (message, { as } = {}) => (await import("./accept.ts")).accept(house, message, as),
  channelReport: async (asked = {}) => (await import("./channelReport.ts")).channelReport(house, asked),
  verifyForwarding: async (address) => (await import("./forwarding.ts")).verifyForwarding(house, address),
  forwarding: async () => (await import("./forwarding.ts")).forwarding(house)
})

export const outletsOf = <W extends Workspace>(channels: Outlets<W> = {}): ReadonlyMap<string, Outlet> =>
  new Map(Object.entries<Outlet | undefined>(channels).flatMap(([channel, outlet]) => (outlet === undefined ? [] : [[channel, outlet]])))
