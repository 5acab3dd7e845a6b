/** What becomes of the tickets of a desk that somebody outside looks at, in two lives that differ in secrets alone. */
import fc from "fast-check"

export type Life = "one" | "other"

export interface Deed {
  readonly what: "open" | "reply" | "answer" | "chat" | "status" | "merge" | "split" | "secret"
  /** Which ticket, and which secret. */
  readonly nth: number
  /** How often the secret is done in each life. */
  readonly times: Readonly<Record<Life, number>>
  /** Milliseconds after the deed before. */
  readonly later: number
}

export const people = ["ada@customers.example", "eve@customers.example"] as const

export const history: fc.Arbitrary<ReadonlyArray<Deed>> = fc.array(
  fc.record({
    what: fc.constantFrom("open", "reply", "answer", "chat", "status", "merge", "split", "secret", "secret", "secret", "secret"),
    nth: fc.nat(59),
    times: fc.record({ one: fc.integer({ min: 0, max: 2 }), other: fc.integer({ min: 0, max: 2 }) }),
    later: fc.constantFrom(0, 1000, 3_600_000)
  }),
  { minLength: 2, maxLength: 10 }
)
