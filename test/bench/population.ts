/** The tickets of a large desk, as many as one likes: decided, folded and made into documents as the desk does it. */
import * as Result from "effect/Result"
import { documentOf } from "../../src/desk/handle.ts"
import { wordsOf } from "../../src/desk/words.ts"
import type { Batch, StreamWrite } from "../../src/storage/Storage.ts"
import * as Ticket from "../../src/ticket/index.ts"
import * as Instant from "../../src/time/Instant.ts"
import { agents, contextAt, departments, epoch, type Luck, luck, pick, priorities, prose, teams, word, workspace } from "./data.ts"

export const idOf = (i: number): string => `ticket-${String(i).padStart(8, "0")}`

/** One in five is still being worked on; of the rest most are closed. */
const statuses = ["new", "open", "open", "pending", "onHold", "solved", "solved", ...Array.from({ length: 13 }, () => "closed")]

export const batchAt = (from: number, count: number): Batch => ({
  command: { id: `load-${from}`, digest: "" },
  at: epoch + from * 1000,
  streams: Array.from({ length: count }, (_, i) => writeOf(from + i)),
  keys: [],
  effects: []
})

const writeOf = (i: number): StreamWrite => {
  const next = luck(i)
  const command = openOf(i, next)
  const context = { ...contextAt(0, `requester:${command.requester.id}`), now: Instant.make(epoch + i * 1000), id: idOf(i) }
  const events = Result.getOrThrow(Ticket.decide(undefined, command, context))
  const ticket = Ticket.replay(events)!
  // A third of what is open waits for something: a promise that runs out, a reminder.
  const wakeAt = Ticket.isDone(ticket) || next() > 0.67 ? null : Instant.make(epoch + Math.floor(next() * 1e9))
  return {
    stream: ticket.id,
    expected: 0,
    events: events as unknown as StreamWrite["events"],
    document: { ...documentOf({ workspace, promises: workspace.promises }, ticket), wakeAt },
    words: wordsOf(events)
  }
}

const openOf = (i: number, next: Luck): Ticket.Open => {
  const agent = Math.floor(next() * agents.length)
  const isAssigned = next() < 0.8
  const requester = Math.floor(next() * 50_000)
  return {
    _tag: "Open",
    ticketId: idOf(i),
    reference: Ticket.Reference.of(idOf(i), 0),
    requester: {
      id: `r-${requester}`,
      name: `Writer ${requester}`,
      email: `writer${requester}@example.org`,
      organization: `org-${requester % 500}`
    },
    subject: prose(50, next).replaceAll("\n", " "),
    content: { text: prose(200, next) },
    status: pick(statuses, next),
    priority: pick(priorities, next),
    department: departments[agent % departments.length]!,
    agent: isAssigned ? agents[agent]! : null,
    team: teams[agent % teams.length]!,
    tags: [word(next)],
    receivedAt: "help@desk.example"
  }
}
