/** The pure core: evolving, folding, deciding and decoding tickets. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { factsOf } from "../../src/desk/facts.ts"
import { Case } from "../../src/desk/Case.ts"
import { decodeCase } from "../../src/helpdesk/codec.ts"
import * as Ticket from "../../src/ticket/index.ts"
import { ANSWER, contextAt, history, luck, prose, workspace } from "./data.ts"
import { against, interleaved, repeat, type Side } from "./measure.ts"
import * as Peers from "./peers.ts"
import { mutating, opened, spreading } from "./reducers.ts"
import { atMost, fasterThanPeer, type Tell, timesLimit } from "./table.ts"
import { zodTicket } from "./zodTicket.ts"

export const measure = async (tell: Tell): Promise<void> => {
  await evolving(tell)
  await folding(tell)
  await deciding(tell)
  await decoding(tell)
}

const LENGTH = 50

/** Walks through the events again and again. */
const walk = <S, E>(start: S, events: ReadonlyArray<E>, step: (state: S, event: E) => S): Side => ({
  run: (times) => {
    let state = start
    for (let i = 0; i < times; i++) {
      const place = i % events.length
      state = step(place === 0 ? start : state, events[place]!)
    }
    return state
  }
})

const evolving = async (tell: Tell): Promise<void> => {
  const events = history("t-1", LENGTH, 1)
  const start = Ticket.replay(events.slice(0, 1))!
  const later = events.slice(1)
  const peer = async (): Promise<Side> => {
    const { assign, createMachine, initialTransition, transition } = await Peers.xstate()
    const spread = spreading()
    const change = ({ context, event }: { readonly context: Ticket.Ticket; readonly event: Ticket.Event }) => spread(context, event)
    const actions = assign(change)
    const machine = createMachine({
      context: ({ input }: { readonly input: Ticket.Ticket }) => input,
      on: Object.fromEntries([...new Set(later.map(({ _tag }) => _tag))].map((tag) => [tag, { actions }]))
    })
    const asked = later.map((event) => ({ ...event, type: event._tag }))
    return walk(initialTransition(machine, start)[0], asked, (snapshot, event) => transition(machine, snapshot, event)[0])
  }
  const ours = walk<Ticket.State, Ticket.Event>(start, later, Ticket.evolve)
  const figures = await against(ours, walk(start, later, spreading()), peer)
  tell({
    what: "evolve one event",
    unit: "ns",
    ours: figures.ours,
    limit: { name: "switch + spread", figure: figures.limit },
    peer: { name: "xstate transition()", figure: figures.peer },
    goals: [timesLimit(10), fasterThanPeer(50)]
  })
}

const folding = async (tell: Tell): Promise<void> => {
  const tickets = Array.from({ length: 20_000 }, (_, i) => history(`t-${i}`, LENGTH, i))
  const whole = (fold: (ticket: Ticket.Ticket, event: Ticket.Event) => Ticket.Ticket): Side => ({
    run: () =>
      tickets.map((events) => {
        let ticket = opened(events[0] as Ticket.Opened)
        for (let i = 1; i < events.length; i++) ticket = fold(ticket, events[i]!)
        return ticket
      })
  })
  const mutate = mutating()
  const inPlace = whole((ticket, event) => {
    mutate(ticket, event)
    return ticket
  })
  const immutable = whole(spreading())
  const peer = async (): Promise<Side> => {
    const { produce, setAutoFreeze } = await Peers.immer()
    setAutoFreeze(false)
    const change = mutating()
    return whole((ticket, event) => produce(ticket, (draft) => change(draft, event)))
  }
  const ours = { run: () => tickets.map((events) => Ticket.replay(events)) }
  // One time is the whole million.
  const plan = { rounds: 5, round: 1, most: 1 }
  const beside = await interleaved({ ours, immutable }, plan)
  const figures = await against(ours, inPlace, peer, plan)
  const each = tickets.length * LENGTH
  tell({
    what: "fold 1M events of 20k tickets, each event",
    unit: "ns",
    ours: figures.ours / each,
    limit: { name: "mutable", figure: figures.limit / each },
    peer: { name: "immer", figure: figures.peer / each },
    goals: [timesLimit(5)]
  })
  const limit = { name: "switch + spread", figure: beside.immutable / each }
  tell({ what: "  the same beside an immutable fold", unit: "ns", ours: beside.ours / each, limit, goals: [] })
}

type Made = Result.Result<ReadonlyArray<Ticket.Event>, string>

