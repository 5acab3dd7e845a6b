/** Receivers of webhooks on loopback. */
import { Buffer } from "node:buffer"
import { createServer as plain, type IncomingHttpHeaders, type RequestListener } from "node:http"
import { createServer as secure } from "node:https"
import type { AddressInfo } from "node:net"

export interface Taken {
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string
}

/** Answers as it is told: a status, or whatever a listener does; what came in is kept. */
export const aReceiver = async (answer: number | RequestListener = 200, tls?: { key: string; cert: string }) => {
  const taken: Array<Taken> = []
  const listener: RequestListener = (request, response) => {
    const chunks: Array<Buffer> = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      taken.push({ path: request.url!, headers: flat(request.headers), body: Buffer.concat(chunks).toString() })
      if (typeof answer === "function") answer(request, response)
      else response.writeHead(answer, { location: "/elsewhere" }).end("thank you")
    })
  }
  const server = tls === undefined ? plain(listener) : secure(tls, listener)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { port, taken, stop, url: `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}/hook` }
}

const flat = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))

/** Of localhost and 127.0.0.1, signed by itself, for a hundred years. */
export const certificate = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBpDCCAUmgAwIBAgIUXY7jytsRkMBa1Ojq4rwryeopc14wCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNaG9va3MuZXhhbXBsZTAgFw0yNjExMjEwOTAzMDZaGA8yMTI2
MTAyODA5MDMwNlowGDEWMBQGA1UEAwwNaG9va3MuZXhhbXBsZTBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABFtvtI0ZMeOH/t1gl97x+AKnHclg9gV1XyYMSmMMhtOG
0/y83uRty7h5J4/hFDqP/Q8uyC+JQXUe5UISkP/bgpCjbzBtMB0GA1UdDgQWBBRn
KSBw+d2g0+c1tMgzxYTDGaJEhDAfBgNVHSMEGDAWgBRnKSBw+d2g0+c1tMgzxYTD
GaJEhDAPBgNVHRMBAf8EBTADAQH/MBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAA
ATAKBggqhkjOPQQDAgNJADBGAiEAlk1rupMaaLYVReANDlg/shFDSwUgq6JSOGMG
ZJguTcUCIQD8fWnYd69oIdsRESHRolOD4JjKdBT92EtnSzLiqGuYXg==
-----END CERTIFICATE-----`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgq7Tm8tpKKbHv+oAU
DGh24tmBjnew+c2PVJ1czc1IeL6hRANCAARbb7SNGTHjh/7dYJfe8fgCpx3JYPYF
dV8mDEpjDIbThtP8vN7kbcu4eSeP4RQ6j/0PLsgviUF1HuVCEpD/24KQ
-----END PRIVATE KEY-----`
}
