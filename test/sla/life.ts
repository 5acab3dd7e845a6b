/** A ticket's life, told line by line: who did what, when. Every instant is in the first weeks of 2026, in UTC. */
import * as Result from "effect/Result"
import { handle, type Subject, unopened } from "../../src/desk/handle.ts"
import type * as Actor from "../../src/people/Actor.ts"
import * as Sla from "../../src/sla/index.ts"
import * as Ticket from "../../src/ticket/index.ts"
import type { Trace } from "../../src/trigger/Trace.ts"
import * as Instant from "../../src/time/Instant.ts"
import type { Workspace } from "../../src/workspace/Workspace.ts"

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

/** `Mon 09:00` is 2026-01-05T09:00Z, `2 Tue 10:00` a Tuesday in the second week; seconds and milliseconds may follow. */
export const on = (written: string): Instant.Instant => {
  const [, week = "1", day, hours, minutes, seconds = "0"] = /^(?:(\d+) )?(\w{3}) (\d\d):(\d\d)(?::([\d.]+))?$/.exec(written)!
  const dayOf = 5 + (Number(week) - 1) * 7 + days.indexOf(day!)
  return Instant.make(Date.UTC(2026, 0, dayOf, Number(hours), Number(minutes)) + Math.round(Number(seconds) * 1000))
}

const outOfOffice: NonNullable<Ticket.Content["mail"]> = {
  messageId: null,
  raw: null,
  from: "ada@example.org",
  receivedAt: null,
  recipients: [],
  date: null,
  kind: "outOfOffice",
  evidence: [],
  verified: false
}
const ada: Actor.Actor = "requester:r-1"

export const life = (workspace: Workspace, past: Sla.Promises = workspace.promises) => {
  let subject: Subject = unopened("t-1")
  let current = workspace
  let promises = past
  const history: Array<Ticket.Event> = []
  let ids = 0
  let trace: Trace = []
  const does = (
    when: string,
    actor: Actor.Actor,
    commands: ReadonlyArray<Ticket.Command>,
    rebind = false,
    via = "email"
  ): ReadonlyArray<Ticket.Event> => {
    const desk = { workspace: current, tenant: "main", signer: undefined, promises }
    const id = `c-${++ids}`
    const handled = handle(desk, subject, commands, { now: on(when), id, actor, via, rebind })
    const { events, ticket, clocks, memory, trace: told } = Result.getOrThrowWith(handled, (refusal) => refusal)
    trace = told
    subject = { stream: "t-1", version: subject.version + events.length, ticket, sla: { past: null, clocks }, memory }
    history.push(...events)
    return events
  }
  const open = (when: string, actor: Actor.Actor = ada, more: Partial<Ticket.Open> = {}, via = "email") =>
    does(
      when,
      actor,
      [
        {
          _tag: "Open",
          ticketId: "t-1",
          reference: "K7QM-4XW2",
          requester: { id: "r-1", name: "Ada", email: "ada@example.org", organization: null },
          subject: "Printer",
          content: { text: "It is on fire." },
          ...more
        }
      ],
      false,
      via
    )
  return {
    open,
    does,
    trace: (): Trace => trace,
    says: (when: string, actor: Actor.Actor, then?: string) =>
      does(when, actor, [{ _tag: "Reply", content: { text: "words" }, ...(then === undefined ? {} : { then }) }]),
    /** What a machine of the requester sent, for everybody to read. */
    automatic: (when: string) => does(when, ada, [{ _tag: "Reply", content: { text: "I am on holiday.", mail: outOfOffice } }]),
    notes: (when: string, actor: Actor.Actor = "agent:bo") => does(when, actor, [{ _tag: "Note", content: { text: "hm" } }]),
    status: (when: string, status: string, actor: Actor.Actor = "agent:bo") => does(when, actor, [{ _tag: "ChangeStatus", status }]),
    priority: (when: string, priority: string) => does(when, "agent:bo", [{ _tag: "Prioritize", priority }]),
    team: (when: string, team: string | null) => does(when, "agent:bo", [{ _tag: "Assign", team }]),
    due: (when: string, due: string | null, pinned = false) =>
      does(when, "agent:bo", [{ _tag: "SetDue", due: due === null ? null : on(due), pinned }]),
    tick: (when: string) => does(when, "system", []),
    rebind: (when: string) => does(when, "agent:bo", [], true),
    /** From here on the desk is defined otherwise; what was promised stays known. */
    becomes: (next: Workspace) => {
      promises = Sla.join(promises, next.promises)
      current = next
    },
    ticket: () => subject.ticket!,
    clocks: () => subject.sla.clocks,
    promises: () => promises,
    events: () => history,
    at: (metric: string, when: string): Sla.Deadline.Deadline =>
      Sla.Deadline.all(subject.sla.clocks, on(when), promises).find((one) => one.metric === metric)!,
    ledger: (metric: string, when: string): Sla.Ledger.Ledger =>
      Sla.Ledger.of(Sla.clockOf(subject.sla.clocks, metric)!, on(when), promises),
    /** The clocks as their events alone tell them. */
    replayed: (): Sla.Clocks => {
      let ticket: Ticket.State
      let sla = Sla.initial
      for (const event of history) {
        const after = Ticket.evolve(ticket, event)!
        sla = Sla.advance(sla, ticket, event, after, promises)
        ticket = after
      }
      return sla.clocks
    }
  }
}
