/** One wish for one ticket. */
import { createHash } from "node:crypto"
import type { Subject } from "../desk/handle.ts"
import type * as Storage from "../storage/Storage.ts"
import type * as Ticket from "../ticket/index.ts"
import { StaleVersion } from "./Failure.ts"
import type { House } from "./House.ts"
import { existing, load } from "./load.ts"
import { type Doer, type Done, handledPart, type KeyHeld, type Part, together } from "./together.ts"

export interface Wish extends Doer, Pick<Part, "cause" | "rebind" | "keys"> {
  readonly ticketId: string
  /** What is asked of the ticket as it is, at the n-th draw of a reference (0 the first). May throw a refusal. */
  readonly commands: (draw: number, subject: Subject | undefined) => ReadonlyArray<Ticket.Command>
  /** What tells one wish from another, where that is not the commands. */
  readonly meaning?: unknown
  /** Given by a caller who may ask twice and wants it done once. */
  readonly commandId?: string | undefined
  readonly expectedVersion?: number | undefined
  /** One of its keys, which tells that it was granted before, also to this very ticket. */
  readonly once?: string | undefined
  /** Another stream to be written with it; if somebody else wrote to that meanwhile, the wish fails with `StaleVersion`. */
  readonly beside?: Storage.StreamWrite | undefined
}

export const run = async (house: House, wish: Wish): Promise<Done | KeyHeld> => {
  const { ticketId, commandId, expectedVersion, cause, rebind, keys, once } = wish
  const done = await together(house, {
    ...wish,
    command: commandId === undefined ? undefined : { id: commandId, digest: digestOf(wish) },
    plan: async (draw) => {
      const subject = await load(house, ticketId)
      if (expectedVersion !== undefined && expectedVersion !== subject.version)
        throw new StaleVersion({ ticketId, expected: expectedVersion, actual: subject.version })
      // After the ticket was read: whoever is granted the same from here on makes the commit below fail.
      if (once !== undefined && (await house.storage.lookup(house.tenant, [once])).length > 0) return { parts: [] }
      return { parts: [{ subject, commands: wish.commands(draw, subject), cause, rebind, keys }] }
    }
  })
  return done === null ? again(house, ticketId) : "keyHeld" in done ? done : (done[0] ?? { keyHeld: once!, stream: ticketId })
}

/** What the desk answers to a wish, before anything is committed. @throws its refusal. */
export const handled = (house: House, subject: Part["subject"], wish: Wish, id: string) =>
  handledPart(house, { ...wish, subject, commands: wish.commands(0, subject) }, wish, id)

/** A ticket as it is, where what is asked of it was granted before. */
export const again = async (house: House, ticketId: string): Promise<Done> => {
  const { ticket, version, facts } = await existing(house, ticketId)
  return { ticket, version, events: [], repeated: true, trace: [], suppressed: [], facts: { before: facts, after: facts } }
}

const digestOf = (wish: Wish): string => digest([wish.ticketId, wish.actor, wish.meaning ?? wish.commands(0, undefined)])

/** A short name of what was asked. */
export const digest = (meaning: unknown): string => createHash("sha256").update(JSON.stringify(meaning)).digest("hex").slice(0, 32)
