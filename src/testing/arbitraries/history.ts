/** Whole histories: commands asked one after the other, and what the rules granted of them. */
import fc from "fast-check"
import * as Result from "effect/Result"
import * as Actor from "../../people/Actor.ts"
import * as Instant from "../../time/Instant.ts"
import * as Ticket from "../../ticket/index.ts"
import { type Asking, wishes } from "./command.ts"
import { vocabulary } from "./vocabulary.ts"

/** One command, the ticket that it was asked of, and the answer. */
export interface Step {
  readonly before: Ticket.State
  readonly command: Ticket.Command
  readonly context: Ticket.Context
  readonly answer: Result.Result<ReadonlyArray<Ticket.Event>, Ticket.Refusal>
  readonly after: Ticket.State
}

export interface History {
  readonly vocabulary: Ticket.Vocabulary
  /** Refused commands are here too; they left no events. */
  readonly steps: ReadonlyArray<Step>
  readonly events: ReadonlyArray<Ticket.Event>
  readonly ticket: Ticket.State
}

/** Asks the commands in order, each some milliseconds after the one before; the n-th makes what is called `c-n`. */
export const run = (
  vocabulary: Ticket.Vocabulary,
  wishes: ReadonlyArray<readonly [Ticket.Command, Asking]>,
  start: number = Date.UTC(2026, 0, 5, 9)
): History => {
  const events: Array<Ticket.Event> = []
  let ticket: Ticket.State
  let now = start
  const steps = wishes.map(([wish, { actor, via, later }], n): Step => {
    const before = ticket
    now += later
    const context: Ticket.Context = { now: Instant.make(now), id: `c-${n + 1}`, actor, via, vocabulary }
    const answer = Ticket.decide(before, wish, context)
    if (Result.isSuccess(answer)) {
      events.push(...answer.success)
      ticket = Ticket.replay(answer.success, before)
    }
    return { before, command: wish, context, answer, after: ticket }
  })
  return { vocabulary, steps, events, ticket }
}

/** Opens a ticket in any workspace of these. */
const plain: readonly [Ticket.Open, Asking] = [
  {
    _tag: "Open",
    ticketId: "t-1",
    reference: "K7QM-4XW2",
    requester: { id: "r-1", name: "Ada", email: "ada@example.org", organization: null },
    subject: "printer",
    content: { text: "It is on fire." }
  },
  { actor: Actor.requester("r-1"), via: "email", later: 0 }
]

/** A workspace and up to `maxLength` commands in it, after whatever opens the ticket. */
export const history = (maxLength = 12): fc.Arbitrary<History> =>
  fc.tuple(vocabulary, wishes(maxLength)).map(([words, said]) => {
    const asked = said(words)
    const isOpen = run(words, asked.slice(0, 1)).ticket !== undefined
    return run(words, isOpen ? asked : [plain, ...asked])
  })
