/** What takes answers out by a channel: one network, with all accounts that the desk has there. */
import type { Delivery } from "../mail/Ports.ts"
import type { Identity } from "../people/Identity.ts"

export interface Outgoing {
  /** The same each time that this answer is tried: by it a network that can knows what it took before. */
  readonly key: string
  /** The account of ours that speaks; empty, where there is but one. */
  readonly account: string
  /** The conversation that it goes on in; `null`: the person is all there is. */
  readonly thread: string | null
  readonly to: Identity
  /** Within what the channel says that it carries; so are the files. */
  readonly text: string
  readonly attachments: ReadonlyArray<{ readonly name: string; readonly type: string; readonly bytes: Uint8Array }>
}

export interface Outlet {
  /** Milliseconds that one `send` takes at most. */
  readonly longest: number
  /** Never rejects. `retry` only where the network surely does not have it; `unknown`: it may, and only a person can tell. */
  readonly send: (outgoing: Outgoing) => Promise<Pick<Delivery, "state" | "reply">>
}
