/** One consequence of the outbox: gives a linked ticket what follows for it from what happened to another, in a commit of its own. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Consequence } from "../desk/Consequence.ts"
import type { Json } from "../storage/Storage.ts"
import { StorageError } from "../storage/StorageError.ts"
import * as Ticket from "../ticket/index.ts"
import type { Answer } from "../webhook/Caller.ts"
import { Contended, isTagged } from "./Failure.ts"
import type { House } from "./House.ts"
import { existing, type Loaded } from "./load.ts"
import { digest } from "./run.ts"
import { together } from "./together.ts"

const decode = Schema.decodeUnknownResult(Consequence)

/**
 * Never rejects. Done twice it is done once. A refusal is for good: what the ticket does not take now it is not given later.
 * Only what stands in its way for the moment is waited for, since that may be finished by the same cause.
 */
export const follow = async (house: House, payload: Json): Promise<Answer> => {
  const read = decode(payload)
  if (Result.isFailure(read)) return { state: "failed", reply: "the consequence cannot be read" }
  try {
    await carryOut(house, read.success)
    return { state: "sent", reply: "" }
  } catch (cause) {
    if (!isTagged(cause) || cause instanceof StorageError) return { state: "retry", reply: "it could not be written" }
    const isForGood = !(cause instanceof Contended || cause instanceof Ticket.Blocked)
    return { state: isForGood ? "failed" : "retry", reply: cause.message }
  }
}

const carryOut = async (house: House, { id, ticketId, from, by, cause, depth, commands }: Consequence): Promise<void> => {
  await together(house, {
    ticketId,
    actor: by,
    via: "automatic",
    depth,
    command: { id, digest: digest(commands) },
    plan: async () => {
      const subject = await living(house, ticketId)
      // It was merged into the very ticket that it would follow.
      return subject.stream === (await living(house, from)).stream ? { parts: [] } : { parts: [{ subject, commands, cause }] }
    }
  })
}

/** The ticket, or the one that answers for it. */
const living = async (house: House, ticketId: string): Promise<Loaded> => {
  const found = await existing(house, ticketId)
  const { mergedInto } = Ticket.edgesOf(found.ticket)
  return mergedInto === null ? found : existing(house, mergedInto.survivor)
}
