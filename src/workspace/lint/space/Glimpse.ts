/** A ticket of which some facts are chosen and others are still open. */
import type { Fact } from "../../../condition/Condition.ts"

type Chosen = Readonly<Record<string, Fact>>

/** A text that may exist: known only by which tests it passes. */
export type Guess = ReadonlyMap<string, boolean>

export interface Glimpse {
  readonly now: Chosen
  /** At the beginning of the commit; counts where the ticket is not opened in it. */
  readonly before: Chosen
  /** Whether the commit opens the ticket; `null`: not chosen yet. */
  readonly opens: boolean | null
  /** By field. */
  readonly guesses: ReadonlyMap<string, Guess>
  /** Such a ticket is certain to exist, as far as it is chosen. */
  readonly isSure: boolean
}

export const nothing: Glimpse = { now: {}, before: {}, opens: null, guesses: new Map(), isSure: true }

/** One thing that a ticket may be. */
export interface Choice {
  readonly now: Chosen
  readonly before?: Chosen
  readonly guess?: { readonly field: string; readonly truth: Guess }
  readonly isSure: boolean
}

export const chosen = (glimpse: Glimpse, { now, before, guess, isSure }: Choice): Glimpse => ({
  now: { ...glimpse.now, ...now },
  before: before === undefined ? glimpse.before : { ...glimpse.before, ...before },
  opens: typeof now["commit.opened"] === "boolean" ? now["commit.opened"] : glimpse.opens,
  guesses: guess === undefined ? glimpse.guesses : new Map([...glimpse.guesses, [guess.field, guess.truth]]),
  isSure: glimpse.isSure && isSure
})
