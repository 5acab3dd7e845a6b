/**
 * The main job from end to end: raw mails come in from a folder, become tickets and replies, an agent works
 * them, answers leave by SMTP, and every ticket tells its story. Everything lies in one SQLite file and a folder.
 *
 *   npm run demo                    does all of it; the second time nothing is done twice
 *   npm run demo -- --show TICKET   tells one ticket, by its reference or id
 *   npm run demo -- --at FOLDER     keeps the desk there instead of in .demo
 */
import { randomBytes } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { createHelpdesk, defineWorkspace } from "deskwright"
import { diskBlobs } from "deskwright/disk"
import { liquid } from "deskwright/liquid"
import { mailParser } from "deskwright/mail"
import * as Sla from "deskwright/sla"
import * as Trigger from "deskwright/trigger"
import { smtp } from "deskwright/smtp"
import { openSqlite } from "deskwright/sqlite"
import { startSink } from "./smtp-sink.ts"

const { values } = parseArgs({ options: { show: { type: "string" }, at: { type: "string", default: ".demo" } } })
const folder = values.at
const mails = join(import.meta.dirname, "mails")

const day = ["09:00-12:30", "13:30-18:00"]
const workspace = defineWorkspace({
  name: "Acme",
  departments: ["support", "billing"],
  agents: [
    { id: "bo", name: "Bo", email: "bo@acme.example", departments: ["support"] },
    { id: "cy", name: "Cy", email: "cy@acme.example", departments: ["billing"] }
  ],
  supportAddresses: [
    { address: "help@acme.example", department: "support", plus: true },
    { address: "billing@acme.example", department: "billing" }
  ],
  categories: [
    { id: "hardware", children: [{ id: "printer" }, { id: "relay" }] },
    { id: "money", children: [{ id: "invoice" }] }
  ],
  fields: [{ id: "floor", type: "number", name: "Floor" }],
  calendars: [
    {
      id: "office",
      zone: "Europe/Paris",
      hours: { mon: day, tue: day, wed: day, thu: day, fri: day },
      holidays: [{ name: "Christmas", yearly: "12-25" }]
    }
  ],
  slaPolicies: [
    {
      id: "standard",
      calendar: "office",
      targets: [
        { metric: "firstReply", within: "4h" },
        { metric: "agentWork", priority: "urgent", within: "8h" },
        { metric: "agentWork", within: "24h" }
      ],
      thresholds: [{ id: "soon", percent: 75 }]
    }
  ],
  triggers: [
    {
      id: "fire",
      where: {
        all: [
          { field: "commit.opened", op: "is", value: true },
          { field: "subject", op: "contains", value: "fire" }
        ]
      },
      then: [{ _tag: "Tag", tags: ["fire"] }]
    },
    { id: "brigade", where: { field: "tags", op: "added", value: "fire" }, then: [{ _tag: "Prioritize", priority: "high" }] },
    { id: "calm", where: { field: "priority", op: "decreased" }, then: [{ _tag: "Untag", tags: ["fire"] }] },
    {
      id: "chased",
      phase: "notify",
      where: {
        all: [
          { field: "commit.by", op: "is", value: "requester" },
          { field: "messages", op: "gte", value: 4 }
        ]
      },
      then: [{ _tag: "Note", text: "They have written four times or more." }]
    }
  ],
  automations: [
    { id: "auto-close", where: { field: "status", op: "is", value: "solved" }, after: "5d", calendar: "office", then: [{ _tag: "Close" }] }
  ]
})

const secret = (): string => {
  const file = join(folder, "secret")
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600 })
  return readFileSync(file, "utf8")
}

mkdirSync(folder, { recursive: true })
const sink = await startSink()
const desk = createHelpdesk({
  workspace,
  storage: await openSqlite(join(folder, "desk.sqlite")),
  blobs: diskBlobs(join(folder, "blobs")),
  mail: { secrets: [secret()], parser: mailParser(), outbound: smtp({ host: "127.0.0.1", port: sink.port, renderer: liquid() }) }
})

const say = (line = ""): void => console.log(line)
const tell = async (ticket: string): Promise<void> => say(`\n${(await desk.timeline((await desk.get(ticket)).ticket.id)).text}`)

const receiveAll = async (): Promise<number> => {
  const files = readdirSync(mails).filter((file) => file.endsWith(".eml"))
  let fresh = 0
  for (const [i, file] of files.entries()) {
    const received = await desk.receive(readFileSync(join(mails, file)))
    if (received._tag !== "Duplicate") fresh++
    const became =
      received._tag === "Message"
        ? `${received.opened ? "opens" : "joins"} ${received.ticket.reference}  ${received.ticket.subject}`
        : received._tag === "Duplicate"
          ? "was received before"
          : `quarantine: ${received.causes.join(", ")}`
    say(`  [${String(i + 1).padStart(2)}/${files.length}] ${file.padEnd(32)} ${became}`)
  }
  return fresh
}

