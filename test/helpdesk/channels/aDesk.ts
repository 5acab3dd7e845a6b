/** A desk with outlets that keep what they were given, and messages that come by several channels. */
import type { Inbound, Outgoing, Outlet } from "../../../src/index.ts"
import { createHelpdesk, defineWorkspace } from "../../../src/index.ts"
import { memory } from "../../../src/storage/memory.ts"
import type { Json, Storage } from "../../../src/storage/Storage.ts"

export const workspace = defineWorkspace({
  name: "Acme",
  agents: [
    { id: "bo", name: "Bo", email: "bo@acme.example" },
    { id: "cy", name: "Cy", email: "cy@acme.example" }
  ],
  supportAddresses: ["help@acme.example"],
  channels: [{ id: "fax", name: "Fax", inbound: true, outbound: false, threads: false, attachments: true, visibility: "private" }],
  followUp: { reopenWithinDays: 10, afterwards: "followUp" },
  attachmentLimit: 1000,
  slaPolicies: [{ id: "standard", targets: [{ metric: "firstReply", within: "4h" }] }]
})

export const DAY = 86_400_000
export const begin = Date.UTC(2026, 0, 5, 9)

export interface Sent extends Outgoing {
  readonly channel: string
}

export const aDesk = (own: { storage?: Storage; tenant?: string; outlets?: ReadonlyArray<"sms" | "liveChat" | "messenger"> } = {}) => {
  const storage = own.storage ?? memory()
  const clock = { at: begin }
  const sent: Array<Sent> = []
  const answers: Array<Awaited<ReturnType<Outlet["send"]>>> = []
  const outlet = (channel: string): Outlet => ({
    longest: 1000,
    send: async (outgoing) => {
      const answer = answers.shift() ?? { state: "sent", reply: "" }
      if (answer.state === "sent") sent.push({ ...outgoing, channel })
      return answer
    }
  })
  let ids = 0
  const tenant = own.tenant ?? "main"
  const desk = createHelpdesk({
    workspace,
    storage,
    tenant,
    now: () => (clock.at += 1),
    newId: () => `${tenant}-${++ids}`,
    mail: { secrets: ["a secret of the tests"] },
    channels: Object.fromEntries((own.outlets ?? ["sms", "liveChat", "messenger"]).map((channel) => [channel, outlet(channel)]))
  })
  return { desk, storage, clock, sent, answers }
}
export type Place = ReturnType<typeof aDesk>

let count = 0
export const ada = { identity: { kind: "email", value: "ada@lovelace.example" }, name: "Ada" } as const
export const eve = { identity: { kind: "email", value: "eve@moneypenny.example" }, name: "Eve" } as const

export const inChat = (text: string, more: Partial<Inbound> = {}): Inbound => ({
  channel: "liveChat",
  id: `c-${++count}`,
  thread: "chat-1",
  person: ada,
  text,
  ...more
})
export const bySms = (text: string, more: Partial<Inbound> = {}): Inbound => ({
  channel: "sms",
  account: "+33700000000",
  id: `s-${++count}`,
  person: { identity: { kind: "phone", value: "+33123456789" }, name: "Ada", verified: true },
  text,
  ...more
})
export const byForm = (text: string, more: Partial<Inbound> = {}): Inbound => ({
  channel: "webForm",
  id: `f-${++count}`,
  person: ada,
  subject: "A form",
  text,
  ...more
})

export const taken = async (received: ReturnType<Place["desk"]["accept"]>) => {
  const message = await received
  if (message._tag !== "Message") throw new Error(JSON.stringify(message))
  return message
}
export const textsOf = async ({ desk }: Place, id: string): Promise<ReadonlyArray<string>> =>
  (await desk.conversation(id)).map(({ visibility, content }) => `${visibility === "internal" ? "(note) " : ""}${content.text}`)

/** What waits in the outbox, taken out of it. */
export const outbox = async (
  { storage, clock }: Place,
  tenant = "main"
): Promise<ReadonlyArray<{ readonly kind: string; readonly payload: Json }>> => storage.claim(tenant, "effects", clock.at + 1, 1000, 1)

export const readersOf = (effects: Awaited<ReturnType<typeof outbox>>): ReadonlyArray<string> =>
  effects
    .filter(({ kind }) => kind === "mail")
    .flatMap(({ payload }) => {
      const { to, cc } = payload as unknown as { to: ReadonlyArray<{ address: string }>; cc: ReadonlyArray<{ address: string }> }
      return [...to, ...cc].map(({ address }) => address)
    })
