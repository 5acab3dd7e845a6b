/** What an agent is told of tickets names no other that they may not see: where it would, it says that something is hidden. */
import type * as Actor from "../../people/Actor.ts"
import * as Ticket from "../../ticket/index.ts"
import { isTagged } from "../Failure.ts"
import type { House } from "../House.ts"
import { history, load, streamOf } from "../load.ts"
import { seen } from "../sight.ts"
import { type Story, story } from "../story.ts"

/** What is hidden of a ticket, by name. */
type Names = ReadonlyArray<Pick<Ticket.Ticket, "id" | "reference">>

const HIDDEN = "(hidden)"

/** The same answer, or the same refusal, without the names of what the agent may not see. */
export const veiled = async <A>(house: House, actor: Actor.Actor, ticketId: string, ask: () => Promise<A>): Promise<A> => {
  try {
    const answer = await ask()
    const names = await hiddenFrom(house, actor, ticketId)
    return names.length === 0 ? answer : (without(answer, names) as A)
  } catch (cause) {
    const names = isTagged(cause) ? await hiddenFrom(house, actor, ticketId) : []
    throw names.length === 0 ? cause : retold(cause as Error, names)
  }
}

/** The same of several tickets, each as it stands. */
export const veiledAll = async <A>(house: House, actor: Actor.Actor, ask: Promise<A>): Promise<A> => {
  const answer = await ask
  const hidden = await unseen(house, actor, new Set(namedIn(answer)))
  return hidden.length === 0 ? answer : (without(answer, hidden) as A)
}

/** Most tickets have nothing to do with others, and cost nothing. */
const hiddenFrom = async (house: House, actor: Actor.Actor, ticketId: string): Promise<Names> => {
  const { ticket } = await load(house, await streamOf(house, ticketId))
  if (ticket === undefined || (ticket.edges === undefined && ticket.followUpOf === null)) return []
  const named = new Set([...namedIn(ticket.edges), ...namedIn(await history(house, ticket.id)), ticket.followUpOf ?? ticket.id])
  named.delete(ticket.id)
  return unseen(house, actor, named)
}

const unseen = async (house: House, actor: Actor.Actor, named: ReadonlySet<string>): Promise<Names> => {
  const others = await Promise.all([...named].map(async (id) => (await load(house, id)).ticket))
  const there = others.filter((other) => other !== undefined)
  const visible = await Promise.all(there.map(({ id }) => seen(house, actor, id).then(yes, no)))
  return there.filter((_, i) => visible[i] === false)
}
const yes = (): boolean => true
const no = (): boolean => false

/** Where facts and edges name other tickets. */
const names: ReadonlySet<string> = new Set([
  "ticket",
  "into",
  "survivor",
  "to",
  "from",
  "of",
  "stream",
  "splitFrom",
  "followUpOf",
  "along",
  "partedFrom"
])
const lists: ReadonlySet<string> = new Set(["carried", "followUps"])

const namedIn = (value: unknown): ReadonlyArray<string> => {
  if (Array.isArray(value)) return value.flatMap(namedIn)
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === "string"
      ? names.has(key) && !inner.includes("@")
        ? [inner]
        : []
      : lists.has(key)
        ? (inner as ReadonlyArray<string>)
        : namedIn(inner)
  )
}

/** An id is all of a text or none of it; a reference stands in sentences and pictures, too. */
const without = (value: unknown, hidden: Names): unknown => {
  if (typeof value === "string") {
    if (hidden.some(({ id }) => id === value)) return HIDDEN
    return hidden.reduce((text, { reference }) => text.replaceAll(reference, HIDDEN), value)
  }
  if (typeof value !== "object" || value === null) return value
  if (Array.isArray(value)) {
    const left = value.map((one: unknown) => without(one, hidden))
    return "text" in value ? story(left as unknown as Story) : left
  }
  const own = Object.entries(Object.getOwnPropertyDescriptors(value))
  return Object.defineProperties({}, Object.fromEntries(own.map(([key, property]) => [key, bare(property, hidden)])))
}

/** What is worked out when it is read stays so. */
const bare = (property: PropertyDescriptor, hidden: Names): PropertyDescriptor =>
  property.get === undefined
    ? { ...property, value: without(property.value, hidden) }
    : { enumerable: true, get: () => without(property.get!(), hidden) }

const retold = (cause: Error, hidden: Names): Error => {
  const { message: _message, ...fields } = Object.fromEntries(Object.entries(cause))
  const Refusal = cause.constructor as new (fields: unknown) => Error
  return JSON.stringify(fields) === JSON.stringify(without(fields, hidden)) ? cause : new Refusal(without(fields, hidden))
}
