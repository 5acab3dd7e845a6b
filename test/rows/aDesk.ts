/** A desk in a SQLite file that reads and writes mail, with outlets that keep what they were given. */
import { createHelpdesk, type Outlet, thanks } from "../../src/index.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"
import type { Letter } from "../../src/mail/Letter.ts"
import { mailParser } from "../../src/mail/parse.ts"
import type { Directory } from "../../src/people/Directory.ts"

import { openSqlite } from "../../src/storage/sqlite.ts"
import { freshPath } from "../freshPath.ts"

export const workspace = defineWorkspace({
  name: "Acme",
  teams: ["first"],
  agents: [
    { id: "bo", name: "Bo", email: "bo@acme.example", teams: ["first"] },
    { id: "cy", name: "Cy", email: "cy@acme.example" }
  ],
  supportAddresses: ["help@acme.example"],
  needsNoAnswer: [...thanks.en, ...thanks.fr],
  forwarders: ["team@groups.example"],
  archive: "keep@archive.example",
  channels: [
    { id: "messenger", answersWithin: "24h", otherwise: "mail" },
    { id: "sms", otherwise: "mail" }
  ],
  fields: [
    { id: "visit", type: "dateTime", visible: true },
    { id: "invoice", type: "pattern", pattern: "^INV-[0-9]{4}$" },
    { id: "order", type: "lookup", of: "order", visible: true },
    { id: "price", type: "number", scale: 2 }
  ],
  slaPolicies: [
    { id: "gold", where: { field: "organization", op: "is", value: "globex" }, targets: [{ metric: "nextReply", within: "1h" }] },
    {
      id: "standard",
      targets: [
        { metric: "firstReply", within: "4h" },
        { metric: "nextReply", within: "4h" }
      ]
    }
  ]
})

export const HOUR = 3_600_000
export const begin = Date.UTC(2026, 0, 5, 9)
const parser = mailParser()

export const aDesk = async (own: { readonly directory?: Directory } = {}) => {
  const storage = await openSqlite(freshPath())
  const clock = { at: begin }
  const sent: Array<{ readonly channel: string; readonly to: string; readonly account: string; readonly text: string }> = []
  const answers: Array<Awaited<ReturnType<Outlet["send"]>>> = []
  const heard: Array<{ readonly agent: string; readonly text: string }> = []
  const mailed: Array<{ readonly letter: Letter; readonly to: ReadonlyArray<string> }> = []
  const outlet = (channel: string): Outlet => ({
    longest: 1000,
    send: async ({ to, account, text }) => {
      const answer = answers.shift() ?? { state: "sent", reply: "" }
      if (answer.state === "sent") sent.push({ channel, to: to.value, account, text })
      return answer
    }
  })
  const desk = createHelpdesk({
    workspace,
    storage,
    now: () => (clock.at += 1),
    mail: {
      secrets: ["a secret of the tests"],
      parser,
      authserv: "mx.acme.example",
      outbound: {
        longest: 1000,
        send: async (letter, recipients) => {
          mailed.push({ letter, to: recipients })
          return recipients.map((address) => ({ address, state: "sent", reply: "" }))
        },
        close: async () => undefined
      }
    },
    notify: async ({ agent, text }) => {
      heard.push({ agent, text })
    },
    channels: { sms: outlet("sms"), whatsapp: outlet("whatsapp"), messenger: outlet("messenger"), telegram: outlet("telegram") },
    ...own
  })
  /** Who got the letters with these words, the archive left out. */
  const readersOf = (words: string): ReadonlyArray<string> =>
    mailed
      .filter(({ letter }) => letter.envelope === undefined && letter.data.text.includes(words))
      .flatMap(({ to }) => to)
      .toSorted()
  return { desk, storage, clock, sent, answers, heard, mailed, readersOf }
}
export type Place = Awaited<ReturnType<typeof aDesk>>

export const bo = { as: "agent:bo" } as const

let count = 0
export const mail = (head: Record<string, string>, body = "Hello"): Buffer =>
  Buffer.from(
    [
      ...Object.entries({
        From: "Ada <ada@lovelace.example>",
        To: "help@acme.example",
        Subject: "Printer on fire",
        "Message-ID": `<r${++count}@lovelace.example>`,
        ...head
      }).map(([name, value]) => `${name}: ${value}`),
      "",
      body,
      ""
    ].join("\r\n")
  )
export const bySms = (text: string, phone = "+33123456789") => ({
  channel: "sms" as const,
  account: "+33700000000",
  id: `rows-${++count}`,
  person: { identity: { kind: "phone" as const, value: phone }, name: "Ada", verified: true },
  text
})
export const onNetwork = (channel: string, text: string) => ({
  channel,
  id: `rows-${++count}`,
  thread: "t-1",
  person: { identity: { kind: "phone" as const, value: "+33123456789" }, name: "Ada", verified: true },
  text
})

export const taken = async (received: Promise<{ readonly _tag: string }>) => {
  const message = await received
  if (message._tag !== "Message") throw new Error(JSON.stringify(message))
  return message as unknown as { readonly opened: boolean; readonly ticket: Awaited<ReturnType<Place["desk"]["get"]>>["ticket"] }
}

/** The name of what it was refused with. */
export const refused = async (wish: Promise<unknown>): Promise<string> =>
  wish.then(
    () => "granted",
    (cause: { readonly _tag?: string }) => cause._tag ?? "a defect"
  )
export const textsOf = (timeline: ReadonlyArray<{ readonly text: string | null }>): ReadonlyArray<string> =>
  timeline.flatMap(({ text }) => (text === null ? [] : [text]))
