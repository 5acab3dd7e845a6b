/** Entry of the thread that reads large mails: one message in, one answer out. */
import { parentPort } from "node:worker_threads"
import { read } from "./read.ts"

/** The message is a mail's bytes, or anything else to learn whether the thread is there. */
parentPort?.on("message", (raw: unknown) => {
  const answer = raw instanceof Uint8Array ? read(raw, Number.POSITIVE_INFINITY) : "ready"
  const files = typeof answer === "object" && answer._tag === "Parsed" ? answer.blobs : []
  // Handed over, not copied; each file has memory of its own.
  parentPort?.postMessage(
    answer,
    files.map((file) => file.bytes.buffer as ArrayBuffer)
  )
})
