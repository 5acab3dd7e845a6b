/** What callers write to find activities and to have time summed up, as schemas. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { Findable } from "../condition/Condition.ts"
import { question } from "../condition/question.ts"
import type { Question } from "../condition/Variable.ts"
import * as Instant from "../time/Instant.ts"
import type { House } from "./House.ts"

const Limit = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 10_000 }))
const page = {
  /** Checked where it is asked. */
  where: Schema.optionalKey(Schema.Unknown),
  limit: Schema.optionalKey(Limit),
  after: Schema.optionalKey(Schema.String.check(Schema.isMaxLength(10_000)))
}

export const OpenActivities = Schema.Struct(page)
export const TimeSpent = Schema.Struct({
  by: Schema.Literals(["ticket", "agent", "organization"]),
  from: Schema.optionalKey(Instant.Instant),
  to: Schema.optionalKey(Instant.Instant),
  ...page
})

/** @throws {ConditionInvalid} */
export const asked = (house: House, where: Question): Findable => {
  const ready = question(where, house.workspace, { now: Instant.make(house.now()), agent: null }, "where")
  if (Result.isFailure(ready)) throw ready.failure
  return ready.success
}
