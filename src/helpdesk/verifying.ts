/** Whether what lies in the store is what was written there, but for what was erased with a reason. */
import type { Fault } from "../storage/vault/examine.ts"
import { everyFound } from "./everyFound.ts"
import { allKinds } from "./neighbours.ts"
import { halvesOf } from "./halves.ts"
import type { House } from "./House.ts"
import { recordOf, streamOf } from "./load.ts"
import * as Ticket from "../ticket/index.ts"

export interface Verified {
  readonly ticketId: string
  /** Nothing was found. */
  readonly sound: boolean
  readonly faults: ReadonlyArray<Fault>
  /** How many events it has. */
  readonly version: number
  /**
   * Names all of the ticket up to here: kept elsewhere, it shows later whether this is still how it began. Whoever can write to
   * the store could make a whole new chain; none that leads to this.
   */
  readonly head: string
}

export const verify = async (house: House, ticket: string): Promise<Verified> => {
  const stream = await streamOf(house, ticket)
  const record = await recordOf(house, stream)
  if (record === undefined) throw new Ticket.TicketNotFound({ ticketId: stream })
  const { version } = record
  const { bodies, faults, head } = await halvesOf(house, stream)
  // The record knows how many there were; what was cut off at the end leaves no other trace.
  const all: ReadonlyArray<Fault> = bodies.length < version ? [...faults, { version: bodies.length + 1, what: "missing" }] : faults
  return { ticketId: stream, sound: all.length === 0, faults: all, version: bodies.length, head }
}

/** All tickets, one after the other. Answers those that are not sound. */
export const verifyAll = async (house: House, onProgress: (checked: number) => void): Promise<ReadonlyArray<Verified>> => {
  const found: Array<Verified> = []
  let checked = 0
  for (const kind of allKinds)
    for await (const { stream } of everyFound(house, { kind })) {
      const verified = await verify(house, stream)
      if (!verified.sound) found.push(verified)
      onProgress(++checked)
    }
  return found
}
