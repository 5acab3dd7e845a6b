/** Calls webhooks over HTTPS, signed as Standard Webhooks (standardwebhooks.com) has it, and only on the public network. */
import { Buffer } from "node:buffer"
import { STATUS_CODES } from "node:http"
import type { Answer, Caller, Request } from "./Caller.ts"
import { post } from "./post.ts"
import * as Secret from "./Secret.ts"
import { target } from "./target.ts"

export interface Options {
  /** By the id of the webhook: `whsec_…`. Several sign all of them, while receivers change from one to the other. */
  readonly secrets: Readonly<Record<string, Secret.Written | ReadonlyArray<Secret.Written>>>
  /** Calls go to private addresses, too, and over http. Anybody who writes webhooks can then reach your own network. */
  readonly allowPrivate?: boolean
  /** Milliseconds for one call in all: 15,000, where it is left out. */
  readonly timeout?: number
  /** Certificates (PEM) of those who vouch for receivers, instead of the public ones. */
  readonly ca?: string
}

/**
 * 2xx is `sent`; 408, 425, 429, 5xx and what the network does is `retry`; everything else is `failed`, redirects among them.
 * @throws {SecretInvalid}
 */
export const webhooks = ({ secrets, allowPrivate = false, timeout = 15_000, ca }: Options): Caller => {
  const keys = new Map(Object.entries(secrets).map(([webhook, written]) => [webhook, Secret.read(webhook, written)]))
  return {
    longest: timeout,
    call: async (request) => {
      const known = keys.get(request.webhook)
      if (known === undefined) return { state: "retry", reply: "there is no secret for this webhook here" }
      const signal = AbortSignal.timeout(timeout)
      try {
        return await Promise.race([called(request, headersOf(request, known), { allowPrivate, ca, signal }), late(signal)])
      } catch {
        return { state: "retry", reply: "the call could not be made" }
      }
    }
  }
}

interface Means {
  readonly allowPrivate: boolean
  readonly ca: string | undefined
  readonly signal: AbortSignal
}

const called = async ({ url, body }: Request, headers: Readonly<Record<string, string>>, means: Means): Promise<Answer> => {
  const place = await target(url, means.allowPrivate)
  if ("because" in place) return { state: place.isFinal ? "failed" : "retry", reply: place.because }
  if (means.signal.aborted) return late(means.signal)
  const told = await post({ place, headers, body, ...means })
  return typeof told === "string" ? { state: "retry", reply: told.slice(0, 200) } : { state: stateOf(told), reply: wordsOf(told) }
}

/** A lookup cannot be called back, so the clock runs beside it. */
const late = (signal: AbortSignal): Promise<Answer> =>
  new Promise((resolve) => {
    const end = (): void => resolve({ state: "retry", reply: "no answer in time" })
    if (signal.aborted) end()
    else signal.addEventListener("abort", end, { once: true })
  })

const headersOf = ({ id, at, depth, body }: Request, keys: Parameters<typeof Secret.sign>[0]): Readonly<Record<string, string>> => {
  const seconds = Math.floor(at / 1000)
  return {
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    "user-agent": "deskwright",
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": Secret.sign(keys, id, seconds, body),
    "deskwright-depth": String(depth)
  }
}

const later: ReadonlySet<number> = new Set([408, 425, 429])

const stateOf = (status: number): Answer["state"] =>
  status >= 200 && status < 300 ? "sent" : later.has(status) || status >= 500 ? "retry" : "failed"

/** In our own words: what a server says of itself is its own affair. */
const wordsOf = (status: number): string => `${status} ${STATUS_CODES[status] ?? ""}`.trim()
