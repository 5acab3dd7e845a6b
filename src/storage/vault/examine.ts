/** Reads a stream with its seals: whether each is whole, and what is behind each. */
import type { Json, Vaulted } from "../Storage.ts"
import { digest } from "./digest.ts"
import { type Entry, first, sealIn, sealOf } from "./Seal.ts"

export interface Fault {
  /** Of the event, 1 the first. */
  readonly version: number
  /**
   * `broken`: this event does not follow the one before it: one of them was changed, exchanged, put in or left out.
   * `unsealed`: it has no seal. `changed`: what it says of somebody is not what was sealed. `missing`: that is gone, or the
   * whole event is, and nothing says why. `returned`: that is there, although it was erased.
   */
  readonly what: "broken" | "unsealed" | "changed" | "missing" | "returned"
}

/** What is behind one seal. */
export interface Held {
  readonly version: number
  readonly subject: string
  readonly entry: Entry
  /** Its place among all seals of the stream; -1: none is of it. */
  readonly seal: number
}

export interface Examined {
  readonly faults: ReadonlyArray<Fault>
  readonly held: ReadonlyArray<Held>
  /** What the next event would be sealed with: of the whole stream up to here. */
  readonly head: string
}

/** `bodies`: all of the stream. `vault`: all of it, in the order of the events. */
export const examine = (tenant: string, stream: string, bodies: ReadonlyArray<Json>, vault: ReadonlyArray<Vaulted>): Examined => {
  const explained = explanations(bodies)
  const faults: Array<Fault> = []
  const held: Array<Held> = []
  let head = first(tenant, stream)
  let place = 0
  let next = 0
  bodies.forEach((body, i) => {
    const version = i + 1
    const tell = (what: Fault["what"]): void => void faults.push({ version, what })
    const seal = sealIn(body)
    if (seal === undefined) tell("unsealed")
    else if (seal.after !== head) tell("broken")
    head = digest(body)
    const wanted = new Map((seal?.of ?? []).map((hash, n) => [explained.as.get(place + n) ?? hash, place + n]))
    const there = new Set<number>()
    for (; vault[next]?.version === version; next++) {
      const { subject, value } = vault[next]!
      const entry = value as unknown as Entry
      const at = wanted.get(sealOf(entry))
      if (at === undefined) tell("changed")
      else if (explained.gone(at)) tell("returned")
      there.add(at ?? UNKNOWN)
      held.push({ version, subject, entry, seal: at ?? UNKNOWN })
    }
    // One that was changed is told of once.
    if (!there.has(UNKNOWN)) for (const at of wanted.values()) if (!there.has(at) && !explained.gone(at)) tell("missing")
    place += seal?.of.length ?? 0
  })
  if (next < vault.length) faults.push({ version: vault[next]!.version, what: "missing" })
  return { faults, held, head }
}

/** The place of what no seal is of. */
const UNKNOWN = -1

/** What later facts say of seals: that nothing is behind them any more, or what seals them now. */
const explanations = (bodies: ReadonlyArray<Json>) => {
  const ranges: Array<{ readonly from: number; readonly to: number }> = []
  const as = new Map<number, string>()
  for (const body of bodies) {
    const fact = body as { readonly _tag?: unknown; readonly gone?: typeof ranges; readonly rewritten?: ReadonlyArray<Rewritten> } | null
    if (fact?._tag !== "Erased") continue
    ranges.push(...(fact.gone ?? []))
    for (const one of fact.rewritten ?? []) as.set(one.seal, one.as)
  }
  return { as, gone: (place: number): boolean => ranges.some(({ from, to }) => place >= from && place <= to) }
}
interface Rewritten {
  readonly seal: number
  readonly as: string
}
