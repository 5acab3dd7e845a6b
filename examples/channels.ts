/** Eight ways in and two ways out: a form, chats, calls, text messages, a page with its signed webhook, an API and a forum. */
import { createHmac, randomBytes } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { createHelpdesk, defineWorkspace } from "deskwright"
import { api, chat, forum, messenger, missedChat, phone, sms, webForm } from "./inlets.ts"
import { smsOutlet } from "./sms-outlet.ts"
import { socialWebhook } from "./social-webhook.ts"

/** Stands for the gateway of a telephone company. */
const texts: Array<string> = []
const gateway = createServer((request, response) => {
  let body = ""
  request.on("data", (chunk) => (body += String(chunk)))
  request.on("end", () => {
    texts.push(body)
    response.writeHead(202).end()
  })
})
await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve))
const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/messages`

const desk = createHelpdesk({
  workspace: defineWorkspace({
    name: "Acme",
    agents: [{ id: "bo", name: "Bo", email: "bo@acme.example" }],
    supportAddresses: ["help@acme.example"]
  }),
  channels: { sms: smsOutlet({ url, token: "only for this example" }) }
})

const secret = `whsec_${randomBytes(32).toString("base64")}`
const isBot = (payload: unknown) => (payload as { readonly bot?: boolean } | null)?.bot === true
const webhook = await socialWebhook({ desk, secret, now: Date.now, translate: messenger, isBot })
/** What the network does when somebody writes to our page. */
const networkCalls = async (message: object) => {
  const [id, seconds, body] = [randomBytes(8).toString("hex"), Math.floor(Date.now() / 1000), JSON.stringify(message)]
  const tag = createHmac("sha256", Buffer.from(secret.slice(6), "base64"))
    .update(`${id}.${seconds}.${body}`)
    .digest("base64")
  const headers = { "webhook-id": id, "webhook-timestamp": String(seconds), "webhook-signature": `v1,${tag}` }
  return (await fetch(webhook.url, { method: "POST", headers, body })).status
}

const said = [
  { who: "bot", text: "How can I help?", at: 1_767_603_600_000 },
  { who: "visitor", name: "Ada", text: "The printer burns.", at: 1_767_603_605_000 }
]
const ways = {
  form: webForm({ submission: "f-1", name: "Ada", email: "ada@example.org", subject: "Printer", message: "It burns." }),
  again: webForm({ submission: "f-1", name: "Ada", email: "ada@example.org", subject: "Printer", message: "It burns." }),
  chat: chat({ session: "c-1", visitor: { name: "Ada", email: "ada@example.org" }, said }),
  missed: missedChat({ session: "c-2", offline: false, visitor: { id: "v-7", name: "Eve", email: "eve@example.org" }, text: "Anybody?" }),
  nobody: missedChat({ session: "c-3", offline: true, visitor: { id: "v-8", name: "Abe" }, text: "Hello?" }),
  call: phone({ call: "k-1", from: "+33123456789", to: "+33800000000", seconds: 95, answered: true, notes: "Wants an offer." }),
  voicemail: phone({
    call: "k-2",
    from: "+33123456789",
    to: "+33800000000",
    seconds: 12,
    answered: false,
    audio: "SUQz",
    transcript: said
  }),
  text: sms({ sid: "s-1", from: "+33123456789", to: "+33700000000", body: "Are you open?" }),
  api: api({ request: "r-1", user: "u-9", subject: "Order 4711", text: "Where is it?" }),
  forum: forum({ topic: "t-1", post: "p-1", title: "Fire", author: { id: "m-3", name: "Eve" }, text: "Mine burns too." }),
  garbled: sms({ sid: 7 })
}
for (const [way, message] of Object.entries(ways)) {
  const received = await desk.accept(message)
  const what = received._tag === "Message" ? received.ticket.subject : received._tag === "Quarantined" ? received.causes[0] : ""
  console.log(`${way.padEnd(9)} ${received._tag.padEnd(11)} ${what}`)
}

const { tickets } = await desk.find({ where: { field: "channel", op: "is", value: "sms" } })
await desk.reply(tickets[0]!.id, { as: "agent:bo", text: "Until six." })
await desk.accept(sms({ sid: "s-2", from: "+33123456789", to: "+33700000000", body: "Thank you!" }))
await desk.deliver()
console.log(`\nThe gateway took ${texts.join()}`)
for (const { content } of await desk.conversation(tickets[0]!.id)) console.log(`  ${content.text}`)

const user = { id: "u-1", name: "Eve" }
const message = { page: "acme", conversation: "m-1", mid: "m.1", user, text: "Hi!", at: 1_767_603_600_000 }
console.log(
  `\nThe network was told ${await networkCalls(message)}, ${await networkCalls({ ...message, mid: "m.2", bot: true, text: "We are on it." })}`
)

console.log("\nticket by      message by     messages")
for (const { channel, via, messages } of await desk.channelReport()) console.log(`${channel.padEnd(14)} ${via.padEnd(14)} ${messages}`)

await webhook.stop()
await desk.stop()
gateway.close()
gateway.closeAllConnections()
