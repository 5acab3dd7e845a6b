/** How somebody is reached by a channel, and the keys by which what they write next finds the same ticket. */
import * as Schema from "effect/Schema"
import * as Identity from "../people/Identity.ts"
import * as Text from "../text/Text.ts"
import type { Channel } from "./Channel.ts"
import { type Arrived, ForeignId } from "./Inbound.ts"

export class Line extends Schema.Opaque<Line>()(
  Schema.Struct({
    /** The account of ours that they wrote to; empty, where there is but one. */
    account: Text.upTo(255),
    thread: Schema.NullOr(ForeignId),
    to: Identity.Identity
  })
) {}

/**
 * What holds a conversation together. `thread`: the network says which one a message belongs to. `person`: it does not, so
 * all that one person writes to one account is one, as with text messages; the network must vouch for them, or anybody could
 * go on with anybody's. `null`: each message stands alone.
 */
export type Bond = "thread" | "person" | null

export const bondOf = ({ thread, kind, person }: Arrived, { threads, outbound }: Channel): Bond =>
  threads && thread !== null ? "thread" : outbound && kind === "message" && person.verified ? "person" : null

/** Leads to the ticket of a conversation; `after`: to the one that came after that ticket was over. */
export const keyOf = ({ channel, account, thread, person }: Arrived, bond: "thread" | "person", after: string | undefined): string =>
  joined(bond === "thread" ? "channel" : "person", channel, account, bond === "thread" ? thread! : Identity.key(person.identity), after)

/** Held by whatever became of this very message: who brings it again meets it. */
export const saidKey = ({ channel, account, id }: Pick<Arrived, "channel" | "account" | "id">): string =>
  joined("said", channel, account, id, undefined)

/** Networks choose these names; written so, none of them can pass for two. */
const joined = (...parts: ReadonlyArray<string | undefined>): string =>
  parts
    .filter((part) => part !== undefined)
    .map(encodeURIComponent)
    .join(":")
