/** Mail servers on loopback: one that does its work, and one that fails at a chosen step of it. */
import { createServer, type AddressInfo, type Socket } from "node:net"
import { SMTPServer, type SMTPServerOptions } from "smtp-server"

export interface Taken {
  readonly to: ReadonlyArray<string>
  readonly from: string
  readonly raw: Buffer
}

export const aServer = async (options: SMTPServerOptions = {}) => {
  const taken: Array<Taken> = []
  const refusals = new Map<string, number>()
  let sessions = 0
  const sockets = new Set<Socket>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onConnect: (_, done) => {
      sessions++
      done()
    },
    onRcptTo: ({ address }, _, done) => {
      const code = refusals.get(address)
      done(code === undefined ? null : Object.assign(new Error(code < 500 ? "try later" : "no such user"), { responseCode: code }))
    },
    onData: (stream, { envelope }, done) => {
      const chunks: Array<Buffer> = []
      stream.on("data", (chunk: Buffer) => chunks.push(chunk))
      stream.on("end", () => {
        taken.push({
          to: envelope.rcptTo.map((one) => one.address),
          from: envelope.mailFrom === false ? "" : envelope.mailFrom.address,
          raw: Buffer.concat(chunks)
        })
        done()
      })
    },
    ...options
  })
  server.on("error", () => undefined)
  server.server.on("connection", (socket: Socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.server.address() as AddressInfo
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(resolve)
      for (const socket of sockets) socket.destroy()
    })
  return { port, taken, refusals, sessions: () => sessions, stop }
}

export const steps = ["connect", "greeting", "ehlo", "mail", "rcpt", "data", "body", "end", "quit"] as const
export type Step = (typeof steps)[number]
/** `drop`: hang up without a word. `silence`: say nothing more. A text: answer that. */
export type Fault = "drop" | "silence" | (string & {})

/**
 * Speaks just enough SMTP to fail at one step: not the first `skip` times that it comes there, and then `times` times.
 * `taken`: mails that it has whole, accepted or not. It knows nobody called `nobody`.
 */
export const aFaultyServer = async (
  step: Step,
  fault: Fault,
  {
    skip = 0,
    times = Number.POSITIVE_INFINITY,
    extensions = []
  }: { readonly skip?: number; readonly times?: number; readonly extensions?: ReadonlyArray<string> } = {}
) => {
  const taken: Array<string> = []
  const sockets = new Set<Socket>()
  let met = 0
  const fails = (here: Step): boolean => here === step && ++met > skip && met <= skip + times
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on("error", () => undefined)
    socket.on("close", () => sockets.delete(socket))
    if (fails("connect")) return void socket.destroy()
    let mute = false
    /** Whether the fault came in place of the words. */
    const answer = (here: Step, words: string): boolean => {
      if (mute) return true
      if (!fails(here)) {
        socket.write(`${words}\r\n`)
        return false
      }
      if (fault === "drop") socket.destroy()
      else if (fault === "silence") mute = true
      else socket.write(`${fault}\r\n`, () => fault.startsWith("421") && socket.end())
      return true
    }
    answer("greeting", "220 hello")
    let held = ""
    let body: string | undefined
    const hear = (line: string): void => {
      if (body !== undefined && line !== ".") body += `${line}\r\n`
      else if (body !== undefined) {
        // An empty one is how nodemailer takes back a DATA that was let through without a recipient.
        if (body !== "") taken.push(body)
        body = undefined
        answer("end", "250 taken")
      } else if (/^EHLO/i.test(line)) answer("ehlo", ["250-here", ...extensions.map((name) => `250-${name}`), "250 OK"].join("\r\n"))
      else if (/^MAIL/i.test(line)) answer("mail", "250 fine")
      else if (/^RCPT TO:<nobody@/i.test(line)) socket.write("550 no such user\r\n")
      else if (/^RCPT/i.test(line)) answer("rcpt", "250 fine")
      else if (/^DATA/i.test(line)) {
        if (!answer("data", "354 go on")) body = ""
      } else if (/^QUIT/i.test(line)) {
        answer("quit", "221 bye")
        socket.end()
      } else socket.write("250 fine\r\n")
    }
    socket.on("data", (chunk) => {
      held += chunk.toString("latin1")
      if (body !== undefined && fails("body")) return void socket.destroy()
      for (let at = held.indexOf("\r\n"); at >= 0; at = held.indexOf("\r\n")) {
        const line = held.slice(0, at)
        held = held.slice(at + 2)
        hear(line)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    taken,
    hangUp,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        hangUp()
      })
  }
}
