/** Where a network calls when somebody writes: an HTTP server that believes what is signed, lately, over the very bytes. */
import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"
import type { Inbound } from "deskwright"
import { verifier } from "deskwright/webhook"

interface Options {
  readonly desk: { readonly accept: (message: Inbound, by?: { readonly as?: "integration:page" }) => Promise<unknown> }
  /** `whsec_…`, shared with the network. */
  readonly secret: string
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly translate: (payload: unknown) => Inbound
  /** The page's own automatic answers, as the network marks them; the signature vouches for that. */
  readonly isBot: (payload: unknown) => boolean
}

const MOST = 1_000_000

/** Answers 200 once the message is safe in the desk: whatever else it answers, the network calls again. */
export const socialWebhook = async ({ desk, secret, now, translate, isBot }: Options) => {
  const signed = verifier(secret)
  const answer = async (request: IncomingMessage): Promise<number> => {
    const body = await bodyOf(request)
    if (body === undefined) return 413
    if (signed.verify({ headers: request.headers, body }, now())._tag === "Refused") return 401
    const payload = parsed(body.toString())
    await desk.accept(translate(payload), isBot(payload) ? { as: "integration:page" } : {})
    return 200
  }
  const server = createServer((request, response) => {
    answer(request).then(
      (status) => response.writeHead(status).end(),
      () => response.writeHead(503).end()
    )
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Array<Buffer> = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MOST) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
