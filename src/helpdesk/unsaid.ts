/**
 * What was to be said and is not, or not so, since what it holds was erased: effects that nobody has carried out yet. Whoever
 * holds one at that moment may still carry it out.
 */
import * as EmailAddress from "../people/EmailAddress.ts"
import type { Erasure, Json, Pending } from "../storage/Storage.ts"
import { blot, occurrences } from "../text/blot.ts"
import * as Ticket from "../ticket/index.ts"
import type { House } from "./House.ts"
import { load } from "./load.ts"
import { tells, textsIn } from "./traces.ts"

/** The payload that it has from now on; `null`: it is not carried out. */
export type Unsaid = (effect: Pending) => Json

/** Of those that the ticket asked for, and those that follow from it for its neighbours. */
export const unsaidIn = async (house: House, ticketId: string, unsaid: Unsaid): Promise<Erasure["effects"]> => {
  const { ticket } = await load(house, ticketId)
  const neighbours = ticket === undefined ? [] : Ticket.linksOf(ticket).map((end) => end.ticket)
  const pending = await house.storage.outbox(house.tenant, [ticketId, ...new Set(neighbours)])
  return pending
    .filter((effect) => effect.stream === ticketId || originOf(effect) === ticketId)
    .map((effect) => ({ key: effect.key, payload: unsaid(effect), before: effect.payload }))
    .flatMap(({ key, payload, before }) => (payload === before ? [] : [{ key, payload }]))
}

const originOf = ({ payload }: Pending): unknown => (payload as { readonly from?: unknown } | null)?.from

/** Nothing of it, but what has it erased. */
export const purged: Unsaid = ({ kind, payload }) => (kind === "erasure" ? payload : null)

/**
 * Nobody writes to whom `isGone`; and what holds one of the lines is not carried out, whoever it is for: nobody could tell what
 * it would be without.
 */
export const without =
  (isGone: (address: string) => boolean, lines: ReadonlySet<string>): Unsaid =>
  ({ kind, payload }) => {
    const left = kind === "mail" ? readBy(payload, isGone) : payload
    return left === null || textsIn(left).some((text) => tells(spelt(text), lines)) ? null : left
  }

interface Addressed {
  readonly to: ReadonlyArray<{ readonly address: string }>
  readonly cc: ReadonlyArray<{ readonly address: string }>
}

const readBy = (payload: Json, isGone: (address: string) => boolean): Json => {
  const letter = payload as unknown as Addressed
  const all = [...letter.to, ...letter.cc]
  const readers = all.filter(({ address }) => !isGone(EmailAddress.key(address)))
  if (readers.length === all.length) return payload
  if (readers.length === 0) return null
  const [to, cc] = [letter.to, letter.cc].map((list) => list.filter((one) => readers.includes(one)))
  // A letter needs somebody to go to.
  return { ...letter, ...(to!.length === 0 ? { to: cc!.slice(0, 1), cc: cc!.slice(1) } : { to, cc }) } as unknown as Json
}

/** A call has its body as JSON: what it says is looked for without its escapes. */
const spelt = (text: string): string => {
  if (!text.startsWith("{")) return text
  try {
    return textsIn(JSON.parse(text) as Json).join("\n")
  } catch {
    return text
  }
}

/** Its texts with blocks in place of these lines; what has them where nobody writes is not carried out. */
export const withoutPassageIn =
  (lines: ReadonlyArray<string>): Unsaid =>
  ({ payload }) => {
    const has = (value: Json): boolean => textsIn(value).some((text) => lines.some((line) => spelt(text).includes(line)))
    if (!has(payload)) return payload
    const left = retold(payload, "", lines)
    return has(left) ? null : left
  }

const written: ReadonlySet<string> = new Set([
  "text",
  "subject",
  "author",
  "requester",
  "name",
  "from",
  "value",
  "title",
  "summary",
  "note",
  "notes"
])

const retold = (value: Json, key: string, lines: ReadonlyArray<string>): Json => {
  if (typeof value === "string") {
    if (value.startsWith("{") && key === "body") return JSON.stringify(retold(JSON.parse(value) as Json, key, lines))
    const stretches = written.has(key) ? lines.flatMap((line) => occurrences(value, line)) : []
    return blot(value, stretches).text
  }
  if (typeof value !== "object" || value === null) return value
  if (Array.isArray(value)) return value.map((one: Json) => retold(one, key, lines))
  return Object.fromEntries(Object.entries(value).map(([inner, one]: [string, Json]) => [inner, retold(one, inner, lines)]))
}
