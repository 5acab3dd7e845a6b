/** Many tickets laid aside, restored or purged at once, where whoever asks for it says how many these are. */
import * as Actor from "../people/Actor.ts"
import type * as Storage from "../storage/Storage.ts"
import * as Ticket from "../ticket/index.ts"
import { referenceKey } from "../desk/handle.ts"
import { CountMismatch } from "./Failure.ts"
import type { House } from "./House.ts"
import { limited } from "./limited.ts"
import { allKinds, byId } from "./neighbours.ts"
import { type Doer, type Performed, performAll, type Progress } from "./perform.ts"
import { purge } from "./purging.ts"
import { lay, restore } from "./removal.ts"
import type { Done } from "./together.ts"

export type Deed = "remove" | "restore" | "purge"

/**
 * Those that are there and not so yet are counted before anything is done, and the number is what was typed, or nothing
 * happens. Then each is done on its own, in the order in which they were named. What somebody else did in between is not
 * undone and not passed over: a ticket that was written to since it was counted is not removed, and says so.
 */
export const removeMany = async (
  house: House,
  deed: Deed,
  { ids, confirm }: { readonly ids: ReadonlyArray<string>; readonly confirm: number },
  { commandId, ...doer }: Doer,
  progress: Progress
): Promise<ReadonlyArray<Performed>> => {
  const streams = await streamsOf(house, ids)
  const found = await byId(seenBy(house, doer.actor), streams, allKinds)
  const before = commandId === undefined ? new Set<string>() : await doneBy(house, commandId, streams)
  const open = streams.filter((stream) => before.has(stream) || isOpen(deed, found.get(stream)))
  if (open.length !== confirm) throw new CountMismatch({ confirm, expected: open.length })
  const one = (stream: string): Promise<Done> => {
    const own = commandId === undefined ? doer : { ...doer, commandId: `${commandId}:${stream}` }
    if (deed === "restore") return restore(house, stream, own)
    if (deed === "purge") return purge(house, stream, own)
    const known = found.get(stream)
    // What was merged goes with its survivor, which may be among them.
    const isAlone = known !== undefined && known.document.facts["mergedInto"] === undefined
    return lay(house, stream, "removed", isAlone ? { ...own, expectedVersion: known.version } : own)
  }
  return performAll(streams, one, progress)
}

/** An agent counts what they see. */
const seenBy = (house: House, actor: Actor.Actor): House => {
  const agent = Actor.isAgent(actor) ? house.workspace.agents.get(Actor.idOf(actor)) : undefined
  return agent === undefined ? house : limited(house, agent)
}

const isOpen = (deed: Deed, found: Storage.Found | undefined): boolean =>
  found !== undefined && (deed === "remove" ? found.document.kind === "ticket" : isRestorable(found))
const isRestorable = ({ document: { kind, facts } }: Storage.Found): boolean => kind === "removed" && facts["purged"] !== true

/** Each once, by id. */
const streamsOf = async ({ storage, tenant }: House, ids: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
  const references = ids.flatMap((id) => Ticket.Reference.parse(id) ?? []).map(referenceKey)
  const held = new Map((await storage.lookup(tenant, references)).map(({ key, stream }) => [key, stream]))
  const streamOf = (id: string): string => {
    const reference = Ticket.Reference.parse(id)
    return (reference === undefined ? undefined : held.get(referenceKey(reference))) ?? id
  }
  return [...new Set(ids.map(streamOf))]
}

/** What this very wish came to when it was asked before. */
const doneBy = async ({ storage, tenant }: House, commandId: string, streams: ReadonlyArray<string>): Promise<ReadonlySet<string>> => {
  const known = await storage.lookup(
    tenant,
    streams.map((stream) => `command:${commandId}:${stream}`)
  )
  return new Set(known.map(({ stream }) => stream))
}
