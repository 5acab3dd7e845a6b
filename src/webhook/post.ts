/** One HTTP request to a place that was judged: no redirects, no other address, no more than the status of the answer. */
import { request as plainly } from "node:http"
import { request as securely } from "node:https"
import type { Place } from "./target.ts"

export interface Post {
  readonly place: Place
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly ca: string | undefined
  readonly signal: AbortSignal
}

/** Of an answer's body so much is let in, for a server that wants to finish it; nothing of it is kept. */
const LET_IN = 65_536

/** The status, as soon as it is there; the name of what went wrong where there is none. */
export const post = ({ place: { url, addresses }, headers, body, ca, signal }: Post): Promise<number | string> =>
  new Promise((resolve) => {
    const send = url.protocol === "https:" ? securely : plainly
    // A pool of its own, so that no connection, proxy or name of somebody else's is used.
    const outgoing = send(url, { ca, method: "POST", headers, agent: false, signal, lookup: pinned(addresses) }, (answer) => {
      resolve(answer.statusCode ?? 0)
      let read = 0
      answer.on("data", (chunk: Uint8Array) => {
        read += chunk.length
        if (read > LET_IN) answer.destroy()
      })
      answer.on("error", () => undefined)
    })
    outgoing.on("error", (error: Error & { code?: unknown }) => resolve(typeof error.code === "string" ? error.code : error.name))
    outgoing.end(body)
  })

/** Whatever name is asked for, the answer is what was looked up before. */
const pinned =
  (addresses: Place["addresses"]) =>
  (
    _: string,
    { all }: { readonly all?: boolean | undefined },
    done: (error: Error | null, address: string | Array<{ address: string; family: number }>, family?: number) => void
  ): void => {
    if (all === true) done(null, [...addresses])
    else done(null, addresses[0]!.address, addresses[0]!.family)
  }
