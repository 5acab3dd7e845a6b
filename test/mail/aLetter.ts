/** A letter by what matters to a test, and a desk whose tickets write letters; the rest is as plain as can be. */
import * as Result from "effect/Result"
import { announce, type Announced } from "../../src/mail/announce.ts"
import type { Letter } from "../../src/mail/Letter.ts"
import type * as Storage from "../../src/storage/Storage.ts"
import type { Actor } from "../../src/people/Actor.ts"
import * as Ticket from "../../src/ticket/index.ts"
import * as Instant from "../../src/time/Instant.ts"
import { defineWorkspace } from "../../src/workspace/define.ts"
import type { Workspace } from "../../src/workspace/Workspace.ts"
import { aSigner } from "./aSigner.ts"

export const aLetter = (parts: Partial<Letter> = {}): Letter => ({
  audience: "customer",
  template: "reply",
  data: {
    reference: "K7QM-4XW2",
    subject: "Printer on fire",
    author: "Bo",
    text: "It is out now.",
    brand: "Acme",
    signature: "Acme Support",
    color: "#0a6cff",
    requester: "Ada"
  },
  brand: "main",
  messageId: "t1.k7qm4xw2.2.abcdefgh.abcdefghijklmnopqrstuvwxyz@acme.example",
  subject: "Re: Printer on fire",
  from: { address: "help@acme.example", name: "Bo (Acme)" },
  replyTo: "help@acme.example",
  to: [{ address: "ada@example.org", name: "Ada" }],
  cc: [],
  inReplyTo: "m1@example.org",
  references: ["m1@example.org"],
  date: Instant.make(Date.UTC(2026, 0, 5, 9)),
  automatic: false,
  attachments: [],
  ticketId: "t-1",
  ...parts
})

export const acme = defineWorkspace({
  name: "Acme",
  departments: ["support", "billing"],
  agents: [
    { id: "bo", name: "Bo", email: "bo@acme.example", departments: ["support"] },
    { id: "cy", name: "Cy", email: "cy@acme.example", departments: ["support"] },
    { id: "di", name: "Di", email: "di@acme.example", departments: ["billing"] }
  ],
  supportAddresses: [{ address: "help@acme.example", plus: true }, "sales@acme.example"],
  onAgentCreate: "unassigned"
})

export const signer = aSigner("a secret of more than sixteen bytes")
export const tenant = "main"
export const morning = Date.UTC(2026, 0, 5, 9)

export interface Step {
  readonly ticket: Ticket.Ticket
  readonly effects: ReadonlyArray<Storage.Effect>
  readonly letters: ReadonlyArray<Letter>
  readonly suppressed: Announced["suppressed"]
}

/** Asks these commands as one wish, and answers the letters that follow. */
export const ask = (
  before: Ticket.Ticket | undefined,
  actor: Actor,
  commands: ReadonlyArray<Ticket.Command>,
  { workspace = acme, at = morning }: { readonly workspace?: Workspace; readonly at?: number } = {}
): Step => {
  const events: Array<Ticket.Event> = []
  let ticket: Ticket.State = before
  for (const command of commands) {
    const context = { now: Instant.make(at), id: `c-${ticket?.messages ?? 0}`, actor, via: "email", vocabulary: workspace }
    const decided = Result.getOrThrow(Ticket.decide(ticket, command, context))
    events.push(...decided)
    ticket = Ticket.replay(decided, ticket)
  }
  const { effects, suppressed } = announce({ workspace, tenant, signer, before, after: ticket!, events })
  return { ticket: ticket!, effects, suppressed, letters: effects.map(({ payload }) => payload as unknown as Letter) }
}

export const mail = (parts: Partial<Ticket.Mail> = {}): Ticket.Mail => ({
  messageId: "m1@example.org",
  raw: null,
  from: "ada@example.org",
  receivedAt: "help@acme.example",
  recipients: ["help@acme.example"],
  date: null,
  kind: "human",
  evidence: [],
  verified: true,
  ...parts
})

export const open = (parts: Partial<Ticket.Open> = {}): Ticket.Open => ({
  _tag: "Open",
  ticketId: "t-1",
  reference: "K7QM-4XW2",
  requester: { id: "r-1", name: "Ada", email: "ada@example.org", organization: null },
  subject: "Printer on fire",
  content: { text: "Help", mail: mail() },
  receivedAt: "help@acme.example",
  ...parts
})
