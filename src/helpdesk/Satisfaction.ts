/** The verbs by which requesters say how it was, and by which a desk looks at what they said. */
import type { Scale } from "../ticket/Rating.ts"
import type { Instant } from "../time/Instant.ts"
import type { Workspace } from "../workspace/Workspace.ts"
import type { Asking } from "./inputs.ts"
import type { Done } from "./together.ts"

type Moment = Date | number

/** What a requester says: a score on the survey's scale, one of its reasons, and words of their own. */
export interface RatingInput {
  readonly score: number
  readonly reason?: string | null
  readonly comment?: string
}

/** What the page behind a link shows. */
export interface SurveyShown {
  readonly ticketId: string
  readonly reference: string
  /** The name of the brand. */
  readonly brand: string
  readonly scale: Scale
  readonly least: number
  readonly most: number
  readonly reasons: ReadonlyArray<{ readonly id: string; readonly name: string }>
  /** It takes an answer, or another one, until before then. */
  readonly until: Instant
  /** What was said so far. */
  readonly answer: { readonly score: number; readonly reason: string | null; readonly comment: string } | null
}

/** `from`, `to`: surveys that were due from then on, and before then. */
export interface SatisfactionReportInput {
  readonly by: "agent" | "team" | "department" | "brand" | "organization" | "channel" | "month"
  readonly from?: Moment
  readonly to?: Moment
}

export interface SatisfactionRow {
  /** An id, or a month in UTC: `2026-01`. `null`: of no agent, team or organization. */
  readonly key: string | null
  /** Surveys that were asked, and not taken back before they were answered. */
  readonly asked: number
  readonly answered: number
  /** Answers in the upper quarter of their scale. */
  readonly satisfied: number
  /** `answered` of `asked`, and `satisfied` of `answered`, from 0 to 1; `null`: nobody answered. */
  readonly responseRate: number
  readonly satisfaction: number | null
  /** How often each score was given; scores that nobody gave are left out. */
  readonly scores: ReadonlyArray<{ readonly scale: Scale; readonly score: number; readonly count: number }>
}

export interface Satisfaction<W extends Workspace> {
  /** What the link in a requester's letter shows. Nothing is written, however often it is opened. @throws {SurveyInvalid} */
  readonly survey: (token: string) => Promise<SurveyShown>
  /** Answers by that link; again, while that is still taken: the last word counts. @throws {SurveyInvalid | RatingInvalid | TooMany} */
  readonly rate: (token: string, input: RatingInput) => Promise<Done>
  /** The same for a page that knows the requester: the latest survey that takes an answer. @throws {NotTheRequester} and as `rate`. */
  readonly rateTicket: (ticketId: string, input: Asking<W> & RatingInput) => Promise<Done>
  /** What requesters said: for whoever had the ticket, and wherever it was, when it was solved. In the order of the keys. */
  readonly satisfaction: (input: SatisfactionReportInput) => Promise<ReadonlyArray<SatisfactionRow>>
}
