/** A few connections to one server, opened when they are needed and used again. */
import { type Attempt, type Failure, type Mail, open, type Server, type Session } from "./Session.ts"

export interface Pool {
  /** Within `limit` milliseconds, waiting for a connection included. Rejects with a `Failure` while nothing was asked of the server. */
  readonly send: (mail: Mail, limit: number) => Promise<Attempt>
  readonly close: () => void
}

export const make = (server: Server, size: number): Pool => {
  const idle: Array<Session> = []
  const waiting: Array<() => void> = []
  let busy = 0
  let closed = false

  const send = async (mail: Mail, signal: AbortSignal): Promise<Attempt> => {
    const kept = idle.pop()
    if (kept !== undefined) {
      const attempt = await use(kept, mail, signal)
      // The server may have left while the connection lay idle. As long as no word of the mail was said, another may say it.
      if (attempt.error?.code !== 0 || attempt.begun || signal.aborted) return attempt
    }
    return use(await open(server, signal), mail, signal)
  }
  const use = async (session: Session, mail: Mail, signal: AbortSignal): Promise<Attempt> => {
    const attempt = await session.send(mail, signal)
    // What failed half way is in no state for another mail.
    if (attempt.error !== undefined || closed) session.quit()
    else idle.push(session)
    return attempt
  }
  /** Whoever waits takes the place over at once, so there are never more than `size`. */
  const leave = () => {
    const next = waiting.shift()
    if (next === undefined) busy--
    else next()
  }
  return {
    send: async (mail, limit) => {
      const deadline = new AbortController()
      const timer = setTimeout(() => deadline.abort(), limit)
      try {
        if (busy < size) busy++
        else await turn(waiting, deadline.signal)
        try {
          if (closed) throw closing
          return await send(mail, deadline.signal)
        } finally {
          leave()
        }
      } finally {
        clearTimeout(timer)
      }
    },
    close: () => {
      closed = true
      for (const session of idle.splice(0)) session.quit()
    }
  }
}

const closing: Failure = { code: 0, words: "the mail port was closed" }
const crowded: Failure = { code: 0, words: "no connection became free in time" }

const turn = (waiting: Array<() => void>, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const called = () => {
      signal.removeEventListener("abort", late)
      resolve()
    }
    const late = () => {
      waiting.splice(waiting.indexOf(called), 1)
      // oxlint-disable-next-line prefer-promise-reject-errors -- a failure like those of the server
      reject(crowded)
    }
    waiting.push(called)
    signal.addEventListener("abort", late, { once: true })
  })
