/** Text messages go out through a gateway that takes JSON over HTTP: an outlet, whole. */
import type { Outlet } from "deskwright"

export interface Gateway {
  readonly url: string
  readonly token: string
  /** Milliseconds for one message in all. */
  readonly timeout?: number
}

export const smsOutlet = ({ url, token, timeout = 10_000 }: Gateway): Outlet => ({
  longest: timeout,
  send: async ({ key, account, to, text }) => {
    try {
      const answer = await fetch(url, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": key },
        body: JSON.stringify({ from: account, to: to.value, text }),
        signal: AbortSignal.timeout(timeout),
        redirect: "error"
      })
      await answer.body?.cancel()
      const state = answer.ok ? "sent" : answer.status === 429 || answer.status >= 500 ? "retry" : "failed"
      return { state, reply: `the gateway said ${answer.status}` }
    } catch (failure) {
      return neverLeft(failure)
        ? { state: "retry", reply: "the gateway cannot be reached" }
        : // Where the gateway promises to know a key again, this can be `retry` too.
          { state: "unknown", reply: "no answer from the gateway" }
    }
  }
})

/** No connection was made, so nothing went over it. */
const neverLeft = (failure: unknown): boolean => {
  const cause = failure instanceof Error ? failure.cause : undefined
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined
  return typeof code === "string" && ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"].includes(code)
}
