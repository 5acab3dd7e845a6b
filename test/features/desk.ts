/** What the scenarios share: a desk with a clock, a mail server on loopback that takes what it sends, and mails to write to it. */
import { createHelpdesk, defineWorkspace, type Options, type Outgoing, type Outlet, type Workspace } from "deskwright"
import { mailParser } from "deskwright/mail"
import { roles } from "deskwright/permission"
import { smtp } from "deskwright/smtp"
import { afterAll, beforeAll } from "vitest"
import { startSink } from "../../examples/smtp-sink.ts"

/** Three agents and one address: what most desks of the scenarios begin with. */
export const acme = {
  name: "Acme",
  agents: [
    { id: "bo", name: "Bo", email: "bo@acme.example" },
    { id: "cy", name: "Cy", email: "cy@acme.example" },
    { id: "di", name: "Di", email: "di@acme.example" }
  ],
  supportAddresses: ["help@acme.example"]
} as const

export const plain = defineWorkspace(acme)

/** The same with roles: Bo may do everything, the others answer. */
export const guarded = {
  ...acme,
  roles: [roles.admin, { id: "clerk", grants: [{ can: ["read", "reply", "note"] }] }],
  agents: [
    { id: "bo", name: "Bo", email: "bo@acme.example", roles: ["admin"] },
    { id: "cy", name: "Cy", email: "cy@acme.example", roles: ["clerk"] },
    { id: "di", name: "Di", email: "di@acme.example", roles: ["clerk"] }
  ]
} as const

export const HOUR = 3_600_000
export const DAY = 24 * HOUR
/** A Monday, nine o'clock in the morning, UTC. */
export const monday = Date.UTC(2026, 2, 2, 9)

export const ada = { email: "ada@lovelace.example", name: "Ada" }
export const asked = { requester: ada, subject: "Printer on fire", text: "It smells of burning." }
export const eve = { email: "eve@moneypenny.example", name: "Eve" }
export const bo = { as: "agent:bo" } as const
export const cy = { as: "agent:cy" } as const

let sink: Awaited<ReturnType<typeof startSink>>
const stops: Array<() => Promise<void>> = []

/** For each file of scenarios to say: a mail server is there while they run, and every desk is stopped after them. */
export const openForBusiness = (): void => {
  beforeAll(async () => {
    sink = await startSink()
  })
  afterAll(async () => {
    for (const stop of stops.splice(0)) await stop()
    await sink.stop()
  })
}

export const aDesk = <const W extends Workspace>(workspace: W, options: Partial<Options<W>> = {}) => {
  const clock = { at: monday }
  const desk = createHelpdesk({
    workspace,
    now: () => ++clock.at,
    mail: {
      secrets: ["a secret of the tests"],
      // However busy the machine is: a long mail is read, and not given up.
      parser: mailParser({ milliseconds: 30_000 }),
      outbound: smtp({ host: "127.0.0.1", port: sink.port })
    },
    ...options
  })
  stops.push(() => desk.stop())
  const from = sink.mails.length
  const letters = async () => {
    await desk.deliver()
    return sink.mails.slice(from)
  }
  return {
    desk,
    clock,
    /** All that was mailed so far, what is due now included. */
    letters,
    lettersTo: async (address: string) => (await letters()).filter(({ to }) => to.includes(address)),
    /** Time goes by, and the desk notices. */
    later: async (milliseconds: number) => {
      clock.at += milliseconds
      await desk.tick()
    }
  }
}

/** For desks that are to speak by a renderer of their own. */
export const port = () => sink.port

/** An outlet that keeps what it was given. */
export const anOutlet = (): Outlet & { readonly sent: ReadonlyArray<Outgoing> } => {
  const sent: Array<Outgoing> = []
  return {
    longest: 1000,
    sent,
    send: async (outgoing) => {
      sent.push(outgoing)
      return { state: "sent", reply: "" }
    }
  }
}

let count = 0
/** A mail of Ada's to the desk, as bytes; `head` says what is otherwise. */
export const mail = (head: Readonly<Record<string, string>> = {}, body = "It smells of burning."): Buffer =>
  Buffer.from(
    [
      ...Object.entries({
        From: "Ada <ada@lovelace.example>",
        To: "help@acme.example",
        Subject: "Printer on fire",
        "Message-ID": `<m${++count}@lovelace.example>`,
        ...head
      }).map(([name, value]) => `${name}: ${value}`),
      "",
      body,
      ""
    ].join("\r\n")
  )

/** Of a mail or a message that was handed in: that it was taken, and where it went. */
export const taken = async <R extends { readonly _tag: string }>(
  received: Promise<R>
): Promise<Extract<R, { readonly _tag: "Message" }>> => {
  const message = await received
  if (message._tag !== "Message") throw new Error(JSON.stringify(message))
  return message as Extract<R, { readonly _tag: "Message" }>
}

/** By which name a wish was refused; what was granted is no refusal. */
export const refusal = (wish: Promise<unknown>): Promise<string> =>
  wish.then(
    () => "granted",
    (error: { readonly _tag?: string }) => error._tag ?? "no refusal"
  )