/** The rules of an answer, by hand, as far as an answer needs them. */
const byHand = (ticket: Ticket.Ticket, command: Ticket.Reply, context: Ticket.Context): Made => {
  if (ticket.statusCategory === "closed") return Result.fail("TicketClosed")
  if (command.content.text.trim() === "") return Result.fail("NothingSaid")
  const { now, actor, via, id } = context
  return Result.succeed([{ _tag: "Replied", at: now, by: actor, via, messageId: id, content: command.content }])
}

const deciding = async (tell: Tell): Promise<void> => {
  const ticket = Ticket.replay(history("t-1", LENGTH, 1))!
  const context = contextAt(LENGTH, "agent:agent1")
  const reply: Ticket.Reply = { _tag: "Reply", content: { text: prose(ANSWER, luck(7)) } }
  const folded =
    (evolve: (state: Ticket.Ticket, event: Ticket.Event) => Ticket.State) =>
    (made: Result.Result<ReadonlyArray<Ticket.Event>, unknown>): Ticket.State => {
      let state: Ticket.State = ticket
      if (Result.isSuccess(made)) for (const event of made.success) state = evolve(ticket, event)
      return state
    }
  const oursFolds = folded(Ticket.evolve)
  const handFolds = folded(spreading())
  const peerFolds = folded(spreading())
  const ours = { run: (times: number) => repeat(times, () => oursFolds(Ticket.decide(ticket, reply, context))) }
  const limit = { run: (times: number) => repeat(times, () => handFolds(byHand(ticket, reply, context))) }
  const effectful = Effect.gen(function* () {
    return peerFolds(Result.succeed(yield* Effect.fromResult(byHand(ticket, reply, context))))
  })
  const figures = await against(ours, limit, () => ({ run: (times) => repeat(times, () => Effect.runSync(effectful)) }))
  tell({
    what: "decide + evolve a reply",
    unit: "ns",
    ours: figures.ours,
    limit: { name: "early return by hand", figure: figures.limit },
    peer: { name: "runSync(Effect.gen)", figure: figures.peer },
    goals: [atMost(2000, "ns")]
  })
  await refusing(tell, ticket, reply, context)
}

const refusing = async (tell: Tell, ticket: Ticket.Ticket, reply: Ticket.Reply, context: Ticket.Context): Promise<void> => {
  const closed: Ticket.Ticket = { ...ticket, status: "closed", statusCategory: "closed", closedAt: context.now }
  const note: Ticket.Command = { _tag: "Note", content: reply.content }
  const figures = await against(
    { run: (times) => repeat(times, () => Ticket.decide(closed, note, context)) },
    { run: (times) => repeat(times, () => byHand(closed, reply, context)) },
    () => ({
      run: (times) =>
        repeat(times, () =>
          Result.gen(function* () {
            return yield* byHand(closed, reply, context)
          })
        )
    })
  )
  tell({
    what: "decide a refusal (a real Error, with its stack)",
    unit: "ns",
    ours: figures.ours,
    limit: { name: "early return of a string", figure: figures.limit },
    peer: { name: "Result.gen of a string", figure: figures.peer },
    goals: [atMost(50_000, "ns")]
  })
}

const decoding = async (tell: Tell): Promise<void> => {
  const ticket = Ticket.replay(history("t-1", 20, 1))!
  const text = JSON.stringify({ ticket, clocks: null })
  // A schema of its own: the compiled decoder is tied to the ticket's.
  const plain = Schema.decodeUnknownResult(Schema.Struct(Case.fields))
  if (decodeCase(JSON.parse(text)) === undefined || Result.isFailure(plain(JSON.parse(text)))) throw new Error("the ticket does not decode")
  const ours = { run: (times: number) => repeat(times, () => decodeCase(JSON.parse(text))) }
  const limit = { run: (times: number) => repeat(times, () => JSON.parse(text) as unknown) }
  const figures = await against(ours, limit, async () => {
    const schema = await zodTicket()
    return { run: (times) => repeat(times, () => schema["parse"]!((JSON.parse(text) as { readonly ticket: unknown }).ticket)) }
  })
  tell({
    what: `JSON.parse + decode a ticket of ${Object.keys(ticket).length} fields`,
    unit: "ns",
    ours: figures.ours,
    limit: { name: "JSON.parse", figure: figures.limit },
    peer: { name: "JSON.parse + zod", figure: figures.peer },
    goals: [timesLimit(1.3)]
  })
  const others = await interleaved({
    ours,
    plain: { run: (times) => repeat(times, () => plain(JSON.parse(text))) },
    facts: { run: (times) => repeat(times, () => factsOf(ticket, workspace)) }
  })
  const peer = { name: "JSON.parse + effect", figure: others.plain }
  tell({ what: "  the same beside effect, not compiled", unit: "ns", ours: others.ours, peer, goals: [] })
  tell({ what: "  facts of a ticket, for its document", unit: "ns", ours: others.facts, goals: [] })
}