/** Each wish has an id of its own, so asking again changes nothing. */
const work = async (): Promise<number> => {
  const about = async (words: string) => (await desk.find({ text: words, limit: 1 })).tickets[0]!
  const printer = await about("printer fire")
  const invoice = await about("facture")
  const moth = await about("moth")
  const done = [
    await desk.assign(printer.id, { as: "agent:bo", agent: "bo", commandId: "demo-1" }),
    await desk.prioritize(printer.id, { as: "agent:bo", priority: "urgent", commandId: "demo-2" }),
    await desk.categorize(printer.id, { as: "agent:bo", category: ["hardware", "printer"], commandId: "demo-3" }),
    await desk.setField(printer.id, { as: "agent:bo", field: "floor", value: 2, commandId: "demo-4" }),
    await desk.note(printer.id, { as: "agent:bo", text: "Third one this month. Ask the insurance.", commandId: "demo-5" }),
    await desk.reply(printer.id, {
      as: "agent:bo",
      text: "Glad that you are safe. A spare printer is on its way; the carpet too.",
      then: "solve",
      commandId: "demo-6"
    }),
    await desk.reply(invoice.id, {
      as: "agent:cy",
      text: "Bonjour, vous trouverez la facture ci-jointe.",
      attachments: [{ name: "facture-12.txt", type: "text/plain", bytes: Buffer.from("1 234,50 €") }],
      then: "pending",
      commandId: "demo-7"
    }),
    await desk.tag(moth.id, { as: "agent:bo", tags: ["bug"], commandId: "demo-8" }),
    await desk.forward(moth.id, { as: "agent:bo", to: ["museum@history.example"], text: "Would you like to have it?", commandId: "demo-9" })
  ]
  return done.filter((one) => !one.repeated).length
}

/** What was joined by mistake, or in good faith, comes apart again with nothing lost. */
const joinAndPart = async (): Promise<number> => {
  const [moth, another] = (await desk.find({ text: "moth", order: [{ field: "openedAt", descending: false }] })).tickets
  if (moth === undefined || another === undefined) return 0
  const merged = await desk.merge(moth.id, { as: "agent:bo", sources: [another.id], commandId: "demo-10" })
  say(`  ${another.reference} merged into ${moth.reference}: one conversation of ${(await desk.conversation(moth.id)).length} messages`)
  if (!merged.done.repeated) await tell(moth.id)
  const parted = await desk.unmerge(another.id, { as: "agent:bo", commandId: "demo-11" })
  say("\n  … and taken back. The first:")
  await tell(moth.id)
  say("\n  The second:")
  await tell(another.id)
  return [merged.done, parted].filter((one) => !one.repeated).length
}

if (values.show !== undefined) {
  await tell(values.show).catch((refusal: Error) => {
    console.error(refusal.message)
    process.exitCode = 1
  })
} else {
  say(`Acme's desk, kept in ${folder}\n\nMail in`)
  const fresh = await receiveAll()
  say("\nThe agents work")
  const worked = await work()
  say(`  ${worked} new commands, ${9 - worked} done before`)
  say("\nTwo tickets become one, and part again")
  const deeds = worked + (await joinAndPart())
  say("\nMail out")
  const { sent } = await desk.deliver()
  for (const mail of sink.mails) say(`  → ${mail.to.join(", ").padEnd(44)} ${mail.subject}`)

  const { tickets } = await desk.find({ order: [{ field: "openedAt", descending: false }] })
  for (const ticket of tickets) await tell(ticket.id)
  say("\nDeadlines")
  for (const { id, reference, subject } of tickets)
    for (const { metric, status, due } of await desk.deadlines(id))
      if (status === "running" && due._tag === "Value")
        say(`  ${reference}  ${new Date(due.value).toISOString().slice(0, 16)}Z  ${metric.padEnd(10)}  ${subject}`)
  const [first] = (await desk.find({ where: { field: "due", op: "isSet", value: true }, order: [{ field: "due", descending: false }] }))
    .tickets
  if (first !== undefined) {
    const { due } = (await desk.deadlines(first.id)).find(({ status }) => status === "running")!
    const ledger = await desk.explainDue(first.id, "firstReply", Sla.Measure.valueOf(due))
    say(`\nWhy then? What lies between the opening of ${first.reference} and its deadline:\n${Sla.print(ledger!, "Europe/Paris")}`)
  }
  const [onFire] = (await desk.find({ text: "printer fire", limit: 1 })).tickets
  if (onFire !== undefined) {
    say(`\nWhy did each rule act on ${onFire.reference}, or not?`)
    for (const { asked, automation, trace } of (await desk.explain(onFire.id)).slice(0, 2)) {
      if (automation === null) say(`  ${asked.map(({ _tag, by }) => `${_tag} by ${by.split(":")[0]}`).join(", ")}`)
      for (const line of Trigger.print(trace).split("\n")) if (line !== "") say(`    ${line}`)
    }
  }
  say(
    `\n${fresh} new mails, ${deeds} new commands, ${sent} new deliveries; ${tickets.length} tickets, ${(await desk.quarantine()).length} mails in quarantine.`
  )
  say(`Look into one: npm run demo -- --show ${tickets[0]?.reference ?? "TICKET"}`)
}
await desk.stop()
await sink.stop()
