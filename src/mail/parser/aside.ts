/** Reads large mails beside the main thread, one after the other, under a clock and a ceiling of memory. */
import type { Parsed, Unreadable } from "../Ports.ts"
import { unreadable } from "./read.ts"
import { type Answer, startThread, type Thread } from "./thread.ts"

export interface Bounds {
  /** For one mail, from when the thread is up. */
  readonly milliseconds: number
  /** Heap of the thread; the bytes of the mail and of its files come on top. */
  readonly megabytes: number
}

export interface Aside {
  readonly read: (raw: Uint8Array) => Promise<Parsed | Unreadable>
  /** After the mails that wait. A mail that comes later starts a new thread. */
  readonly close: () => Promise<void>
}

/** A thread that dies or is late answers for its mail, and the next mail gets a new one. */
export const makeAside = (file: URL, bounds: Bounds): Aside => {
  let thread: Thread | undefined
  let tail: Promise<unknown> = Promise.resolve()

  const discard = async (): Promise<void> => {
    const old = thread
    thread = undefined
    await old?.end()
  }
  const ask = async (raw: Uint8Array): Promise<Answer> => {
    if (thread === undefined) {
      thread = startThread(file, bounds.megabytes)
      const started = await thread.ask("ready?", START)
      if (started._tag === "Failure") return started
    }
    return thread.ask(new Uint8Array(raw), bounds.milliseconds)
  }
  const readOne = async (raw: Uint8Array): Promise<Parsed | Unreadable> => {
    // A system without threads or memory to spare throws: that must not lose the mail either.
    const answer = await ask(raw).catch((error: unknown): Answer => ({
      _tag: "Failure",
      cause: "unparsable",
      detail: String(error).slice(0, 200)
    }))
    if (answer._tag === "Answer") return answer.value as Parsed | Unreadable
    await discard()
    return unreadable(answer.cause, answer.detail)
  }
  const inTurn = <A>(job: () => Promise<A>): Promise<A> => {
    const next = tail.then(job)
    tail = next.catch(() => undefined)
    return next
  }
  return { read: (raw) => inTurn(() => readOne(raw)), close: () => inTurn(discard) }
}

/** Milliseconds for a thread to load its modules: on a busy machine that is not the mail's fault. */
const START = 20_000
