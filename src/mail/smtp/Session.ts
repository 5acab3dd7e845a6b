/** One connection to a mail server, and how far a mail got on it: nodemailer tells what failed, but not after which step. */
import { Buffer } from "node:buffer"
import { Readable } from "node:stream"
import SMTPConnection, { type SMTPConnectionEnvelope, type SMTPConnectionOptions } from "nodemailer/lib/smtp-connection"

export interface Server extends SMTPConnectionOptions {
  readonly auth: { readonly user: string; readonly pass: string } | undefined
}

export interface Failure {
  /** SMTP reply code; 0: the server did not say. */
  readonly code: number
  readonly words: string
}

export interface Attempt {
  /** `undefined`: the server took the mail, for those whom it did not refuse. */
  readonly error: Failure | undefined
  /** Those refused by name. */
  readonly refused: ReadonlyMap<string, Failure>
  /** The server's word on a mail that it took. */
  readonly reply: string
  /** Some of the mail was sent. */
  readonly begun: boolean
  /** Its end may have reached the server, so that it may have taken it. */
  readonly ended: boolean
}

export interface Mail {
  /** `false`: the null return-path `<>`. */
  readonly from: string | false
  readonly to: ReadonlyArray<string>
  readonly raw: Uint8Array
}

export interface Session {
  readonly send: (mail: Mail, signal: AbortSignal) => Promise<Attempt>
  readonly quit: () => void
}

/** Connects, greets, and signs in where credentials are given. Rejects with a `Failure`. */
export const open = ({ auth, ...server }: Server, signal: AbortSignal): Promise<Session> =>
  new Promise((resolve, reject) => {
    const connection = new SMTPConnection(server)
    const fail = (error: unknown) => {
      // oxlint-disable-next-line prefer-promise-reject-errors -- it may hold the server's words, and goes no further than the pool
      reject(failureOf(error))
      connection.close()
    }
    const ready = () => {
      signal.removeEventListener("abort", late)
      resolve(sessionOn(connection))
    }
    const late = () => fail(new Error("connecting took too long"))
    signal.addEventListener("abort", late, { once: true })
    connection.on("error", fail)
    connection.once("end", () => fail(undefined))
    connection.connect((error) => {
      if (error !== undefined) fail(error)
      else if (auth === undefined) ready()
      else connection.login({ credentials: { ...auth } }, (error) => (error === null ? ready() : fail(error)))
    })
  })

const sessionOn = (connection: SMTPConnection): Session => ({
  send: ({ from, to, raw }, signal) =>
    new Promise((resolve) => {
      // nodemailer writes who was accepted and who was refused into the envelope that it is given, also when it fails later.
      const envelope = { from, to: [...to], size: raw.length } as Partial<SMTPConnectionEnvelope>
      const body = bodyOf(raw)
      const settle = (error: unknown, reply: string) => {
        signal.removeEventListener("abort", late)
        resolve({
          error: error === null ? undefined : failureOf(error),
          refused: new Map(envelope.rejectedErrors?.map((refusal) => [String(refusal.recipient), failureOf(refusal)])),
          reply,
          begun: body.begun(),
          ended: body.ended()
        })
      }
      const late = () => {
        connection.close()
        settle(new Error("sending took too long"), "")
      }
      signal.addEventListener("abort", late, { once: true })
      connection.send(envelope, body.stream, (error, info) => settle(error, info?.response ?? ""))
    }),
  quit: () => connection.quit()
})

const CHUNK = 64 * 1024

/** nodemailer reads the mail only once the server has asked for it, and writes the final dot only after its end. */
const bodyOf = (raw: Uint8Array) => {
  let at = 0
  let ended = false
  const stream = new Readable({
    highWaterMark: CHUNK,
    read() {
      ended = at >= raw.length
      this.push(ended ? null : Buffer.from(raw.buffer, raw.byteOffset + at, Math.min(CHUNK, raw.length - at)))
      at += CHUNK
    }
  })
  return { stream, begun: () => at > 0, ended: () => ended }
}

const failureOf = (error: unknown): Failure => {
  const { code, responseCode, response, message } = (error ?? {}) as { readonly [key: string]: unknown }
  const words = typeof response === "string" ? response : typeof message === "string" ? message : "the connection ended"
  if (typeof responseCode === "number") return { code: responseCode, words }
  // Larger than the server has said that it takes: refused before it was asked, as it would have refused it (RFC 1870).
  return { code: code === "EMESSAGE" && words.startsWith("Message size") ? 552 : 0, words }
}
