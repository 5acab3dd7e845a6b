/** What every adapter that sends mail promises, as a list that any test runner can loop over. */
import type { Letter } from "../mail/Letter.ts"
import type { Delivery, Outbound } from "../mail/Ports.ts"
import { make } from "../time/Instant.ts"
import { type Clause, same } from "./Clause.ts"

/** The adapter at work, and the other side of it. */
export interface Bench {
  readonly outbound: Outbound
  /** What the other side took so far: for whom, and the raw bytes. */
  readonly taken: () => ReadonlyArray<{ readonly to: ReadonlyArray<string>; readonly raw: Uint8Array }>
  /** From now on this address is refused: for the moment, or for good. */
  readonly refuse: (address: string, how: "now" | "forGood") => void
  /** From now on nobody answers at the other side. */
  readonly vanish: () => Promise<void>
  readonly stop: () => Promise<void>
}

const clause = (promise: string, keep: (bench: Bench) => Promise<void>): Clause<Bench> => ({
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

const ada = "ada@example.org"
const eve = "eve@example.org"
const dan = "dan@example.org"

/** `open` gives a fresh bench each time; the check stops it. */
export const outboundContract: ReadonlyArray<Clause<Bench>> = [
  clause("a letter reaches everybody that it is sent to, once", async ({ outbound, taken }) => {
    told(await outbound.send(letter(1), [ada, eve], []), { [ada]: "sent", [eve]: "sent" })
    same(reached(taken()), [ada, eve], "recipients")
  }),
  clause("it goes to nobody else, whoever is named in it", async ({ outbound, taken }) => {
    told(await outbound.send(letter(1), [eve], []), { [eve]: "sent" })
    same(reached(taken()), [eve], "recipients")
  }),
  clause("who is refused for the moment is to be tried again, the others have it", async ({ outbound, taken, refuse }) => {
    refuse(eve, "now")
    told(await outbound.send(letter(1), [ada, eve, dan], []), { [ada]: "sent", [eve]: "retry", [dan]: "sent" })
    same(reached(taken()), [ada, dan], "recipients")
  }),
  clause("who is refused for good has failed, the others have it", async ({ outbound, taken, refuse }) => {
    refuse(ada, "forGood")
    told(await outbound.send(letter(1), [ada, eve], []), { [ada]: "failed", [eve]: "sent" })
    same(reached(taken()), [eve], "recipients")
  }),
  clause("where all are refused nothing is taken, and each has a state of their own", async ({ outbound, taken, refuse }) => {
    refuse(ada, "forGood")
    refuse(eve, "now")
    told(await outbound.send(letter(1), [ada, eve], []), { [ada]: "failed", [eve]: "retry" })
    same(taken().length, 0, "mails taken")
  }),
  clause("after a refusal the next letter leaves as if nothing had been", async ({ outbound, taken, refuse }) => {
    refuse(ada, "forGood")
    await outbound.send(letter(1), [ada], [])
    told(await outbound.send(letter(2), [eve], []), { [eve]: "sent" })
    same(reached(taken()), [eve], "recipients")
  }),
  clause("the same letter is the same bytes, under the same Message-ID", async ({ outbound, taken }) => {
    const files = [{ name: "a.txt", type: "text/plain", bytes: new Uint8Array([1, 2, 3]) }]
    for (const to of [ada, eve]) await outbound.send(letter(1), [to], files)
    const [first, second] = taken().map(({ raw }) => text(raw))
    same(first, second, "the mail sent again")
    same(first?.includes(letter(1).messageId), true, "it holds its Message-ID")
  }),
  clause("many letters at once leave once each", async ({ outbound, taken }) => {
    const numbers = Array.from({ length: 40 }, (_, i) => i)
    await Promise.all(numbers.map((n) => outbound.send(letter(n), [ada], [])))
    const ids = new Set(taken().map(({ raw }) => /t1\.[^@>]+@/.exec(text(raw))?.[0]))
    same([taken().length, ids.size], [40, 40], "mails and ids")
  }),
  clause("an address that is none has failed, the others have it", async ({ outbound, taken }) => {
    const wrong = "eve@example.org> NOTIFY=NEVER\r\nRCPT TO:<dan@example.org"
    told(await outbound.send(letter(1), [ada, wrong], []), { [ada]: "sent", [wrong]: "failed" })
    same(reached(taken()), [ada], "recipients")
  }),
  clause("where nobody answers, nothing is lost: everybody is to be tried again", async ({ outbound, vanish }) => {
    await vanish()
    told(await outbound.send(letter(1), [ada, eve], []), { [ada]: "retry", [eve]: "retry" })
  }),
  clause("a connection that was left between two letters costs nothing", async ({ outbound, vanish }) => {
    await outbound.send(letter(1), [ada], [])
    await vanish()
    told(await outbound.send(letter(2), [ada], []), { [ada]: "retry" })
  }),
  clause("closing twice is closing once, and what is sent later is to be tried again", async ({ outbound, taken }) => {
    await outbound.close()
    await outbound.close()
    told(await outbound.send(letter(1), [ada], []), { [ada]: "retry" })
    same(taken().length, 0, "mails taken")
  })
]

/** Exactly one state for each who was asked for, and short words with it. */
const told = (deliveries: ReadonlyArray<Delivery>, expected: Readonly<Record<string, Delivery["state"]>>): void => {
  same(Object.fromEntries(deliveries.map(({ address, state }) => [address, state])), expected, "states")
  same(deliveries.length, Object.keys(expected).length, "one state each")
  same(deliveries.filter(({ reply }) => reply.length > 500).length, 0, "replies beyond 500 characters")
}

const reached = (mails: ReturnType<Bench["taken"]>): ReadonlyArray<string> => mails.flatMap(({ to }) => to).toSorted()

const text = (raw: Uint8Array): string => new TextDecoder("latin1").decode(raw)

const letter = (n: number): Letter => ({
  audience: "customer",
  template: "reply",
  data: {
    reference: "K7QM-4XW2",
    subject: "Printer",
    author: "Bo",
    text: "It is out now.\n.\n..",
    brand: "Acme",
    signature: "",
    color: "#0a6cff",
    requester: "Ada"
  },
  brand: "main",
  messageId: `t1.k7qm4xw2.${n}.abcdefgh.abcdefghijklmnopqrstuvwxyz@example.org`,
  subject: "Re: Printer",
  from: { address: "help@example.org", name: "Bo (Acme)" },
  replyTo: null,
  to: [{ address: ada, name: "Ada" }],
  cc: [eve, dan].map((address) => ({ address, name: "" })),
  inReplyTo: null,
  references: [],
  date: make(1_767_603_600_000),
  automatic: false,
  attachments: [],
  ticketId: "t-1"
})
