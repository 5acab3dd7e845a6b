/** What makes titles and summaries of conversations: a model somewhere, or the desk's own extract. */
import type { Side } from "../ticket/life/Life.ts"
import type { Instant } from "../time/Instant.ts"

/** News alone: what was quoted, and what stands under it, is left out. No names, no addresses. */
export interface Heard {
  readonly side: Side
  readonly at: Instant
  readonly text: string
}

export interface Summarizer {
  /** Written into the history beside what it made: `extractive` `1`, `acme-llm` `2026-05-01`. */
  readonly name: string
  readonly version: string
  /**
   * Asked once for each wish of an agent. Whatever it answers is read like anything from outside: checked, cleaned, cut.
   * `language`: in which to answer, as the agent asked for it (BCP 47). Its rejection is the verb's `SummarizerFailed`.
   */
  readonly suggest: (asked: {
    readonly messages: ReadonlyArray<Heard>
    readonly language?: string
  }) => Promise<{ readonly title: string; readonly summary: string }>
}
