/** What depends on the words of a workspace, as an arbitrary for all workspaces. */
import fc from "fast-check"
import type * as Ticket from "../../ticket/index.ts"
import { slug } from "./text.ts"

/** Something that depends on the words of a workspace. Made once for all workspaces: building arbitraries anew for each is slow. */
export type Said<T> = (words: Ticket.Vocabulary) => T
type Resolved<P> = P extends Said<infer U> ? U : P
export type SaidOf<T> = { [K in keyof T]: Resolved<T[K]> }

export const say = <T extends object>(fields: fc.Arbitrary<T>): fc.Arbitrary<Said<SaidOf<T>>> =>
  fields.map(
    (parts) => (words) =>
      Object.fromEntries(
        Object.entries(parts).map(([key, part]) => [key, typeof part === "function" ? (part as Said<unknown>)(words) : (part as unknown)])
      ) as SaidOf<T>
  )

/** Mostly a word that is there; sometimes one that is not. */
export const word = (known: Said<Iterable<string>>): fc.Arbitrary<Said<string>> =>
  fc.oneof(
    {
      weight: 24,
      arbitrary: fc.nat(1000).map((n) => (words: Ticket.Vocabulary) => {
        const all = [...known(words)]
        return all[n % all.length] ?? "serial"
      })
    },
    slug.map((other) => () => other)
  )
