/** What every adapter promises that brings messages in by a channel, or takes answers out by one: lists that any test runner can loop over. */
import * as Result from "effect/Result"
import { type Arrived, read } from "../channel/Inbound.ts"
import type { Outgoing, Outlet } from "../channel/Outlet.ts"
import * as Identity from "../people/Identity.ts"
import { type Clause, must, same } from "./Clause.ts"

/** An outlet at work, and the network on the other side of it. */
export interface OutletBench {
  readonly outlet: Outlet
  /** An answer that the network takes; each number its own, for another person. */
  readonly answer: (n: number) => Outgoing
  /** What the network took so far: whom it reached, and which words. */
  readonly taken: () => ReadonlyArray<{ readonly to: string; readonly text: string }>
  /** From now on it refuses all: for the moment, or for good; or it takes them, and its answer gets lost. `nothing`: it is well again. */
  readonly ail: (how: "now" | "forGood" | "lost" | "nothing") => void
  /** From now on nobody answers there. */
  readonly vanish: () => Promise<void>
  /** What must never be told. */
  readonly secrets: ReadonlyArray<string>
  readonly stop: () => Promise<void>
}

/** An inlet at work: whatever stands between the network and `desk.accept`. */
export interface InletBench {
  /** Hands over the nth message of one person in one conversation. `forged`: not by the network. `garbled`: by it, but no message. */
  readonly hand: (n: number, how?: "forged" | "garbled") => Promise<void>
  /** What `desk.accept` was given so far. */
  readonly accepted: () => ReadonlyArray<{ readonly message: unknown; readonly as?: string | undefined }>
  readonly stop: () => Promise<void>
}

const clauseOf =
  <Bench extends { readonly stop: () => Promise<void> }>() =>
  (promise: string, keep: (bench: Bench) => Promise<void>): Clause<Bench> => ({
    promise,
    check: async (open) => {
      const bench = await open()
      try {
        await keep(bench)
      } finally {
        await bench.stop()
      }
    }
  })

const outlet = clauseOf<OutletBench>()
const inlet = clauseOf<InletBench>()

/** `open` gives a fresh bench each time; the check stops it. */
export const outletContract: ReadonlyArray<Clause<OutletBench>> = [
  outlet("an answer reaches whom it is for, once and word for word", async ({ answer, taken, ...bench }) => {
    await told(bench, answer(1), "sent")
    same(taken(), [wordsOf(answer(1))], "taken")
  }),
  outlet("signs that mean something to machines are only words", async ({ answer, taken, ...bench }) => {
    const hostile = { ...answer(1), text: `"quoted" \\ 'and' &amp; <b> %0A {{x}} \u{1F9EF}\r\nto=+15550000000` }
    await told(bench, hostile, "sent")
    same(taken(), [wordsOf(hostile)], "taken")
  }),
  outlet("many at once leave once each, to whom each is for", async ({ answer, taken, ...bench }) => {
    const numbers = Array.from({ length: 20 }, (_, n) => n)
    await Promise.all(numbers.map((n) => told(bench, answer(n), "sent")))
    const sorted = (all: ReadonlyArray<object>) => all.map((one) => JSON.stringify(one)).toSorted()
    same(sorted(taken().map(({ to, text }) => ({ to, text }))), sorted(numbers.map((n) => wordsOf(answer(n)))), "taken")
  }),
  outlet("what is refused for the moment is to be tried again, and was not taken", async ({ answer, taken, ail, ...bench }) => {
    ail("now")
    await told(bench, answer(1), "retry")
    same(taken(), [], "taken")
  }),
  outlet("what is refused for good has failed", async ({ answer, taken, ail, ...bench }) => {
    ail("forGood")
    await told(bench, answer(1), "failed")
    same(taken(), [], "taken")
  }),
  outlet("after a refusal the next leaves as if nothing had been", async ({ answer, taken, ail, ...bench }) => {
    ail("now")
    await told(bench, answer(1), "retry")
    ail("nothing")
    await told(bench, answer(2), "sent")
    same(taken(), [wordsOf(answer(2))], "taken")
  }),
  outlet("where its answer gets lost nobody knows: it is not sent again", async ({ answer, taken, ail, ...bench }) => {
    ail("lost")
    await told(bench, answer(1), "unknown")
    same(taken().length, 1, "taken")
  }),
  outlet("where nobody answers, nothing is lost: it is to be tried again", async ({ answer, vanish, ...bench }) => {
    await vanish()
    await told(bench, answer(1), "retry")
  })
]

/** `open` gives a fresh bench each time; the check stops it. */
export const inletContract: ReadonlyArray<Clause<InletBench>> = [
  inlet("a message arrives once, in a form that a desk reads, as its person's own", async ({ hand, accepted }) => {
    await hand(1)
    same(accepted().length, 1, "messages")
    readable(accepted()[0]!.message)
    same(accepted()[0]!.as ?? null, null, "who vouches that the desk spoke")
  }),
  inlet("handed over again it has the same name: the desk knows it as a duplicate", async ({ hand, accepted }) => {
    await hand(1)
    await hand(1)
    const names = accepted().map(({ message }) => nameOf(readable(message)))
    same(new Set(names).size, 1, "names of one message")
  }),
  inlet("two messages have two names, and one conversation", async ({ hand, accepted }) => {
    await hand(1)
    await hand(2)
    const messages = accepted().map(({ message }) => readable(message))
    same(new Set(messages.map(nameOf)).size, 2, "names of two messages")
    same(new Set(messages.map(conversationOf)).size, 1, "conversations")
  }),
  inlet("what the network did not send reaches nobody", async ({ hand, accepted }) => {
    await hand(1, "forged")
    same(accepted().length, 0, "messages")
  }),
  inlet("what cannot be read is handed on all the same, and the next is read", async ({ hand, accepted }) => {
    await hand(1, "garbled")
    await hand(2)
    same(accepted().length, 2, "messages")
    readable(accepted()[1]!.message)
  })
]

const told = async (
  { outlet, secrets }: Pick<OutletBench, "outlet" | "secrets">,
  answer: Outgoing,
  expected: Awaited<ReturnType<Outlet["send"]>>["state"]
): Promise<void> => {
  const { state, reply } = await outlet.send(answer)
  same(state, expected, `state (${reply.slice(0, 200)})`)
  must(reply.length <= 500, "a reply beyond 500 characters")
  must(!secrets.some((secret) => reply.includes(secret)), "a secret is told")
}

const wordsOf = ({ to, text }: Outgoing) => ({ to: to.value, text })

const readable = (message: unknown): Arrived => {
  const arrived = read(message)
  if (Result.isFailure(arrived)) throw new Error(`a message that no desk reads: ${arrived.failure}`)
  return arrived.success
}

const nameOf = ({ channel, account, id }: Arrived): string => JSON.stringify([channel, account, id])
const conversationOf = ({ channel, account, thread, person }: Arrived): string =>
  JSON.stringify([channel, account, thread ?? Identity.key(person.identity)])
