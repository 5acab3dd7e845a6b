/** A ticket that waits for an agent, and what it asks of them. */
import * as Schema from "effect/Schema"
import { Id, Slug } from "../text/Id.ts"
import { Instant } from "../time/Instant.ts"

const Slugs = Schema.Array(Slug).check(Schema.isMaxLength(200))

export class Waiting extends Schema.Opaque<Waiting>()(
  Schema.Struct({
    ticket: Id,
    /** Of its priority in the workspace's list: the higher goes first. `null`: it has none, and goes last. */
    rank: Schema.NullOr(Schema.Int),
    since: Instant,
    channel: Slug,
    /** Only agents of this team can have it; `null`: any. */
    team: Schema.NullOr(Slug),
    skills: Slugs,
    /** Agents who had it, or its requester, before: whom it should rather go back to first. */
    owners: Slugs,
    /** Agents who cannot have it: who gave it back, who asked for it themselves. */
    excluded: Slugs
  })
) {}

/** The higher rank first; of equal rank whoever has waited longer; the id decides between those who came at once. */
export const inOrder = (queue: ReadonlyArray<Waiting>): ReadonlyArray<Waiting> =>
  queue.toSorted((a, b) => rankOf(b) - rankOf(a) || a.since - b.since || (a.ticket < b.ticket ? -1 : a.ticket > b.ticket ? 1 : 0))

/** Below every rank there is; finite, since two of them are subtracted. */
const rankOf = ({ rank }: Waiting): number => rank ?? -Number.MAX_VALUE
