/** Looks up whom a definition asks, and refuses one that these people could never approve. */
import * as Result from "effect/Result"
import type { Calendar } from "../calendar/Calendar.ts"
import type { Definition, Expiry, Step } from "./Definition.ts"
import { type Refusal, TooFewApprovers, UnknownCalendar } from "./Refusal.ts"
import type { Source } from "./Source.ts"
import { agentsOf, excluded, type Staff } from "./Staff.ts"
import type { Panel } from "./Stage.ts"
import { blank, canBeMet } from "./tally.ts"

/** `asker`: the agent who asks, `null` where it is somebody else. Where all are to agree, each source must name somebody. */
export const resolve = (
  definition: Definition,
  staff: Staff,
  asker: string | null,
  calendars: ReadonlyArray<Calendar>
): Result.Result<ReadonlyArray<Panel>, Refusal> => {
  const panels = definition.steps.map((step) => panelOf(step, staff, asker))
  for (const panel of panels) {
    const refusal = unknownCalendar(panel, calendars) ?? tooFew(panel)
    if (refusal !== undefined) return Result.fail(refusal)
  }
  return Result.succeed(panels)
}

const panelOf = (step: Step, staff: Staff, asker: string | null): Panel => {
  const { approvers, excludes, expiries, ...rest } = step
  const barred = excluded(staff, excludes, asker)
  const meant = (source: Source): ReadonlyArray<string> => agentsOf(staff, source).filter((agent) => !barred.includes(agent))
  const expiryOf = (expiry: Expiry) => ({ ...expiry, to: expiry.then === "escalate" ? [...new Set(expiry.to.flatMap(meant))] : [] })
  return {
    ...rest,
    groups: approvers.map((source) => ({ source, agents: meant(source) })),
    excluded: barred,
    expiries: expiries.map(expiryOf)
  }
}

const unknownCalendar = ({ id, expiries }: Panel, calendars: ReadonlyArray<Calendar>): UnknownCalendar | undefined => {
  const missing = expiries.find(({ calendar }) => calendar !== null && !calendars.some((one) => one.id === calendar))
  return missing === undefined ? undefined : new UnknownCalendar({ step: id, calendar: missing.calendar! })
}

/** If nobody answers, those to whom it is escalated are all that is left. */
const tooFew = (panel: Panel): TooFewApprovers | undefined => {
  const { id, groups, rule, expiries } = panel
  const empty = rule.kind === "all" ? groups.find(({ agents }) => agents.length === 0) : undefined
  if (empty !== undefined) return new TooFewApprovers({ step: id, group: empty.source, need: 1, found: 0 })
  const others = expiries.flatMap(({ then, to }) => (then === "escalate" ? [groups.map(({ source }) => ({ source, agents: to }))] : []))
  const short = [groups, ...others].flatMap((asked) => blank({ ...panel, groups: asked })).find((one) => !canBeMet(one))
  return short === undefined ? undefined : new TooFewApprovers({ step: id, group: short.group, need: short.need, found: short.of })
}
