/** Every version of every policy and calendar that this desk ever promised by: kept in its store, since tickets refer to them for years. */
import * as Schema from "effect/Schema"
import { Calendar } from "../calendar/Calendar.ts"
import { join, Pinned, type Promises } from "../sla/Promises.ts"
import type { Clocks } from "../sla/Clocks.ts"
import type { Event } from "../ticket/index.ts"
import type { Json, Storage } from "../storage/Storage.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import { CorruptRecord } from "./Failure.ts"

export interface PromiseBook {
  /** What is known so far: the workspace's own, and what was looked up. */
  readonly known: () => Promises
  /** Writes the workspace's own versions down, once; nothing may be promised before. */
  readonly kept: () => Promise<void>
  /** Looks up what these clocks name and is not known yet. */
  readonly recall: (clocks: Clocks) => Promise<void>
  /** Looks up what these events name. */
  readonly recallAll: (events: ReadonlyArray<Event>) => Promise<void>
}

interface Shelf {
  readonly storage: Storage
  readonly tenant: string
  readonly now: () => number
}

export const promiseBook = ({ storage, tenant, now }: Shelf, { promises, slaPolicies }: Workspace): PromiseBook => {
  let known = promises
  let keeping: Promise<void> | undefined
  const keep = async (): Promise<void> => {
    const pages: ReadonlyArray<readonly [string, Json]> = [...known.policies, ...known.calendars].map(([version, page]) => [
      streamOf(version),
      page as unknown as Json
    ])
    const there = await storage.find(tenant, { kind: "promise", streams: pages.map(([stream]) => stream), order: [], limit: pages.length })
    const held = new Set(there.found.map(({ stream }) => stream))
    for (const [stream, body] of pages) {
      if (held.has(stream)) continue
      // A conflict: another desk of this tenant wrote the same down just now.
      await storage.commit(tenant, {
        command: { id: stream, digest: "" },
        at: now(),
        streams: [{ stream, expected: 0, events: [body], document: { kind: "promise", body, facts: {}, wakeAt: null }, words: "" }],
        keys: [],
        effects: []
      })
    }
  }
  return {
    known: () => known,
    kept: () => (keeping ??= slaPolicies.length === 0 ? Promise.resolve() : keep().catch(again)),
    recall: (clocks) => recall(versionsOf(clocks)),
    recallAll: (events) =>
      recall(events.flatMap((event) => (event._tag === "PolicyApplied" ? [event.version, ...event.targets.flatMap(versionsIn)] : [])))
  }
  async function recall(versions: ReadonlyArray<string | null>): Promise<void> {
    const missing = [...new Set(versions.filter((one) => one !== null))].filter(
      (version) => !known.policies.has(version) && !known.calendars.has(version)
    )
    if (missing.length === 0) return
    const { found } = await storage.find(tenant, { kind: "promise", streams: missing.map(streamOf), order: [], limit: missing.length })
    for (const version of missing) {
      const page = found.find(({ stream }) => stream === streamOf(version))
      if (page === undefined)
        throw new CorruptRecord({ stream: streamOf(version), version: 0, problem: "a ticket was promised by it, and it is not there" })
      known = join(known, read(version, page.document.body))
    }
  }
  function again(cause: unknown): never {
    keeping = undefined
    throw cause
  }
}

const streamOf = (version: string): string => `promise:${version}`

const isPinned = Schema.is(Pinned)
const isCalendar = Schema.is(Calendar)
const read = (version: string, body: unknown): Promises => {
  if (isPinned(body)) return { policies: new Map([[version, body]]), calendars: new Map() }
  if (isCalendar(body)) return { policies: new Map(), calendars: new Map([[version, body]]) }
  throw new CorruptRecord({ stream: streamOf(version), version: 1, problem: "neither a policy nor a calendar" })
}

/** Every version that the clocks need. */
const versionsOf = ({ version, targets, machines }: Clocks): ReadonlyArray<string | null> => {
  const clocks = machines.flatMap(({ now, last }) => [now, last].filter((clock) => clock !== null))
  return [version, ...targets.flatMap(versionsIn), ...clocks.flatMap((clock) => clock.targets.flatMap(versionsIn))]
}
const versionsIn = (target: { readonly policy?: string | null; readonly calendar: string | null }): ReadonlyArray<string | null> => [
  target.policy ?? null,
  target.calendar
]
