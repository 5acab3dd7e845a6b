/** Asks for permission, anew if there is a verdict already. */
import * as Result from "effect/Result"
import type { Calendar } from "../calendar/Calendar.ts"
import * as Actor from "../people/Actor.ts"
import type { Instant } from "../time/Instant.ts"
import type { Approval } from "./Approval.ts"
import type { Definition } from "./Definition.ts"
import { due, settled } from "./due.ts"
import type { Fact } from "./Fact.ts"
import { AlreadyPending, type Refusal } from "./Refusal.ts"
import { resolve } from "./resolve.ts"
import type { Staff } from "./Staff.ts"

/** `digest`: of the content that is to be approved. `behind`: who made a rule ask. `calendars`: of the workspace; those that are needed are kept. */
export interface Request {
  readonly id: string
  readonly by: Actor.Actor
  readonly behind?: Actor.Actor | undefined
  readonly subject: string
  readonly digest: string
  readonly definition: Definition
  readonly staff: Staff
  readonly calendars: ReadonlyArray<Calendar>
}

/** Refused: `AlreadyPending`, `TooFewApprovers`, `UnknownCalendar`. */
export const request = (
  approval: Approval | null,
  { definition, staff, calendars, behind, ...wish }: Request,
  now: Instant
): Result.Result<ReadonlyArray<Fact>, Refusal> => {
  if (approval !== null && settled(approval, now).end === null) return Result.fail(new AlreadyPending({ approval: approval.id }))
  const asker = [wish.by, behind].find((one) => one !== undefined && Actor.isAgent(one))
  const panels = resolve(definition, staff, asker === undefined ? null : Actor.idOf(asker), calendars)
  if (Result.isFailure(panels)) return Result.fail(panels.failure)
  const { id, name, order, promises, covers, steps } = definition
  const needed = new Set(steps.flatMap(({ expiries }) => expiries.map(({ calendar }) => calendar)))
  const used = calendars.filter((calendar) => needed.has(calendar.id))
  return Result.succeed([
    ...(approval === null ? [] : due(approval, now)),
    { _tag: "Requested", at: now, ...wish, definition: id, name, order, promises, covers, calendars: used, panels: panels.success }
  ])
}
