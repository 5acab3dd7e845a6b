/** How satisfied the requester was with the way a ticket was solved: one survey for each time that it was. */
import * as Schema from "effect/Schema"
import { Slug } from "../text/Id.ts"
import * as Text from "../text/Text.ts"
import * as Instant from "../time/Instant.ts"
import { Span } from "../time/Span.ts"

/** `thumbs`: 0 down, 1 up. A number: from 1, the worst, to that. */
export const Scale = Schema.Union([Schema.Literal("thumbs"), Schema.Int.check(Schema.isBetween({ minimum: 2, maximum: 10 }))]).annotate({
  expected: `"thumbs", or the best score: a number from 2 to 10`
})
export type Scale = typeof Scale.Type

export const leastOf = (scale: Scale): number => (scale === "thumbs" ? 0 : 1)
export const mostOf = (scale: Scale): number => (scale === "thumbs" ? 1 : scale)
/** In the upper quarter of the scale: thumbs up, 3 of 3, 4 and 5 of 5, 8 to 10 of 10. */
export const isSatisfied = (scale: Scale, score: number): boolean => 4 * (score - leastOf(scale)) >= 3 * (mostOf(scale) - leastOf(scale))

/** What is said in answer. The comment stands apart from the score, which may be kept for longer. */
export const answered = {
  score: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 10 })),
  reason: Schema.NullOr(Slug),
  comment: Text.upTo(4000)
}

export class Answer extends Schema.Opaque<Answer>()(
  Schema.Struct({
    ...answered,
    firstAt: Instant.Instant,
    at: Instant.Instant,
    /** How often something was said. */
    times: Schema.Int
  })
) {}

/** What was asked, whatever the workspace asks by now. */
export const asked = {
  scale: Scale,
  /** Ids of what can be chosen as a reason. */
  reasons: Schema.Array(Slug).check(Schema.isMaxLength(50)),
  /** No first answer from then on. */
  expiresAt: Instant.Instant,
  /** How long after the first answer another takes its place; `null`: none does. */
  editable: Schema.NullOr(Span)
}
const Asked = Schema.Struct(asked)

/**
 * Why nobody is asked, or asked any more. `reopened`, `merged`: it is worked on again, or part of another ticket. `removed`,
 * `spam`: so it was when it was due. `automatic`: a machine opened it. `unattended`: nobody solved it but a machine.
 * `unreachable`: the requester has no address. `internal`: they are of the desk. `sample`: others are asked. `cooldown`: they
 * were asked lately. `gone`: the workspace asks it no more.
 */
export const Because = Schema.Literals([
  "reopened",
  "merged",
  "removed",
  "spam",
  "automatic",
  "unattended",
  "unreachable",
  "internal",
  "sample",
  "cooldown",
  "gone"
])
export type Because = typeof Because.Type

export class Rating extends Schema.Opaque<Rating>()(
  Schema.Struct({
    /** The first time that the ticket was solved is 1. */
    cycle: Schema.Int,
    /** The workspace's survey that it is. */
    survey: Slug,
    /** From then on it is asked, whenever that is noticed. */
    dueAt: Instant.Instant,
    /** Who had the ticket when it was solved, and where it was: the score counts for them. */
    agent: Schema.NullOr(Slug),
    team: Schema.NullOr(Slug),
    department: Slug,
    brand: Slug,
    /** `null`: it is not asked yet, or never was. */
    asked: Schema.NullOr(Asked),
    answer: Schema.NullOr(Answer),
    /** `null`: it waits for its time or for an answer, or has one. */
    end: Schema.NullOr(Schema.Struct({ at: Instant.Instant, because: Schema.Literals([...Because.literals, "expired"]) }))
  })
) {}

/** Surveys of one ticket, and answers to one survey. */
export const limits = { surveys: 100, answers: 20 } as const

interface Holder {
  readonly ratings?: ReadonlyArray<Rating>
  readonly reopened?: number
}

/** How often the ticket came to be worked on, this time included. */
export const cycleOf = ({ reopened = 0 }: Holder): number => reopened + 1
export const find = ({ ratings }: Holder, cycle: number): Rating | undefined => ratings?.find((one) => one.cycle === cycle)
/** It waits for its time, or for an answer. */
export const isOpen = ({ answer, end }: Rating): boolean => answer === null && end === null
/** Of several cycles only the latest can be open. */
export const openOf = ({ ratings }: Holder): Rating | undefined => ratings?.findLast(isOpen)

/** Until before when it takes an answer, or another one; `null`: it takes none. */
export const answerableUntil = ({ asked, answer, end }: Rating): Instant.Instant | null =>
  asked === null || end !== null
    ? null
    : answer === null
      ? asked.expiresAt
      : asked.editable === null
        ? null
        : Instant.plus(answer.firstAt, asked.editable)

/** When time alone changes something: it is due, or nobody answered in time. */
export const wakeAt = (holder: Holder): Instant.Instant | null => {
  const open = openOf(holder)
  return open === undefined ? null : open.asked === null ? open.dueAt : open.asked.expiresAt
}

/** What is wrong with an answer; `undefined`: nothing. */
export const mistake = ({ scale, reasons }: typeof Asked.Type, { score, reason }: Pick<Answer, "score" | "reason">): string | undefined =>
  score < leastOf(scale) || score > mostOf(scale)
    ? `a score from ${leastOf(scale)} to ${mostOf(scale)}`
    : reason !== null && !reasons.includes(reason)
      ? `a reason of these: ${reasons.join(", ") || "none"}`
      : undefined

/** The ticket with one of its ratings changed. */
export const amended = <T extends Holder>(ticket: T, cycle: number, amend: (rating: Rating) => Rating): T => ({
  ...ticket,
  ratings: (ticket.ratings ?? []).map((one) => (one.cycle === cycle ? amend(one) : one))
})
