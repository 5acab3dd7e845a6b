/** A storage with one fault: the whole one, with some verbs replaced. */
import { memory } from "../../src/storage/memory.ts"
import type { Batch, Storage, StreamWrite } from "../../src/storage/Storage.ts"

type Break = (whole: Storage) => Partial<Storage>

/** What is broken, the promise that must be seen broken, and how. */
export type Fault = readonly [fault: string, caught: string, change: Break]

export const broken = (change: Break) => async (): Promise<Storage> => {
  const whole = memory()
  return { ...whole, ...change(whole) }
}

export const withStreams = (batch: Batch, change: (write: StreamWrite) => StreamWrite): Batch => ({
  ...batch,
  streams: batch.streams.map(change)
})
