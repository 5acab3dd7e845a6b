/** A mail server on loopback that takes everything and keeps it in memory: the other end of a demo. */
import type { AddressInfo } from "node:net"
import PostalMime from "postal-mime"
import { SMTPServer } from "smtp-server"

export interface Received {
  /** The envelope's recipients. */
  readonly to: ReadonlyArray<string>
  readonly subject: string
  readonly messageId: string
  readonly text: string
  readonly raw: Buffer
}

export const startSink = async (): Promise<{
  readonly port: number
  readonly mails: ReadonlyArray<Received>
  readonly stop: () => Promise<void>
}> => {
  const mails: Array<Received> = []
  const keep = async (raw: Buffer, to: ReadonlyArray<string>): Promise<void> => {
    const mail = await PostalMime.parse(raw)
    mails.push({ to, subject: mail.subject ?? "", messageId: mail.messageId ?? "", text: mail.text ?? "", raw })
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData: (stream, session, done) => {
      const chunks: Array<Buffer> = []
      stream.on("data", (chunk: Buffer) => chunks.push(chunk))
      stream.on("end", () => {
        const raw = Buffer.concat(chunks)
        void keep(
          raw,
          session.envelope.rcptTo.map((one) => one.address)
        ).then(() => done(), done)
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    stop: () => new Promise((resolve) => server.close(() => resolve()))
  }
}
