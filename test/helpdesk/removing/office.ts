/** A desk with everything that waits for its time, in memory or in a file, and people who write to it by mail. */
import { createHelpdesk } from "../../../src/helpdesk/createHelpdesk.ts"
import { mailParser } from "../../../src/mail/parse.ts"
import { memory } from "../../../src/storage/memory.ts"
import { memoryBlobs } from "../../../src/storage/memoryBlobs.ts"
import { openSqlite } from "../../../src/storage/sqlite.ts"
import type { Storage } from "../../../src/storage/Storage.ts"
import type * as Ticket from "../../../src/ticket/index.ts"
import { defineWorkspace } from "../../../src/workspace/define.ts"
import { freshPath } from "../../freshPath.ts"

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
/** A Monday. */
export const begin = Date.UTC(2026, 0, 5, 9)
export const bo = { as: "agent:bo" } as const
export const parser = mailParser()

export const workspace = defineWorkspace({
  name: "Acme",
  agents: [
    { id: "bo", name: "Bo", email: "bo@acme.example" },
    { id: "cy", name: "Cy", email: "cy@acme.example" }
  ],
  calendars: [{ id: "paris", zone: "Europe/Paris", hours: { mon: ["09:00-17:00"], tue: ["09:00-17:00"] } }],
  supportAddresses: ["help@acme.example"],
  fields: [{ id: "serial", type: "text", visible: true }],
  slaPolicies: [
    {
      id: "all",
      targets: [
        { metric: "firstReply", within: "4h" },
        { metric: "resolution", within: "20h" }
      ]
    }
  ],
  approvals: [
    {
      id: "drum",
      steps: [{ id: "boss", approvers: [{ agent: "cy" }], expiries: [{ after: "4h", calendar: "paris", then: "reject" }] }]
    }
  ],
  automations: [
    { id: "nudge", where: { field: "tags", op: "is", value: "slow" }, after: "6h", then: [{ _tag: "Note", text: "It takes long." }] },
    {
      id: "call",
      where: { field: "tags", op: "is", value: "slow" },
      after: "6h",
      calendar: "paris",
      then: [{ _tag: "Tag", tags: ["late"] }]
    }
  ],
  queues: [{ id: "all" }],
  triggers: [
    { id: "back", where: { field: "commit.events", op: "is", value: "Restored" }, then: [{ _tag: "Tag", tags: ["back"] }] },
    { id: "hot", where: { field: "subject", op: "contains", value: "fire" }, then: [{ _tag: "Tag", tags: ["hot"] }] }
  ],
  views: [{ id: "all" }, { id: "spam", where: { field: "spam", op: "is", value: true } }],
  links: [],
  onAgentCreate: "unassigned"
})

export const stores: ReadonlyArray<readonly [name: string, open: () => Promise<() => Promise<Storage>>]> = [
  [
    "memory",
    async () => {
      const one = memory()
      return async () => one
    }
  ],
  [
    "SQLite",
    async () => {
      const path = freshPath()
      return () => openSqlite(path)
    }
  ]
]

let count = 0
export const mail = (head: Record<string, string> = {}, body = "It burns."): Buffer =>
  Buffer.from(
    [
      ...Object.entries({
        From: "Ada Lovelace <ada@lovelace.example>",
        To: "help@acme.example",
        Subject: "Printer",
        "Message-ID": `<removal${++count}@lovelace.example>`,
        ...head
      }).map(([name, value]) => `${name}: ${value}`),
      "",
      body,
      ""
    ].join("\r\n")
  )
const idOf = (raw: Buffer): string => /^Message-ID: (.*)$/im.exec(raw.toString())![1]!
export const answerTo = (raw: Buffer, head: Record<string, string> = {}, body?: string) => mail({ "In-Reply-To": idOf(raw), ...head }, body)

export const stops: Array<() => Promise<unknown>> = [parser.close]

export const office = async (fresh = stores[0]![1]) => {
  const connect = await fresh()
  const storage = await connect()
  const clock = { at: begin }
  const blobs = memoryBlobs()
  const hand = async () => {
    const desk = createHelpdesk({
      workspace,
      storage: await connect(),
      blobs,
      now: () => clock.at,
      mail: { secrets: ["a secret of the tests"], parser, authserv: "mx.acme.example" },
      notify: async () => undefined
    })
    stops.push(() => desk.stop().catch(() => undefined))
    return desk
  }
  const desk = await hand()
  const takenIn = async (
    raw: Uint8Array
  ): Promise<{ readonly opened: boolean; readonly ticket: Ticket.Ticket; readonly messageId: string }> => {
    const end = await desk.receive(raw)
    if (end._tag !== "Message") throw new Error(JSON.stringify(end))
    return end
  }
  /** A ticket of Ada's with everything on it. */
  const full = async () => {
    const first = mail()
    const { id } = (await takenIn(first)).ticket
    await desk.perform(id, {
      ...bo,
      commands: [
        { _tag: "Tag", tags: ["slow"] },
        { _tag: "SetField", field: "serial", value: "A-17" }
      ]
    })
    await desk.requestApproval(id, { ...bo, approval: "drum" })
    await desk.planActivity(id, {
      ...bo,
      kind: "call",
      subject: "Ring Ada",
      owner: "bo",
      due: begin + 30 * HOUR,
      reminders: [{ at: begin + 29 * HOUR, way: "notification" }]
    })
    return { id, first }
  }
  const texts = async (id: string) => (await desk.conversation(id)).map(({ content }) => content.text.trim())
  return { clock, storage, hand, desk, takenIn, full, texts }
}
export type Office = Awaited<ReturnType<typeof office>>

export const refused = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => {
      throw new Error(`it was granted: ${JSON.stringify(value)}`)
    },
    (cause: unknown) => (cause as { readonly _tag?: string })._tag ?? cause
  )
