/** What one answer of an agent writes, and stores filled with it: the same values for ours and for what is written by hand. */
import * as Result from "effect/Result"
import { handle, unopened } from "../../src/desk/handle.ts"
import { signer } from "../../src/mail/Signer.ts"
import type { Batch, Storage, StreamWrite } from "../../src/storage/Storage.ts"
import * as Ticket from "../../src/ticket/index.ts"
import { ANSWER, contextAt, epoch, history, luck, prose, secrets, workspace } from "./data.ts"
import type { documentPattern, Write } from "./documentPattern.ts"

/** Tickets that the commands go round: enough that no page of the database is always the hot one. */
export const TICKETS = 500
export const TENANT = "main"
export const text = prose(ANSWER, luck(7))

export interface Sample {
  readonly write: StreamWrite
  readonly letter: object
  readonly effect: Batch["effects"][number]
}

/** As the desk computes it. */
export const sampleOf = (): Sample => {
  const before = Ticket.replay(history("t-0", 20, 1))!
  const desk = { workspace, tenant: TENANT, signer: signer(secrets), promises: workspace.promises }
  const subject = { ...unopened("t-0"), version: 20, ticket: { ...before, status: "open", statusCategory: "open" as const } }
  const { vocabulary: _, ...context } = contextAt(100, "agent:agent1")
  const outcome = Result.getOrThrow(handle(desk, subject, [{ _tag: "Reply", content: { text } }], context))
  const effect = outcome.effects[0]
  if (effect === undefined) throw new Error("an answer is mailed to nobody")
  return { write: outcome.write, letter: effect.payload as object, effect }
}

/** A file of its own with so many tickets of one event, and how many events each has. */
export const filled = async (storage: Storage, { write }: Sample, tickets: number): Promise<Array<number>> => {
  const streams = Array.from({ length: tickets }, (_, i) => ({ ...write, stream: `t-${i}`, expected: 0, words: "" }))
  await storage.commit(TENANT, { command: { id: "fill", digest: "" }, at: epoch, streams, keys: [], effects: [] })
  return streams.map(() => 1)
}
export const filledByHand = (store: ReturnType<typeof documentPattern>, sample: Sample, tickets: number): Array<number> => {
  store.commit(Array.from({ length: tickets }, (_, i) => byHand(sample, `t-${i}`, 0)))
  return Array.from({ length: tickets }, () => 1)
}
export const byHand = ({ write, letter }: Sample, stream: string, expected: number): Write => ({
  stream,
  expected,
  event: write.events[0] as object,
  document: write.document.body as object,
  letter
})
