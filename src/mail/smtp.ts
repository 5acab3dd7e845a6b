/** Hands mail to an SMTP server (RFC 5321), and says of every recipient what became of it. */
import { Buffer } from "node:buffer"
import type { ConnectionOptions } from "node:tls"
import * as Redacted from "effect/Redacted"
import * as Text from "../text/Text.ts"
import { compose, isWritable } from "./compose.ts"
import { plain } from "./plain.ts"
import type { Delivery, Outbound, Renderer } from "./Ports.ts"
import * as Pool from "./smtp/Pool.ts"
import type { Attempt, Failure } from "./smtp/Session.ts"

export interface Options {
  readonly host: string
  /** 465 where `secure`, else 587. */
  readonly port?: number
  /** TLS from the first byte. Otherwise STARTTLS is used where the server offers it. */
  readonly secure?: boolean
  /** Send nothing without TLS. Where it is left out: yes, if there is a password to protect. */
  readonly requireTLS?: boolean
  readonly auth?: { readonly user: string; readonly pass: string | Redacted.Redacted }
  /** Certificates and the like, as for `tls.connect`. */
  readonly tls?: ConnectionOptions
  /** The plain words, where none is given. */
  readonly renderer?: Renderer
  /** How many are open at once, at most: 4, where it is left out. */
  readonly connections?: number
  /** Milliseconds. `silence`: without a word from the server (60,000); `send`: for one letter in all (120,000). */
  readonly timeouts?: { readonly silence?: number; readonly send?: number }
}

/**
 * Connections are kept and used again. A refusal 4xx means `retry`, 5xx `failed`. Where the server does not say, it is
 * `retry` as long as the mail's end was not sent, and from then on `unknown`: the server may have taken it.
 */
export const smtp = ({ renderer = plain, connections = 4, timeouts = {}, ...options }: Options): Outbound => {
  const { silence = 60_000, send: longest = 120_000 } = timeouts
  const auth = options.auth === undefined ? undefined : { user: options.auth.user, pass: exposed(options.auth.pass) }
  const secret = secretsOf(auth)
  const pool = Pool.make(
    {
      host: options.host,
      port: options.port,
      secure: options.secure ?? false,
      requireTLS: options.requireTLS ?? (auth !== undefined && options.secure !== true),
      tls: options.tls,
      auth,
      connectionTimeout: silence,
      greetingTimeout: silence,
      socketTimeout: silence
    },
    connections
  )
  return {
    longest,
    send: async (letter, recipients, attachments) => {
      const to = recipients.filter(isWritable)
      const unwritable = recipients
        .filter((address) => !isWritable(address))
        .map((address) => failed(address, "no address that can be written to"))
      if (to.length === 0) return unwritable
      try {
        const raw = compose(letter, renderer.render(letter), attachments)
        // Nobody answers a machine's mail by machine, where there is no return-path (RFC 3834 §3.3).
        const attempt = await pool.send({ from: letter.automatic ? false : letter.from.address, to, raw }, longest)
        return [...to.map((address) => outcome(address, attempt)).map(hiding(secret)), ...unwritable]
      } catch (failure) {
        return [...to.map((address): Delivery => ({ address, state: "retry", reply: wordsOf(failure) })).map(hiding(secret)), ...unwritable]
      }
    },
    close: async () => pool.close()
  }
}

const failed = (address: string, reply: string): Delivery => ({ address, state: "failed", reply })

const outcome = (address: string, { error, refused, reply, ended }: Attempt): Delivery => {
  const refusal = refused.get(address)
  if (refusal !== undefined) return { address, state: isFinal(refusal) ? "failed" : "retry", reply: refusal.words }
  if (error === undefined) return { address, state: "sent", reply }
  const isUnknown = ended && (error.code < 400 || error.code > 599)
  return { address, state: isUnknown ? "unknown" : isFinal(error) ? "failed" : "retry", reply: error.words }
}

/** The server wants to know us better: that is about our account, not about this mail (RFC 4954 §6). */
const account: ReadonlySet<number> = new Set([530, 534, 535, 538])
const isFinal = ({ code }: Failure): boolean => code >= 500 && !account.has(code)

const exposed = (pass: string | Redacted.Redacted): string => (typeof pass === "string" ? pass : Redacted.value(pass))

/** A server may repeat what it was told; in every form in which a password travels. */
const secretsOf = (auth: { readonly user: string; readonly pass: string } | undefined): ReadonlyArray<string> => {
  if (auth === undefined || auth.pass === "") return []
  const base64 = (text: string): string => Buffer.from(text).toString("base64")
  return [base64(`\0${auth.user}\0${auth.pass}`), base64(auth.pass), auth.pass]
}

const hiding =
  (secrets: ReadonlyArray<string>) =>
  (delivery: Delivery): Delivery => {
    const told = secrets.reduce((text, secret) => text.replaceAll(secret, "(hidden)"), delivery.reply)
    return {
      ...delivery,
      reply: Text.cut(
        Text.clean(told)
          .replace(/[\p{Cc}\s]+/gu, " ")
          .trim(),
        500
      )
    }
  }

const wordsOf = (failure: unknown): string =>
  typeof failure === "object" && failure !== null && "words" in failure
    ? String(failure.words)
    : failure instanceof Error
      ? failure.message
      : "it could not be composed"
