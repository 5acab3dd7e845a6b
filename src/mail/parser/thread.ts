/** One thread that answers questions one at a time, each in time or with the reason why not. */
import { Worker } from "node:worker_threads"
import type { Cause } from "../Incoming.ts"

export type Answer =
  | { readonly _tag: "Answer"; readonly value: unknown }
  | { readonly _tag: "Failure"; readonly cause: Cause; readonly detail: string }

export interface Thread {
  /** Bytes are handed over, not copied: the caller does not have them afterwards. */
  readonly ask: (question: Uint8Array<ArrayBuffer> | string, milliseconds: number) => Promise<Answer>
  readonly end: () => Promise<unknown>
}

/** Megabytes. Small: garbage of one mail is soon collected instead of piling up. */
const YOUNG = 16

export const startThread = (file: URL, megabytes: number): Thread => {
  const worker = new Worker(file, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: YOUNG } })
  let answer: (answer: Answer) => void = () => undefined
  let death: Answer | undefined
  const die = (cause: Cause, detail: string): void => {
    death ??= { _tag: "Failure", cause, detail }
    answer(death)
  }
  worker.on("message", (value: unknown) => answer({ _tag: "Answer", value }))
  worker.on("error", (error: Error & { readonly code?: string }) =>
    die(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "parserOutOfMemory" : "unparsable", error.message.slice(0, 200))
  )
  worker.on("exit", () => die("unparsable", "the reading thread ended"))
  worker.unref()

  return {
    ask: async (question, milliseconds) => {
      const answered = new Promise<Answer>((resolve) => (answer = resolve))
      if (death !== undefined) return death
      const timer = setTimeout(
        () => answer({ _tag: "Failure", cause: "parserTimedOut", detail: `more than ${milliseconds} ms` }),
        milliseconds
      )
      // The process stays up for a question, and for no thread that idles.
      worker.ref()
      worker.postMessage(question, typeof question === "string" ? [] : [question.buffer])
      const result = await answered
      clearTimeout(timer)
      worker.unref()
      return result
    },
    end: () => worker.terminate()
  }
}
